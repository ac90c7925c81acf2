// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_value.hpp"

#include <string_view>

namespace kc::exchange {
namespace {

struct TextOf {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(base::Decimal number) const { return base::to_string(number); }
    std::string operator()(base::Date date) const { return base::to_string(date); }
    std::string operator()(bool yes) const { return yes ? "是" : "否"; }
};

}  // namespace

std::string to_text(const CellValue& value) {
    return std::visit(TextOf{}, value);
}

bool begins_like_formula(const std::string& text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) return true;
    // Excel of some locales reads the full-width signs as the plain ones.
    for (const std::string_view wide : {"＝", "＋", "－", "＠"}) {
        if (text.starts_with(wide)) return true;
    }
    return false;
}

bool needs_formula_guard(const std::string& text) {
    const std::size_t begin = text.find_first_not_of('\'');
    return begin != std::string::npos && begins_like_formula(text.substr(begin, 8));
}

}  // namespace kc::exchange

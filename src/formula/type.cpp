// SPDX-License-Identifier: Apache-2.0
#include "formula/type.hpp"

#include <fmt/format.h>

#include "base/check.hpp"

namespace kc::formula {

std::string to_chinese_string(const Type& type) {
    switch (type.kind) {
        case Kind::truth: return "是/否";
        case Kind::number:
            return type.unit.is_none() ? "没有单位的数"
                                       : fmt::format("以{}计的数", to_string(type.unit));
        case Kind::date: return "日期";
        case Kind::period: return "时期";
        case Kind::text: return "文字";
    }
    return {};
}

std::string to_english_string(const Type& type) {
    switch (type.kind) {
        case Kind::truth: return "yes/no";
        case Kind::number:
            return type.unit.is_none() ? "a plain number"
                                       : fmt::format("a number in {}", to_string(type.unit));
        case Kind::date: return "a day";
        case Kind::period: return "a period";
        case Kind::text: return "a text";
    }
    return {};
}

base::Unit unit_named(const char* text) {
    const Result<base::Unit> unit = base::Unit::parse(text);
    KC_CHECK(unit.has_value());
    return *unit;
}

PlainUnit plain(base::Unit unit) {
    if (unit.is_per()) return {unit, base::Ratio(1)};
    switch (unit.dimension()) {
        case base::Dimension::proportion: {
            const auto percent = factor(unit, unit_named("%"));
            KC_CHECK(percent.has_value());
            const auto whole = divide(*percent, base::Ratio(100));
            KC_CHECK(whole.has_value());
            return {{}, *whole};
        }
        case base::Dimension::multiple: return {{}, base::Ratio(1)};
        default: return {unit, base::Ratio(1)};
    }
}

}  // namespace kc::formula

// SPDX-License-Identifier: Apache-2.0
#include "record/text_key.hpp"

#include <algorithm>
#include <array>

#include "base/characters.hpp"
#include "base/utf8.hpp"

namespace kc::record {
namespace {

// The longest first: 有限公司 is the end of 股份有限公司.
constexpr std::array<std::u32string_view, 6> kLegalForms = {
    U"股份有限公司", U"有限责任公司", U"集团有限公司", U"有限公司", U"股份公司", U"公司"};

std::u32string folded(std::string_view text) {
    std::u32string out;
    for (const char32_t c : base::decode_utf8(text)) {
        if (base::is_blank(c)) continue;
        const char32_t half = base::to_half_width(c);
        out += base::is_ascii_upper(half) ? half + (U'a' - U'A') : half;
    }
    return out;
}

bool is_sign(char32_t c) {
    constexpr std::u32string_view kSigns = U"()[]{}<>《》〈〉【】〔〕「」“”‘’\"'.,;:、。，·•-_/\\&";
    return kSigns.find(c) != std::u32string_view::npos;
}

}  // namespace

std::string search_text(std::string_view text) {
    return base::encode_utf8(folded(text));
}

std::string name_key(std::string_view name) {
    std::u32string key;
    for (const char32_t c : folded(name)) {
        if (!is_sign(c)) key += c;
    }
    for (const std::u32string_view form : kLegalForms) {
        if (key.size() <= form.size() || !key.ends_with(form)) continue;
        key.resize(key.size() - form.size());
        break;
    }
    return base::encode_utf8(key);
}

std::string anywhere(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

}  // namespace kc::record

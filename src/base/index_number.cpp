// SPDX-License-Identifier: Apache-2.0
#include "base/index_number.hpp"

#include <fmt/format.h>

#include "base/characters.hpp"
#include "base/code_text.hpp"
#include "base/decimal.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

constexpr CodeName kName{"E-index-number", "索引号", "an index number"};

Diagnostic wrong_pattern(std::string_view pattern, std::string_view zh, std::string_view en) {
    return Diagnostic{"E-index-pattern",
                      {},
                      fmt::format("索引号格式“{}”{}", shortened(pattern), zh),
                      fmt::format("index number pattern '{}' {}", shortened(pattern), en)}
        .hint("写成{credit_code}/{year:4}{month:2}-{serial:5}这样的形式",
              "write it like {credit_code}/{year:4}{month:2}-{serial:5}");
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

std::string_view IndexNumber::field(std::string_view name) const {
    for (const auto& [field_name, value] : fields) {
        if (field_name == name) return value;
    }
    return {};
}

Result<IndexNumberPattern::Piece> IndexNumberPattern::parse_field(std::string_view field,
                                                                  std::string_view pattern) {
    Piece piece;
    const std::size_t colon = field.find(':');
    piece.name = field.substr(0, colon);
    for (const char c : piece.name) {
        if (is_name_character(c)) continue;
        return unexpected(wrong_pattern(pattern, "的字段名只能用小写字母和下划线",
                                        "has a field name with other than small letters and _"));
    }
    if (piece.name.empty()) {
        return unexpected(wrong_pattern(pattern, "有字段没有名称", "has a field without a name"));
    }
    if (colon == std::string_view::npos) {
        piece.letters = true;
        piece.length = piece.name == "credit_code" ? 18 : piece.name == "organisation_code" ? 9 : 0;
    } else {
        std::string_view length = field.substr(colon + 1);
        piece.letters = length.ends_with('a');
        if (piece.letters) length.remove_suffix(1);
        const Result<Decimal> value = Decimal::parse(length);
        const bool fits = value && value->is_whole() && *value >= 1 &&
                          *value <= static_cast<std::int32_t>(kMaxFieldLength);
        piece.length = fits ? static_cast<std::size_t>(value->coefficient()) : 0;
    }
    if (piece.length == 0) {
        return unexpected(wrong_pattern(pattern, "的字段长度应为1至32",
                                        "should give a field length from 1 to 32"));
    }
    return piece;
}

Result<IndexNumberPattern> IndexNumberPattern::parse(std::string_view pattern) {
    if (pattern.empty() || pattern.size() > kMaxPatternLength) {
        return unexpected(wrong_pattern(pattern, "为空或太长", "is empty or too long"));
    }
    IndexNumberPattern result;
    result.text_ = pattern;
    std::size_t fields = 0;
    for (std::size_t at = 0; at < pattern.size();) {
        const char c = pattern[at];
        if (c == '{') {
            const std::size_t end = pattern.find('}', at);
            if (end == std::string_view::npos) {
                return unexpected(wrong_pattern(pattern, "缺少“}”", "lacks a }"));
            }
            Result<Piece> piece = parse_field(pattern.substr(at + 1, end - at - 1), pattern);
            if (!piece) return unexpected(piece.error());
            if (++fields > kMaxFields) {
                return unexpected(
                    wrong_pattern(pattern, "的字段超过16个", "has more than 16 fields"));
            }
            result.pieces_.push_back(std::move(*piece));
            at = end + 1;
            continue;
        }
        // Texts are compared in half-width capitals, so a literal has to be one.
        const bool plain = c > ' ' && c < 0x7F && c != '}' && !(c >= 'a' && c <= 'z');
        if (!plain) {
            return unexpected(wrong_pattern(pattern, "的固定字符应为半角大写字母、数字或符号",
                                            "should have only ASCII capitals, digits and signs "
                                            "outside fields"));
        }
        result.pieces_.push_back({.literal = std::string(1, c)});
        ++at;
    }
    return result;
}

Result<IndexNumber> IndexNumberPattern::match(std::string_view text) const {
    const std::u32string code = cleaned_code(text);
    std::size_t length = 0;
    for (const Piece& piece : pieces_) length += piece.name.empty() ? 1 : piece.length;
    if (code.size() != length) {
        return unexpected(wrong_length(kName, std::to_string(length), code.size()));
    }
    IndexNumber number;
    std::size_t at = 0;
    for (const Piece& piece : pieces_) {
        if (piece.name.empty()) {
            if (code[at] != static_cast<char32_t>(piece.literal[0])) {
                return unexpected(
                    wrong_character(kName, at + 1, code[at], piece.literal, piece.literal));
            }
            ++at;
            continue;
        }
        for (std::size_t i = at; i < at + piece.length; ++i) {
            if (is_ascii_digit(code[i]) || (piece.letters && is_ascii_upper(code[i]))) continue;
            return unexpected(wrong_character(kName, i + 1, code[i],
                                              piece.letters ? "数字或大写字母" : "数字",
                                              piece.letters ? "a digit or a capital" : "a digit"));
        }
        std::string value = ascii(code.substr(at, piece.length));
        if (piece.name == "month" && (value < "01" || value > "12")) {
            return unexpected(wrong_character(kName, at + 2, code[at + 1], "01至12的月份",
                                              "part of a month from 01 to 12"));
        }
        number.fields.emplace_back(piece.name, std::move(value));
        at += piece.length;
    }
    number.text = ascii(code);
    return number;
}

}  // namespace kc::base

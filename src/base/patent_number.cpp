// SPDX-License-Identifier: Apache-2.0
#include "base/patent_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/characters.hpp"
#include "base/code_text.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

constexpr CodeName kName{"E-patent-number", "专利申请号", "a patent application number"};
constexpr std::size_t kOldLength = 8;
constexpr std::size_t kNewLength = 12;
constexpr int kFirstNewYear = 2003;
constexpr int kFirstYear = 1985;  // the year the Patent Law came into force

char check_of(std::string_view digits) {
    static constexpr std::array kWeights{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
    const int rest = weighted_sum(digits, kWeights) % 11;
    return rest == 10 ? 'X' : static_cast<char>('0' + rest);
}

Diagnostic is_publication() {
    return Diagnostic{std::string(kName.error),
                      {},
                      "这是公开（公告）号，不是专利申请号",
                      "this is a publication number, not a patent application number"}
        .hint("申请号形如201710601862.3，见专利证书",
              "an application number looks like 201710601862.3; see the certificate");
}

Diagnostic check_is_missing(char expected) {
    return Diagnostic{std::string(kName.error),
                      {},
                      "专利申请号缺校验位",
                      "a patent application number lacks its check digit"}
        .hint(fmt::format("末尾应为.{}", expected), fmt::format("it should end in .{}", expected));
}

Diagnostic wrong_year(std::string_view year) {
    return Diagnostic{std::string(kName.error),
                      {},
                      fmt::format("专利申请号的年份“{}”不可能", year),
                      fmt::format("'{}' is no possible year of a patent application", year)}
        .hint("2003年10月起为四位年份，此前为两位（85至03）",
              "the year has four digits since October 2003, and two (85 to 03) before");
}

// The digits with the check at the end, without prefix and point; `granted` tells of ZL.
std::u32string without_decoration(std::u32string code, bool& granted) {
    granted = code.starts_with(U"ZL");
    if (granted || code.starts_with(U"CN")) code.erase(0, 2);
    if (code.size() >= 2 && code[code.size() - 2] == U'.') code.erase(code.size() - 2, 1);
    return code;
}

int year_of(std::string_view code, bool old) {
    int year = 0;
    for (const char c : code.substr(0, old ? 2 : 4)) year = year * 10 + (c - '0');
    if (!old) return year;
    return year < kFirstYear % 100 ? 2000 + year : 1900 + year;
}

}  // namespace

Result<PatentNumber> PatentNumber::parse(std::string_view text) {
    PatentNumber number;
    const std::u32string cleaned = cleaned_code(text);
    const std::u32string code = without_decoration(cleaned, number.granted_);
    const bool ends_in_letter = !code.empty() && is_ascii_upper(code.back()) && code.back() != U'X';
    if (cleaned.starts_with(U"CN") && ends_in_letter) return unexpected(is_publication());

    for (std::size_t i = 0; i < code.size(); ++i) {
        const bool check = i + 1 == code.size() && code[i] == U'X';
        if (is_ascii_digit(code[i]) || check) continue;
        return unexpected(wrong_character(kName, i + 1, code[i], "数字", "a digit"));
    }
    const std::string plain = ascii(code);
    if (plain.size() == kOldLength || plain.size() == kNewLength) {
        return unexpected(check_is_missing(check_of(plain)));
    }
    if (plain.size() != kOldLength + 1 && plain.size() != kNewLength + 1) {
        return unexpected(wrong_length(kName, "13 / 9", plain.size()));
    }
    const bool old = plain.size() == kOldLength + 1;
    const std::string_view digits = std::string_view(plain).substr(0, plain.size() - 1);
    number.year_ = year_of(digits, old);
    const bool possible = old ? number.year_ >= kFirstYear && number.year_ <= kFirstNewYear
                              : number.year_ >= kFirstNewYear && number.year_ < 2100;
    if (!possible) return unexpected(wrong_year(digits.substr(0, old ? 2 : 4)));

    const char kind = digits[old ? 2 : 4];
    switch (kind) {
        case '1':
        case '8': number.kind_ = Kind::invention; break;
        case '2':
        case '9': number.kind_ = Kind::utility_model; break;
        case '3': number.kind_ = Kind::design; break;
        default:
            return unexpected(wrong_character(kName, old ? 3 : 5, static_cast<char32_t>(kind),
                                              "1、2、3、8或9（专利类型）",
                                              "1, 2, 3, 8 or 9 (the kind of patent)"));
    }
    number.international_ = kind == '8' || kind == '9';
    if (const char expected = check_of(digits); plain.back() != expected) {
        return unexpected(wrong_check(kName, plain.size(), expected, plain.back()));
    }
    number.application_ = fmt::format("{}.{}", digits, plain.back());
    return number;
}

std::string to_string(const PatentNumber& number) {
    return (number.says_granted() ? "ZL" : "") + number.application();
}

}  // namespace kc::base

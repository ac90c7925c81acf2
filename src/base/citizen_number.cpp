// SPDX-License-Identifier: Apache-2.0
#include "base/citizen_number.hpp"

#include <array>
#include <optional>

#include "base/characters.hpp"
#include "base/code_text.hpp"

namespace kc::base {
namespace {

constexpr CodeName kName{"E-citizen-number", "身份证件号码", "an identity card number"};

char check_of(std::string_view code) {
    static constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kChecks = "10X98765432";  // by remainder
    return kChecks[static_cast<std::size_t>(weighted_sum(code, kWeights) % 11)];
}

std::optional<Date> birth_date_of(std::string_view code) {
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        for (const char c : code.substr(at, length)) value = value * 10 + (c - '0');
        return value;
    };
    const int year = number(6, 4);
    return year < CitizenNumber::kMinBirthYear ? std::nullopt
                                               : Date::of(year, number(10, 2), number(12, 2));
}

}  // namespace

Result<CitizenNumber> CitizenNumber::parse(std::string_view text) {
    const std::u32string code = cleaned_code(text);
    if (code.size() != kLength) {
        Diagnostic diagnostic = wrong_length(kName, std::to_string(kLength), code.size());
        if (code.size() != 15) return unexpected(std::move(diagnostic));
        return unexpected(std::move(diagnostic)
                              .hint("15位旧号码已停用，请填写18位号码",
                                    "numbers of 15 digits are out of use; give the one of 18"));
    }
    for (std::size_t i = 0; i < kLength; ++i) {
        const bool last = i + 1 == kLength;
        if (is_ascii_digit(code[i]) || (last && code[i] == U'X')) continue;
        return unexpected(wrong_character(kName, i + 1, code[i], last ? "数字或X" : "数字",
                                          last ? "a digit or X" : "a digit"));
    }
    std::string plain = ascii(code);
    const std::optional<Date> birth_date = birth_date_of(plain);
    if (!birth_date) {
        return unexpected(Diagnostic{std::string(kName.error),
                                     {},
                                     "身份证件号码第7至14位不是有效的出生日期",
                                     "characters 7 to 14 of an identity card number are no date "
                                     "of birth"}
                              .hint("这八位应为年月日，如19900115",
                                    "they are year, month and day, such as 19900115"));
    }
    if (const char expected = check_of(plain); plain.back() != expected) {
        return unexpected(wrong_check(kName, kLength, expected, plain.back()));
    }
    return CitizenNumber(std::move(plain), *birth_date);
}

std::string CitizenNumber::masked() const {
    return text_.substr(0, 6) + "********" + text_.substr(14);
}

CitizenNumber::Kind CitizenNumber::kind() const {
    if (text_.starts_with('9')) return Kind::foreigner;
    if (text_.starts_with("81")) return Kind::hong_kong;
    if (text_.starts_with("82")) return Kind::macao;
    if (text_.starts_with("83")) return Kind::taiwan;
    return Kind::citizen;
}

bool CitizenNumber::is_male() const {
    return (text_[16] - '0') % 2 == 1;
}

}  // namespace kc::base

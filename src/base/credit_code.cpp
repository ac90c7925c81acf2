// SPDX-License-Identifier: Apache-2.0
#include "base/credit_code.hpp"

#include <fmt/format.h>

#include <array>

#include "base/characters.hpp"
#include "base/code_text.hpp"

namespace kc::base {
namespace {

constexpr CodeName kName{"E-credit-code", "统一社会信用代码", "a unified social credit code"};
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // no I O S V Z

// The check runs through all 31 characters; taking it for 0-9 and X is a common mistake.
char check_of(std::string_view code) {
    static constexpr std::array kWeights{1,  3,  9,  27, 19, 26, 16, 17, 20,
                                         29, 25, 13, 8,  24, 10, 30, 28};  // 3^i mod 31
    std::size_t sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
        sum += kAlphabet.find(code[i]) * static_cast<std::size_t>(kWeights[i]);
    }
    return kAlphabet[(31 - sum % 31) % 31];
}

Diagnostic outside_alphabet(std::size_t position, char32_t c) {
    Diagnostic diagnostic = wrong_character(kName, position, c, "数字或I、O、S、V、Z以外的大写字母",
                                            "a digit or a capital other than I, O, S, V, Z");
    constexpr std::u32string_view kMistaken = U"IOSZ";
    constexpr std::string_view kMeant = "1052";
    const std::size_t at = kMistaken.find(c);
    if (at == std::u32string_view::npos) return diagnostic;
    return std::move(diagnostic)
        .hint(fmt::format("可能是把{}看成了{}", kMeant[at], static_cast<char>(c)),
              fmt::format("perhaps {} was taken for {}", kMeant[at], static_cast<char>(c)));
}

}  // namespace

Result<CreditCode> CreditCode::parse(std::string_view text) {
    const std::u32string code = cleaned_code(text);
    if (code.size() != kLength) {
        return unexpected(wrong_length(kName, std::to_string(kLength), code.size()));
    }
    for (std::size_t i = 0; i < kLength; ++i) {
        const bool known =
            code[i] < 0x80 && kAlphabet.find(static_cast<char>(code[i])) != std::string_view::npos;
        if (!known) return unexpected(outside_alphabet(i + 1, code[i]));
        if (i >= 2 && i < 8 && !is_ascii_digit(code[i])) {
            return unexpected(wrong_character(kName, i + 1, code[i], "数字", "a digit"));
        }
    }
    std::string plain = ascii(code);
    if (const char expected = check_of(plain); plain.back() != expected) {
        return unexpected(wrong_check(kName, kLength, expected, plain.back()));
    }
    return CreditCode(std::move(plain));
}

Diagnostics warnings(const CreditCode& code) {
    const std::string_view body = code.body();
    const char expected = organisation_check(body.substr(0, 8));
    if (body.back() == expected) return {};
    Diagnostic odd = wrong_check({"W-credit-code-body", "统一社会信用代码主体标识码（第9至17位）",
                                  "the body part of a credit code"},
                                 17, expected, body.back());
    odd.severity = Severity::warning;
    return {odd};
}

}  // namespace kc::base

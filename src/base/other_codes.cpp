// SPDX-License-Identifier: Apache-2.0
#include "base/other_codes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/characters.hpp"
#include "base/code_text.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

Result<std::string> by_pattern(CodeName name, std::u32string_view code, std::string_view pattern,
                               std::string_view example) {
    Diagnostics errors = pattern_errors(name, code, pattern);
    if (errors.empty()) return ascii(code);
    return unexpected(
        std::move(errors.front())
            .hint(fmt::format("形如{}", example), fmt::format("it looks like {}", example)));
}

std::size_t leading_digits(std::u32string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_ascii_digit) - text.begin());
}

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

}  // namespace

Result<std::string> parse_software_copyright(std::string_view text) {
    constexpr CodeName kName{"E-software-copyright", "软件著作权登记号",
                             "a software copyright number"};
    // Six digits of serial in older numbers, seven in newer ones.
    const std::u32string code = cleaned_code(text);
    return by_pattern(kName, code, code.size() == 12 ? "####SR######" : "####SR#######",
                      "2024SR0123456");
}

Result<std::string> parse_high_tech_certificate(std::string_view text) {
    constexpr CodeName kName{"E-high-tech-certificate", "高新技术企业证书编号",
                             "a high-tech enterprise certificate number"};
    return by_pattern(kName, cleaned_code(text), "GR############", "GR202334001234");
}

Result<std::string> parse_ipc(std::string_view text) {
    constexpr CodeName kName{"E-ipc", "IPC分类号", "an IPC symbol"};
    const auto wrong = [&] {
        return unexpected(Diagnostic{std::string(kName.error),
                                     {},
                                     fmt::format("“{}”不是IPC分类号", shortened(text)),
                                     fmt::format("'{}' is not an IPC symbol", shortened(text))}
                              .hint("形如A01B 33/08", "it looks like A01B 33/08"));
    };
    const std::u32string code = cleaned_code(text);
    if (code.size() < 4 || code[0] < U'A' || code[0] > U'H' || !is_ascii_digit(code[1]) ||
        !is_ascii_digit(code[2]) || !is_ascii_upper(code[3])) {
        return wrong();
    }
    const std::u32string_view groups = std::u32string_view(code).substr(4);
    const std::size_t main = leading_digits(groups);
    if (main < 1 || main > 4 || main == groups.size() || groups[main] != U'/') return wrong();
    const std::u32string_view sub = groups.substr(main + 1);
    if (sub.size() < 2 || sub.size() > 6 || leading_digits(sub) != sub.size()) return wrong();
    return fmt::format("{} {}", ascii(code.substr(0, 4)), ascii(groups));
}

Result<std::string> parse_phone(std::string_view text) {
    constexpr CodeName kMobile{"E-phone", "手机号码", "a mobile number"};
    constexpr CodeName kLandline{"E-phone", "固定电话号码", "a landline number"};
    std::u32string code = cleaned_code(text);
    std::erase(code, U'-');
    if (code.starts_with(U"+86")) code.erase(0, 3);
    const std::size_t digits = leading_digits(code);
    const CodeName name = code.starts_with(U'0') ? kLandline : kMobile;
    if (digits != code.size()) {
        return unexpected(wrong_character(name, digits + 1, code[digits], "数字", "a digit"));
    }
    if (!code.starts_with(U'0')) {
        Result<std::string> mobile = by_pattern(name, code, "1##########", "13900000000");
        if (mobile && (*mobile)[1] < '3') {
            return unexpected(wrong_character(name, 2, code[1], "3至9", "3 to 9"));
        }
        return mobile;
    }
    // Two-digit area codes (010, 02x) are written with the leading zero, so three digits here.
    const bool short_area = code.size() > 1 && (code[1] == U'1' || code[1] == U'2');
    const std::size_t area = short_area ? 3 : 4;
    if (code.size() < area + 7 || code.size() > area + 8) {
        return unexpected(
            wrong_length(name, fmt::format("{}–{}", area + 7, area + 8), code.size()));
    }
    return fmt::format("{}-{}", ascii(code.substr(0, area)), ascii(code.substr(area)));
}

Result<std::string> parse_bank_card(std::string_view text) {
    constexpr CodeName kName{"E-bank-card", "银行卡号", "a bank card number"};
    const std::u32string code = cleaned_code(text);
    if (const std::size_t digits = leading_digits(code); digits != code.size()) {
        return unexpected(wrong_character(kName, digits + 1, code[digits], "数字", "a digit"));
    }
    if (code.size() < 15 || code.size() > 19) {
        return unexpected(wrong_length(kName, "15–19", code.size()));
    }
    std::string plain = ascii(code);
    if (passes_luhn(plain)) return plain;
    for (char expected = '0'; expected <= '9'; ++expected) {
        const std::string tried = plain.substr(0, plain.size() - 1) + expected;
        if (!passes_luhn(tried)) continue;
        return unexpected(wrong_check(kName, plain.size(), expected, plain.back()));
    }
    return plain;
}

Result<std::string> parse_bank_branch(std::string_view text) {
    constexpr CodeName kName{"E-bank-branch", "联行号", "a bank branch number"};
    return by_pattern(kName, cleaned_code(text), "############", "102300000000");
}

}  // namespace kc::base

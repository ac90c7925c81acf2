// SPDX-License-Identifier: Apache-2.0
#include "base/organisation_code.hpp"

#include "base/characters.hpp"
#include "base/code_text.hpp"

namespace kc::base {
namespace {

constexpr CodeName kName{"E-organisation-code", "组织机构代码", "an organisation code"};
constexpr std::size_t kLength = 9;

}  // namespace

Result<OrganisationCode> OrganisationCode::parse(std::string_view text) {
    std::u32string code = cleaned_code(text);
    if (code.size() == kLength + 1 && code[8] == U'-') code.erase(8, 1);
    if (code.size() != kLength) return unexpected(wrong_length(kName, "9", code.size()));
    for (std::size_t i = 0; i < kLength; ++i) {
        if (is_ascii_digit(code[i]) || is_ascii_upper(code[i])) continue;
        return unexpected(
            wrong_character(kName, i + 1, code[i], "数字或大写字母", "a digit or a capital"));
    }
    std::string plain = ascii(code);
    const char expected = organisation_check(std::string_view(plain).substr(0, 8));
    if (plain.back() != expected) {
        return unexpected(wrong_check(kName, kLength, expected, plain.back()));
    }
    return OrganisationCode(std::move(plain));
}

}  // namespace kc::base

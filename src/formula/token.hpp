// SPDX-License-Identifier: Apache-2.0
// The words of a formula.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/result.hpp"
#include "base/unit.hpp"
#include "formula/syntax.hpp"

namespace kc::formula {

enum class TokenKind : std::uint8_t {
    end,
    number,
    date,
    period,
    text,
    name,
    keyword,
    operation,
    open,
    close,
    open_set,
    close_set,
    comma
};

// What a word that is no name stands for. Operators that are words are TokenKind::operation.
enum class Keyword : std::uint8_t {
    none,
    logical_not,
    if_,
    then,
    else_,
    where,
    in,
    yes,
    no,
    not_applicable
};

struct Token {
    TokenKind kind = TokenKind::end;
    Keyword keyword = Keyword::none;
    Operator op = Operator::none;
    std::u32string text = {};  // names (half-width), quoted texts, periods
    base::Decimal value = {};
    base::Unit unit = {};
    base::Date day = {};
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

Result<std::vector<Token>> tokenise(const std::u32string& text, const Expression& around);

// Every word with a meaning, in the order of docs/formula.md.
struct Word {
    std::u32string_view text;
    TokenKind kind;
    Keyword keyword = Keyword::none;
    Operator op = Operator::none;
};
const std::vector<Word>& words();

}  // namespace kc::formula

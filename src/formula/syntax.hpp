// SPDX-License-Identifier: Apache-2.0
// A formula as it was written: the tree the parser makes and the compiler reads.
//
// Nodes stand in one vector, each after its children, so a formula is one piece of memory and
// nothing recurses to free it.
//
//   Result<Expression> formula = parse("科技人员数 / 职工总数 >= 10%", {"policy.yaml", 12, 9});
//   std::string same = to_string(*formula);   // canonical, and parse reads it back
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "base/unit.hpp"

namespace kc::formula {

enum class Form : std::uint8_t {
    number,          // value, unit
    date,            // day
    period,          // text
    text,            // text
    truth,           // yes or no: `holds`
    not_applicable,  //
    name,            // text
    set,             // children
    negate,          // -a
    unary_not,       // not a
    binary,          // `op`, two children
    conditional,     // if, then, else
    call,            // text, arguments
    aggregate        // text: count sum min max exists; list name in `list`; [value] [filter]
};

enum class Operator : std::uint8_t {
    none,
    logical_or,
    logical_and,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    in,
    not_in,
    otherwise,
    add,
    subtract,
    multiply,
    divide
};

struct SyntaxNode {
    Form form = Form::number;
    Operator op = Operator::none;
    bool holds = false;
    bool has_value = false;   // aggregates: the first child is what is summed
    bool has_filter = false;  // aggregates: the last child says which items
    std::string text = {};
    std::string list = {};
    base::Decimal value = {};
    base::Unit unit = {};
    base::Date day = {};
    std::vector<std::uint32_t> children = {};
    // Characters [begin, end) of the text; where the formula starts is known to Expression.
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    int depth = 1;
};

struct Expression {
    std::vector<SyntaxNode> nodes = {};  // the last one is the whole formula
    std::u32string text = {};
    Place start = {};  // of the first character in the file around the formula

    [[nodiscard]] const SyntaxNode& root() const { return nodes.back(); }
    // file:line:column of a character. A formula over several lines of a YAML block continues in
    // the column it began in.
    [[nodiscard]] Place place_of(std::uint32_t character) const;
};

// One error: the first. `start` is where the text begins in its file.
Result<Expression> parse(std::string_view utf8, const Place& start = {});

// The canonical writing: English keywords, half-width signs, only the parentheses that are needed.
std::string to_string(const Expression& expression);

// The same formula whatever blanks, keywords and parentheses it was written with.
bool same(const Expression& a, const Expression& b);

}  // namespace kc::formula

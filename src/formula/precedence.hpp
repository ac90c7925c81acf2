// SPDX-License-Identifier: Apache-2.0
// How tightly operators bind, from `or` to unary minus. docs/formula.md shows the same table.
#pragma once

#include <string_view>

#include "formula/syntax.hpp"

namespace kc::formula {

inline constexpr int kNotBinding = 3;
inline constexpr int kNegateBinding = 8;

constexpr int binding(Operator op) {
    switch (op) {
        case Operator::none: return 0;
        case Operator::logical_or: return 1;
        case Operator::logical_and: return 2;
        case Operator::less:
        case Operator::less_equal:
        case Operator::greater:
        case Operator::greater_equal:
        case Operator::equal:
        case Operator::not_equal:
        case Operator::in:
        case Operator::not_in: return 4;
        case Operator::otherwise: return 5;
        case Operator::add:
        case Operator::subtract: return 6;
        case Operator::multiply:
        case Operator::divide: return 7;
    }
    return 0;
}

constexpr bool is_comparison(Operator op) {
    return binding(op) == 4;
}

constexpr std::string_view sign_of(Operator op) {
    switch (op) {
        case Operator::none: return "";
        case Operator::logical_or: return "or";
        case Operator::logical_and: return "and";
        case Operator::less: return "<";
        case Operator::less_equal: return "<=";
        case Operator::greater: return ">";
        case Operator::greater_equal: return ">=";
        case Operator::equal: return "=";
        case Operator::not_equal: return "!=";
        case Operator::in: return "in";
        case Operator::not_in: return "not in";
        case Operator::otherwise: return "otherwise";
        case Operator::add: return "+";
        case Operator::subtract: return "-";
        case Operator::multiply: return "*";
        case Operator::divide: return "/";
    }
    return "";
}

}  // namespace kc::formula

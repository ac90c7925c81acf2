// SPDX-License-Identifier: Apache-2.0
// An exact number with its unit.
//
//   Result<Quantity> value = Quantity::parse("1.2万人");
//   Result<Quantity> people = convert(*value, Unit::parse("人").value());   // 12000人
//   Result<Quantity> wrong = convert(*value, Unit::parse("%").value());     // E-unit-mismatch
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/ratio.hpp"
#include "base/result.hpp"
#include "base/unit.hpp"

namespace kc::base {

struct Quantity {
    Decimal value = {};
    Unit unit = {};

    // A plain decimal and a unit right behind it: "2.6%", "850家", "3000万元", "12".
    static Result<Quantity> parse(std::string_view text);

    // The same number in the same unit; 10000元 and 1万元 are not the same, but compare as equal.
    bool operator==(const Quantity&) const = default;
};

// Never rounds: a value that has no end in the new unit (1亩 in 平方米) is an error.
Result<Quantity> convert(const Quantity& quantity, Unit unit);

// Exact also where `convert` would have to round.
Result<std::strong_ordering> compare(const Quantity& a, const Quantity& b);

// In the unit of `a`.
Result<Quantity> add(const Quantity& a, const Quantity& b);
Result<Quantity> subtract(const Quantity& a, const Quantity& b);

// a / b as a plain number. Both must measure the same thing, and `b` must not be zero.
Result<Ratio> ratio_of(const Quantity& a, const Quantity& b);

// `to` - `from` for two percentages, in 个百分点.
Result<Quantity> percentage_points(const Quantity& from, const Quantity& to);

std::string to_string(const Quantity& quantity);

}  // namespace kc::base

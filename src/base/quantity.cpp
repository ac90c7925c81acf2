// SPDX-License-Identifier: Apache-2.0
#include "base/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

Unit unit_named(std::string_view name) {
    const Result<Unit> unit = Unit::parse(name);
    KC_CHECK(unit.has_value());
    return *unit;
}

// The value in another unit as a fraction, which always exists when the units convert and fit.
Result<Ratio> ratio_in(const Quantity& quantity, Unit unit) {
    if (!convertible(quantity.unit, unit)) {
        return unexpected(unit_mismatch(quantity.unit, unit));
    }
    const std::optional<Ratio> per_unit = factor(quantity.unit, unit);
    const std::optional<Ratio> value =
        per_unit ? multiply(Ratio(quantity.value), *per_unit) : std::nullopt;
    if (!value) return unexpected(too_many_digits(to_string(quantity), to_string(quantity)));
    return *value;
}

Result<Quantity> combined(const Quantity& a, const Quantity& b,
                          std::optional<Decimal> (*operation)(Decimal, Decimal)) {
    const Result<Quantity> other = convert(b, a.unit);
    if (!other) return other;
    const std::optional<Decimal> value = operation(a.value, other->value);
    if (!value) {
        return unexpected(
            too_many_digits(fmt::format("{}与{}的计算结果", to_string(a), to_string(b)),
                            fmt::format("the result of {} and {}", to_string(a), to_string(b))));
    }
    return Quantity{*value, a.unit};
}

}  // namespace

Result<Quantity> Quantity::parse(std::string_view text) {
    const std::size_t end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    const Result<Decimal> value = Decimal::parse(text.substr(0, end));
    if (!value) {
        if (end > 0) return unexpected(value.error());
        return unexpected(
            Diagnostic{"E-quantity",
                       {},
                       fmt::format("“{}”不是带单位的数字", shortened(text)),
                       fmt::format("'{}' is not a number with a unit", shortened(text))}
                .hint("写成2.6%、850家或3000万元这样的形式",
                      "write it like 2.6%, 850家 or 3000万元"));
    }
    const Result<Unit> unit = Unit::parse(text.substr(end));
    if (!unit) return unexpected(unit.error());
    return Quantity{*value, *unit};
}

Result<Quantity> convert(const Quantity& quantity, Unit unit) {
    if (quantity.unit == unit) return quantity;
    const Result<Ratio> ratio = ratio_in(quantity, unit);
    if (!ratio) return unexpected(ratio.error());
    const std::optional<Decimal> value = ratio->exact();
    if (!value) {
        return unexpected(Diagnostic{
            "E-unit-inexact",
            {},
            fmt::format("{}不能精确换算成“{}”", to_string(quantity), to_string(unit)),
            fmt::format("{} has no exact value in '{}'", to_string(quantity), to_string(unit))}
                              .hint("保留原单位，需要时写明舍入位数",
                                    "keep the original unit, or say to how many places to round"));
    }
    return Quantity{*value, unit};
}

Result<std::strong_ordering> compare(const Quantity& a, const Quantity& b) {
    const Result<Ratio> other = ratio_in(b, a.unit);
    if (!other) return unexpected(other.error());
    return Ratio(a.value) <=> *other;
}

Result<Quantity> add(const Quantity& a, const Quantity& b) {
    return combined(a, b, [](Decimal x, Decimal y) { return add(x, y); });
}

Result<Quantity> subtract(const Quantity& a, const Quantity& b) {
    return combined(a, b, [](Decimal x, Decimal y) { return subtract(x, y); });
}

Result<Ratio> ratio_of(const Quantity& a, const Quantity& b) {
    const Result<Ratio> other = ratio_in(b, a.unit);
    if (!other) return unexpected(other.error());
    if (b.value.is_zero()) {
        return unexpected(Diagnostic{"E-division-by-zero",
                                     {},
                                     fmt::format("{}除以零", to_string(a)),
                                     fmt::format("{} divided by zero", to_string(a))}
                              .hint("检查分母的数据", "check the figure in the denominator"));
    }
    const std::optional<Ratio> quotient = divide(Ratio(a.value), *other);
    if (!quotient) return unexpected(too_many_digits(to_string(a), to_string(a)));
    return *quotient;
}

Result<Quantity> percentage_points(const Quantity& from, const Quantity& to) {
    static const Unit percent = unit_named("%");
    static const Unit points = unit_named("个百分点");
    const Result<Quantity> before = convert(from, percent);
    if (!before) return before;
    const Result<Quantity> after = convert(to, percent);
    if (!after) return after;
    Result<Quantity> difference = subtract(*after, *before);
    if (difference) difference->unit = points;
    return difference;
}

std::string to_string(const Quantity& quantity) {
    return to_string(quantity.value) + to_string(quantity.unit);
}

}  // namespace kc::base

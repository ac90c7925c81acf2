// SPDX-License-Identifier: Apache-2.0
// Shared by the parts of Builder.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/diagnostic.hpp"
#include "formula/plan.hpp"

namespace kc::formula {

// The coarsest step in which all terms are whole counts, and what each one's counts are multiplied
// by to be in it.
struct CommonGrid {
    base::Ratio step = base::Ratio(1);
    std::vector<std::int64_t> factors = {};
};
// Empty when a factor would be so large that counts no longer fit.
std::optional<CommonGrid> grid_of(const Plan& plan, std::span<const NodeId> terms);

// Ratio's own multiply and divide, which the members of Builder hide.
inline std::optional<base::Ratio> times(const base::Ratio& a, const base::Ratio& b) {
    return multiply(a, b);
}
inline std::optional<base::Ratio> over(const base::Ratio& a, const base::Ratio& b) {
    return divide(a, b);
}

Diagnostic wrong_type(const Type& actual, const Type& expected);
Diagnostic too_fine();

}  // namespace kc::formula

// SPDX-License-Identifier: Apache-2.0
// One value as people write it: "100", "1.2万人", "2亿元", "30%", "2024-03-15", "是".
//
// Money is never read without a unit, unless the heading of its column gave one. Full-width digits
// and signs are read as their half-width twins.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ratio.hpp"
#include "base/result.hpp"
#include "base/unit.hpp"
#include "formula/plan.hpp"
#include "pack/named.hpp"
#include "pack/policy_words.hpp"

namespace kc::policy {

struct ValueForm {
    pack::FactType type = pack::FactType::number;
    base::Unit unit = {};                         // of counts and numbers
    base::Ratio step = base::Ratio(1);            // what one count is worth, in the plain unit
    std::span<const pack::Located> words = {};    // of texts: the only ones there are
    std::optional<base::Unit> heading_unit = {};  // of numbers that stand without one
};

// The form of a fact, and the plan's type and step of its input.
base::Unit unit_of(pack::FactType type, const std::optional<base::Unit>& written);
formula::Type plan_type(pack::FactType type, base::Unit unit);
base::Ratio step_of(pack::FactType type, base::Unit unit);

// In counts of the form's step; yes/no as 1 and 0, days since 1970, the number of a text. The
// diagnostic has no place.
Result<std::int64_t> read_value(const ValueForm& form, std::string_view text,
                                formula::TextTable& texts);

// "NA", "n/a", "不适用".
bool says_not_applicable(std::string_view text);

// Without blanks at both ends, and full-width ASCII made half-width.
std::string trimmed_half_width(std::string_view text);

}  // namespace kc::policy

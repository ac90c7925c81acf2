// SPDX-License-Identifier: Apache-2.0
// Facts computed from a list in a subject's file: "class I rights valid on the law date".
//
// They have a small plan of their own, so that the plan of the policies reads plain columns only
// and a table of a million rows needs no lists.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/diagnostic.hpp"
#include "formula/evaluation.hpp"
#include "formula/plan.hpp"
#include "policy/subject.hpp"

namespace kc::policy {

class PolicySet;

struct ListFact {
    std::size_t fact = 0;        // index of the policy's facts
    std::size_t collection = 0;  // index of the policy's collections
    NodeId root = {};
};

struct ListPlan {
    formula::Plan plan = {};
    std::vector<ListFact> facts = {};
};

// Null when no fact is computed from a list. Mistakes are reported.
std::shared_ptr<const ListPlan> make_list_plan(const Policy& policy, formula::TextTable& texts,
                                               Diagnostics& found);

// Nothing when the fact is not computed from a list, or the subject does not give it.
std::optional<formula::Cell> value_from_list(const PolicySet& set, const Policy& policy,
                                             const Fact& fact, const Subject& subject,
                                             base::Date law_date, Diagnostics& found);

}  // namespace kc::policy

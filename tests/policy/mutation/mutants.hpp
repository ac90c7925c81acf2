// SPDX-License-Identifier: Apache-2.0
// Policies with one small mistake each, to see whether the tests inside a file would notice.
//
// Each constant is moved by one step up and down - a parameter by its `step`, anything else by one
// unit of the last place it is written with - and each sign that says whether a limit is included
// is turned round.
//
//   for (const Mutant& mutant : mutants_of(entry.value)) load(mutant.policy) ...
#pragma once

#include <string>
#include <vector>

#include "pack/policy_text.hpp"

namespace kc::policy::mutation {

struct Mutant {
    std::string what = {};  // "parameters.职工上限: 500 -> 501"
    pack::PolicyText policy = {};
};

std::vector<Mutant> mutants_of(const pack::PolicyText& policy);

}  // namespace kc::policy::mutation

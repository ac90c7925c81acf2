// SPDX-License-Identifier: Apache-2.0
// The columns a definition looks for in a table, as a form for whoever fills one in.
#pragma once

#include <string>
#include <vector>

#include "evaluation/definition.hpp"

namespace kc::evaluation {

struct ExpectedColumn {
    std::string name = {};
    std::string role = {};       // unit, name, year, filter, group, figure, denominator …
    std::string indicator = {};  // of figures and denominators, the first that uses it
    bool is_required = true;
};

// Each name once, in its first role.
std::vector<ExpectedColumn> expected_columns(const Definition& definition);

}  // namespace kc::evaluation

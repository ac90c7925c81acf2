// SPDX-License-Identifier: Apache-2.0
// A plan as a person wants to see it: what it is, its targets, its tasks, and what was not
// understood.
#pragma once

#include <string>

#include "cli/console.hpp"
#include "office/plan_file.hpp"

namespace kc::cli {

std::string plan_table(const office::PlanFile& file, const Console& console);

// One line for each numeral of the text: [start-end) in characters, line:column, the numeral,
// taken or not, why.
std::string explanation_lines(const office::PlanFile& file, const Console& console);

}  // namespace kc::cli

// SPDX-License-Identifier: Apache-2.0
// The resolved copy: a definition written out with every default, as YAML that reads back to the
// same definition.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "evaluation/definition.hpp"

namespace kc::evaluation {

std::string resolved_text(const Definition& definition);

// The condition of a grade as written: ">= 1.25*mean".
std::string condition_text(const ReportGroup& group);

// The same for people to edit: methods of single indicators are left out where they are the usual
// ones, so that changing those changes them all.
std::string editable_text(const Definition& definition);

// What the definition leaves to the number of units: how indicators are scored when it does not
// say. With fewer than kFewUnits by their standard, goalposts or tiers where they have them,
// because the spread of a few units says nothing; otherwise by minmax(0, 100). Warns of statistics
// that mean nothing with so few.
Definition settle_defaults(Definition definition, std::size_t units, Diagnostics& found);

}  // namespace kc::evaluation

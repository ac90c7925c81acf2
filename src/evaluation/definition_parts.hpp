// SPDX-License-Identifier: Apache-2.0
// The parts of a definition, each read by one function. They report what is wrong and go on, so
// that a reader learns of several mistakes at once.
#pragma once

#include <map>
#include <string>

#include "evaluation/definition_context.hpp"

namespace kc::evaluation {

// The top-level `experts:` by name, as they stand in the file; read where a node refers to one,
// because only then it is known whose children are judged.
using ExpertPanels = std::map<std::string, const pack::Node*, std::less<>>;

// definition_stages.cpp
void read_units(Context& context, const pack::Node* from, Units& to);
void read_period(Context& context, const pack::Node* from, PeriodPlan& to);
void read_indicators(Context& context, const pack::Node* from, Definition& to);
void read_missing(Context& context, const pack::Node* from, Definition& to);
bool read_treatment(Context& context, const pack::Node* from, TreatPlan& to);
void read_treatments(Context& context, const pack::Node* from, Definition& to);
void read_normalise(Context& context, const pack::Node* from, Definition& to);
// `impute`, `treat` and `normalise` of single indicators, after what is usual is known.
void read_own_methods(Context& context, const pack::Node* indicators, Definition& to);

// definition_figures.cpp, after everything that names a column.
void read_figures(Context& context, const pack::Node* from, Definition& to);

// definition_weights.cpp. `ids` are the children's, in order.
void read_weights(Context& context, const pack::Node& from, const std::vector<std::string>& ids,
                  const ExpertPanels& panels, WeightMethod& to);

// definition_tree.cpp
void read_tree(Context& context, const pack::Node* from, const ExpertPanels& panels,
               Definition& to);

// definition_vary.cpp
void read_uncertainty(Context& context, const pack::Node* from, Definition& to);
void read_sensitivity(Context& context, const pack::Node* from, Definition& to);

// definition_report.cpp
void read_checks(Context& context, const pack::Node* from, Definition& to);
void read_report(Context& context, const pack::Node* from, ReportPlan& to);
// A key of other tools' definitions that nothing here depends on: a warning with its reason.
void warn_of_no_use(Context& context, const pack::Node& map, std::string_view key,
                    std::string_view zh, std::string_view en);

std::vector<std::string> indicator_ids(const Definition& definition);

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
// Any stage of an evaluation as a table, and what is published as a table and as JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "evaluation/evaluate.hpp"
#include "pack/json_text.hpp"

namespace kc::evaluation {

// assemble, denominate, impute, treat, normalise, weight, aggregate, adjust, rank: the heading
// first, numbers in the shortest form that reads back, missing cells empty. Of all years when there
// are several, then with a column `year`. An unknown name is E-unknown.
using TextRows = std::vector<std::vector<std::string>>;
Result<TextRows> stage_rows(const Evaluation& evaluation, std::string_view stage);

// The ranking of the asked year, best first: rank, unit, name, group and rank inside it, score,
// scores of the root's children, share of the score that rests on missing figures.
struct RankingColumns {
    bool in_zh = true;
};
TextRows ranking_rows(const Evaluation& evaluation, const RankingColumns& columns);

// Rows of the asked year, the best first; units without a rank last.
std::vector<std::size_t> ranking_order(const YearResult& year);

// The first of the report's groups whose condition each unit's score meets; empty text for none,
// and an empty list when the definition has no groups. Mean, median and maximum are of the year's
// scores.
std::vector<std::string> report_groups(const Evaluation& evaluation);

// `more` may add keys at the end of the outermost object.
using JsonAddition = std::function<void(pack::JsonText&)>;
std::string to_json(const Evaluation& evaluation, const JsonAddition& more = {});

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
// What is done to the scores of the root before they are ranked, in this order: penalty for missing
// figures, level and growth, calibration to the parent's figure, bonuses, vetoes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/stage_assemble.hpp"

namespace kc::evaluation {

struct AdjustInput {
    const Slice* slice = nullptr;
    ColumnView scores = {};             // of the root, one a unit of the slice
    std::vector<double> missing = {};   // share of the weight that was missing or filled in
    const Slice* base_slice = nullptr;  // of the base year, for growth
    ColumnView base_scores = {};
};

// One line of how a unit's score was changed.
struct ScoreChange {
    std::size_t row = 0;
    std::string kind = {};  // "missing", "growth", "calibrate", "bonus:<column>", "veto:<column>"
    double by = 0;          // added to the score
};

struct Adjusted {
    Column scores = Column{};
    std::vector<ScoreChange> changes = {};
    std::vector<std::int32_t> best_allowed = {};  // rank a unit may not stand above, 0 for none
};

Result<Adjusted> adjust(const Definition& definition, const AdjustInput& input, Diagnostics& found);

}  // namespace kc::evaluation

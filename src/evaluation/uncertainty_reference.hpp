// SPDX-License-Identifier: Apache-2.0
// For tests and benchmarks: the ASEM example with the four assumptions of the reference.
#pragma once

#include <filesystem>

#include "evaluation/import_coin.hpp"
#include "evaluation/reference_support.hpp"
#include "evaluation/uncertainty_bind.hpp"

namespace kc::evaluation {

// 1 to 5 points winsorised; min-max to 1-100 or z-scores; arithmetic or geometric means throughout;
// noise of a quarter on the weights of levels 2 and 3.
inline VaryPlan reference_vary(const Definition& definition) {
    VaryPlan vary;
    for (int points = 1; points <= 5; ++points) {
        TreatPlan plan = definition.treatment;
        plan.try_steps.front().max = points;
        vary.treatment.push_back(plan);
    }
    vary.normalise = {{.kind = NormaliseKind::minmax, .low = 1, .high = 100},
                      {.kind = NormaliseKind::zscore, .low = 10, .high = 2}};
    AggregateVary aggregate;
    for (std::size_t n = 0; n < definition.nodes.size(); ++n) {
        if (!definition.nodes[n].is_leaf()) aggregate.nodes.push_back(static_cast<std::int32_t>(n));
    }
    aggregate.alternatives = {{.kind = AggregateKind::arithmetic},
                              {.kind = AggregateKind::geometric}};
    vary.aggregate = {aggregate};
    vary.weights = {.kind = WeightVaryKind::noise, .noise = 0.25, .levels = {2, 3}};
    return vary;
}

inline Evaluation reference_evaluation(const std::filesystem::path& folder) {
    const auto definition = import_coin(testing::csv_table(folder / "iData.csv"),
                                        testing::csv_table(folder / "iMeta.csv"));
    return *evaluate(*definition, testing::csv_table(folder / "iData.csv"));
}

struct ReferenceAsem {
    explicit ReferenceAsem(const std::filesystem::path& folder)
        : evaluation(reference_evaluation(folder)),
          model(*bind_model(evaluation, reference_vary(evaluation.definition))) {}

    Evaluation evaluation;
    Model model;
};

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
// One year of an evaluation with some figures or weights changed: everything that depends on them
// is fitted again (filling in, treatment, scale, ranks), what does not is kept. Weights that came
// from the data stay as they were fitted, so that an answer speaks of figures alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/stop.hpp"

namespace kc::evaluation {

// A figure as it stands after division by its denominator; empty hides it.
struct FigureChange {
    std::size_t row = 0;
    std::size_t indicator = 0;
    std::optional<double> figure = {};
};

struct WhatIfResult {
    Matrix node_scores = {};
    Column scores = Column{};  // adjusted
    std::vector<std::int32_t> ranks = {};
};

class WhatIf {
public:
    // `evaluation` must outlive it. Once `stop` says so, every question is answered with E-time.
    explicit WhatIf(const Evaluation& evaluation, Stop stop = {});

    bool is_stopped() const { return is_over(stop_); }

    const YearResult& year() const { return year_; }
    const Definition& definition() const { return definition_; }

    Result<WhatIfResult> with_figures(const std::vector<FigureChange>& changes) const;

    // One entry a node, as in Aggregated::weights.
    Result<WhatIfResult> with_weights(const std::vector<NodeWeights>& weights) const;

    // The node and all below it left out; parents without children go too. Weights of the others
    // are scaled up.
    Result<WhatIfResult> without_node(std::size_t node) const;

    // Figures that were filled in count as missing.
    Result<WhatIfResult> without_filling() const;

private:
    Result<WhatIfResult> finish(const Definition& definition, const Matrix& scaled,
                                const std::vector<NodeWeights>& weights) const;

    const Evaluation& evaluation_;
    Stop stop_;
    const Definition& definition_;
    const YearResult& year_;
};

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
// Taming of outliers and skew, column by column, with everything that was fitted kept: a figure
// that was not there before is treated by the same parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/definition.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

// Skewness G1 and excess kurtosis G2; a column passes when it need not be treated.
struct Shape {
    double skewness = 0;
    double kurtosis = 0;
    bool passes = true;
};

// Empty with fewer than four values or no variation: then there is nothing to treat either.
std::optional<Shape> shape_of(ColumnView column, const TreatPlan& plan);

// What a fitted step does to one figure: first cut to [low, high], then transformed.
struct TreatFit {
    TreatStep step = {};
    double low = 0;
    double high = 0;
    bool cuts = false;
    double shift = 0;   // added first
    double factor = 1;  // log_stretched
    double lambda = 0;
    std::size_t points = 0;  // figures changed by cutting

    // Empty where the transformation has no value.
    std::optional<double> apply(double figure) const;
};

// Why a step cannot be done on a column is Undefined: not_positive, negative, no_variation.
tl::expected<TreatFit, Undefined> fit_step(const TreatStep& step, ColumnView column,
                                           const TreatPlan& plan);

// All steps that were made, in order, on one column.
struct Treatment {
    std::optional<Shape> before = {};
    struct Trial {
        TreatStep step = {};
        std::size_t points = 0;
        std::optional<Shape> after = {};
        std::optional<Undefined> undone = {};  // why it was not possible
    };
    std::vector<Trial> trials = {};
    std::vector<TreatFit> fits = {};  // what is applied: one, or several that combine
    bool is_flagged = false;          // still beyond the limits

    std::optional<double> apply(double figure) const;
};

Treatment fit_treatment(const TreatPlan& plan, ColumnView column);
Column apply(const Treatment& treatment, ColumnView column);

}  // namespace kc::evaluation

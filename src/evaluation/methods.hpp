// SPDX-License-Identifier: Apache-2.0
// The methods a definition may name, with their arguments. Plain values: what each computes is
// said in docs/evaluation.md and done in the stage of the same name.
//
// Every argument holds a number, so a method is complete once it is read: what the definition left
// out has been filled in, and the resolved copy prints it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kc::evaluation {

// ---- missing values

enum class ImputeKind : std::uint8_t {
    none,
    mean,
    median,
    group_mean,
    group_median,
    zero,
    last,              // panels: the unit's newest earlier value
    linear,            // panels: between the unit's neighbouring years, at the ends the nearest one
    linear_then_last,  // panels: between neighbouring years, after the newest the newest
    em,                // expectation of a multivariate normal
    multiple,          // the mean of `draws` draws around em
};

struct ImputeMethod {
    ImputeKind kind = ImputeKind::none;
    // Of group methods: the group columns, the finest first; a group without a value falls back to
    // the next, and at last to all units.
    std::vector<std::string> groups = {};
    std::int32_t draws = 20;  // of multiple

    bool operator==(const ImputeMethod&) const = default;
};

// ---- treatment of outliers and skew

enum class TreatKind : std::uint8_t {
    winsorise,       // up to `max` points take the next value inwards
    log_shift,       // ln(x - min + share (max - min))
    log,             // ln(x), for data above 0
    log_plus_one,    // ln(x - min + 1)
    log_stretched,   // ln((max - 1)(x - min)/(max - min) + 1), as the Global Innovation Index
    box_cox,         // (x^lambda - 1)/lambda
    box_cox_auto,    // the same with the lambda of greatest likelihood
    yeo_johnson,     // box_cox for any sign
    square_root,     // of x, which must not be below 0
    power,           // sign(x)|x|^exponent
    percentile,      // clipped to two percentiles
    deviations,      // clipped to mean +/- `max` standard deviations
    median_absolute  // clipped to median +/- `max` scaled median absolute deviations
};

struct TreatStep {
    TreatKind kind = TreatKind::winsorise;
    double max = 5;       // winsorise: points; deviations, median_absolute: multiples
    double share = 0.01;  // log_shift
    double lambda = 0;    // box_cox, yeo_johnson
    bool shift = true;    // box_cox: of x - min + 1; otherwise of x, which must be above 0
    double exponent = 0.5;
    double low = 0.05;  // percentile, as shares of 1
    double high = 0.95;

    bool operator==(const TreatStep&) const = default;
};

// A column is treated when |G1| is at least abs_skew_gt AND G2 is at least kurt_gt (bias-corrected
// skewness and excess kurtosis). Each step of `try_steps` begins again from the untreated column
// unless `combine`; the first after which the condition no longer holds is kept.
struct TreatPlan {
    bool always = false;  // without asking for skew
    double abs_skew_gt = 2;
    double kurt_gt = 3.5;
    std::vector<TreatStep> try_steps = {};
    bool combine = false;
    enum class Otherwise : std::uint8_t {
        keep_and_flag,
        keep_last
    } otherwise = Otherwise::keep_and_flag;

    bool operator==(const TreatPlan&) const = default;
};

// ---- normalisation

enum class NormaliseKind : std::uint8_t {
    none,         // as it is, turned around when lower is better
    minmax,       // to [low, high]
    zscore,       // to mean `low` and standard deviation `high`, n - 1
    scaled,       // (x - low)/(high - low) * 100
    goalposts,    // between the indicator's goalposts, cut off there, times `high`
    standard,     // x / standard * 100, at most `cap`; standard / x when lower is better
    efficacy,     // low + high (x - worst)/(best - worst), 60 + 40 as a rule
    tiers,        // a table of thresholds and scores
    dist_target,  // 1 - (target - x)/(target - min)
    dist_ref,     // the same with a reference unit's value
    dist_max,     // 1 - (max - x)/(max - min)
    frac_max,     // x / max
    prank,        // (rank - 1)/(n - 1), ties the lowest
    rank,         // 1 is the worst, ties the lowest
    borda,        // rank - 1
    sigmoid,      // 100 / (1 + exp(-steepness (x - middle)/spread))
};

struct NormaliseMethod {
    NormaliseKind kind = NormaliseKind::minmax;
    double low = 0;
    double high = 100;
    std::optional<double> cap = {};    // standard, dist_target, dist_ref, efficacy
    std::optional<double> floor = {};  // the least result; none unless said
    double steepness = 1;              // sigmoid
    std::string reference = {};        // dist_ref: the unit

    bool operator==(const NormaliseMethod&) const = default;
};

// ---- weights

enum class WeightKind : std::uint8_t {
    manual,
    equal,
    pca,
    entropy,
    critic,
    std_dev,
    variation,  // sd / |mean|
    merec,
    ahp,
    ahp_group,
    bwm,
    budget,
    rank_order,   // from an order of importance
    correlation,  // so that the children's correlations with their parent are as wished
    mix,
};

enum class RankOrderKind : std::uint8_t { centroid, sum, reciprocal };

// How raw data become shares before entropy is taken. There is no agreed way, so it is always
// named.
enum class ShareKind : std::uint8_t { as_is, minmax };

struct ExpertJudgement {
    std::string expert = {};
    std::vector<double> values = {};  // ahp: the matrix by rows; budget: points; bwm: see below
    std::vector<double> others = {};  // bwm: `values` is best-to-others, this is others-to-worst
    double influence = 1;

    bool operator==(const ExpertJudgement&) const = default;
};

struct WeightMethod {
    WeightKind kind = WeightKind::equal;
    std::vector<double> values = {};       // manual: one a child, in the order of the children
    std::int32_t ddof = 1;                 // std_dev, variation, critic: 1 divides by n - 1, 0 by n
    ShareKind shares = ShareKind::minmax;  // entropy, merec
    RankOrderKind rank_order = RankOrderKind::centroid;
    std::vector<std::int32_t> order = {};       // rank_order: each child's place, 1 is first
    std::vector<double> targets = {};           // correlation: wished shares; empty is equal
    std::vector<ExpertJudgement> experts = {};  // ahp, ahp_group, bwm, budget
    double consistency_max = 0.1;               // ahp
    bool repair = false;  // ahp: mend an inconsistent matrix instead of refusing it
    struct Part;
    std::vector<Part> parts;  // mix; "= {}" would need Part complete here, says clang

    bool operator==(const WeightMethod&) const;
};

struct WeightMethod::Part {
    WeightMethod method = {};
    double share = 0;

    bool operator==(const Part&) const = default;
};

inline bool WeightMethod::operator==(const WeightMethod& other) const {
    return kind == other.kind && values == other.values && ddof == other.ddof &&
           shares == other.shares && rank_order == other.rank_order && order == other.order &&
           targets == other.targets && experts == other.experts &&
           consistency_max == other.consistency_max && repair == other.repair &&
           parts == other.parts;
}

// ---- aggregation

enum class AggregateKind : std::uint8_t {
    arithmetic,
    geometric,
    harmonic,
    power,
    sum,
    mpi,  // Mazziotta-Pareto
    owa,
    copeland,
    borda,
    topsis,
    vikor,
    promethee,
    bod,          // benefit of the doubt
    min_penalty,  // mean-min function
    wroclaw,
    median,
};

enum class Scaling : std::uint8_t { none, vector, minmax };  // topsis, vikor: before distances

struct AggregateMethod {
    AggregateKind kind = AggregateKind::arithmetic;
    double exponent = 1;                     // power
    std::int32_t penalty_sign = -1;          // mpi: -1 lowers uneven profiles, +1 raises them
    std::vector<double> order_weights = {};  // owa: from the best child to the worst
    double orness = 0.5;                     // owa without order_weights
    Scaling scaling = Scaling::vector;       // topsis
    double compromise = 0.5;                 // vikor: v
    // promethee: differences up to `indifference` count 0, from `preference` on 1, linear between;
    // both as shares of the child's range
    double indifference = 0;
    double preference = 0;
    // bod: least and greatest share of one child in a unit's score; 0 and 1 are unbounded
    double share_low = 0;
    double share_high = 1;
    std::vector<double> bod_direction = {};  // empty: radial
    double alpha = 1;                        // min_penalty
    double beta = 1;

    bool operator==(const AggregateMethod&) const = default;
};

}  // namespace kc::evaluation

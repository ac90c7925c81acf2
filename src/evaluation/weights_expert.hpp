// SPDX-License-Identifier: Apache-2.0
// Weights from the judgement of people: AHP, best-worst, budgets, orders of importance.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "evaluation/methods.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

// ---- Analytic hierarchy process: Saaty, Journal of Mathematical Psychology 15 (1977) 234-281.

// Saaty's mean consistency index of random matrices; 0 for 1 and 2, none above 15.
std::optional<double> random_index(std::size_t size);

// One comparison "row against column" and what would agree with all the others.
struct Judgement {
    std::size_t row = 0;
    std::size_t column = 0;
    double given = 1;
    double consistent = 1;  // w(row)/w(column)
    double suggested = 1;   // the nearest of 1/9 ... 1/2, 1 ... 9
};

struct Ahp {
    std::vector<double> weights = {};  // principal eigenvector, summing to 1
    double lambda_max = 0;
    double consistency_index = 0;
    double consistency_ratio = 0;  // 0 up to 2 children, which cannot contradict each other
    std::optional<Judgement> worst = {};
};

struct AhpFault {
    enum class What : std::uint8_t {
        wrong_size,  // not as many figures as a square of the children
        too_many,    // no random index for so many
        not_positive,
        diagonal,        // not 1
        not_reciprocal,  // a(i,j) a(j,i) is not 1
    } what = What::wrong_size;
    std::size_t row = 0;
    std::size_t column = 0;
    double value = 0;
    double mirrored = 0;
};

// `matrix` by rows, size x size. a(i,j) a(j,i) may miss 1 by kReciprocalTolerance, as 0.33 times 3
// does; larger differences are an error.
inline constexpr double kReciprocalTolerance = 0.025;
tl::expected<Ahp, AhpFault> ahp(std::span<const double> matrix, std::size_t size);

struct AhpRepair {
    std::vector<double> matrix = {};
    std::vector<Judgement> changed = {};
    Ahp result = {};
};

// Replaces the worst judgement by its consistent value until the ratio is at most `ratio_max`.
tl::expected<AhpRepair, AhpFault> repair_ahp(std::span<const double> matrix, std::size_t size,
                                             double ratio_max);

// The group's matrix: weighted geometric means of the members' judgements (Forman and Peniwati,
// European Journal of Operational Research 108 (1998) 165-169). `influence` sums to 1.
std::vector<double> group_matrix(std::span<const std::vector<double>> matrices,
                                 std::span<const double> influence);

// ---- Best-worst method, linear: Rezaei, Omega 64 (2016) 126-130.

struct BestWorst {
    std::vector<double> weights = {};
    std::size_t best = 0;
    std::size_t worst = 0;
    double xi = 0;  // greatest deviation; near 0 is consistent
    // max |a(B,j) a(j,W) - a(B,W)| / (a(B,W)^2 - a(B,W)): Liang, Brunelli and Rezaei, Omega 96
    // (2020) 102175; 0 when a(B,W) is 1.
    double input_ratio = 0;
};

struct BestWorstFault {
    enum class What : std::uint8_t {
        wrong_size,
        out_of_range,  // a judgement below 1, or not a number
        no_best,       // nothing is 1 in best-to-others
        no_worst,      // nothing is 1 in others-to-worst
        disagree,      // best against worst differs between the two lists
        unsolved,
    } what = What::wrong_size;
    std::size_t place = 0;
    double value = 0;
};

tl::expected<BestWorst, BestWorstFault> best_worst(std::span<const double> best_to_others,
                                                   std::span<const double> others_to_worst);

// ---- Orders of importance. `order` holds each child's place, 1 is the most important; children
// with one place share the weights of the places they take.
//
// Rank order centroid and rank sum: Barron and Barrett, Management Science 42 (1996) 1515-1523.
// Empty when a place is below 1 or above the number of children.
std::optional<std::vector<double>> rank_order_weights(std::span<const std::int32_t> order,
                                                      RankOrderKind kind);

// Points given by one person as shares; empty when one is negative or not a number, or all are 0.
std::optional<std::vector<double>> budget_shares(std::span<const double> points);

// Weighted mean of shares; `influence` sums to 1.
std::vector<double> mean_of_shares(std::span<const std::vector<double>> shares,
                                   std::span<const double> influence);

}  // namespace kc::evaluation

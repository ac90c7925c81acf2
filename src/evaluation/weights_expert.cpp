// SPDX-License-Identifier: Apache-2.0
#include "evaluation/weights_expert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "evaluation/simplex_lp.hpp"

namespace kc::evaluation {
namespace {

constexpr std::array kRandomIndex = {0.0,  0.0,  0.0,  0.58, 0.90, 1.12, 1.24, 1.32,
                                     1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
constexpr int kIterationsMax = 10'000;

std::optional<AhpFault> fault_of(std::span<const double> matrix, std::size_t size) {
    using What = AhpFault::What;
    if (size == 0 || matrix.size() != size * size) return AhpFault{.what = What::wrong_size};
    if (!random_index(size)) return AhpFault{.what = What::too_many};
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) {
            const double given = matrix[i * size + j];
            const double mirrored = matrix[j * size + i];
            const auto fault = [&](What what) { return AhpFault{what, i, j, given, mirrored}; };
            if (!std::isfinite(given) || !(given > 0)) return fault(What::not_positive);
            if (i == j && std::abs(given - 1) > 1e-9) return fault(What::diagonal);
        }
    }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = i + 1; j < size; ++j) {
            const double given = matrix[i * size + j];
            const double mirrored = matrix[j * size + i];
            if (std::abs(given * mirrored - 1) > kReciprocalTolerance)
                return AhpFault{What::not_reciprocal, i, j, given, mirrored};
        }
    }
    return std::nullopt;
}

// Power iteration: the matrix is positive, so it converges to the principal eigenvector.
std::vector<double> principal_vector(std::span<const double> matrix, std::size_t size) {
    std::vector<double> vector(size, 1 / static_cast<double>(size));
    for (int i = 0; i < kIterationsMax; ++i) {
        std::vector<double> next(size);
        double sum = 0;
        for (std::size_t row = 0; row < size; ++row) {
            for (std::size_t k = 0; k < size; ++k) next[row] += matrix[row * size + k] * vector[k];
            sum += next[row];
        }
        double change = 0;
        for (std::size_t row = 0; row < size; ++row) {
            next[row] /= sum;
            change = std::max(change, std::abs(next[row] - vector[row]) / next[row]);
        }
        vector = std::move(next);
        if (change < 1e-15) break;
    }
    return vector;
}

double nearest_on_scale(double ratio) {
    const bool turned = ratio < 1;
    const double whole = std::clamp(std::round(turned ? 1 / ratio : ratio), 1.0, 9.0);
    return turned ? 1 / whole : whole;
}

std::optional<Judgement> worst_of(std::span<const double> matrix, std::span<const double> weights) {
    const std::size_t size = weights.size();
    std::optional<Judgement> worst;
    double greatest = 1e-9;
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = i + 1; j < size; ++j) {
            const double consistent = weights[i] / weights[j];
            const double off = std::abs(std::log(matrix[i * size + j] / consistent));
            if (off <= greatest) continue;
            greatest = off;
            worst = Judgement{i, j, matrix[i * size + j], consistent, nearest_on_scale(consistent)};
        }
    }
    return worst;
}

}  // namespace

std::optional<double> random_index(std::size_t size) {
    if (size >= kRandomIndex.size()) return std::nullopt;
    return kRandomIndex[size];
}

tl::expected<Ahp, AhpFault> ahp(std::span<const double> matrix, std::size_t size) {
    if (const auto fault = fault_of(matrix, size)) return tl::unexpected(*fault);
    Ahp result{.weights = principal_vector(matrix, size)};
    const auto n = static_cast<double>(size);
    double ratios = 0;
    for (std::size_t i = 0; i < size; ++i) {
        double product = 0;
        for (std::size_t j = 0; j < size; ++j) product += matrix[i * size + j] * result.weights[j];
        ratios += product / result.weights[i];
    }
    result.lambda_max = ratios / n;
    if (size > 2) {
        // Rounded reciprocals may push it a hair below n; a consistent matrix has exactly 0.
        result.consistency_index = std::max(0.0, (result.lambda_max - n) / (n - 1));
        result.consistency_ratio = result.consistency_index / *random_index(size);
        result.worst = worst_of(matrix, result.weights);
    }
    return result;
}

tl::expected<AhpRepair, AhpFault> repair_ahp(std::span<const double> matrix, std::size_t size,
                                             double ratio_max) {
    auto result = ahp(matrix, size);
    if (!result) return tl::unexpected(result.error());
    AhpRepair repair{.matrix = {matrix.begin(), matrix.end()}, .result = std::move(*result)};
    // Each step lowers lambda_max, and a matrix has finitely many judgements worth mending.
    for (std::size_t step = 0; step < 10 * size * size; ++step) {
        if (repair.result.consistency_ratio <= ratio_max || !repair.result.worst) break;
        const Judgement worst = *repair.result.worst;
        repair.matrix[worst.row * size + worst.column] = worst.consistent;
        repair.matrix[worst.column * size + worst.row] = 1 / worst.consistent;
        repair.changed.push_back(worst);
        repair.result = *ahp(repair.matrix, size);
    }
    return repair;
}

std::vector<double> group_matrix(std::span<const std::vector<double>> matrices,
                                 std::span<const double> influence) {
    KC_CHECK(!matrices.empty() && matrices.size() == influence.size());
    std::vector<double> logs(matrices.front().size());
    for (std::size_t e = 0; e < matrices.size(); ++e) {
        KC_CHECK(matrices[e].size() == logs.size());
        for (std::size_t i = 0; i < logs.size(); ++i)
            logs[i] += influence[e] * std::log(matrices[e][i]);
    }
    for (double& cell : logs) cell = std::exp(cell);
    return logs;
}

namespace {

std::optional<BestWorstFault> fault_of(std::span<const double> best_to_others,
                                       std::span<const double> others_to_worst) {
    using What = BestWorstFault::What;
    const std::size_t n = best_to_others.size();
    if (n < 2 || others_to_worst.size() != n) return BestWorstFault{.what = What::wrong_size};
    for (std::size_t j = 0; j < n; ++j) {
        for (const double value : {best_to_others[j], others_to_worst[j]}) {
            if (!std::isfinite(value) || value < 1)
                return BestWorstFault{What::out_of_range, j, value};
        }
    }
    return std::nullopt;
}

// The best is 1 against itself; among several the one farthest from the worst.
std::optional<std::size_t> chosen(std::span<const double> own, std::span<const double> other) {
    std::optional<std::size_t> place;
    for (std::size_t j = 0; j < own.size(); ++j) {
        if (own[j] == 1 && (!place || other[j] > other[*place])) place = j;
    }
    return place;
}

}  // namespace

tl::expected<BestWorst, BestWorstFault> best_worst(std::span<const double> best_to_others,
                                                   std::span<const double> others_to_worst) {
    using What = BestWorstFault::What;
    if (const auto fault = fault_of(best_to_others, others_to_worst)) return tl::unexpected(*fault);
    const auto best = chosen(best_to_others, others_to_worst);
    if (!best) return tl::unexpected(BestWorstFault{.what = What::no_best});
    const auto worst = chosen(others_to_worst, best_to_others);
    if (!worst) return tl::unexpected(BestWorstFault{.what = What::no_worst});
    const double span = best_to_others[*worst];
    if (std::abs(span - others_to_worst[*best]) > 1e-9)
        return tl::unexpected(BestWorstFault{What::disagree, *worst, span});
    const std::size_t n = best_to_others.size();
    LinearProgram lp(n + 1);
    lp.objective[n] = -1;
    const auto within_xi = [&](std::size_t first, double factor, std::size_t second) {
        for (const double sign : {1.0, -1.0}) {
            std::vector<double> row(n + 1);
            row[first] += sign;
            row[second] -= sign * factor;
            row[n] = -1;
            lp.add(row, Relation::at_most, 0);
        }
    };
    for (std::size_t j = 0; j < n; ++j) {
        if (j != *best) within_xi(*best, best_to_others[j], j);
        if (j != *worst && j != *best) within_xi(j, others_to_worst[j], *worst);
    }
    std::vector<double> sum(n + 1, 1.0);
    sum[n] = 0;
    lp.add(sum, Relation::equal, 1);
    const auto solution = lp.solve();
    if (!solution) return tl::unexpected(BestWorstFault{.what = What::unsolved});
    BestWorst result{.weights = {solution->x.begin(), solution->x.end() - 1},
                     .best = *best,
                     .worst = *worst,
                     .xi = solution->x[n]};
    for (std::size_t j = 0; j < n && span > 1; ++j) {
        const double off = std::abs(best_to_others[j] * others_to_worst[j] - span);
        result.input_ratio = std::max(result.input_ratio, off / (span * span - span));
    }
    return result;
}

std::optional<std::vector<double>> rank_order_weights(std::span<const std::int32_t> order,
                                                      RankOrderKind kind) {
    const std::size_t n = order.size();
    if (n == 0) return std::nullopt;
    std::vector<double> by_place(n);
    double total = 0;
    for (std::size_t i = n; i > 0; --i) {
        const auto place = static_cast<double>(i);
        switch (kind) {
            case RankOrderKind::centroid:
                by_place[i - 1] = (i == n ? 0.0 : by_place[i]) + 1 / place;
                break;
            case RankOrderKind::sum: by_place[i - 1] = static_cast<double>(n + 1 - i); break;
            case RankOrderKind::reciprocal: by_place[i - 1] = 1 / place; break;
        }
    }
    for (const double weight : by_place) total += weight;
    // Children in the order of their places; those of one place share what the group takes.
    std::vector<std::size_t> sorted(n);
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    for (const std::int32_t place : order) {
        if (place < 1 || static_cast<std::size_t>(place) > n) return std::nullopt;
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
    std::vector<double> weights(n);
    for (std::size_t first = 0; first < n;) {
        std::size_t end = first;
        double taken = 0;
        while (end < n && order[sorted[end]] == order[sorted[first]]) taken += by_place[end++];
        for (std::size_t i = first; i < end; ++i)
            weights[sorted[i]] = taken / static_cast<double>(end - first) / total;
        first = end;
    }
    return weights;
}

std::optional<std::vector<double>> budget_shares(std::span<const double> points) {
    double total = 0;
    for (const double point : points) {
        if (!(point >= 0)) return std::nullopt;
        total += point;
    }
    if (!(total > 0) || !std::isfinite(total)) return std::nullopt;
    std::vector<double> shares(points.begin(), points.end());
    for (double& share : shares) share /= total;
    return shares;
}

std::vector<double> mean_of_shares(std::span<const std::vector<double>> shares,
                                   std::span<const double> influence) {
    KC_CHECK(!shares.empty() && shares.size() == influence.size());
    std::vector<double> mean(shares.front().size());
    for (std::size_t e = 0; e < shares.size(); ++e) {
        KC_CHECK(shares[e].size() == mean.size());
        for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += influence[e] * shares[e][k];
    }
    return mean;
}

}  // namespace kc::evaluation

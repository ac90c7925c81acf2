// SPDX-License-Identifier: Apache-2.0
// Weights by the correlations they lead to: Levenberg-Marquardt over the logarithms of the weights,
// which cannot become negative that way.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "evaluation/weights_data.hpp"

namespace kc::evaluation {
namespace {

constexpr int kStepsMax = 500;
// ln of the least weight relative to the greatest, after which it counts as 0.
constexpr double kFloor = -30;

struct State {
    std::vector<double> logs;
    std::vector<double> weights;
    std::vector<double> correlations;
    std::vector<double> residuals;
    double misfit = 0;
};

class Fit {
public:
    Fit(SquareMatrix covariances, std::vector<double> targets)
        : covariances_(std::move(covariances)), targets_(std::move(targets)) {}

    State at(std::vector<double> logs) const {
        State state{.logs = std::move(logs), .weights = {}, .correlations = {}, .residuals = {}};
        const double top = *std::max_element(state.logs.begin(), state.logs.end());
        double sum = 0;
        for (double& log : state.logs) {
            log = std::max(log - top, kFloor);
            state.weights.push_back(std::exp(log));
            sum += state.weights.back();
        }
        for (double& weight : state.weights) weight /= sum;
        correlate(state);
        return state;
    }

    // Derivatives of the residuals by the logarithms, by central differences: the problem is small.
    std::vector<std::vector<double>> slopes(const State& state) const {
        constexpr double kStep = 1e-6;
        std::vector<std::vector<double>> columns;
        for (std::size_t k = 0; k < state.logs.size(); ++k) {
            State up = state;
            State down = state;
            nudge(up, k, kStep);
            nudge(down, k, -kStep);
            std::vector<double> column(state.logs.size());
            for (std::size_t i = 0; i < column.size(); ++i)
                column[i] = (up.residuals[i] - down.residuals[i]) / (2 * kStep);
            columns.push_back(std::move(column));
        }
        return columns;
    }

private:
    void nudge(State& state, std::size_t k, double step) const {
        state.weights[k] *= std::exp(step);
        correlate(state);
    }

    // Correlations do not mind the sum of the weights.
    void correlate(State& state) const {
        const std::size_t m = state.weights.size();
        std::vector<double> with_sum(m);
        double variance = 0;
        for (std::size_t i = 0; i < m; ++i) {
            for (std::size_t j = 0; j < m; ++j)
                with_sum[i] += covariances_.at(i, j) * state.weights[j];
            variance += state.weights[i] * with_sum[i];
        }
        state.correlations.assign(m, 0.0);
        double total = 0;
        for (std::size_t i = 0; i < m && variance > 0; ++i) {
            state.correlations[i] = with_sum[i] / std::sqrt(covariances_.at(i, i) * variance);
            total += state.correlations[i];
        }
        state.residuals.assign(m, 0.0);
        state.misfit = 0;
        for (std::size_t i = 0; i < m; ++i) {
            const double share = total != 0 ? state.correlations[i] / total : 0.0;
            state.residuals[i] = share - targets_[i];
            state.misfit += state.residuals[i] * state.residuals[i];
        }
    }

    SquareMatrix covariances_;
    std::vector<double> targets_;
};

// Solves (J'J + damping) step = -J'r by Cholesky's way; the damping keeps it positive definite.
std::vector<double> damped_step(const std::vector<std::vector<double>>& columns,
                                const std::vector<double>& residuals, double damping) {
    const std::size_t m = columns.size();
    SquareMatrix a{.size = m, .values = std::vector<double>(m * m)};
    std::vector<double> b(m);
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < m; ++j)
            a.at(i, j) = std::inner_product(columns[i].begin(), columns[i].end(),
                                            columns[j].begin(), i == j ? damping : 0.0);
        b[i] = -std::inner_product(columns[i].begin(), columns[i].end(), residuals.begin(), 0.0);
    }
    for (std::size_t j = 0; j < m; ++j) {
        for (std::size_t k = 0; k < j; ++k) a.at(j, j) -= a.at(j, k) * a.at(j, k);
        a.at(j, j) = std::sqrt(std::max(a.at(j, j), 1e-300));
        for (std::size_t i = j + 1; i < m; ++i) {
            for (std::size_t k = 0; k < j; ++k) a.at(i, j) -= a.at(i, k) * a.at(j, k);
            a.at(i, j) /= a.at(j, j);
        }
    }
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t k = 0; k < i; ++k) b[i] -= a.at(i, k) * b[k];
        b[i] /= a.at(i, i);
    }
    for (std::size_t i = m; i > 0; --i) {
        for (std::size_t k = i; k < m; ++k) b[i - 1] -= a.at(k, i - 1) * b[k];
        b[i - 1] /= a.at(i - 1, i - 1);
    }
    return b;
}

tl::expected<std::vector<double>, WeightFault> target_shares(std::span<const double> targets,
                                                             std::size_t count) {
    if (targets.empty()) return std::vector<double>(count, 1 / static_cast<double>(count));
    if (targets.size() != count) return tl::unexpected(WeightFault{Undefined::too_few_children});
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
        if (!(targets[k] >= 0))
            return tl::unexpected(WeightFault{Undefined::negative, k, targets[k]});
        sum += targets[k];
    }
    if (!(sum > 0) || !std::isfinite(sum))
        return tl::unexpected(WeightFault{Undefined::zero_weight});
    std::vector<double> shares(targets.begin(), targets.end());
    for (double& share : shares) share /= sum;
    return shares;
}

}  // namespace

tl::expected<CorrelationWeights, WeightFault> correlation_weights(const Matrix& data,
                                                                  std::span<const double> targets) {
    auto shares = target_shares(targets, data.columns());
    if (!shares) return tl::unexpected(shares.error());
    if (complete_rows(data).size() < 3) return tl::unexpected(WeightFault{Undefined::too_few});
    // Of standardised figures the solution would be another; these are the children as they are.
    SquareMatrix covariances = covariance_matrix(data, Pairing::complete);
    for (std::size_t k = 0; k < data.columns(); ++k) {
        if (!(covariances.at(k, k) > 0))
            return tl::unexpected(WeightFault{Undefined::no_variation, k});
    }
    const Fit fit(std::move(covariances), std::move(*shares));
    State state = fit.at(std::vector<double>(data.columns()));
    double damping = 1e-3;
    for (int step = 0; step < kStepsMax && state.misfit > 1e-28 && damping < 1e12; ++step) {
        const std::vector<double> change = damped_step(fit.slopes(state), state.residuals, damping);
        std::vector<double> logs = state.logs;
        for (std::size_t k = 0; k < logs.size(); ++k) logs[k] += std::clamp(change[k], -2.0, 2.0);
        State next = fit.at(std::move(logs));
        if (next.misfit < state.misfit) {
            state = std::move(next);
            damping /= 5;
        } else {
            damping *= 4;
        }
    }
    return CorrelationWeights{std::move(state.weights), std::move(state.correlations),
                              state.misfit};
}

}  // namespace kc::evaluation

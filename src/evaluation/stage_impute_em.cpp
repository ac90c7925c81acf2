// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_impute_em.hpp"

#include <cmath>

namespace kc::evaluation {
namespace {

constexpr double kSettled = 1e-10;

// Lower triangle L with L L' = matrix; a pivot that has vanished is kept just above 0.
SquareMatrix cholesky(SquareMatrix matrix) {
    const std::size_t n = matrix.size;
    for (std::size_t j = 0; j < n; ++j) {
        const double before = matrix.at(j, j);
        double pivot = before;
        for (std::size_t k = 0; k < j; ++k) pivot -= matrix.at(j, k) * matrix.at(j, k);
        matrix.at(j, j) = std::sqrt(std::max(pivot, 1e-12 * std::max(before, 1e-300)));
        for (std::size_t i = j + 1; i < n; ++i) {
            double sum = matrix.at(i, j);
            for (std::size_t k = 0; k < j; ++k) sum -= matrix.at(i, k) * matrix.at(j, k);
            matrix.at(i, j) = sum / matrix.at(j, j);
        }
        for (std::size_t i = 0; i < j; ++i) matrix.at(i, j) = 0;
    }
    return matrix;
}

void solve(const SquareMatrix& lower, std::vector<double>& x) {
    const std::size_t n = lower.size;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) x[i] -= lower.at(i, k) * x[k];
        x[i] /= lower.at(i, i);
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) x[i] -= lower.at(k, i) * x[k];
        x[i] /= lower.at(i, i);
    }
}

// One unit's missing figures given those it has: their expectation and covariance.
struct Conditional {
    std::vector<std::size_t> there = {};
    std::vector<std::size_t> missing = {};
    std::vector<double> expectation = {};
    SquareMatrix covariance = {};  // missing x missing
};

Conditional condition(const NormalModel& model, const Matrix& data, std::size_t row) {
    Conditional out;
    for (std::size_t j = 0; j < data.columns(); ++j)
        (data.has(row, j) ? out.there : out.missing).push_back(j);
    const std::size_t seen = out.there.size();
    const std::size_t gone = out.missing.size();
    if (gone == 0) return out;
    SquareMatrix block{seen, std::vector<double>(seen * seen), false};
    for (std::size_t i = 0; i < seen; ++i)
        for (std::size_t j = 0; j < seen; ++j)
            block.at(i, j) = model.covariance.at(out.there[i], out.there[j]);
    const SquareMatrix lower = cholesky(std::move(block));
    out.covariance = {gone, std::vector<double>(gone * gone), false};
    std::vector<std::vector<double>> regressions;
    for (std::size_t m = 0; m < gone; ++m) {
        std::vector<double> b(seen);
        for (std::size_t i = 0; i < seen; ++i)
            b[i] = model.covariance.at(out.there[i], out.missing[m]);
        solve(lower, b);
        double value = model.mean[out.missing[m]];
        for (std::size_t i = 0; i < seen; ++i)
            value += b[i] * (data.at(row, out.there[i]) - model.mean[out.there[i]]);
        out.expectation.push_back(value);
        regressions.push_back(std::move(b));
    }
    for (std::size_t a = 0; a < gone; ++a) {
        for (std::size_t b = 0; b < gone; ++b) {
            double value = model.covariance.at(out.missing[a], out.missing[b]);
            for (std::size_t i = 0; i < seen; ++i)
                value -= regressions[a][i] * model.covariance.at(out.there[i], out.missing[b]);
            out.covariance.at(a, b) = value;
        }
    }
    return out;
}

double ridge_share(std::size_t units, std::size_t columns) {
    if (units > 2 * columns) return 0;
    return static_cast<double>(columns) / static_cast<double>(units + columns);
}

// One round; returns by how much mean and variances moved, in standard deviations.
double improve(NormalModel& model, const Matrix& data) {
    const std::size_t n = data.rows();
    const std::size_t p = data.columns();
    std::vector<double> sum(p);
    SquareMatrix squares{p, std::vector<double>(p * p), false};
    std::vector<double> full(p);
    for (std::size_t row = 0; row < n; ++row) {
        const Conditional unit = condition(model, data, row);
        for (const std::size_t j : unit.there) full[j] = data.at(row, j) - model.mean[j];
        for (std::size_t m = 0; m < unit.missing.size(); ++m)
            full[unit.missing[m]] = unit.expectation[m] - model.mean[unit.missing[m]];
        for (std::size_t i = 0; i < p; ++i) {
            sum[i] += full[i];
            for (std::size_t j = 0; j < p; ++j) squares.at(i, j) += full[i] * full[j];
        }
        for (std::size_t a = 0; a < unit.missing.size(); ++a)
            for (std::size_t b = 0; b < unit.missing.size(); ++b)
                squares.at(unit.missing[a], unit.missing[b]) += unit.covariance.at(a, b);
    }
    const auto count = static_cast<double>(n);
    const double ridge = ridge_share(n, p);
    double moved = 0;
    for (std::size_t i = 0; i < p; ++i) {
        const double before = model.covariance.at(i, i);
        moved = std::max(moved, std::abs(sum[i] / count) / std::sqrt(before));
        for (std::size_t j = 0; j < p; ++j) {
            double value = squares.at(i, j) / count - sum[i] / count * (sum[j] / count);
            if (i != j) value *= 1 - ridge;
            model.covariance.at(i, j) = value;
        }
        moved = std::max(moved, std::abs(model.covariance.at(i, i) - before) / before);
    }
    for (std::size_t i = 0; i < p; ++i) model.mean[i] += sum[i] / count;
    return moved;
}

}  // namespace

tl::expected<NormalModel, Undefined> fit_normal(const Matrix& data) {
    const std::size_t p = data.columns();
    NormalModel model;
    model.covariance = {p, std::vector<double>(p * p), false};
    for (std::size_t j = 0; j < p; ++j) {
        const Measure centre = mean(data.column(j));
        const Measure spread = variance(data.column(j), 1);
        if (!centre) return tl::unexpected(centre.error());
        if (!spread) return tl::unexpected(spread.error());
        if (*spread <= 0) return tl::unexpected(Undefined::no_variation);
        model.mean.push_back(*centre);
        model.covariance.at(j, j) = *spread;
    }
    while (model.rounds < kMaxEmRounds && !model.has_settled) {
        ++model.rounds;
        model.has_settled = improve(model, data) < kSettled;
    }
    return model;
}

Matrix expected_figures(const NormalModel& model, const Matrix& data) {
    Matrix out = data;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        const Conditional unit = condition(model, data, row);
        for (std::size_t m = 0; m < unit.missing.size(); ++m)
            out.set(row, unit.missing[m], unit.expectation[m]);
    }
    return out;
}

Matrix drawn_figures(const NormalModel& model, const Matrix& data, RandomStream& draws) {
    Matrix out = data;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        const Conditional unit = condition(model, data, row);
        if (unit.missing.empty()) continue;
        const SquareMatrix lower = cholesky(unit.covariance);
        std::vector<double> normals(unit.missing.size());
        for (double& z : normals) z = draws.normal();
        for (std::size_t m = 0; m < unit.missing.size(); ++m) {
            double value = unit.expectation[m];
            for (std::size_t k = 0; k <= m; ++k) value += lower.at(m, k) * normals[k];
            out.set(row, unit.missing[m], value);
        }
    }
    return out;
}

}  // namespace kc::evaluation

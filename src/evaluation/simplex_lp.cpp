// SPDX-License-Identifier: Apache-2.0
#include "evaluation/simplex_lp.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kc::evaluation {
namespace {

constexpr double kZero = 1e-11;
// After so many pivots without progress Bland's rule takes over, which cannot cycle.
constexpr std::size_t kPatience = 60;

// Rows are constraints "basic + sum = bound"; the last row is the objective, minus its reduced
// costs; the last column holds the bounds.
class Tableau {
public:
    Tableau(std::size_t rows, std::size_t columns)
        : rows_(rows),
          columns_(columns),
          width_(columns + 1),
          cells_((rows + 1) * width_),
          basis_(rows) {}

    double& at(std::size_t row, std::size_t column) { return cells_[row * width_ + column]; }
    double bound(std::size_t row) const { return cells_[row * width_ + columns_]; }
    double& bound(std::size_t row) { return cells_[row * width_ + columns_]; }
    double value() const { return cells_[rows_ * width_ + columns_]; }
    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return columns_; }
    std::vector<std::size_t>& basis() { return basis_; }

    void set_objective(std::span<const double> costs) {
        double* last = &cells_[rows_ * width_];
        std::fill(last, last + width_, 0.0);
        for (std::size_t j = 0; j < costs.size(); ++j) last[j] = -costs[j];
        for (std::size_t i = 0; i < rows_; ++i) {
            const double cost = basis_[i] < costs.size() ? costs[basis_[i]] : 0.0;
            if (cost == 0) continue;
            for (std::size_t j = 0; j < width_; ++j) last[j] += cost * at(i, j);
        }
    }

    void pivot(std::size_t row, std::size_t column) {
        double* chosen = &cells_[row * width_];
        const double scale = 1 / chosen[column];
        for (std::size_t j = 0; j < width_; ++j) chosen[j] *= scale;
        chosen[column] = 1;
        for (std::size_t i = 0; i <= rows_; ++i) {
            if (i == row) continue;
            double* other = &cells_[i * width_];
            const double factor = other[column];
            if (factor == 0) continue;
            for (std::size_t j = 0; j < width_; ++j) other[j] -= factor * chosen[j];
            other[column] = 0;
        }
        basis_[row] = column;
    }

    // The first `usable` columns may enter.
    tl::expected<void, Undefined> maximise(std::size_t usable, std::size_t& pivots) {
        std::size_t without_progress = 0;
        double before = value();
        for (;;) {
            const std::size_t column = entering(usable, without_progress > kPatience);
            if (column == columns_) return {};
            const std::size_t row = leaving(column);
            if (row == rows_) return tl::unexpected<Undefined>(Undefined::unbounded);
            pivot(row, column);
            if (++pivots > LinearProgram::kPivotsMax)
                return tl::unexpected<Undefined>(Undefined::too_large);
            without_progress = value() > before + kZero ? 0 : without_progress + 1;
            before = std::max(before, value());
        }
    }

private:
    std::size_t entering(std::size_t usable, bool bland) {
        const double* last = &cells_[rows_ * width_];
        std::size_t best = columns_;
        double least = -kZero * 10;
        for (std::size_t j = 0; j < usable; ++j) {
            if (last[j] >= least) continue;
            best = j;
            if (bland) break;
            least = last[j];
        }
        return best;
    }

    std::size_t leaving(std::size_t column) {
        std::size_t best = rows_;
        double least = std::numeric_limits<double>::max();
        for (std::size_t i = 0; i < rows_; ++i) {
            const double cell = at(i, column);
            if (cell <= 1e-9) continue;
            const double ratio = std::max(bound(i), 0.0) / cell;
            const bool tie = best != rows_ && std::abs(ratio - least) <= kZero * (1 + least);
            if (tie ? basis_[i] < basis_[best] : ratio < least) {
                best = i;
                least = ratio;
            }
        }
        return best;
    }

    std::size_t rows_;
    std::size_t columns_;
    std::size_t width_;
    std::vector<double> cells_;
    std::vector<std::size_t> basis_;
};

}  // namespace

LinearProgram::LinearProgram(std::size_t variables) : objective(variables), variables_(variables) {}

void LinearProgram::add(std::span<const double> row, Relation relation, double bound) {
    KC_CHECK(row.size() == variables_);
    coefficients_.insert(coefficients_.end(), row.begin(), row.end());
    relations_.push_back(relation);
    bounds_.push_back(bound);
}

// Columns: variables, one slack an inequality, one artificial for rows that no slack can start.
// Rows are turned so that no bound is negative.
struct LinearProgram::Start {
    Tableau tableau;
    std::size_t real = 0;  // columns before the artificial ones
};

LinearProgram::Start LinearProgram::start() const {
    const std::size_t rows = bounds_.size();
    std::size_t slacks = 0;
    std::size_t artificials = 0;
    const auto slack_sign = [&](std::size_t i) {
        const double sign = bounds_[i] < 0 ? -1.0 : 1.0;
        if (relations_[i] == Relation::equal) return 0.0;
        return relations_[i] == Relation::at_most ? sign : -sign;
    };
    for (std::size_t i = 0; i < rows; ++i) {
        slacks += slack_sign(i) != 0 ? 1 : 0;
        artificials += slack_sign(i) > 0 ? 0 : 1;
    }
    Start made{Tableau(rows, variables_ + slacks + artificials), variables_ + slacks};
    std::size_t slack = variables_;
    std::size_t artificial = made.real;
    for (std::size_t i = 0; i < rows; ++i) {
        const double sign = bounds_[i] < 0 ? -1.0 : 1.0;
        for (std::size_t j = 0; j < variables_; ++j)
            made.tableau.at(i, j) = sign * coefficients_[i * variables_ + j];
        made.tableau.bound(i) = sign * bounds_[i];
        const double with = slack_sign(i);
        if (with != 0) {
            made.tableau.at(i, slack) = with;
            made.tableau.basis()[i] = slack++;
        }
        if (with > 0) continue;
        made.tableau.at(i, artificial) = 1;
        made.tableau.basis()[i] = artificial++;
    }
    return made;
}

// Drives the artificial columns out; afterwards the basis is a solution of the rows.
tl::expected<void, Undefined> LinearProgram::make_feasible(Start& from, std::size_t& pivots) const {
    Tableau& tableau = from.tableau;
    if (tableau.columns() == from.real) return {};
    std::vector<double> costs(tableau.columns());
    std::fill(costs.begin() + static_cast<std::ptrdiff_t>(from.real), costs.end(), -1.0);
    tableau.set_objective(costs);
    if (auto done = tableau.maximise(from.real, pivots); !done) return done;
    double scale = 1;
    for (const double bound : bounds_) scale = std::max(scale, std::abs(bound));
    if (tableau.value() < -1e-8 * scale) return tl::unexpected<Undefined>(Undefined::infeasible);
    // An artificial left in the basis is 0; any real column can take its row.
    for (std::size_t i = 0; i < tableau.rows(); ++i) {
        for (std::size_t j = 0; j < from.real && tableau.basis()[i] >= from.real; ++j) {
            if (std::abs(tableau.at(i, j)) > 1e-9) tableau.pivot(i, j);
        }
    }
    return {};
}

tl::expected<LinearSolution, Undefined> LinearProgram::solve() const {
    KC_CHECK(objective.size() == variables_);
    Start from = start();
    Tableau& tableau = from.tableau;
    std::size_t pivots = 0;
    if (const auto done = make_feasible(from, pivots); !done)
        return tl::unexpected<Undefined>(done.error());
    tableau.set_objective(objective);
    if (const auto done = tableau.maximise(from.real, pivots); !done)
        return tl::unexpected<Undefined>(done.error());
    LinearSolution solution{.value = 0, .x = std::vector<double>(variables_)};
    for (std::size_t i = 0; i < tableau.rows(); ++i) {
        if (tableau.basis()[i] < variables_)
            solution.x[tableau.basis()[i]] = std::max(tableau.bound(i), 0.0);
    }
    for (std::size_t j = 0; j < variables_; ++j) solution.value += objective[j] * solution.x[j];
    const Measure value = finite(solution.value);
    if (!value) return tl::unexpected<Undefined>(value.error());
    return solution;
}

}  // namespace kc::evaluation

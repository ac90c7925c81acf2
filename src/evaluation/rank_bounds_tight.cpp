// SPDX-License-Identifier: Apache-2.0
// The best and the worst rank that some weights really give a unit: branch and bound over which of
// the others stand above it.
#include <algorithm>
#include <cmath>
#include <optional>

#include "evaluation/rank_bounds.hpp"
#include "evaluation/rank_bounds_polytope.hpp"

namespace kc::evaluation {
namespace {

constexpr double kRounding = 1e-10;

// The fewest others with score lead . w > 0, where lead are their differences to the unit.
class Search {
public:
    Search(std::vector<std::vector<double>> leads, const WeightPolytope& polytope,
           std::size_t programs_max)
        : leads_(std::move(leads)), polytope_(polytope), left_(programs_max) {}

    tl::expected<void, Undefined> run() {
        // Those that are never above need no decision, those that always are cannot be helped.
        std::vector<std::size_t> open;
        std::size_t sure = 0;
        for (std::size_t j = 0; j < leads_.size(); ++j) {
            const Measure least = least_difference(polytope_, leads_[j]);
            if (!least) return tl::unexpected<Undefined>(least.error());
            std::vector<double> turned = leads_[j];
            for (double& lead : turned) lead = -lead;
            const double greatest = -least_difference(polytope_, turned).value_or(0.0);
            if (greatest <= kRounding) continue;
            if (*least > kRounding) {
                ++sure;
            } else {
                open.push_back(j);
            }
        }
        fewest_ = sure + open.size() + 1;
        std::vector<std::size_t> below;
        branch(open, 0, below, sure);
        return {};
    }

    std::size_t fewest() const { return fewest_; }
    bool is_proven() const { return !is_cut_; }
    const std::vector<double>& weights() const { return weights_; }

private:
    // Weights with which none of `below` is above the unit, and as little of the rest as can be.
    std::optional<std::vector<double>> weights_with(const std::vector<std::size_t>& below) {
        const std::size_t m = leads_.front().size();
        LinearProgram lp(m);
        for (const auto& lead : leads_) {
            for (std::size_t k = 0; k < m; ++k) lp.objective[k] -= lead[k];
        }
        add_polytope(polytope_, m, lp);
        for (const std::size_t j : below) lp.add(leads_[j], Relation::at_most, 0);
        auto solution = lp.solve();
        if (!solution) return std::nullopt;
        return std::move(solution->x);
    }

    std::size_t above_with(const std::vector<double>& weights) const {
        std::size_t above = 0;
        for (const auto& lead : leads_) {
            double score = 0;
            for (std::size_t k = 0; k < lead.size(); ++k) score += weights[k] * lead[k];
            above += score > kRounding ? 1 : 0;
        }
        return above;
    }

    // `above` others are above in this branch already.
    void branch(const std::vector<std::size_t>& open, std::size_t at,
                std::vector<std::size_t>& below, std::size_t above) {
        if (above >= fewest_) return;
        if (left_ == 0) {
            is_cut_ = true;
            return;
        }
        --left_;
        const auto weights = weights_with(below);
        if (!weights) return;
        const std::size_t reached = above_with(*weights);
        if (reached < fewest_) {
            fewest_ = reached;
            weights_ = *weights;
        }
        if (at == open.size()) return;
        below.push_back(open[at]);
        branch(open, at + 1, below, above);
        below.pop_back();
        branch(open, at + 1, below, above + 1);
    }

    std::vector<std::vector<double>> leads_;
    const WeightPolytope& polytope_;
    std::size_t left_;
    std::size_t fewest_ = 0;
    bool is_cut_ = false;
    std::vector<double> weights_;
};

}  // namespace

tl::expected<TightBounds, Undefined> tight_rank_bounds(const Matrix& data,
                                                       const WeightPolytope& polytope,
                                                       std::size_t unit, std::size_t programs_max) {
    const std::vector<std::size_t> rows = complete_rows(data);
    if (std::find(rows.begin(), rows.end(), unit) == rows.end())
        return tl::unexpected<Undefined>(Undefined::missing);
    // Weights with noise are no polytope of bounds; their programs would be others.
    if (!polytope.noisy.empty()) return tl::unexpected<Undefined>(Undefined::infeasible);
    TightBounds bounds{.best = 1, .worst = 1};
    if (rows.size() == 1) return bounds;
    for (const double sign : {1.0, -1.0}) {
        std::vector<std::vector<double>> leads;
        for (const std::size_t row : rows) {
            if (row == unit) continue;
            std::vector<double> lead;
            for (std::size_t k = 0; k < data.columns(); ++k)
                lead.push_back(sign * (data.at(row, k) - data.at(unit, k)));
            leads.push_back(std::move(lead));
        }
        Search search(std::move(leads), polytope, programs_max);
        if (auto done = search.run(); !done) return tl::unexpected<Undefined>(done.error());
        if (sign > 0) {
            bounds.best = search.fewest() + 1;
            bounds.best_proven = search.is_proven();
            bounds.best_weights = search.weights();
        } else {
            // The fewest that are below it, so the most that are above or equal.
            bounds.worst = rows.size() - search.fewest();
            bounds.worst_proven = search.is_proven();
            bounds.worst_weights = search.weights();
        }
    }
    return bounds;
}

}  // namespace kc::evaluation

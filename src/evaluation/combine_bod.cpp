// SPDX-License-Identifier: Apache-2.0
#include "evaluation/combine_bod.hpp"

#include <algorithm>
#include <cmath>

#include "evaluation/simplex_lp.hpp"

namespace kc::evaluation {
namespace {

constexpr double kTolerance = 1e-10;
// So many of the most violated units join the program at a time.
constexpr std::size_t kJoinMax = 8;

// Values divided by each child's greatest, so that programs are alike on any scale; missing is 0.
struct Scaled {
    std::size_t units = 0;
    std::size_t children = 0;
    std::vector<double> values = {};  // by units
    std::vector<double> tops = {};

    std::span<const double> row(std::size_t unit) const {
        return std::span(values).subspan(unit * children, children);
    }
};

CombineResult<Scaled> scaled_of(const Matrix& data) {
    Scaled scaled{.units = data.rows(), .children = data.columns()};
    scaled.values.resize(scaled.units * scaled.children);
    for (std::size_t k = 0; k < scaled.children; ++k) {
        double top = 0;
        for (std::size_t row = 0; row < scaled.units; ++row) {
            const double value = data.get(row, k).value_or(0.0);
            if (value < 0)
                return tl::unexpected(CombineFault{
                    .why = Undefined::negative, .row = row, .child = k, .value = value});
            top = std::max(top, value);
        }
        scaled.tops.push_back(top);
        for (std::size_t row = 0; row < scaled.units && top > 0; ++row)
            scaled.values[row * scaled.children + k] = data.get(row, k).value_or(0.0) / top;
    }
    if (std::none_of(scaled.tops.begin(), scaled.tops.end(), [](double top) { return top > 0; }))
        return tl::unexpected(CombineFault{.why = Undefined::no_variation});
    return scaled;
}

double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t k = 0; k < b.size(); ++k) sum += a[k] * b[k];
    return sum;
}

// The program of one unit: maximise w.y (radial) or w.y - v (directional, w.g = 1, minus the steps
// to the frontier) while w.y_j <= 1 (or v) for every unit j that has joined.
class BodProgram {
public:
    BodProgram(const Scaled& scaled, std::size_t unit, std::span<const double> direction)
        : scaled_(scaled),
          directional_(!direction.empty()),
          lp_(scaled.children + (directional_ ? 1 : 0)),
          joined_(scaled.units) {
        const auto own = scaled.row(unit);
        std::copy(own.begin(), own.end(), lp_.objective.begin());
        if (directional_) {
            lp_.objective.back() = -1;
            std::vector<double> row(scaled.children + 1);
            for (std::size_t k = 0; k < scaled.children; ++k)
                row[k] = scaled.tops[k] > 0 ? direction[k] / scaled.tops[k] : 0;
            lp_.add(row, Relation::equal, 1);
        }
        join(unit);
    }

    // Each child of the unit that is there has between these shares of the unit's own score.
    void bound_shares(std::span<const double> own, const std::vector<std::size_t>& there,
                      const BodOptions& options) {
        for (const std::size_t k : there) {
            std::vector<double> row(lp_.objective.size());
            const auto add = [&](double share, Relation relation) {
                for (std::size_t c = 0; c < own.size(); ++c) row[c] = -share * own[c];
                row[k] += own[k];
                lp_.add(row, relation, 0);
            };
            if (options.share_low > 0) add(options.share_low, Relation::at_least);
            if (options.share_high < 1) add(options.share_high, Relation::at_most);
        }
    }

    void join(std::size_t unit) {
        if (joined_[unit] != 0) return;
        joined_[unit] = 1;
        std::vector<double> row(lp_.objective.size());
        const auto values = scaled_.row(unit);
        std::copy(values.begin(), values.end(), row.begin());
        if (directional_) row.back() = -1;
        lp_.add(row, Relation::at_most, directional_ ? 0 : 1);
    }

    // Solves, lets the units that score too high join, and solves again until none does.
    tl::expected<double, Undefined> solve() {
        for (;;) {
            const auto solution = lp_.solve();
            if (!solution) return tl::unexpected(solution.error());
            const double limit = directional_ ? solution->x.back() : 1;
            std::vector<std::pair<double, std::size_t>> high;
            for (std::size_t unit = 0; unit < scaled_.units; ++unit) {
                const double score = dot(solution->x, scaled_.row(unit));
                if (joined_[unit] == 0 && score > limit + kTolerance)
                    high.emplace_back(-score, unit);
            }
            if (high.empty()) return solution->value;
            const std::size_t joining = std::min(kJoinMax, high.size());
            std::partial_sort(high.begin(), high.begin() + static_cast<std::ptrdiff_t>(joining),
                              high.end());
            for (std::size_t i = 0; i < joining; ++i) join(high[i].second);
        }
    }

private:
    const Scaled& scaled_;
    bool directional_;
    LinearProgram lp_;
    std::vector<std::uint8_t> joined_;
};

CombineResult<void> check_options(const BodOptions& options, std::size_t children) {
    const auto count = static_cast<double>(children);
    if (!(options.share_low >= 0) || options.share_low * count > 1 + kTolerance ||
        options.share_high * count < 1 - kTolerance || options.share_high < options.share_low)
        return tl::unexpected(CombineFault{.why = Undefined::infeasible});
    if (options.direction.empty()) return {};
    if (options.direction.size() != children)
        return tl::unexpected(CombineFault{.why = Undefined::too_few_children});
    double sum = 0;
    for (const double step : options.direction) {
        if (!(step >= 0)) return tl::unexpected(CombineFault{.why = Undefined::negative});
        sum += step;
    }
    if (!(sum > 0) || !std::isfinite(sum))
        return tl::unexpected(CombineFault{.why = Undefined::zero_weight});
    return {};
}

}  // namespace

CombineResult<Combined> benefit_of_the_doubt(const CombineInput& input, const BodOptions& options) {
    if (auto sound = check_options(options, input.children->columns()); !sound)
        return tl::unexpected(sound.error());
    const auto scaled = scaled_of(*input.children);
    if (!scaled) return tl::unexpected(scaled.error());
    // The best units of each child bound every program from the start.
    std::vector<std::size_t> leaders;
    for (std::size_t k = 0; k < scaled->children; ++k) {
        std::size_t best = 0;
        for (std::size_t unit = 1; unit < scaled->units; ++unit) {
            if (scaled->row(unit)[k] > scaled->row(best)[k]) best = unit;
        }
        leaders.push_back(best);
    }
    Combined combined{.scores = Column(input.children->rows())};
    for (std::size_t unit = 0; unit < scaled->units; ++unit) {
        const RowView view = row_of(input, unit, combined.gaps);
        if (view.empty()) continue;
        BodProgram program(*scaled, unit, options.direction);
        program.bound_shares(scaled->row(unit), view.columns, options);
        for (const std::size_t leader : leaders) program.join(leader);
        const auto value = program.solve();
        if (!value) {
            combined.gaps.push_back({unit, value.error()});
            continue;
        }
        const double score = options.direction.empty() ? *value : 1 / (1 + std::max(0.0, -*value));
        combined.scores.set(unit, std::min(score, 1.0));
    }
    return combined;
}

}  // namespace kc::evaluation

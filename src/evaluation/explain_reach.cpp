// SPDX-License-Identifier: Apache-2.0
#include "evaluation/explain_reach.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "evaluation/stage_prepare.hpp"

namespace kc::evaluation {
namespace {

constexpr int kSteps = 24;  // tries before the first success is narrowed down
constexpr int kHalvings = 50;

// Where a figure may be moved to.
struct Road {
    double from = 0;
    double end = 0;
};

std::optional<Road> road_of(const WhatIf& what_if, std::size_t row, std::size_t indicator) {
    const ColumnView figures = what_if.year().denominated.column(indicator);
    const Measure low = smallest(figures);
    const Measure high = largest(figures);
    if (!low || !figures.has(row) || !(*low < *high)) return std::nullopt;
    const double spread = *high - *low;
    if (what_if.definition().indicators[indicator].direction == Direction::up)
        return Road{figures[row], *high + spread};
    const double end = *low - spread;
    return Road{figures[row], *low >= 0 ? std::max(end, 0.0) : end};
}

using Succeeds = std::function<bool(const WhatIfResult&)>;

// The share of the road at which `succeeds` first holds.
template <typename Try>
std::optional<double> first_success(Try attempt) {
    double failed = 0;
    for (int step = 1; step <= kSteps; ++step) {
        // Short steps first: most ranks are near.
        const double share = std::pow(static_cast<double>(step) / kSteps, 2);
        if (!attempt(share)) {
            failed = share;
            continue;
        }
        double good = share;
        for (int i = 0; i < kHalvings && good - failed > 1e-12; ++i) {
            const double middle = (failed + good) / 2;
            (attempt(middle) ? good : failed) = middle;
        }
        return good;
    }
    return std::nullopt;
}

std::optional<Way> way_by(const WhatIf& what_if, std::size_t row, std::size_t indicator,
                          const Succeeds& succeeds) {
    const auto road = road_of(what_if, row, indicator);
    if (!road) return std::nullopt;
    const auto figure = [&](double share) { return road->from + share * (road->end - road->from); };
    const auto share = first_success([&](double tried) {
        const auto result = what_if.with_figures({{row, indicator, figure(tried)}});
        return result && succeeds(*result);
    });
    if (!share) return std::nullopt;
    Way way;
    way.indicator = indicator;
    way.from = road->from;
    way.to = figure(*share);
    const Slice& slice = what_if.year().slice;
    const double below = slice.denominators.get(row, indicator).value_or(1) *
                         (what_if.definition().indicators[indicator].per.empty()
                              ? 1.0
                              : what_if.definition().indicators[indicator].per_scale);
    way.raw_by = (way.to - way.from) * below;
    const Measure spread = deviation(what_if.year().denominated.column(indicator));
    way.deviations = spread && *spread > 0 ? std::abs(way.to - way.from) / *spread : 0;
    const auto there = what_if.with_figures({{row, indicator, way.to}});
    if (!there) return std::nullopt;  // only when the work was ended meanwhile
    way.rank = there->ranks[row];
    return way;
}

std::optional<double> share_in_all(const WhatIf& what_if, std::size_t row,
                                   const Succeeds& succeeds) {
    const std::vector<std::size_t> counted = counted_indicators(what_if.definition());
    return first_success([&](double share) {
        std::vector<FigureChange> changes;
        for (const std::size_t indicator : counted) {
            const ColumnView figures = what_if.year().denominated.column(indicator);
            if (!figures.has(row)) continue;
            const bool up = what_if.definition().indicators[indicator].direction == Direction::up;
            const double best = up ? *largest(figures) : *smallest(figures);
            changes.push_back({row, indicator, figures[row] + share * (best - figures[row])});
        }
        const auto result = what_if.with_figures(changes);
        return result && succeeds(*result);
    });
}

}  // namespace

Reach reach(const WhatIf& what_if, std::size_t row, std::int32_t rank_wanted) {
    Reach out;
    out.row = row;
    out.rank_now = what_if.year().ranks[row];
    out.rank_wanted = rank_wanted;
    const Succeeds succeeds = [&](const WhatIfResult& result) {
        return result.ranks[row] > 0 && result.ranks[row] <= rank_wanted;
    };
    for (const std::size_t indicator : counted_indicators(what_if.definition()))
        if (auto way = way_by(what_if, row, indicator, succeeds)) out.ways.push_back(*way);
    std::stable_sort(out.ways.begin(), out.ways.end(),
                     [](const Way& a, const Way& b) { return a.deviations < b.deviations; });
    out.share_of_distance = share_in_all(what_if, row, succeeds);
    return out;
}

std::optional<Way> pass(const WhatIf& what_if, std::size_t a, std::size_t b) {
    std::optional<Way> best;
    const Succeeds succeeds = [&](const WhatIfResult& result) {
        return result.ranks[b] > 0 && result.ranks[b] <= result.ranks[a];
    };
    for (const std::size_t indicator : counted_indicators(what_if.definition())) {
        auto way = way_by(what_if, b, indicator, succeeds);
        if (way && (!best || way->deviations < best->deviations)) best = way;
    }
    return best;
}

std::vector<LeaveOut> leave_out_nodes(const WhatIf& what_if, std::int32_t level) {
    std::vector<LeaveOut> out;
    const auto& nodes = what_if.definition().nodes;
    const std::vector<std::int32_t>& before = what_if.year().ranks;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (nodes[i].level != level) continue;
        const auto result = what_if.without_node(i);
        if (!result) continue;
        LeaveOut one{i, 0, result->ranks};
        double sum = 0;
        std::size_t ranked = 0;
        for (std::size_t row = 0; row < before.size(); ++row) {
            if (before[row] == 0 || one.ranks[row] == 0) continue;
            sum += std::abs(before[row] - one.ranks[row]);
            ++ranked;
        }
        one.mean_abs_rank_change = ranked > 0 ? sum / static_cast<double>(ranked) : 0;
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<UnitOut> leave_out_units(const Evaluation& evaluation) {
    const YearResult& year = evaluation.asked();
    std::vector<UnitOut> out;
    for (std::size_t gone = 0; gone < year.slice.size(); ++gone) {
        std::vector<Slice> slices;
        for (const YearResult& each : evaluation.years) {
            std::vector<std::size_t> kept;
            for (std::size_t row = 0; row < each.slice.size(); ++row)
                if (each.slice.ids[row] != year.slice.ids[gone]) kept.push_back(row);
            slices.push_back(with_units(each.slice, kept));
        }
        const auto rest = evaluate_slices(evaluation.definition, std::move(slices));
        if (!rest) continue;
        UnitOut one{gone, 0};
        const Slice& others = rest->asked().slice;
        std::vector<std::size_t> rows;
        for (const std::string& id : others.ids) rows.push_back(*unit_position(year.slice, id));
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t j = i + 1; j < rows.size(); ++j) {
                const std::int32_t then = year.ranks[rows[i]] - year.ranks[rows[j]];
                const std::int32_t now = rest->asked().ranks[i] - rest->asked().ranks[j];
                if (then * now < 0) ++one.reversals;
            }
        out.push_back(one);
    }
    return out;
}

std::vector<Hiding> hiding_helps(const WhatIf& what_if, std::size_t row) {
    std::vector<Hiding> out;
    const std::int32_t now = what_if.year().ranks[row];
    for (const std::size_t indicator : counted_indicators(what_if.definition())) {
        if (!what_if.year().denominated.has(row, indicator)) continue;
        const auto result = what_if.with_figures({{row, indicator, std::nullopt}});
        if (!result || result->ranks[row] == 0 || result->ranks[row] >= now) continue;
        out.push_back({row, indicator, now, result->ranks[row]});
    }
    return out;
}

}  // namespace kc::evaluation

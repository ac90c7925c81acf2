// SPDX-License-Identifier: Apache-2.0
#include "evaluation/explain_change.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

namespace kc::evaluation {
namespace {

enum Factor : std::size_t { kFigures, kDenominators, kOthers, kMethod, kFactors };

constexpr std::size_t kStates = std::size_t{1} << kFactors;

struct Moment {
    const Evaluation* evaluation = nullptr;
    const YearResult* year = nullptr;
    std::size_t row = 0;
};

Result<Moment> moment_of(const Evaluation& evaluation, std::int32_t year, const std::string& unit) {
    for (const YearResult& each : evaluation.years) {
        if (each.slice.year != year) continue;
        const auto row = unit_position(each.slice, unit);
        if (row && each.tree.scores.has(*row, 0)) return Moment{&evaluation, &each, *row};
        return unexpected(
            Diagnostic{.code = "E-no-score",
                       .zh = fmt::format("单位“{}”在 {} 年没有得分", unit, year),
                       .en = fmt::format("unit '{}' has no score in {}", unit, year)});
    }
    return unexpected(Diagnostic{.code = "E-no-year",
                                 .zh = fmt::format("结果里没有 {} 年", year),
                                 .en = fmt::format("the result has no year {}", year)});
}

class Splitter {
public:
    Splitter(Moment from, Moment to) : from_(from), to_(to) {}

    Result<ScoreDifference> run() {
        std::array<double, kStates> value{};
        for (std::size_t state = 0; state < kStates; ++state) {
            auto score = score_in(state);
            if (!score) return unexpected(score.error());
            value[state] = *score;
        }
        std::array<double, kFactors> parts{};
        // |S|! (3 - |S|)! / 4!
        constexpr std::array<double, kFactors> kWeight = {6.0 / 24, 2.0 / 24, 2.0 / 24, 6.0 / 24};
        for (std::size_t state = 0; state < kStates; ++state) {
            const auto size = static_cast<std::size_t>(std::popcount(state));
            for (std::size_t factor = 0; factor < kFactors; ++factor) {
                const std::size_t with = state | (std::size_t{1} << factor);
                if (with != state) parts[factor] += kWeight[size] * (value[with] - value[state]);
            }
        }
        ScoreDifference out;
        out.unit = from_.year->slice.ids[from_.row];
        out.from_year = from_.year->slice.year;
        out.to_year = to_.year->slice.year;
        out.from = value[0];
        out.to = value[kStates - 1];
        out.own_figures = parts[kFigures];
        out.denominators = parts[kDenominators];
        out.others = parts[kOthers];
        out.method = parts[kMethod];
        out.adjustments = (to_.year->adjusted.scores[to_.row] - to_.year->root()[to_.row]) -
                          (from_.year->adjusted.scores[from_.row] - from_.year->root()[from_.row]);
        return out;
    }

private:
    const Moment& of(std::size_t state, Factor factor) const {
        return ((state >> factor) & 1U) != 0 ? to_ : from_;
    }

    // The field of one year, in which the unit's row has figures and denominators of either.
    Result<double> score_in(std::size_t state) const {
        const Moment& field = of(state, kOthers);
        const Moment& figures = of(state, kFigures);
        const Moment& denominators = of(state, kDenominators);
        const Evaluation& method = *of(state, kMethod).evaluation;
        Slice slice = field.year->slice;
        for (std::size_t i = 0; i < slice.figures.columns(); ++i) {
            slice.figures.set(field.row, i, figures.year->slice.figures.get(figures.row, i));
            slice.denominators.set(field.row, i,
                                   denominators.year->slice.denominators.get(denominators.row, i));
        }
        if (method.definition.period.scale == PanelScale::per_year)
            return score_alone(method.definition, slice, field.row);
        return score_fixed(method, slice, field, figures);
    }

    static Result<double> score_alone(const Definition& definition, const Slice& slice,
                                      std::size_t row) {
        Definition single = definition;
        single.period = PeriodPlan{};
        single.missing.keep.push_back(slice.ids[row]);
        single.nodes[0].growth.reset();
        single.nodes[0].adjustments = Adjustments{};
        const auto result = evaluate_slices(single, {slice});
        if (!result) return unexpected(result.error());
        const auto at = unit_position(result->asked().slice, slice.ids[row]);
        if (!at || !result->asked().tree.scores.has(*at, 0))
            return unexpected(no_score(slice, row));
        return result->asked().root()[*at];
    }

    // By scales that were fitted once and do not follow the field.
    static Result<double> score_fixed(const Evaluation& method, const Slice& slice,
                                      const Moment& field, const Moment& figures) {
        Diagnostics notes;
        Matrix denominated = denominate(method.definition, slice, notes);
        // Panels filled a figure in from other years: that goes with the figures.
        for (const ImputedCell& cell : figures.year->cells)
            if (cell.row == figures.row && !denominated.has(field.row, cell.indicator))
                denominated.set(field.row, cell.indicator, cell.value);
        const Matrix filled = impute(method.definition, slice, denominated, 1, notes).figures;
        const YearResult& fitted = method.years.front();
        Matrix scaled(filled.rows(), filled.columns());
        for (std::size_t i = 0; i < filled.columns(); ++i) {
            if (!fitted.scales[i]) continue;
            const YearResult& treated_by =
                method.definition.period.scale == PanelScale::pooled ? *figures.year : fitted;
            const Column treated = apply(treated_by.treatments[i], filled.column(i));
            const Column column = apply(*fitted.scales[i], treated.view());
            scaled.set_column(i, column.view());
        }
        auto tree =
            aggregate(method.definition, {&scaled, &slice.ids, &fitted.tree.weights}, notes);
        if (!tree) return unexpected(tree.error());
        if (!tree->scores.has(field.row, 0)) return unexpected(no_score(slice, field.row));
        return tree->scores.at(field.row, 0);
    }

    static Diagnostic no_score(const Slice& slice, std::size_t row) {
        return {.code = "E-no-score",
                .zh = fmt::format("单位“{}”没有得分", slice.ids[row]),
                .en = fmt::format("unit '{}' has no score", slice.ids[row])};
    }

    Moment from_;
    Moment to_;
};

}  // namespace

Result<ScoreDifference> explain_change(const Evaluation& earlier, std::int32_t from_year,
                                       const Evaluation& later, std::int32_t to_year,
                                       const std::string& unit) {
    const auto from = moment_of(earlier, from_year, unit);
    if (!from) return unexpected(from.error());
    const auto to = moment_of(later, to_year, unit);
    if (!to) return unexpected(to.error());
    if (earlier.definition.indicators.size() != later.definition.indicators.size())
        return unexpected(Diagnostic{.code = "E-indicators",
                                     .zh = "两个定义的指标不同，不能分解",
                                     .en = "the two definitions have different indicators"});
    return Splitter(*from, *to).run();
}

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
#include "evaluation/evaluate.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "evaluation/definition_words.hpp"
#include "evaluation/registry.hpp"
#include "evaluation/resolved.hpp"
#include "evaluation/stage_rank.hpp"

namespace kc::evaluation {
namespace {

void warn_unscaled(const Indicator& indicator, Undefined why, Diagnostics& found) {
    const UndefinedWords words = undefined_words(why);
    const bool constant = why == Undefined::no_variation;
    found.push_back(
        {.code = constant ? "W-constant" : "W-no-scale",
         .at = indicator.at,
         .zh = fmt::format("指标“{}”不能按 {} 计分，不参加合成：{}", indicator.id,
                           to_text(indicator.normalise), words.zh),
         .en = fmt::format("indicator '{}' cannot be scored by {} and is not counted: {}",
                           indicator.id, to_text(indicator.normalise), words.en),
         .severity = Severity::warning});
}

void warn_lost(const Indicator& indicator, std::size_t lost, const char* zh, const char* en,
               Diagnostics& found) {
    if (lost == 0) return;
    found.push_back(
        {.code = "W-lost",
         .at = indicator.at,
         .zh = fmt::format("指标“{}”有 {} 个单位的数{}，按缺数据处理", indicator.id, lost, zh),
         .en = fmt::format("indicator '{}': the figures of {} units {} and count as "
                           "missing",
                           indicator.id, lost, en),
         .severity = Severity::warning});
}

void note_treatment(const Indicator& indicator, const Treatment& treatment, Diagnostics& found) {
    for (const Treatment::Trial& trial : treatment.trials) {
        if (!trial.undone) continue;
        const UndefinedWords words = undefined_words(*trial.undone);
        found.push_back({.code = "W-treatment",
                         .at = indicator.at,
                         .zh = fmt::format("指标“{}”不能作 {}：{}", indicator.id,
                                           to_text(trial.step), words.zh),
                         .en = fmt::format("{} cannot be done on indicator '{}': {}",
                                           to_text(trial.step), indicator.id, words.en),
                         .severity = Severity::warning});
    }
    if (!treatment.is_flagged || !treatment.before) return;
    found.push_back(
        {.code = "W-outliers",
         .at = indicator.at,
         .zh = fmt::format("指标“{}”有离群值：偏度 {:.2f}，峰度 {:.2f}", indicator.id,
                           treatment.before->skewness, treatment.before->kurtosis),
         .en = fmt::format("indicator '{}' has outliers: skewness {:.2f}, kurtosis {:.2f}",
                           indicator.id, treatment.before->skewness, treatment.before->kurtosis),
         .severity = Severity::warning});
}

// All years' rows, one after the other.
Matrix stacked(const std::vector<const Matrix*>& parts) {
    std::size_t rows = 0;
    for (const Matrix* part : parts) rows += part->rows();
    Matrix out(rows, parts.front()->columns());
    for (std::size_t column = 0; column < out.columns(); ++column) {
        std::size_t at = 0;
        for (const Matrix* part : parts)
            for (std::size_t row = 0; row < part->rows(); ++row)
                out.set(at++, column, part->get(row, column));
    }
    return out;
}

std::vector<std::size_t> row_range(std::size_t first, std::size_t count) {
    std::vector<std::size_t> rows(count);
    std::iota(rows.begin(), rows.end(), first);
    return rows;
}

class Chain {
public:
    Chain(Evaluation& out) : out_(out), definition_(out.definition) {}

    Result<void> run(std::vector<Slice> slices) {
        prepare(slices);
        if (auto done = check_years(); !done) return done;
        for (YearResult& year : out_.years) {
            Imputed filled = impute(definition_, year.slice, year.imputed, 1, out_.notes);
            year.imputed = std::move(filled.figures);
            year.cells.insert(year.cells.end(), filled.cells.begin(), filled.cells.end());
        }
        const auto scored = definition_.period.scale == PanelScale::pooled   ? score_pooled()
                            : definition_.period.scale == PanelScale::frozen ? score_frozen()
                                                                             : score_each();
        if (!scored) return scored;
        return finish();
    }

private:
    void prepare(const std::vector<Slice>& slices) {
        std::vector<Slice> kept;
        std::vector<Matrix> figures;
        for (const Slice& slice : slices) {
            const Matrix denominated = denominate(definition_, slice, out_.notes);
            Screened screened = screen(definition_, slice, denominated, out_.notes);
            YearResult year;
            year.slice = with_units(slice, screened.kept);
            year.left_out = std::move(screened.left_out);
            year.denominated = with_rows(denominated, screened.kept);
            kept.push_back(year.slice);
            figures.push_back(year.denominated);
            out_.years.push_back(std::move(year));
        }
        auto cells = impute_panel(definition_.missing.panel, kept, figures);
        for (std::size_t i = 0; i < out_.years.size(); ++i) {
            out_.years[i].imputed = std::move(figures[i]);
            out_.years[i].cells = std::move(cells[i]);
        }
    }

    Result<void> check_years() {
        for (const YearResult& year : out_.years) {
            if (year.slice.size() >= 2) continue;
            return unexpected(
                Diagnostic{.code = "E-no-units",
                           .zh = fmt::format("{}只有 {} 个单位可以评价", year_words(year, true),
                                             year.slice.size()),
                           .en = fmt::format("{}too few units to evaluate: {}",
                                             year_words(year, false), year.slice.size())}
                    .hint("至少要两个有数据的单位", "two units with figures are needed"));
        }
        out_.asked_position = out_.years.size() - 1;
        for (std::size_t i = 0; i < out_.years.size(); ++i)
            if (out_.years[i].slice.year == definition_.period.year) out_.asked_position = i;
        const std::int32_t wanted = definition_.period.year;
        if (wanted > 0 && out_.asked().slice.year != wanted)
            return unexpected(Diagnostic{.code = "E-no-year",
                                         .zh = fmt::format("数据里没有 {} 年", wanted),
                                         .en = fmt::format("the data have no year {}", wanted)});
        return {};
    }

    static std::string year_words(const YearResult& year, bool zh) {
        if (year.slice.year == 0) return "";
        return zh ? fmt::format("{} 年", year.slice.year) : fmt::format("{}: ", year.slice.year);
    }

    void take(YearResult& year, Scaled scaled) {
        year.treated = std::move(scaled.treated);
        year.scaled = std::move(scaled.scaled);
        year.treatments = std::move(scaled.treatments);
        year.scales = std::move(scaled.scales);
    }

    Result<void> add_up(YearResult& year, const std::vector<NodeWeights>* weights) {
        auto tree = aggregate(definition_, {&year.scaled, &year.slice.ids, weights}, out_.notes);
        if (!tree) return unexpected(tree.error());
        year.tree = *std::move(tree);
        return {};
    }

    Result<void> score_each() {
        for (YearResult& year : out_.years) {
            take(year, treat_and_scale(definition_, year.imputed, year.slice.ids, out_.notes));
            if (auto done = add_up(year, nullptr); !done) return done;
        }
        return {};
    }

    // Everything fitted on the base year is applied to the others as it is.
    Result<void> score_frozen() {
        const auto base = std::find_if(
            out_.years.begin(), out_.years.end(),
            [&](const YearResult& year) { return year.slice.year == definition_.period.base; });
        if (base == out_.years.end())
            return unexpected(Diagnostic{
                .code = "E-no-year",
                .zh = fmt::format("数据里没有基年 {}", definition_.period.base),
                .en = fmt::format("the data have no base year {}", definition_.period.base)});
        take(*base, treat_and_scale(definition_, base->imputed, base->slice.ids, out_.notes));
        if (auto done = add_up(*base, nullptr); !done) return done;
        for (YearResult& year : out_.years) {
            if (&year == &*base) continue;
            year.treatments = base->treatments;
            year.scales = base->scales;
            apply_fits(year);
            if (auto done = add_up(year, &base->tree.weights); !done) return done;
        }
        return {};
    }

    void apply_fits(YearResult& year) {
        year.treated = Matrix(year.imputed.rows(), year.imputed.columns());
        year.scaled = year.treated;
        for (std::size_t i = 0; i < year.imputed.columns(); ++i) {
            const Column treated = apply(year.treatments[i], year.imputed.column(i));
            year.treated.set_column(i, treated.view());
            if (!year.scales[i]) continue;
            const Column scaled = apply(*year.scales[i], treated.view());
            year.scaled.set_column(i, scaled.view());
        }
    }

    // Treated year by year, scaled and added up over all years together.
    Result<void> score_pooled() {
        std::vector<const Matrix*> parts;
        std::vector<std::string> units;
        for (YearResult& year : out_.years) {
            Scaled alone = treat_and_scale(definition_, year.imputed, year.slice.ids, out_.notes);
            year.treated = std::move(alone.treated);
            year.treatments = std::move(alone.treatments);
            units.insert(units.end(), year.slice.ids.begin(), year.slice.ids.end());
        }
        for (const YearResult& year : out_.years) parts.push_back(&year.treated);
        Definition untreated = definition_;
        for (Indicator& indicator : untreated.indicators) indicator.treat = TreatPlan{};
        Diagnostics scale_notes;
        const Scaled all = treat_and_scale(untreated, stacked(parts), units, scale_notes);
        auto tree = aggregate(definition_, {&all.scaled, &units, nullptr}, out_.notes);
        if (!tree) return unexpected(tree.error());
        std::size_t first = 0;
        for (YearResult& year : out_.years) {
            const auto rows = row_range(first, year.slice.size());
            first += year.slice.size();
            year.scales = all.scales;
            year.scaled = with_rows(all.scaled, rows);
            year.tree.weights = tree->weights;
            year.tree.scores = with_rows(tree->scores, rows);
        }
        return {};
    }

    // The last thing said explains it best: why the root has no scores.
    Diagnostic nobody_scored() const {
        Diagnostic fault{.code = "E-no-score",
                         .at = definition_.nodes[0].at,
                         .zh = "没有一个单位有得分",
                         .en = "no unit has a score"};
        std::string why_zh;
        std::string why_en;
        for (const Diagnostic& note : out_.notes) {
            if (note.code != "W-constant" && note.code != "W-no-scale" && note.code != "W-no-score")
                continue;
            why_zh += (why_zh.empty() ? "" : "；") + note.zh;
            why_en += (why_en.empty() ? "" : "; ") + note.en;
        }
        return why_zh.empty() ? fault : std::move(fault).hint(why_zh, why_en);
    }

    void measure_missing(YearResult& year) {
        const Definition& d = definition_;
        year.leaf_weights = effective_weights(d, year.tree.weights);
        year.missing_share.assign(year.slice.size(), 0);
        for (std::size_t n = 0; n < d.nodes.size(); ++n) {
            if (!d.nodes[n].is_leaf()) continue;
            const auto column = static_cast<std::size_t>(d.nodes[n].indicator);
            for (std::size_t row = 0; row < year.slice.size(); ++row)
                if (!year.denominated.has(row, column))
                    year.missing_share[row] += year.leaf_weights[n];
        }
    }

    Result<void> finish() {
        for (YearResult& year : out_.years) measure_missing(year);
        if (count(out_.asked().root()) == 0) return unexpected(nobody_scored());
        const auto base = std::find_if(
            out_.years.begin(), out_.years.end(),
            [&](const YearResult& year) { return year.slice.year == definition_.period.base; });
        for (YearResult& year : out_.years) {
            AdjustInput input{&year.slice, year.root(), year.missing_share, nullptr, {}};
            if (base != out_.years.end() && definition_.period.base > 0) {
                input.base_slice = &base->slice;
                input.base_scores = base->root();
            }
            Diagnostics notes;
            auto adjusted = adjust(definition_, input, notes);
            if (!adjusted) return unexpected(adjusted.error());
            // Of other years only the figures are wanted, not what was said about them.
            if (&year == &out_.asked())
                out_.notes.insert(out_.notes.end(), notes.begin(), notes.end());
            year.adjusted = *std::move(adjusted);
            year.ranks = ranks_held_back(year.adjusted.scores.view(), year.adjusted.best_allowed);
            if (const GroupColumn* group = year.slice.group(definition_.units.compare_within))
                year.group_ranks = ranks_within(year.adjusted.scores.view(), group->of_unit);
        }
        return {};
    }

    Evaluation& out_;
    const Definition& definition_;
};

}  // namespace

Scaled treat_and_scale(const Definition& definition, const Matrix& figures,
                       const std::vector<std::string>& units, Diagnostics& found) {
    Scaled out;
    out.treated = Matrix(figures.rows(), figures.columns());
    out.scaled = out.treated;
    for (std::size_t i = 0; i < figures.columns(); ++i) {
        const Indicator& indicator = definition.indicators[i];
        out.treatments.push_back(fit_treatment(indicator.treat, figures.column(i)));
        note_treatment(indicator, out.treatments.back(), found);
        const Column treated = apply(out.treatments.back(), figures.column(i));
        out.treated.set_column(i, treated.view());
        warn_lost(indicator, count(figures.column(i)) - count(treated.view()), "不能变换",
                  "cannot be transformed", found);
        auto scale = fit_scale(indicator, indicator.normalise, {treated.view(), units});
        if (!scale) {
            warn_unscaled(indicator, scale.error(), found);
            out.scales.emplace_back();
            continue;
        }
        const Column scaled = apply(*scale, treated.view());
        warn_lost(indicator, count(treated.view()) - count(scaled.view()), "不能计分",
                  "cannot be scored", found);
        out.scaled.set_column(i, scaled.view());
        out.scales.emplace_back(*std::move(scale));
    }
    return out;
}

Result<Evaluation> evaluate_slices(const Definition& definition, std::vector<Slice> slices) {
    Evaluation out;
    out.definition = definition;
    if (auto done = Chain(out).run(std::move(slices)); !done) return unexpected(done.error());
    return out;
}

Result<Evaluation> evaluate(const Definition& definition, const Table& table) {
    auto slices = assemble(definition, table);
    if (!slices) return unexpected(slices.error());
    Evaluation out;
    std::size_t units = 0;
    for (const Slice& slice : *slices) units = std::max(units, slice.size());
    out.definition = settle_defaults(definition, units, out.notes);
    out.identity = identity_of(out.definition, table);
    if (auto done = Chain(out).run(*std::move(slices)); !done) return unexpected(done.error());
    for (Diagnostic& note : registry_notes(out.definition, out.asked().slice.ids))
        out.notes.push_back(std::move(note));
    return out;
}

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_adjust.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/check.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {
namespace {

class Adjuster {
public:
    Adjuster(const Definition& definition, const AdjustInput& input, Diagnostics& found)
        : definition_(definition), root_(definition.nodes.front()), input_(input), found_(found) {}

    Result<Adjusted> run() {
        out_.scores = Column(input_.scores.size());
        out_.best_allowed.assign(input_.scores.size(), 0);
        for (std::size_t row = 0; row < input_.scores.size(); ++row)
            if (input_.scores.has(row)) out_.scores.set(row, input_.scores[row]);
        punish_missing();
        if (root_.growth) {
            if (auto done = blend_growth(*root_.growth); !done) return unexpected(done.error());
        }
        if (!root_.adjustments.calibrate_to.empty()) {
            if (auto done = calibrate(); !done) return unexpected(done.error());
        }
        for (const Bonus& bonus : root_.adjustments.bonuses) add(bonus);
        for (const Veto& veto : root_.adjustments.vetoes) apply(veto);
        return std::move(out_);
    }

private:
    std::size_t size() const { return out_.scores.size(); }

    void change(std::size_t row, std::string kind, double to) {
        const double by = to - out_.scores[row];
        if (by == 0) return;
        out_.scores.set(row, to);
        out_.changes.push_back({row, std::move(kind), by});
    }

    void punish_missing() {
        if (definition_.missing.penalty == 0) return;
        for (std::size_t row = 0; row < size(); ++row) {
            if (!out_.scores.has(row) || row >= input_.missing.size()) continue;
            change(row, "missing",
                   out_.scores[row] - definition_.missing.penalty * input_.missing[row]);
        }
    }

    // The change since the base year, put on the range of the scores themselves: the least change
    // gets the lowest score, the greatest the highest.
    Result<void> blend_growth(const Growth& growth) {
        if (input_.base_slice == nullptr)
            return unexpected(Diagnostic{.code = "E-growth",
                                         .at = root_.at,
                                         .zh = "growth 需要基年的数据",
                                         .en = "growth needs figures of the base year"}
                                  .hint("写 period: {year: 2024, base: 2022, scale: frozen}",
                                        "write period: {year: 2024, base: 2022, scale: frozen}"));
        Column changes(size());
        for (std::size_t row = 0; row < size(); ++row) {
            const auto before = unit_position(*input_.base_slice, input_.slice->ids[row]);
            if (out_.scores.has(row) && before && input_.base_scores.has(*before))
                changes.set(row, out_.scores[row] - input_.base_scores[*before]);
        }
        const Measure low = smallest(changes.view());
        const Measure high = largest(changes.view());
        const Measure least = smallest(out_.scores.view());
        const Measure most = largest(out_.scores.view());
        if (!low || !(*low < *high)) {
            warn("W-growth", "没有可比的变化，growth 不起作用",
                 "no change to compare: growth has no effect");
            return {};
        }
        for (std::size_t row = 0; row < size(); ++row) {
            if (!out_.scores.has(row)) continue;
            if (!changes.has(row)) {
                warn("W-growth",
                     fmt::format("单位“{}”没有基年得分，只按水平计分", input_.slice->ids[row]),
                     fmt::format("unit '{}' has no score in the base year: its level alone counts",
                                 input_.slice->ids[row]));
                continue;
            }
            const double scaled =
                *least + (changes[row] - *low) / (*high - *low) * (*most - *least);
            change(row, "growth", growth.level * out_.scores[row] + growth.change * scaled);
        }
        return {};
    }

    // Scores times one factor for all units of a parent, so that their weighted mean is the
    // parent's figure; Regional Innovation Scoreboard, methodology report, country correction.
    Result<void> calibrate() {
        const Adjustments& plan = root_.adjustments;
        const NumberColumn* figure = input_.slice->other(plan.calibrate_to);
        const NumberColumn* weight =
            plan.calibrate_weight.empty() ? nullptr : input_.slice->other(plan.calibrate_weight);
        const GroupColumn* within =
            plan.calibrate_within.empty() ? nullptr : input_.slice->group(plan.calibrate_within);
        KC_CHECK(figure != nullptr);
        std::map<std::string, std::vector<std::size_t>> families;
        for (std::size_t row = 0; row < size(); ++row)
            if (out_.scores.has(row))
                families[within == nullptr ? "" : within->of_unit[row]].push_back(row);
        for (const auto& [name, rows] : families) {
            double sum = 0;
            double total = 0;
            bool is_complete = true;
            for (const std::size_t row : rows) {
                is_complete = is_complete && figure->column.has(row) &&
                              figure->column[row] == figure->column[rows.front()] &&
                              (weight == nullptr || weight->column.has(row));
                if (!is_complete) break;
                const double share = weight == nullptr ? 1 : weight->column[row];
                sum += share * out_.scores[row];
                total += share;
            }
            if (!is_complete || !(total > 0) || sum == 0)
                return unexpected(Diagnostic{
                    .code = "E-calibrate",
                    .at = root_.at,
                    .zh = fmt::format("校准：“{}”在同一上级的各单位里要有同一个数，权数要大于0",
                                      plan.calibrate_to),
                    .en = fmt::format("calibration: '{}' must be one figure for all units of one "
                                      "parent, with weights above 0",
                                      plan.calibrate_to)}
                                      .hint("上级不止一个时写 within: 分组列",
                                            "with several parents name their column by within"));
            const double factor = figure->column[rows.front()] / (sum / total);
            for (const std::size_t row : rows) change(row, "calibrate", out_.scores[row] * factor);
        }
        return {};
    }

    const GroupColumn* evidence(const std::string& name) const {
        for (const GroupColumn& column : input_.slice->evidence)
            if (column.name == name) return &column;
        return nullptr;
    }

    void add(const Bonus& bonus) {
        const NumberColumn* counted = input_.slice->other(bonus.column);
        const GroupColumn* proof =
            bonus.evidence_required ? evidence(bonus.evidence_column) : nullptr;
        for (std::size_t row = 0; row < size(); ++row) {
            if (!out_.scores.has(row) || !counted->column.has(row)) continue;
            const double count = counted->column[row];
            if (count == 0) continue;
            if (bonus.evidence_required && (proof == nullptr || proof->of_unit[row].empty())) {
                warn("W-evidence",
                     fmt::format("单位“{}”的加减分“{}”没有佐证（列 {}），不计",
                                 input_.slice->ids[row], bonus.column, bonus.evidence_column),
                     fmt::format("unit '{}': '{}' is not counted, because it has no evidence "
                                 "(column {})",
                                 input_.slice->ids[row], bonus.column, bonus.evidence_column));
                continue;
            }
            const double most = std::abs(bonus.cap);
            const double points = std::clamp(bonus.points * count, -most, most);
            change(row, "bonus:" + bonus.column, out_.scores[row] + points);
        }
    }

    void apply(const Veto& veto) {
        const NumberColumn* column = input_.slice->other(veto.column);
        const auto ranked = static_cast<std::int32_t>(count(out_.scores.view()));
        for (std::size_t row = 0; row < size(); ++row) {
            if (!out_.scores.has(row) || !column->column.has(row) || column->column[row] == 0)
                continue;
            switch (veto.effect) {
                case Veto::Effect::rank_at_most_middle:
                    out_.best_allowed[row] = std::max(out_.best_allowed[row], ranked / 2 + 1);
                    break;
                case Veto::Effect::rank_last: out_.best_allowed[row] = ranked; break;
                case Veto::Effect::score_at_most:
                    change(row, "veto:" + veto.column, std::min(out_.scores[row], veto.score));
                    break;
            }
            warn(
                "W-veto",
                fmt::format("单位“{}”触发一票否决“{}”", input_.slice->ids[row], veto.column),
                fmt::format("veto '{}' applies to unit '{}'", veto.column, input_.slice->ids[row]));
        }
    }

    void warn(std::string code, std::string zh, std::string en) {
        found_.push_back({.code = std::move(code),
                          .at = root_.at,
                          .zh = std::move(zh),
                          .en = std::move(en),
                          .severity = Severity::warning});
    }

    const Definition& definition_;
    const Node& root_;
    const AdjustInput& input_;
    Diagnostics& found_;
    Adjusted out_;
};

}  // namespace

Result<Adjusted> adjust(const Definition& definition, const AdjustInput& input,
                        Diagnostics& found) {
    return Adjuster(definition, input, found).run();
}

}  // namespace kc::evaluation

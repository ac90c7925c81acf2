// SPDX-License-Identifier: Apache-2.0
#include "indicator/slice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "indicator/reported_slice.hpp"

namespace kc::indicator {
namespace {

constexpr int kRoundedPlaces = 6;

Diagnostic no_indicator(const std::string& code) {
    const std::string quoted = base::shortened(code);
    return Diagnostic{"E-no-indicator",
                      {},
                      fmt::format("没有定义指标“{}”", quoted),
                      fmt::format("there is no indicator '{}'", quoted)}
        .hint("检查指标编码", "check the code of the indicator");
}

// The slices of a formula's inputs, brought onto one list of groups.
class DerivedSlice {
public:
    DerivedSlice(const SliceQuery& query, const CompiledFormula& formula)
        : query_(query), formula_(formula) {}

    Result<Slice> run(const Context& context, const Slice& own) {
        for (const CompiledFormula::Input& input : formula_.inputs) {
            SliceQuery wanted = query_;
            wanted.indicator = input.indicator;
            if (input.year_before) {
                for (base::Period& period : wanted.periods) period = period.year_before();
            }
            Result<Slice> slice = compute(context, wanted);
            if (!slice) return slice;
            inputs_.push_back(std::move(*slice));
        }
        gather_groups(own);
        const std::size_t cells = query_.units.size() * query_.periods.size() * groups_.size();
        if (cells > Slice::kMaxCells) return unexpected(past_limit(cells));
        std::vector<Dimensions> names;
        for (const auto& [members, at] : groups_) names.push_back(members);
        Slice result(query_.units.size(), query_.periods.size(), std::move(names));
        fill(result, own);
        return result;
    }

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

    static Diagnostic past_limit(std::size_t cells) {
        return Diagnostic{"E-slice-too-large",
                          {},
                          fmt::format("一次要算{}个数，上限是{}个", cells, Slice::kMaxCells),
                          fmt::format("{} figures were asked for at once; the limit is {}", cells,
                                      Slice::kMaxCells)}
            .hint("减少单位、时期或分组", "ask for fewer units, periods or groups");
    }

    // For each group, where it stands in each slice: the inputs first, the own figures last.
    void gather_groups(const Slice& own) {
        const auto gather = [&](const Slice& slice, std::size_t column) {
            for (std::size_t group = 0; group < slice.groups().size(); ++group) {
                auto& at = groups_[slice.groups()[group]];
                at.resize(inputs_.size() + 1, kAbsent);
                at[column] = group;
            }
        };
        for (std::size_t input = 0; input < inputs_.size(); ++input) gather(inputs_[input], input);
        gather(own, inputs_.size());
    }

    void fill(Slice& result, const Slice& own) const {
        std::size_t group = 0;
        for (const auto& [members, at] : groups_) {
            for (std::size_t unit = 0; unit < query_.units.size(); ++unit) {
                for (std::size_t period = 0; period < query_.periods.size(); ++period) {
                    fill_cell(result, own, unit, period, group, at);
                }
            }
            ++group;
        }
    }

    void fill_cell(Slice& result, const Slice& own, std::size_t unit, std::size_t period,
                   std::size_t group, const std::vector<std::size_t>& at) const {
        // What was reported goes before what can be computed.
        if (at.back() != kAbsent && own.cell(unit, period, at.back()).is_known) {
            result.set(unit, period, group, own.cell(unit, period, at.back()));
            return;
        }
        SliceCell cell;
        cell.is_derived = true;
        std::vector<Outcome> values;
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            if (at[i] == kAbsent) {
                values.emplace_back(Unknown::no_figure);
                continue;
            }
            const SliceCell& input = inputs_[i].cell(unit, period, at[i]);
            values.push_back(inputs_[i].exact(unit, period, at[i]));
            cell.facts += input.facts;
            cell.missing_units = std::max(cell.missing_units, input.missing_units);
        }
        result.set(unit, period, group, cell, evaluate(formula_, values));
    }

    const SliceQuery& query_;
    const CompiledFormula& formula_;
    std::vector<Slice> inputs_;
    std::map<Dimensions, std::vector<std::size_t>> groups_;
};

}  // namespace

Slice::Slice(std::size_t units, std::size_t periods, std::vector<Dimensions> groups)
    : units_(units),
      periods_(periods),
      groups_(std::move(groups)),
      cells_(units * periods * groups_.size()) {}

void Slice::set(std::size_t unit, std::size_t period, std::size_t group, SliceCell cell) {
    cells_[index(unit, period, group)] = cell;
}

void Slice::set(std::size_t unit, std::size_t period, std::size_t group, SliceCell cell,
                const Outcome& outcome) {
    const std::size_t at = index(unit, period, group);
    cell.is_known = false;
    cell.why = outcome.why;
    if (outcome) {
        const auto exact = outcome.value->exact();
        const auto rounded = exact ? exact : outcome.value->round_half_up(kRoundedPlaces);
        cell.is_known = rounded.has_value();
        cell.is_exact = exact.has_value();
        cell.value = rounded.value_or(base::Decimal());
        cell.why = rounded ? Unknown::no_figure : Unknown::too_many_digits;
        if (rounded && !exact) {
            fractions_.resize(cells_.size());
            fractions_[at] = *outcome.value;
        }
    }
    cells_[at] = cell;
}

Outcome Slice::exact(std::size_t unit, std::size_t period, std::size_t group) const {
    const std::size_t at = index(unit, period, group);
    const SliceCell& cell = cells_[at];
    if (!cell.is_known) return cell.why;
    return cell.is_exact ? Outcome(base::Ratio(cell.value)) : Outcome(fractions_[at]);
}

Result<Slice> compute(const Context& context, const SliceQuery& query) {
    const IndicatorDef* indicator = context.indicators.find(query.indicator);
    if (indicator == nullptr) return unexpected(no_indicator(query.indicator));
    const CompiledFormula& formula = context.indicators.formula(*indicator);
    const bool is_derived = formula.operation != CompiledFormula::Operation::none;
    Result<Slice> own = reported_slice(context, query, *indicator, !is_derived);
    if (!own || !is_derived) return own;
    return DerivedSlice(query, formula).run(context, *own);
}

}  // namespace kc::indicator

// SPDX-License-Identifier: Apache-2.0
#include "office/collection_sheets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/quantity.hpp"
#include "collection/calendar.hpp"
#include "indicator/figure.hpp"
#include "office/office_facts.hpp"

namespace kc::office {
namespace {

using collection::SheetState;

Result<collection::Cells> cells_of(store::Connection& connection, const collection::SheetKey& key,
                                   const std::optional<base::Period>& period) {
    if (!period) return collection::Cells();
    auto stored = collection::read_sheet(connection, {key.form, key.unit, *period});
    if (!stored) return unexpected(stored.error());
    return known_cells(stored->sheet);
}

store::Dimensions dimensions_of(const pack::FormField& field) {
    store::Dimensions dimensions;
    for (const auto& one : field.dimensions) dimensions.emplace_back(one.name.text, one.value);
    std::sort(dimensions.begin(), dimensions.end());
    return dimensions;
}

// Nothing while the records are not there: what people typed would be held against itself.
std::optional<collection::ControlFigure> control_of(const Office& office, const LivePack& live,
                                                    const pack::FormField& field,
                                                    const collection::SheetKey& key) {
    if (field.control.empty()) return std::nullopt;
    const bool is_counted = office.figures().view->counted.contains(field.control);
    if (!is_counted && field.control == field.indicator) return std::nullopt;
    const auto value = computed_value(office, live, field, field.control, key.unit, key.period);
    if (!value) return std::nullopt;
    return collection::ControlFigure{*value, is_counted};
}

Diagnostic inexact(const pack::FormField& field, base::Unit unit) {
    return Diagnostic{
        "E-sheet-unit",
        {},
        fmt::format("{}换算成{}位数太多", field.name.zh, base::to_string(unit)),
        fmt::format("{} has too many digits in {}", field.code, base::to_string(unit))}
        .hint("检查数值", "check the figure");
}

}  // namespace

const collection::Cells& known_cells(const collection::Sheet& sheet) {
    static const collection::Cells kNone;
    if (sheet.published_revision > 0) return sheet.published;
    const bool is_with_enterer = sheet.state == SheetState::open ||
                                 sheet.state == SheetState::draft ||
                                 sheet.state == SheetState::returned;
    return is_with_enterer ? kNone : sheet.cells;
}

bool continues_year(const base::Period& period) {
    const auto before = collection::period_before(period);
    return before && before->last_day().year() == period.last_day().year();
}

Result<collection::SheetContext> context_of(store::Connection& connection,
                                            const collection::SheetKey& key,
                                            const collection::Sheet& sheet) {
    auto last_period = cells_of(connection, key, collection::period_before(key.period));
    if (!last_period) return unexpected(last_period.error());
    auto last_year = cells_of(connection, key, key.period.year_before());
    if (!last_year) return unexpected(last_year.error());
    return collection::SheetContext{.now = sheet.cells,
                                    .last_period = std::move(*last_period),
                                    .last_year = std::move(*last_year),
                                    .published = sheet.published};
}

collection::ControlFigures controls_of(const Office& office, const LivePack& live,
                                       const pack::Form& form, const collection::SheetKey& key) {
    collection::ControlFigures controls;
    for (const pack::FormField& field : form.fields) {
        if (auto control = control_of(office, live, field, key))
            controls.emplace(field.code, *control);
    }
    return controls;
}

std::optional<base::Decimal> computed_value(const Office& office, const LivePack& live,
                                            const pack::FormField& field,
                                            const std::string& indicator, const std::string& unit,
                                            const base::Period& period) {
    const pack::Indicator* definition = live.lookup.indicator(indicator);
    if (definition == nullptr) return std::nullopt;
    indicator::FigureQuery query{
        .indicator = indicator, .unit = unit, .period = collection::fact_period(field, period)};
    for (const auto& one : field.dimensions) query.where.push_back({one.name.text, {one.value}});
    indicator::Figure figure;
    {
        const Office::Figures figures = office.figures();
        figure =
            indicator::figure_of({figures.columns.as_of({}), live.definitions, live.units}, query);
    }
    // Half a figure would be taken for the whole.
    if (!figure.outcome || figure.is_partial()) return std::nullopt;
    const auto factor = base::factor(figure.unit, field.unit);
    const auto value = factor ? multiply(*figure.outcome.value, *factor) : std::nullopt;
    return value ? value->round_half_up(field.places) : std::nullopt;
}

CellFacts facts_of(const LivePack& live, const pack::Form& form, const collection::Filler& unit,
                   const base::Period& period, const collection::Cells& cells,
                   store::FactStatus status) {
    CellFacts out;
    for (const pack::FormField& field : form.fields) {
        const collection::CellEntry* cell = collection::find_cell(cells, field.code);
        const pack::Indicator* indicator = live.lookup.indicator(field.indicator);
        if (indicator == nullptr || cell == nullptr || !cell->value) continue;
        const auto converted = base::convert({*cell->value, field.unit}, indicator->unit);
        if (!converted) {
            out.mistakes.emplace_back(field.code, inexact(field, indicator->unit));
            continue;
        }
        store::Fact fact{.indicator = indicator->code,
                         .unit = unit.code,
                         .period = collection::fact_period(field, period),
                         .dimensions = dimensions_of(field),
                         .value = converted->value,
                         .status = status,
                         .source = fmt::format("{}（{}）", form.name.zh, form.code)};
        // Firms are no units of the pack; everything else is checked as any figure is.
        if (unit.body.empty()) {
            const CheckedFact checked = check_fact(live,
                                                   {.indicator = fact.indicator,
                                                    .unit = fact.unit,
                                                    .period = base::to_string(fact.period),
                                                    .value = base::to_string(fact.value),
                                                    .dimensions = fact.dimensions},
                                                   {});
            for (const InputError& error : checked.errors)
                out.mistakes.emplace_back(field.code, error.what);
            if (!checked.errors.empty()) continue;
        }
        out.facts.push_back({field.code, std::move(fact)});
    }
    return out;
}

}  // namespace kc::office

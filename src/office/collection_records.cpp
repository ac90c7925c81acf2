// SPDX-License-Identifier: Apache-2.0
#include "office/collection_records.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace kc::office {
namespace {

// Leaves only the records that counted for one unit.
void keep_unit(Behind& behind, std::string_view unit) {
    const auto keep = [&](std::vector<record::CountedRecord>& records) {
        std::erase_if(records, [&](const record::CountedRecord& one) { return one.unit != unit; });
    };
    if (behind.counted) keep(behind.counted->records);
    if (behind.covered) keep(behind.covered->covered);
}

}  // namespace

Result<CellRecords> records_of_cell(
    Office& office, const SheetView& view, const std::string& code,
    const std::function<store::Condition(const record::Registry&)>& allowed) {
    const auto cell = std::find_if(view.cells.begin(), view.cells.end(),
                                   [&](const CellView& one) { return one.field->code == code; });
    const pack::Indicator* indicator =
        cell == view.cells.end() ? nullptr : view.live->lookup.indicator(cell->field->control);
    const record::Registry* registry =
        indicator != nullptr && indicator->counts
            ? view.live->registries->find(indicator->counts->registry)
            : nullptr;
    if (registry == nullptr)
        return unexpected(
            Diagnostic{"E-sheet-not-counted",
                       {},
                       fmt::format("填报项“{}”不与登记库对照", code),
                       fmt::format("'{}' is not held against any records", code)}
                .hint("看它的对照数从哪里来", "see where its control figure is from"));
    auto behind = records_behind(office, indicator->code, cell->fact_period, allowed(*registry));
    if (!behind) return unexpected(behind.error());
    keep_unit(*behind, view.unit.code);
    CellRecords records{cell->field, cell->fact_period, {}, std::move(*behind)};
    for (const CellDifference& one : cell->differences) {
        if (one.against == Against::control) records.counted = one.value;
    }
    return records;
}

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "indicator/fact_columns.hpp"

namespace kc::indicator {

const Segment* FactView::segment(std::string_view indicator, const base::Period& period) const {
    const Partition* partition = columns_->partition(indicator);
    const auto id = columns_->periods().find(period);
    return partition != nullptr && id ? partition->segment(*id) : nullptr;
}

std::optional<std::uint32_t> FactView::place(std::string_view unit,
                                             const Dimensions& dimensions) const {
    const auto unit_id = columns_->units().find(unit);
    const auto dimension_id = columns_->dimensions().find(dimensions);
    if (!unit_id || !dimension_id) return std::nullopt;
    return columns_->places().find(*unit_id, *dimension_id);
}

FactRef FactView::ref(std::string_view indicator, const base::Period& period,
                      const Segment& segment, std::uint32_t row_index) const {
    const Segment::Row row = segment.row(row_index);
    const PlaceDictionary& places = columns_->places();
    return {.id = row.id,
            .indicator = std::string(indicator),
            .unit = columns_->units().text(places.unit(row.place)),
            .period = period,
            .dimensions = columns_->dimensions().dimensions(places.dimensions(row.place)),
            .value = row.value,
            .status = row.status,
            .known_at_us = columns_->moments().moment_us(row.moment),
            .source = columns_->sources().text(row.source)};
}

std::optional<FactRef> FactView::find(std::string_view indicator, std::string_view unit,
                                      const base::Period& period,
                                      const Dimensions& dimensions) const {
    const Segment* rows = segment(indicator, period);
    const auto where = place(unit, dimensions);
    if (rows == nullptr || !where) return std::nullopt;
    const auto newest = rows->newest(*where);
    if (!newest) return std::nullopt;
    const auto seen = rows->visible(*newest, reader_, columns_->moments());
    if (!seen) return std::nullopt;
    return ref(indicator, period, *rows, *seen);
}

std::vector<FactRef> FactView::of_unit(std::string_view indicator, std::string_view unit,
                                       const base::Period& period) const {
    std::vector<FactRef> found;
    const Segment* rows = segment(indicator, period);
    const auto unit_id = columns_->units().find(unit);
    if (rows == nullptr || !unit_id) return found;
    for (const std::uint32_t where : columns_->places().of_unit(*unit_id)) {
        const auto newest = rows->newest(where);
        if (!newest) continue;
        if (const auto seen = rows->visible(*newest, reader_, columns_->moments())) {
            found.push_back(ref(indicator, period, *rows, *seen));
        }
    }
    return found;
}

std::vector<FactRef> FactView::versions(std::string_view indicator, std::string_view unit,
                                        const base::Period& period,
                                        const Dimensions& dimensions) const {
    std::vector<FactRef> found;
    const Segment* rows = segment(indicator, period);
    const auto where = place(unit, dimensions);
    if (rows == nullptr || !where) return found;
    std::optional<std::uint32_t> row = rows->newest(*where);
    while (row) {
        row = rows->visible(*row, reader_, columns_->moments());
        if (!row) break;
        found.push_back(ref(indicator, period, *rows, *row));
        row = rows->older(*row);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

std::vector<base::Period> FactView::periods(std::string_view indicator,
                                            std::string_view unit) const {
    std::vector<base::Period> found;
    const Partition* partition = columns_->partition(indicator);
    const auto unit_id = columns_->units().find(unit);
    if (partition == nullptr || !unit_id) return found;
    for (std::uint32_t period = 0; period < partition->segments.size(); ++period) {
        const Segment* rows = partition->segment(period);
        if (rows == nullptr) continue;
        for (const std::uint32_t where : columns_->places().of_unit(*unit_id)) {
            const auto newest = rows->newest(where);
            if (newest && rows->visible(*newest, reader_, columns_->moments())) {
                found.push_back(columns_->periods().period(period));
                break;
            }
        }
    }
    return found;
}

}  // namespace kc::indicator

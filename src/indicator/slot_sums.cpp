// SPDX-License-Identifier: Apache-2.0
#include "indicator/slot_sums.hpp"

#include <algorithm>
#include <limits>

namespace kc::indicator {
namespace {

// Looking up a cell costs about as much as passing over so many rows.
constexpr std::size_t kRowsPerLookup = 16;

}  // namespace

void SlotMap::find_runs() {
    for (std::uint32_t place = 0; place < slot_of_place.size(); ++place) {
        const std::uint32_t slot = slot_of_place[place];
        if (slot == no_slot()) continue;
        if (!runs.empty() && runs.back().end_place == place && runs.back().slot == slot) {
            ++runs.back().end_place;
        } else {
            runs.push_back({place, place + 1, slot});
        }
    }
}

SlotSummer::SlotSummer(const FactView& view, const SlotMap& map, int scale, bool count_only)
    : view_(view), map_(map), scale_(scale), count_only_(count_only), sums_(map.slot_count) {}

std::span<const SlotSum> SlotSummer::sum(const Segment& segment) {
    std::fill(sums_.begin(), sums_.end(), SlotSum{});
    if (map_.places.size() * kRowsPerLookup < segment.size()) {
        sum_by_place(segment);
    } else if (fits_narrow(segment)) {
        sum_narrow(segment);
    } else {
        sum_by_row(segment);
    }
    return sums_;
}

bool SlotSummer::fits_narrow(const Segment& segment) const {
    if (!segment.all_visible(view_.reader()) || !segment.scales().all_equal()) return false;
    const base::Int128 largest = count_only_ ? 1 : segment.largest_coefficient();
    return largest * static_cast<base::Int128>(segment.size()) <=
           std::numeric_limits<std::int64_t>::max();
}

void SlotSummer::sum_narrow(const Segment& segment) {
    narrow_.assign(map_.slot_count + std::size_t{1}, Narrow{});
    if (segment.places().all_rising() && !segment.has_versions()) {
        sum_runs(segment);
    } else {
        sum_rows(segment);
    }
    const int scale = count_only_ ? 0 : static_cast<int>(segment.scales().at(0));
    const base::Int128 factor = base::power_of_ten(scale_ - scale);
    for (std::size_t slot = 0; slot < sums_.size(); ++slot) {
        if (narrow_[slot].rows == 0) continue;
        sums_[slot].sum = narrow_[slot].sum * factor;
        sums_[slot].rows = static_cast<std::uint32_t>(narrow_[slot].rows);
    }
}

// A segment loaded in order has a row for every place of a stretch: the rows of a slot stand
// together.
void SlotSummer::sum_runs(const Segment& segment) {
    const auto first_place = static_cast<std::uint32_t>(segment.places().at(0));
    const auto end_place = static_cast<std::uint32_t>(first_place + segment.size());
    const auto add_run = [&](auto values, const SlotMap::Run& run) {
        const std::uint32_t first = std::max(run.first_place, first_place);
        const std::uint32_t end = std::min(run.end_place, end_place);
        std::int64_t sum = 0;
        for (std::uint32_t place = first; place < end; ++place) sum += values[place - first_place];
        narrow_[run.slot].sum += sum;
        narrow_[run.slot].rows += end - first;
    };
    const auto add_runs = [&](auto values) {
        const auto ends_before = [](const SlotMap::Run& run, std::uint32_t place) {
            return run.end_place <= place;
        };
        auto run = std::lower_bound(map_.runs.begin(), map_.runs.end(), first_place, ends_before);
        for (; run != map_.runs.end() && run->first_place < end_place; ++run) {
            add_run(values, *run);
        }
    };
    if (count_only_) {
        add_runs(FrameColumn::EqualValues{1});
    } else {
        segment.coefficients().visit(add_runs);
    }
}

void SlotSummer::sum_rows(const Segment& segment) {
    Narrow* const slots = narrow_.data();
    const std::uint32_t* const slot_of_place = map_.slot_of_place.data();
    const std::size_t row_count = segment.size();

    const auto run = [&](auto places, auto values, auto is_superseded) {
        // Neighbouring rows mostly share a slot: kept in registers until the slot changes, a sum
        // need not wait for its own last store.
        std::uint32_t current = map_.no_slot();
        Narrow sum;
        for (std::size_t row = 0; row < row_count; ++row) {
            std::uint32_t slot = slot_of_place[static_cast<std::size_t>(places[row])];
            if (is_superseded(row)) slot = map_.no_slot();
            if (slot != current) {
                slots[current].sum += sum.sum;
                slots[current].rows += sum.rows;
                current = slot;
                sum = {};
            }
            sum.sum += values[row];
            sum.rows += 1;
        }
        slots[current].sum += sum.sum;
        slots[current].rows += sum.rows;
    };
    const auto run_values = [&](auto places, auto values) {
        if (!segment.has_versions()) {
            run(places, values, [](std::size_t) { return false; });
        } else {
            segment.flags().visit([&](auto flags) {
                run(places, values,
                    [flags](std::size_t row) { return Segment::is_superseded(flags[row]); });
            });
        }
    };
    segment.places().visit([&](auto places) {
        if (count_only_) {
            run_values(places, FrameColumn::EqualValues{1});
        } else {
            segment.coefficients().visit([&](auto values) { run_values(places, values); });
        }
    });
}

void SlotSummer::sum_by_row(const Segment& segment) {
    segment.places().visit([&](auto places) {
        for (std::size_t row = 0; row < segment.size(); ++row) {
            const std::uint32_t slot = map_.slot_of_place[static_cast<std::size_t>(places[row])];
            if (slot == map_.no_slot() || Segment::is_superseded(segment.flags().at(row))) {
                continue;
            }
            add_cell(segment, static_cast<std::uint32_t>(row), sums_[slot]);
        }
    });
}

void SlotSummer::sum_by_place(const Segment& segment) {
    for (const std::uint32_t place : map_.places) {
        if (const auto newest = segment.newest(place)) {
            add_cell(segment, *newest, sums_[map_.slot_of_place[place]]);
        }
    }
}

void SlotSummer::add_cell(const Segment& segment, std::uint32_t newest, SlotSum& slot) {
    const auto row = segment.visible(newest, view_.reader(), view_.columns().moments());
    if (!row) return;
    ++slot.rows;
    base::Int128 value = 1;
    int scale = 0;
    if (!count_only_) {
        value = segment.coefficients().at(*row);
        scale = static_cast<int>(segment.scales().at(*row));
    }
    // Below 10^36, because neither factor exceeds 10^18.
    const auto sum = base::checked_add(slot.sum, value * base::power_of_ten(scale_ - scale));
    slot.overflowed = slot.overflowed || !sum;
    slot.sum = sum.value_or(slot.sum);
}

}  // namespace kc::indicator

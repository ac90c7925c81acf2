// SPDX-License-Identifier: Apache-2.0
#include "indicator/slot_sums.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace kc::indicator {
namespace {

// Looking up a cell costs about as much as passing over so many rows.
constexpr std::size_t kRowsPerLookup = 16;

}  // namespace

SlotSummer::SlotSummer(const FactView& view, std::vector<PlaceSlot> places, const Options& options)
    : view_(view), places_(std::move(places)), options_(options) {
    std::sort(places_.begin(), places_.end(),
              [](const PlaceSlot& a, const PlaceSlot& b) { return a.place < b.place; });
}

std::vector<SlotSum> SlotSummer::sum(const Segment& segment, std::vector<SlotSum> spare) {
    std::vector<SlotSum> sums(std::move(spare));
    sums.assign(options_.slot_count + std::size_t{1}, SlotSum{});
    if (segment.is_all_later(view_.reader())) {
        // Most months of a look back lie wholly before or after its moment.
    } else if (places_.size() * kRowsPerLookup < segment.size()) {
        sum_places(segment, sums);
    } else {
        look_up_slots_by_place();
        if (!fits_narrow(segment)) {
            sum_checked(segment, sums);
        } else if (segment.places().all_rising() && !segment.has_versions()) {
            sum_runs(segment, sums);
        } else {
            sum_rows(segment, sums);
        }
    }
    sums.pop_back();
    return sums;
}

void SlotSummer::look_up_slots_by_place() {
    if (!slot_of_place_.empty()) return;
    slot_of_place_.assign(view_.columns().places().size(), options_.slot_count);
    for (const PlaceSlot& each : places_) {
        slot_of_place_[each.place] = each.slot;
        if (!runs_.empty() && runs_.back().end_place == each.place &&
            runs_.back().slot == each.slot) {
            ++runs_.back().end_place;
        } else {
            runs_.push_back({each.place, each.place + 1, each.slot});
        }
    }
}

bool SlotSummer::fits_narrow(const Segment& segment) const {
    if (!segment.all_visible(view_.reader()) || !segment.scales().all_equal()) return false;
    const base::Int128 largest = options_.count_only ? 1 : segment.largest_coefficient();
    return largest * static_cast<base::Int128>(segment.size()) <=
           std::numeric_limits<std::int64_t>::max();
}

base::Int128 SlotSummer::factor(const Segment& segment) const {
    const int scale = options_.count_only ? 0 : static_cast<int>(segment.scales().at(0));
    return base::power_of_ten(options_.scale - scale);
}

// A segment loaded in order has a row for every place of a stretch: the rows of a slot stand
// together.
void SlotSummer::sum_runs(const Segment& segment, std::vector<SlotSum>& sums) const {
    const auto first_place = static_cast<std::uint32_t>(segment.places().at(0));
    const auto end_place = static_cast<std::uint32_t>(first_place + segment.size());
    const base::Int128 by = factor(segment);
    const auto add_runs = [&](auto values) {
        const auto ends_before = [](const Run& run, std::uint32_t place) {
            return run.end_place <= place;
        };
        auto run = std::lower_bound(runs_.begin(), runs_.end(), first_place, ends_before);
        for (; run != runs_.end() && run->first_place < end_place; ++run) {
            const std::uint32_t first = std::max(run->first_place, first_place);
            const std::uint32_t end = std::min(run->end_place, end_place);
            std::int64_t sum = 0;
            for (std::uint32_t place = first; place < end; ++place) {
                sum += values[place - first_place];
            }
            sums[run->slot].sum += sum * by;
            sums[run->slot].rows += end - first;
        }
    };
    if (options_.count_only) {
        add_runs(FrameColumn::EqualValues{1});
    } else {
        segment.coefficients().visit(add_runs);
    }
}

void SlotSummer::sum_rows(const Segment& segment, std::vector<SlotSum>& sums) const {
    const std::uint32_t* const slot_of_place = slot_of_place_.data();
    SlotSum* const slots = sums.data();
    const std::uint32_t no_slot = options_.slot_count;
    const std::size_t row_count = segment.size();
    const base::Int128 by = factor(segment);

    const auto run = [&](auto places, auto values, auto is_superseded) {
        // Neighbouring rows mostly share a slot: kept in registers until the slot changes, a sum
        // need not wait for its own last store. Rows without a slot have one too, past the last:
        // cheaper than to ask at each.
        std::uint32_t current = no_slot;
        std::int64_t sum = 0;
        std::uint32_t rows = 0;
        const auto store = [&] {
            slots[current].sum += sum * by;
            slots[current].rows += rows;
        };
        for (std::size_t row = 0; row < row_count; ++row) {
            std::uint32_t slot = slot_of_place[static_cast<std::size_t>(places[row])];
            if (is_superseded(row)) slot = no_slot;
            if (slot != current) {
                store();
                current = slot;
                sum = 0;
                rows = 0;
            }
            sum += values[row];
            ++rows;
        }
        store();
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
        if (options_.count_only) {
            run_values(places, FrameColumn::EqualValues{1});
        } else {
            segment.coefficients().visit([&](auto values) { run_values(places, values); });
        }
    });
}

void SlotSummer::sum_checked(const Segment& segment, std::vector<SlotSum>& sums) const {
    segment.places().visit([&](auto places) {
        for (std::size_t row = 0; row < segment.size(); ++row) {
            const std::uint32_t slot = slot_of_place_[static_cast<std::size_t>(places[row])];
            if (slot == options_.slot_count || Segment::is_superseded(segment.flags().at(row))) {
                continue;
            }
            add_cell(segment, static_cast<std::uint32_t>(row), sums[slot]);
        }
    });
}

void SlotSummer::sum_places(const Segment& segment, std::vector<SlotSum>& sums) const {
    for (const PlaceSlot& each : places_) {
        if (const auto newest = segment.newest(each.place)) {
            add_cell(segment, *newest, sums[each.slot]);
        }
    }
}

void SlotSummer::add_cell(const Segment& segment, std::uint32_t newest, SlotSum& slot) const {
    const auto row = segment.visible(newest, view_.reader(), view_.columns().moments());
    if (!row) return;
    ++slot.rows;
    base::Int128 value = 1;
    int scale = 0;
    if (!options_.count_only) {
        value = segment.coefficients().at(*row);
        scale = static_cast<int>(segment.scales().at(*row));
    }
    // Below 10^36, because neither factor exceeds 10^18.
    const auto sum =
        base::checked_add(slot.sum, value * base::power_of_ten(options_.scale - scale));
    slot.overflowed = slot.overflowed || !sum;
    slot.sum = sum.value_or(slot.sum);
}

}  // namespace kc::indicator

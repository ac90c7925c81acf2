// SPDX-License-Identifier: Apache-2.0
// The innermost loop of a slice: sums the visible rows of a segment into numbered slots.
//
// Exact: values are added as whole numbers at one decimal scale, in 64 bits where the largest value
// and the number of rows prove that they suffice, else in 128 with every step checked.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/int128.hpp"
#include "indicator/fact_columns.hpp"

namespace kc::indicator {

// Where the figures of each place go.
struct SlotMap {
    std::vector<std::uint32_t> slot_of_place;  // for every place there is
    std::vector<std::uint32_t> places;         // those with a slot
    std::uint32_t slot_count = 0;

    // Neighbouring places of one slot, in ascending order; only those with a slot.
    struct Run {
        std::uint32_t first_place = 0;
        std::uint32_t end_place = 0;
        std::uint32_t slot = 0;
    };
    std::vector<Run> runs;

    // After the others are filled.
    void find_runs();

    // The slot of all other places: one past the last, so that the loop need not ask.
    [[nodiscard]] std::uint32_t no_slot() const { return slot_count; }
};

struct SlotSum {
    base::Int128 sum = 0;
    std::uint32_t rows = 0;
    bool overflowed = false;
};

class SlotSummer {
public:
    // Sums are wanted times 10^scale; `count_only` takes every row as one event. The view and the
    // map must outlive the summer.
    SlotSummer(const FactView& view, const SlotMap& map, int scale, bool count_only);

    // By slot; valid until the next call.
    std::span<const SlotSum> sum(const Segment& segment);

private:
    struct Narrow {
        std::int64_t sum = 0;
        std::int64_t rows = 0;
    };

    [[nodiscard]] bool fits_narrow(const Segment& segment) const;
    void sum_narrow(const Segment& segment);
    void sum_runs(const Segment& segment);
    void sum_rows(const Segment& segment);
    void sum_by_row(const Segment& segment);
    void sum_by_place(const Segment& segment);
    void add_cell(const Segment& segment, std::uint32_t newest, SlotSum& slot);

    const FactView& view_;
    const SlotMap& map_;
    int scale_;
    bool count_only_;
    std::vector<SlotSum> sums_;
    std::vector<Narrow> narrow_;
};

}  // namespace kc::indicator

// SPDX-License-Identifier: Apache-2.0
// The innermost loop of a slice: sums the visible rows of a segment into numbered slots.
//
// Exact: values are added as whole numbers at one decimal scale, in 64 bits where the largest value
// and the number of rows prove that they suffice, else in 128 with every step checked.
#pragma once

#include <cstdint>
#include <vector>

#include "base/int128.hpp"
#include "indicator/fact_columns.hpp"

namespace kc::indicator {

// Where the figures of a place go.
struct PlaceSlot {
    std::uint32_t place = 0;
    std::uint32_t slot = 0;
};

struct SlotSum {
    base::Int128 sum = 0;
    std::uint32_t rows = 0;
    bool overflowed = false;
};

class SlotSummer {
public:
    struct Options {
        std::uint32_t slot_count = 0;
        int scale = 0;            // sums are wanted times 10^scale
        bool count_only = false;  // every row is one event
    };

    // The view must outlive the summer.
    SlotSummer(const FactView& view, std::vector<PlaceSlot> places, const Options& options);

    // By slot. A vector that is no longer needed may be handed back in: its memory is used again.
    [[nodiscard]] std::vector<SlotSum> sum(const Segment& segment, std::vector<SlotSum> spare = {});

private:
    // Neighbouring places of one slot.
    struct Run {
        std::uint32_t first_place = 0;
        std::uint32_t end_place = 0;
        std::uint32_t slot = 0;
    };

    void look_up_slots_by_place();
    [[nodiscard]] bool fits_narrow(const Segment& segment) const;
    void sum_runs(const Segment& segment, std::vector<SlotSum>& sums) const;
    void sum_rows(const Segment& segment, std::vector<SlotSum>& sums) const;
    void sum_checked(const Segment& segment, std::vector<SlotSum>& sums) const;
    void sum_places(const Segment& segment, std::vector<SlotSum>& sums) const;
    void add_cell(const Segment& segment, std::uint32_t newest, SlotSum& slot) const;
    [[nodiscard]] base::Int128 factor(const Segment& segment) const;

    const FactView& view_;
    std::vector<PlaceSlot> places_;  // by place
    Options options_;

    // Made when a segment is first passed over row by row; most questions about one unit never do.
    std::vector<std::uint32_t> slot_of_place_;  // slot_count for places without a slot
    std::vector<Run> runs_;
};

}  // namespace kc::indicator

// SPDX-License-Identifier: Apache-2.0
// The rows of one indicator and one period, column by column.
//
// Rows stay in the order they came. A newer version of a cell is a further row that points to the
// older one, so a cell is walked from its newest row back to the one a reader may see. Rows that
// arrive by ascending place (as a sorted load does) need no hash table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/decimal.hpp"
#include "indicator/dictionary.hpp"
#include "indicator/frame_column.hpp"
#include "indicator/id_index.hpp"
#include "indicator/reader.hpp"

namespace kc::indicator {

class Segment {
public:
    static constexpr std::size_t kMaxRows = 0xfffffffe;

    struct Row {
        std::uint32_t place = 0;
        base::Decimal value = {};
        FactStatus status = FactStatus::draft;
        std::int64_t id = 0;
        std::uint32_t moment = 0;
        std::uint32_t source = 0;
    };

    void append(const Row& row, const MomentDictionary& moments);

    [[nodiscard]] std::size_t size() const { return place_.size(); }
    [[nodiscard]] Row row(std::size_t index) const;

    // The last version of a cell, whoever may see it.
    [[nodiscard]] std::optional<std::uint32_t> newest(std::uint32_t place) const;
    // The version before; empty for the first one.
    [[nodiscard]] std::optional<std::uint32_t> older(std::uint32_t index) const;
    // The last version this reader may see, from `newest` back.
    [[nodiscard]] std::optional<std::uint32_t> visible(std::uint32_t newest, const Reader& reader,
                                                       const MomentDictionary& moments) const;

    // Whether the newest version of every cell is visible, so that no cell need be walked.
    [[nodiscard]] bool all_visible(const Reader& reader) const;
    // Whether nothing at all is visible yet.
    [[nodiscard]] bool is_all_later(const Reader& reader) const {
        return first_known_us_ > reader.known_at_us;
    }
    [[nodiscard]] bool has_versions() const { return superseded_ > 0; }
    // Whether the newest version of this row's cell is another one; for `flags` of every row.
    static constexpr bool is_superseded(std::int64_t flags) { return (flags & kSuperseded) != 0; }

    // For sums over many rows. The value of a row is coefficient / 10^scale.
    [[nodiscard]] const FrameColumn& places() const { return place_; }
    [[nodiscard]] const FrameColumn& coefficients() const { return coefficient_; }
    [[nodiscard]] const FrameColumn& scales() const { return scale_; }
    [[nodiscard]] const FrameColumn& flags() const { return flags_; }
    [[nodiscard]] int max_scale() const { return max_scale_; }
    [[nodiscard]] std::int64_t largest_coefficient() const { return largest_coefficient_; }

    void shrink_to_fit();
    [[nodiscard]] std::size_t bytes() const;

private:
    static constexpr std::int64_t kSuperseded = 0x80;
    static constexpr std::int64_t kStatusMask = 0x0f;

    struct Scaled {
        std::int64_t coefficient;
        int scale;
    };

    [[nodiscard]] Scaled at_common_scale(std::int64_t coefficient, int scale) const;
    void append_value(base::Decimal value);
    void rewrite_at_common_scale();
    void add_version(std::uint32_t index, std::uint32_t newest, const MomentDictionary& moments);
    void note_newest(std::uint32_t index);
    [[nodiscard]] bool comes_after(std::uint32_t a, std::uint32_t b,
                                   const MomentDictionary& moments) const;
    [[nodiscard]] std::uint64_t hash_of_row(std::uint32_t index) const;

    FrameColumn place_;
    FrameColumn coefficient_;
    FrameColumn scale_;
    FrameColumn flags_;  // status, and whether a later version exists
    FrameColumn id_;
    FrameColumn moment_;
    FrameColumn source_;
    FrameColumn older_;  // index + 1 of the version before, 0 for none

    // Rows [0, ascending_) have ascending places and are searched; the index holds the newest row
    // of every cell that has one behind them.
    std::uint32_t ascending_ = 0;
    IdIndex index_;

    std::uint32_t superseded_ = 0;
    int max_scale_ = 0;
    std::int64_t largest_coefficient_ = 0;  // magnitude
    std::int64_t first_known_us_ = 0;
    std::int64_t last_known_us_ = 0;
    StatusSet statuses_ = {};
};

}  // namespace kc::indicator

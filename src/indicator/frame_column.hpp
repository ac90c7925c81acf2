// SPDX-License-Identifier: Apache-2.0
// A column of whole numbers, kept as a base and offsets of 0, 1, 2, 4 or 8 bytes.
//
// Rows of one indicator and period are alike: neighbouring ids, one batch, small counts. The width
// follows the numbers and only grows, so nothing has to be promised beforehand. A column whose
// numbers are all equal, or each one more than the last, takes no room at all.
//
//   column.visit([&](auto values) { for (std::size_t i = 0; i < n; ++i) sum += values[i]; });
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace kc::indicator {

class FrameColumn {
public:
    // What `visit` hands over: reading without asking for the width at every row.
    template <typename Offset>
    struct Values {
        const Offset* offsets;
        std::int64_t base;

        std::int64_t operator[](std::size_t row) const {
            // Unsigned, because at full width the difference may wrap around.
            return static_cast<std::int64_t>(static_cast<std::uint64_t>(base) + offsets[row]);
        }
    };
    struct EqualValues {
        std::int64_t base;

        std::int64_t operator[](std::size_t /*row*/) const { return base; }
    };
    struct RisingValues {
        std::int64_t base;

        std::int64_t operator[](std::size_t row) const {
            return base + static_cast<std::int64_t>(row);
        }
    };

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] bool all_equal() const { return is_plain() && !rises_; }
    // Whether every number is one more than that of the row before.
    [[nodiscard]] bool all_rising() const { return is_plain() && (rises_ || size_ == 1); }

    [[nodiscard]] std::int64_t at(std::size_t row) const;

    void append(std::int64_t value);
    void set(std::size_t row, std::int64_t value);

    // Chooses the smallest width and gives back the room kept for growing.
    void shrink_to_fit();

    template <typename Use>
    auto visit(Use use) const {
        switch (offsets_.index()) {
            case 1: return use(Values<std::uint8_t>{std::get<1>(offsets_).data(), base_});
            case 2: return use(Values<std::uint16_t>{std::get<2>(offsets_).data(), base_});
            case 3: return use(Values<std::uint32_t>{std::get<3>(offsets_).data(), base_});
            case 4: return use(Values<std::uint64_t>{std::get<4>(offsets_).data(), base_});
            default: return rises_ ? use(RisingValues{base_}) : use(EqualValues{base_});
        }
    }

private:
    struct Bounds {
        std::int64_t lowest;
        std::int64_t highest;
    };

    [[nodiscard]] bool is_plain() const { return offsets_.index() == 0; }
    [[nodiscard]] Bounds bounds() const;
    [[nodiscard]] bool fits(std::size_t row, std::int64_t value) const;
    void make_room_for(std::int64_t value);
    void encode(std::int64_t base, std::size_t width_index, std::size_t capacity);

    std::variant<std::monostate, std::vector<std::uint8_t>, std::vector<std::uint16_t>,
                 std::vector<std::uint32_t>, std::vector<std::uint64_t>>
        offsets_;
    std::int64_t base_ = 0;
    bool rises_ = false;  // by one a row; only without offsets
    std::size_t size_ = 0;
};

inline std::int64_t FrameColumn::at(std::size_t row) const {
    return visit([row](auto values) { return values[row]; });
}

}  // namespace kc::indicator

// SPDX-License-Identifier: Apache-2.0
#include "indicator/frame_column.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

// Largest offset of each width; the index is that of the variant.
constexpr std::array<std::uint64_t, 5> kLargest = {
    0, std::numeric_limits<std::uint8_t>::max(), std::numeric_limits<std::uint16_t>::max(),
    std::numeric_limits<std::uint32_t>::max(), std::numeric_limits<std::uint64_t>::max()};

// Also right when the difference does not fit in 63 bits.
std::uint64_t distance(std::int64_t from, std::int64_t to) {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

std::size_t width_index_for(std::uint64_t range) {
    std::size_t index = 0;
    while (kLargest[index] < range) ++index;
    return index;
}

}  // namespace

std::size_t FrameColumn::bytes() const {
    return std::visit(
        [](const auto& offsets) -> std::size_t {
            if constexpr (std::is_same_v<std::decay_t<decltype(offsets)>, std::monostate>) {
                return 0;
            } else {
                return offsets.capacity() * sizeof(offsets[0]);
            }
        },
        offsets_);
}

bool FrameColumn::fits(std::size_t row, std::int64_t value) const {
    if (offsets_.index() == 4) return true;
    if (rises_) return value >= base_ && distance(base_, value) == row;
    return value >= base_ && distance(base_, value) <= kLargest[offsets_.index()];
}

FrameColumn::Bounds FrameColumn::bounds() const {
    return visit([this](auto values) {
        Bounds found{values[0], values[0]};
        for (std::size_t row = 1; row < size_; ++row) {
            found.lowest = std::min(found.lowest, values[row]);
            found.highest = std::max(found.highest, values[row]);
        }
        return found;
    });
}

void FrameColumn::make_room_for(std::int64_t value) {
    Bounds needed = bounds();
    const bool grows_downwards = value < needed.lowest;
    needed.lowest = std::min(needed.lowest, value);
    needed.highest = std::max(needed.highest, value);
    const std::uint64_t range = distance(needed.lowest, needed.highest);
    const std::size_t width = width_index_for(range);
    // Numbers that fall leave room below, too; otherwise each smaller one would encode all again.
    const std::uint64_t below = grows_downwards ? (kLargest[width] - range) / 2 : 0;
    const std::uint64_t possible =
        distance(std::numeric_limits<std::int64_t>::min(), needed.lowest);
    const auto base = static_cast<std::int64_t>(static_cast<std::uint64_t>(needed.lowest) -
                                                std::min(below, possible));
    encode(base, width, size_ + size_ / 2 + 4);
}

void FrameColumn::encode(std::int64_t base, std::size_t width_index, std::size_t capacity) {
    decltype(offsets_) encoded;
    const auto fill = [&]<typename Offset>(std::vector<Offset> offsets) {
        offsets.reserve(capacity);
        visit([&](auto values) {
            for (std::size_t row = 0; row < size_; ++row) {
                offsets.push_back(static_cast<Offset>(distance(base, values[row])));
            }
        });
        encoded = std::move(offsets);
    };
    switch (width_index) {
        case 1: fill(std::vector<std::uint8_t>()); break;
        case 2: fill(std::vector<std::uint16_t>()); break;
        case 3: fill(std::vector<std::uint32_t>()); break;
        case 4: fill(std::vector<std::uint64_t>()); break;
        default: break;
    }
    offsets_ = std::move(encoded);
    base_ = base;
    rises_ = false;
}

void FrameColumn::append(std::int64_t value) {
    if (size_ == 0) base_ = value;
    if (size_ == 1 && is_plain() && value > base_ && distance(base_, value) == 1) rises_ = true;
    if (!fits(size_, value)) make_room_for(value);
    std::visit(
        [&](auto& offsets) {
            using Offsets = std::decay_t<decltype(offsets)>;
            if constexpr (!std::is_same_v<Offsets, std::monostate>) {
                offsets.push_back(
                    static_cast<typename Offsets::value_type>(distance(base_, value)));
            }
        },
        offsets_);
    ++size_;
}

void FrameColumn::set(std::size_t row, std::int64_t value) {
    KC_CHECK(row < size_);
    if (!fits(row, value)) make_room_for(value);
    std::visit(
        [&](auto& offsets) {
            using Offsets = std::decay_t<decltype(offsets)>;
            if constexpr (!std::is_same_v<Offsets, std::monostate>) {
                offsets[row] = static_cast<typename Offsets::value_type>(distance(base_, value));
            }
        },
        offsets_);
}

void FrameColumn::shrink_to_fit() {
    if (is_plain()) return;
    const Bounds needed = bounds();
    encode(needed.lowest, width_index_for(distance(needed.lowest, needed.highest)), size_);
}

}  // namespace kc::indicator

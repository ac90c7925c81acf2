// SPDX-License-Identifier: Apache-2.0
#include "indicator/segment.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

std::uint64_t hash_of_place(std::uint32_t place) {
    return mixed(place);
}

}  // namespace

Segment::Row Segment::row(std::size_t index) const {
    const auto value =
        base::Decimal::of(coefficient_.at(index), static_cast<int>(scale_.at(index)));
    KC_CHECK(value.has_value());
    return {.place = static_cast<std::uint32_t>(place_.at(index)),
            .value = *value,
            .status = static_cast<FactStatus>(flags_.at(index) & kStatusMask),
            .id = id_.at(index),
            .moment = static_cast<std::uint32_t>(moment_.at(index)),
            .source = static_cast<std::uint32_t>(source_.at(index))};
}

void Segment::append(const Row& row, const MomentDictionary& moments) {
    KC_CHECK(size() < kMaxRows);
    const auto index = static_cast<std::uint32_t>(size());
    const bool ascends =
        index == ascending_ && (index == 0 || row.place > place_.at(index - std::size_t{1}));
    const std::optional<std::uint32_t> before = ascends ? std::nullopt : newest(row.place);

    place_.append(row.place);
    append_value(row.value);
    flags_.append(static_cast<std::int64_t>(row.status));
    id_.append(row.id);
    moment_.append(row.moment);
    source_.append(row.source);
    older_.append(0);

    const std::int64_t known_us = moments.moment_us(row.moment);
    first_known_us_ = index == 0 ? known_us : std::min(first_known_us_, known_us);
    last_known_us_ = index == 0 ? known_us : std::max(last_known_us_, known_us);
    statuses_.add(row.status);

    if (before) {
        add_version(index, *before, moments);
    } else if (ascends) {
        ++ascending_;
    } else {
        note_newest(index);
    }
}

// The same value at the largest scale so far, where it fits: sums are quickest over one scale.
Segment::Scaled Segment::at_common_scale(std::int64_t coefficient, int scale) const {
    constexpr base::Int128 kEnd = base::power_of_ten(base::Decimal::kMaxDigits);
    const base::Int128 wider = coefficient * base::power_of_ten(max_scale_ - scale);
    if (wider <= -kEnd || wider >= kEnd) return {coefficient, scale};
    return {static_cast<std::int64_t>(wider), max_scale_};
}

void Segment::append_value(base::Decimal value) {
    max_scale_ = std::max(max_scale_, value.scale());
    const Scaled stored = at_common_scale(value.coefficient(), value.scale());
    coefficient_.append(stored.coefficient);
    scale_.append(stored.scale);
    largest_coefficient_ = std::max(
        largest_coefficient_, stored.coefficient < 0 ? -stored.coefficient : stored.coefficient);
}

// Rows that came before the largest scale was known.
void Segment::rewrite_at_common_scale() {
    FrameColumn coefficients;
    FrameColumn scales;
    for (std::size_t index = 0; index < size(); ++index) {
        const Scaled stored =
            at_common_scale(coefficient_.at(index), static_cast<int>(scale_.at(index)));
        coefficients.append(stored.coefficient);
        scales.append(stored.scale);
        largest_coefficient_ =
            std::max(largest_coefficient_,
                     stored.coefficient < 0 ? -stored.coefficient : stored.coefficient);
    }
    coefficient_ = std::move(coefficients);
    scale_ = std::move(scales);
}

// By the moment they became known; facts of one batch by their id.
bool Segment::comes_after(std::uint32_t a, std::uint32_t b, const MomentDictionary& moments) const {
    const std::int64_t known_a = moments.moment_us(static_cast<std::uint32_t>(moment_.at(a)));
    const std::int64_t known_b = moments.moment_us(static_cast<std::uint32_t>(moment_.at(b)));
    return known_a != known_b ? known_a > known_b : id_.at(a) > id_.at(b);
}

void Segment::add_version(std::uint32_t index, std::uint32_t newest,
                          const MomentDictionary& moments) {
    ++superseded_;
    const auto supersede = [this](std::uint32_t row) {
        flags_.set(row, flags_.at(row) | kSuperseded);
    };
    if (comes_after(index, newest, moments)) {
        older_.set(index, std::int64_t{newest} + 1);
        supersede(newest);
        note_newest(index);
        return;
    }
    // Known earlier than what is here already: it takes its place in the row of versions.
    std::uint32_t later = newest;
    while (older(later) && comes_after(*older(later), index, moments)) later = *older(later);
    older_.set(index, older_.at(later));
    older_.set(later, std::int64_t{index} + 1);
    supersede(index);
}

void Segment::note_newest(std::uint32_t index) {
    const auto place = static_cast<std::uint32_t>(place_.at(index));
    const std::uint64_t hash = hash_of_place(place);
    const auto same_place = [&](std::uint32_t row) { return place_.at(row) == place; };
    if (index_.replace(hash, index, same_place)) return;
    index_.insert(hash, index, [this](std::uint32_t row) { return hash_of_row(row); });
}

std::uint64_t Segment::hash_of_row(std::uint32_t index) const {
    return hash_of_place(static_cast<std::uint32_t>(place_.at(index)));
}

std::optional<std::uint32_t> Segment::newest(std::uint32_t place) const {
    const auto behind = index_.find(hash_of_place(place),
                                    [&](std::uint32_t row) { return place_.at(row) == place; });
    if (behind) return behind;
    return place_.visit([&](auto places) -> std::optional<std::uint32_t> {
        std::uint32_t first = 0;
        std::uint32_t end = ascending_;
        while (first < end) {
            const std::uint32_t middle = first + (end - first) / 2;
            if (places[middle] < place) {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        if (first == ascending_ || places[first] != place) return std::nullopt;
        return first;
    });
}

std::optional<std::uint32_t> Segment::older(std::uint32_t index) const {
    const std::int64_t before = older_.at(index);
    if (before == 0) return std::nullopt;
    return static_cast<std::uint32_t>(before - 1);
}

std::optional<std::uint32_t> Segment::visible(std::uint32_t newest, const Reader& reader,
                                              const MomentDictionary& moments) const {
    std::optional<std::uint32_t> index = newest;
    while (index) {
        const auto moment = static_cast<std::uint32_t>(moment_.at(*index));
        const auto status = static_cast<FactStatus>(flags_.at(*index) & kStatusMask);
        if (moments.moment_us(moment) <= reader.known_at_us && reader.statuses.contains(status)) {
            return index;
        }
        index = older(*index);
    }
    return std::nullopt;
}

bool Segment::all_visible(const Reader& reader) const {
    return size() == 0 ||
           (last_known_us_ <= reader.known_at_us && reader.statuses.contains(statuses_));
}

void Segment::shrink_to_fit() {
    if (!scale_.all_equal()) rewrite_at_common_scale();
    for (FrameColumn* column :
         {&place_, &coefficient_, &scale_, &flags_, &id_, &moment_, &source_, &older_}) {
        column->shrink_to_fit();
    }
    index_.shrink_to_fit([this](std::uint32_t row) { return hash_of_row(row); });
}

std::size_t Segment::bytes() const {
    std::size_t total = sizeof(Segment) + index_.bytes();
    for (const FrameColumn* column :
         {&place_, &coefficient_, &scale_, &flags_, &id_, &moment_, &source_, &older_}) {
        total += column->bytes();
    }
    return total;
}

}  // namespace kc::indicator

// SPDX-License-Identifier: Apache-2.0
#include "indicator/dictionary.hpp"

#include <algorithm>
#include <utility>

namespace kc::indicator {
namespace {

std::uint64_t hash_of(const base::Period& period) {
    const auto first = static_cast<std::uint32_t>(period.first_day().days_since_1970());
    const auto last = static_cast<std::uint32_t>(period.last_day().days_since_1970());
    const auto kind = static_cast<std::uint64_t>(period.kind());
    return mixed((static_cast<std::uint64_t>(first) << 32U | last) ^ kind << 60U);
}

std::uint64_t hash_of_pair(std::uint32_t unit, std::uint32_t dimensions) {
    return mixed(static_cast<std::uint64_t>(unit) << 32U | dimensions);
}

Dimensions sorted(Dimensions dimensions) {
    std::sort(dimensions.begin(), dimensions.end());
    return dimensions;
}

// Control characters keep {a=b, c} and {a, b=c} apart.
std::string key_of(const Dimensions& in_order) {
    std::string key;
    for (const auto& [name, member] : in_order) {
        key.append(name).push_back('\x1f');
        key.append(member).push_back('\x1e');
    }
    return key;
}

}  // namespace

std::optional<std::uint32_t> TextDictionary::find(std::string_view text) const {
    return index_.find(indicator::hash_of(text),
                       [&](std::uint32_t id) { return texts_[id] == text; });
}

std::uint32_t TextDictionary::intern(std::string_view text) {
    if (const auto known = find(text)) return *known;
    const auto id = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    index_.insert(indicator::hash_of(text), id,
                  [&](std::uint32_t other) { return indicator::hash_of(texts_[other]); });
    return id;
}

std::size_t TextDictionary::bytes() const {
    std::size_t total = index_.bytes() + texts_.size() * sizeof(std::string);
    for (const std::string& text : texts_) total += text.capacity();
    return total;
}

std::optional<std::uint32_t> PeriodDictionary::find(const base::Period& period) const {
    return index_.find(hash_of(period), [&](std::uint32_t id) { return periods_[id] == period; });
}

std::uint32_t PeriodDictionary::intern(const base::Period& period) {
    if (const auto known = find(period)) return *known;
    const auto id = static_cast<std::uint32_t>(periods_.size());
    periods_.push_back(period);
    index_.insert(hash_of(period), id,
                  [&](std::uint32_t other) { return hash_of(periods_[other]); });
    return id;
}

std::size_t PeriodDictionary::bytes() const {
    return periods_.capacity() * sizeof(base::Period) + index_.bytes();
}

std::optional<std::uint32_t> DimensionDictionary::find(const Dimensions& dimensions) const {
    if (std::is_sorted(dimensions.begin(), dimensions.end())) return keys_.find(key_of(dimensions));
    return keys_.find(key_of(sorted(dimensions)));
}

std::uint32_t DimensionDictionary::intern(const Dimensions& dimensions) {
    if (const auto known = find(dimensions)) return *known;
    all_.push_back(sorted(dimensions));
    return keys_.intern(key_of(all_.back()));
}

std::size_t DimensionDictionary::bytes() const {
    std::size_t total = keys_.bytes();
    for (const Dimensions& dimensions : all_) {
        total += sizeof(Dimensions) + dimensions.capacity() * sizeof(Dimensions::value_type);
    }
    return total;
}

std::uint64_t PlaceDictionary::hash_of_place(std::uint32_t place) const {
    return hash_of_pair(units_[place], dimensions_[place]);
}

std::optional<std::uint32_t> PlaceDictionary::find(std::uint32_t unit,
                                                   std::uint32_t dimensions) const {
    return index_.find(hash_of_pair(unit, dimensions), [&](std::uint32_t place) {
        return units_[place] == unit && dimensions_[place] == dimensions;
    });
}

std::uint32_t PlaceDictionary::intern(std::uint32_t unit, std::uint32_t dimensions) {
    if (const auto known = find(unit, dimensions)) return *known;
    const auto place = static_cast<std::uint32_t>(units_.size());
    units_.push_back(unit);
    dimensions_.push_back(dimensions);
    if (of_unit_.size() <= unit) of_unit_.resize(unit + 1);
    of_unit_[unit].push_back(place);
    index_.insert(hash_of_pair(unit, dimensions), place,
                  [&](std::uint32_t other) { return hash_of_place(other); });
    return place;
}

const std::vector<std::uint32_t>& PlaceDictionary::of_unit(std::uint32_t unit) const {
    static const std::vector<std::uint32_t> kNowhere;
    return unit < of_unit_.size() ? of_unit_[unit] : kNowhere;
}

std::size_t PlaceDictionary::bytes() const {
    std::size_t total = index_.bytes() + of_unit_.capacity() * sizeof(of_unit_[0]);
    total += (units_.capacity() + dimensions_.capacity()) * sizeof(std::uint32_t);
    for (const auto& places : of_unit_) total += places.capacity() * sizeof(std::uint32_t);
    return total;
}

std::uint32_t MomentDictionary::intern(std::int64_t moment_us) {
    const auto hash = [](std::int64_t moment) { return mixed(static_cast<std::uint64_t>(moment)); };
    const auto known =
        index_.find(hash(moment_us), [&](std::uint32_t id) { return moments_[id] == moment_us; });
    if (known) return *known;
    const auto id = static_cast<std::uint32_t>(moments_.size());
    moments_.push_back(moment_us);
    index_.insert(hash(moment_us), id, [&](std::uint32_t other) { return hash(moments_[other]); });
    return id;
}

std::size_t MomentDictionary::bytes() const {
    return moments_.capacity() * sizeof(std::int64_t) + index_.bytes();
}

}  // namespace kc::indicator

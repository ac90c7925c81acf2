// SPDX-License-Identifier: Apache-2.0
// Numbers for the words facts are keyed by: codes of indicators and units, periods, dimensions,
// sources and moments. A number is given at first sight and stays.
//
// A *place* is a unit together with named dimensions: where a figure was observed. Rows keep one
// number for it instead of two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"
#include "indicator/id_index.hpp"
#include "store/fact.hpp"

namespace kc::indicator {

using store::Dimensions;

class TextDictionary {
public:
    // Empty when the word has never been seen.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
    std::uint32_t intern(std::string_view text);

    [[nodiscard]] const std::string& text(std::uint32_t id) const { return texts_[id]; }
    [[nodiscard]] std::size_t size() const { return texts_.size(); }
    [[nodiscard]] std::size_t bytes() const;

private:
    std::deque<std::string> texts_;
    IdIndex index_;
};

class PeriodDictionary {
public:
    [[nodiscard]] std::optional<std::uint32_t> find(const base::Period& period) const;
    std::uint32_t intern(const base::Period& period);

    [[nodiscard]] const base::Period& period(std::uint32_t id) const { return periods_[id]; }
    [[nodiscard]] std::size_t size() const { return periods_.size(); }
    [[nodiscard]] std::size_t bytes() const;

private:
    std::vector<base::Period> periods_;
    IdIndex index_;
};

class DimensionDictionary {
public:
    // The order of the names does not matter.
    [[nodiscard]] std::optional<std::uint32_t> find(const Dimensions& dimensions) const;
    std::uint32_t intern(const Dimensions& dimensions);

    // Sorted by name.
    [[nodiscard]] const Dimensions& dimensions(std::uint32_t id) const { return all_[id]; }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] std::size_t bytes() const;

private:
    TextDictionary keys_;
    std::deque<Dimensions> all_;
};

class PlaceDictionary {
public:
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t unit,
                                                    std::uint32_t dimensions) const;
    std::uint32_t intern(std::uint32_t unit, std::uint32_t dimensions);

    [[nodiscard]] std::uint32_t unit(std::uint32_t place) const { return units_[place]; }
    [[nodiscard]] std::uint32_t dimensions(std::uint32_t place) const { return dimensions_[place]; }
    // In ascending order.
    [[nodiscard]] const std::vector<std::uint32_t>& of_unit(std::uint32_t unit) const;
    [[nodiscard]] std::size_t size() const { return units_.size(); }
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] std::uint64_t hash_of_place(std::uint32_t place) const;

    std::vector<std::uint32_t> units_;
    std::vector<std::uint32_t> dimensions_;
    std::vector<std::vector<std::uint32_t>> of_unit_;
    IdIndex index_;
};

// Since when facts are known. A batch shares one moment, so rows need a few bits for it, not eight
// bytes.
class MomentDictionary {
public:
    std::uint32_t intern(std::int64_t moment_us);

    [[nodiscard]] std::int64_t moment_us(std::uint32_t id) const { return moments_[id]; }
    [[nodiscard]] std::size_t bytes() const;

private:
    std::vector<std::int64_t> moments_;
    IdIndex index_;
};

}  // namespace kc::indicator

// SPDX-License-Identifier: Apache-2.0
// All facts of an office in memory, by indicator and period.
//
// A fact is visible as soon as `append` returns: there is no batch to wait for. Any number of
// threads may read at once, but not while one appends; whoever owns the columns holds a lock.
//
//   FactColumns columns;
//   columns.append(fact);
//   FactView now = columns.as_of({});                      // what may be said officially, now
//   FactView then = columns.as_of({.known_at_us = day});   // and what could have been said then
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "indicator/dictionary.hpp"
#include "indicator/reader.hpp"
#include "indicator/segment.hpp"

namespace kc::indicator {

// A visible fact with its words, as a derivation shows it.
struct FactRef {
    std::int64_t id = 0;
    std::string indicator = {};
    std::string unit = {};
    base::Period period;
    Dimensions dimensions = {};
    base::Decimal value = {};
    FactStatus status = FactStatus::draft;
    std::int64_t known_at_us = 0;
    std::string source = {};

    bool operator==(const FactRef&) const = default;
};

// The facts of one indicator.
struct Partition {
    // By period id; empty where nothing was reported.
    std::vector<std::unique_ptr<Segment>> segments;
    // By dimension id: whether the indicator was ever reported with these dimensions.
    std::vector<bool> has_dimensions;

    [[nodiscard]] const Segment* segment(std::uint32_t period) const {
        return period < segments.size() ? segments[period].get() : nullptr;
    }
};

class FactView;

class FactColumns {
public:
    static constexpr std::size_t kMaxIndicators = 1U << 16U;
    static constexpr std::size_t kMaxUnits = 1U << 22U;
    static constexpr std::size_t kMaxPeriods = 1U << 13U;
    static constexpr std::size_t kMaxDimensionSets = 1U << 20U;
    static constexpr std::size_t kMaxPlaces = 1U << 28U;
    static constexpr std::size_t kMaxSources = 1U << 26U;
    static constexpr std::size_t kMaxDimensionsPerFact = 16;

    // An error, and nothing added, for a dimension named twice or a key past a limit.
    Result<void> append(const store::Fact& fact);
    // Stops at the first fact that is refused; those before it stay.
    Result<void> append(std::span<const store::Fact> facts);

    // What a reader may see; valid as long as the columns.
    [[nodiscard]] FactView as_of(const Reader& reader) const;

    [[nodiscard]] std::size_t size() const { return size_; }
    // All memory held, dictionaries included.
    [[nodiscard]] std::size_t bytes() const;
    // After a large load: gives back the room kept for growing.
    void shrink_to_fit();

    [[nodiscard]] const TextDictionary& indicators() const { return indicators_; }
    [[nodiscard]] const TextDictionary& units() const { return units_; }
    [[nodiscard]] const PeriodDictionary& periods() const { return periods_; }
    [[nodiscard]] const DimensionDictionary& dimensions() const { return dimensions_; }
    [[nodiscard]] const PlaceDictionary& places() const { return places_; }
    [[nodiscard]] const MomentDictionary& moments() const { return moments_; }
    [[nodiscard]] const TextDictionary& sources() const { return sources_; }
    // Empty for an indicator nobody has reported.
    [[nodiscard]] const Partition* partition(std::string_view indicator) const;

private:
    // The keys of the fact before: in a sorted load most are the same again.
    struct Recent {
        std::uint32_t indicator = 0;
        std::uint32_t unit = 0;
        std::uint32_t period = 0;
        std::uint32_t dimensions = 0;
        std::uint32_t source = 0;
    };

    [[nodiscard]] Result<void> check(const store::Fact& fact) const;
    [[nodiscard]] Result<void> check_limits(const store::Fact& fact) const;
    void intern_keys(const store::Fact& fact);
    Segment& segment_for(std::uint32_t indicator, std::uint32_t period);

    TextDictionary indicators_;
    TextDictionary units_;
    PeriodDictionary periods_;
    DimensionDictionary dimensions_;
    PlaceDictionary places_;
    MomentDictionary moments_;
    TextDictionary sources_;
    std::vector<Partition> partitions_;
    Recent recent_;
    std::size_t size_ = 0;
};

// The facts one reader sees. Cheap to copy; holds a reference to the columns.
class FactView {
public:
    FactView(const FactColumns& columns, const Reader& reader)
        : columns_(&columns), reader_(reader) {}

    [[nodiscard]] const FactColumns& columns() const { return *columns_; }
    [[nodiscard]] const Reader& reader() const { return reader_; }

    // The figure of one cell.
    [[nodiscard]] std::optional<FactRef> find(std::string_view indicator, std::string_view unit,
                                              const base::Period& period,
                                              const Dimensions& dimensions = {}) const;

    // The figures of one unit and period under every combination of dimensions.
    [[nodiscard]] std::vector<FactRef> of_unit(std::string_view indicator, std::string_view unit,
                                               const base::Period& period) const;

    // Every version of one cell the reader may see, oldest first.
    [[nodiscard]] std::vector<FactRef> versions(std::string_view indicator, std::string_view unit,
                                                const base::Period& period,
                                                const Dimensions& dimensions = {}) const;

    // Periods for which this reader sees a fact of the unit, in no order.
    [[nodiscard]] std::vector<base::Period> periods(std::string_view indicator,
                                                    std::string_view unit) const;

private:
    [[nodiscard]] const Segment* segment(std::string_view indicator,
                                         const base::Period& period) const;
    [[nodiscard]] std::optional<std::uint32_t> place(std::string_view unit,
                                                     const Dimensions& dimensions) const;
    [[nodiscard]] FactRef ref(std::string_view indicator, const base::Period& period,
                              const Segment& segment, std::uint32_t row) const;

    const FactColumns* columns_;
    Reader reader_;
};

}  // namespace kc::indicator

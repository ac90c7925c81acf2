// SPDX-License-Identifier: Apache-2.0
#include "indicator/fact_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kc::indicator {
namespace {

Diagnostic too_many(std::string_view what_zh, std::string_view what_en, std::size_t limit) {
    return Diagnostic{"E-too-many-facts",
                      {},
                      fmt::format("{}超过{}个，内存中放不下", what_zh, limit),
                      fmt::format("more than {} {} do not fit in memory", limit, what_en)}
        .hint("把历史数据分到另一个库", "move older figures to a store of their own");
}

Diagnostic dimension_twice(const std::string& name) {
    return Diagnostic{"E-fact-dimensions",
                      {},
                      fmt::format("分组“{}”写了两次", name),
                      fmt::format("the dimension '{}' is given twice", name)}
        .hint("一条数据的每个分组只写一次", "name each dimension of a figure once");
}

std::uint32_t intern_after(TextDictionary& texts, std::uint32_t recent, std::string_view text) {
    if (recent < texts.size() && texts.text(recent) == text) return recent;
    return texts.intern(text);
}

}  // namespace

Result<void> FactColumns::check(const store::Fact& fact) const {
    if (fact.dimensions.size() > kMaxDimensionsPerFact) {
        return unexpected(too_many("分组", "dimensions of a figure", kMaxDimensionsPerFact));
    }
    for (std::size_t i = 0; i < fact.dimensions.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (fact.dimensions[i].first == fact.dimensions[j].first) {
                return unexpected(dimension_twice(fact.dimensions[i].first));
            }
        }
    }
    return check_limits(fact);
}

// At a limit what is known already may still be reported about.
Result<void> FactColumns::check_limits(const store::Fact& fact) const {
    const auto refused = [](std::string_view zh, std::string_view en, std::size_t limit) {
        return unexpected(too_many(zh, en, limit));
    };
    if (indicators_.size() >= kMaxIndicators && !indicators_.find(fact.indicator)) {
        return refused("指标", "indicators", kMaxIndicators);
    }
    if (units_.size() >= kMaxUnits && !units_.find(fact.unit)) {
        return refused("单位", "units", kMaxUnits);
    }
    if (periods_.size() >= kMaxPeriods && !periods_.find(fact.period)) {
        return refused("时期", "periods", kMaxPeriods);
    }
    if (dimensions_.size() >= kMaxDimensionSets && !dimensions_.find(fact.dimensions)) {
        return refused("分组组合", "sets of dimensions", kMaxDimensionSets);
    }
    if (sources_.size() >= kMaxSources && !sources_.find(fact.source)) {
        return refused("来源", "sources", kMaxSources);
    }
    if (places_.size() >= kMaxPlaces) {
        return refused("单位和分组", "units with dimensions", kMaxPlaces);
    }
    return {};
}

void FactColumns::intern_keys(const store::Fact& fact) {
    recent_.indicator = intern_after(indicators_, recent_.indicator, fact.indicator);
    recent_.unit = intern_after(units_, recent_.unit, fact.unit);
    recent_.source = intern_after(sources_, recent_.source, fact.source);
    if (recent_.period >= periods_.size() || periods_.period(recent_.period) != fact.period) {
        recent_.period = periods_.intern(fact.period);
    }
    if (recent_.dimensions >= dimensions_.size() ||
        dimensions_.dimensions(recent_.dimensions) != fact.dimensions) {
        recent_.dimensions = dimensions_.intern(fact.dimensions);
    }
}

Result<void> FactColumns::append(const store::Fact& fact) {
    if (const Result<void> checked = check(fact); !checked) return checked;
    intern_keys(fact);
    Segment& segment = segment_for(recent_.indicator, recent_.period);
    if (segment.size() >= Segment::kMaxRows) {
        return unexpected(too_many("同一时期的数据", "figures of a period", Segment::kMaxRows));
    }
    segment.append({.place = places_.intern(recent_.unit, recent_.dimensions),
                    .value = fact.value,
                    .status = fact.status,
                    .id = fact.id,
                    .moment = moments_.intern(fact.known_at_us),
                    .source = recent_.source},
                   moments_);
    ++size_;
    return {};
}

Result<void> FactColumns::append(std::span<const store::Fact> facts) {
    for (const store::Fact& fact : facts) {
        if (const Result<void> added = append(fact); !added) return added;
    }
    return {};
}

Segment& FactColumns::segment_for(std::uint32_t indicator, std::uint32_t period) {
    if (partitions_.size() <= indicator) partitions_.resize(indicator + std::size_t{1});
    Partition& partition = partitions_[indicator];
    if (partition.segments.size() <= period) partition.segments.resize(period + std::size_t{1});
    if (!partition.segments[period]) partition.segments[period] = std::make_unique<Segment>();
    if (partition.has_dimensions.size() <= recent_.dimensions) {
        partition.has_dimensions.resize(recent_.dimensions + std::size_t{1});
    }
    partition.has_dimensions[recent_.dimensions] = true;
    return *partition.segments[period];
}

FactView FactColumns::as_of(const Reader& reader) const {
    return {*this, reader};
}

const Partition* FactColumns::partition(std::string_view indicator) const {
    const auto id = indicators_.find(indicator);
    return id && *id < partitions_.size() ? &partitions_[*id] : nullptr;
}

void FactColumns::shrink_to_fit() {
    for (Partition& partition : partitions_) {
        for (auto& segment : partition.segments) {
            if (segment) segment->shrink_to_fit();
        }
    }
}

std::size_t FactColumns::bytes() const {
    std::size_t total = indicators_.bytes() + units_.bytes() + periods_.bytes() +
                        dimensions_.bytes() + places_.bytes() + moments_.bytes() + sources_.bytes();
    for (const Partition& partition : partitions_) {
        total += sizeof(Partition) + partition.segments.capacity() * sizeof(void*) +
                 partition.has_dimensions.capacity() / 8;
        for (const auto& segment : partition.segments) {
            if (segment) total += segment->bytes();
        }
    }
    return total;
}

}  // namespace kc::indicator

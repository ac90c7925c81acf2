// SPDX-License-Identifier: Apache-2.0
// What held when: the versions of a record laid over each other, the later numbers on top.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "record/record.hpp"

namespace kc::record {

// Days since 1970, both included; the ends of time where a range is open.
struct Span {
    static constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

    std::int64_t first = kBeginning;
    std::int64_t last = kEnd;

    static Span of(const std::optional<base::Date>& since, const std::optional<base::Date>& until);

    [[nodiscard]] bool is_empty() const { return first > last; }
    [[nodiscard]] Span within(const Span& other) const;
    [[nodiscard]] std::optional<base::Date> since() const;
    [[nodiscard]] std::optional<base::Date> until() const;

    bool operator==(const Span&) const = default;
};

struct Segment {
    Span span = {};
    std::size_t version = 0;  // position in the list of versions
};

// In order of time, without gaps. The first version of a record covers all time.
std::vector<Segment> timeline(const std::vector<Version>& versions);

}  // namespace kc::record

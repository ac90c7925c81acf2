// SPDX-License-Identifier: Apache-2.0
// A fact: one figure somebody reported, with what it is about and since when it is known.
//
// A fact is never changed. A correction is a newer fact about the same cell, so the figure as it
// stood on any past day can be found again.
//
//   Fact fact{.indicator = "cn.htfirm.valid_count", .unit = "341800",
//             .period = *base::Period::year(2024), .value = 812};
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "base/period.hpp"
#include "base/result.hpp"

namespace kc::store {

// How far a figure has come; stored as its number, so the order here is for ever.
enum class FactStatus : std::uint8_t { draft, submitted, verified, published, revised };

// Name and member, e.g. {"sector", "manufacturing"}. Sorted by name, each name once.
using Dimensions = std::vector<std::pair<std::string, std::string>>;

struct Fact {
    std::int64_t id = 0;  // given by the store: 1, 2, 3 … in the order of becoming known; 0 before
    std::string indicator = {};
    std::string unit = {};  // of observation: a region code such as 341800, a park, a section
    base::Period period;    // no default: a figure without its period means nothing
    Dimensions dimensions = {};
    base::Decimal value = {};  // in the indicator's own unit of measure
    FactStatus status = FactStatus::draft;
    std::int64_t known_at_us = 0;  // microseconds since 1970 UTC; given by the store
    std::string source = {};
    std::string who = {};

    bool operator==(const Fact&) const = default;
};

// "draft", "submitted", "verified", "published", "revised"
std::string_view to_string(FactStatus status);

Result<FactStatus> parse_fact_status(std::string_view text);

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// A formula over the fields of a record as a condition of a WHERE clause.
//
//   above_scale 且 yearly.rd_statistics > 0元
//   kind = “高新技术企业” 且 enterprise.region 属于 {“泾县”, “旌德县”}
//   level in {"national", "provincial"} and not applicable(upgraded_from)
//
// Names are the codes or the Chinese names of fields; `yearly.x` (逐年.x) is the figure of the
// period's year, `reference.x` a field of the record referred to, period_first, period_last and
// period_year (期初, 期末, 年份) the period's. `applicable(x)` (适用) says that the field is filled
// in.
//
// The part of the formula language that is the same in SQL is taken: comparisons of fields with
// values or with each other, sets, days in a period, and, or, not. A comparison with a field that
// is empty is neither yes nor no, in both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"
#include "pack/registry_words.hpp"
#include "record/registries.hpp"
#include "store/condition.hpp"

namespace kc::record {

// The rows a filter is written for.
struct FilterRows {
    const Registry& registry;
    const Registries& registries;
    std::string alias = {};  // how the statement calls the table; empty: by its own name
    base::Date first = {};   // of the period
    base::Date last = {};
    std::optional<std::int64_t> known_at_us = {};  // of yearly figures and records referred to
    // Records referred to as they stand for a figure (standing.hpp); without it, their newest.
    std::optional<pack::CountedState> stands = {};
};

// Errors with the place of the character. An empty text is always().
Result<store::Condition> compile_filter(std::string_view text, const Place& start,
                                        const FilterRows& rows);

}  // namespace kc::record

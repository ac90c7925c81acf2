// SPDX-License-Identifier: Apache-2.0
// Versions with what a counting rule says of each. For the files of this room that count.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/count.hpp"
#include "record/filter.hpp"
#include "record/standing.hpp"

namespace kc::record {

inline constexpr std::int64_t kYes = 2;
inline constexpr std::int64_t kNo = 1;
inline constexpr std::string_view kAlias = "h";  // of the versions that are counted

// Where a formula stands in the pack's file.
Place place_in(const pack::Located& text);

// The last day that is looked at.
base::Date last_day(const CountQuery& query);

FilterRows filter_rows(const Registry& registry, const Registries& registries,
                       const pack::Counts& counts, base::Date first, base::Date last,
                       const CountQuery& query);
Standing standing_on(const Registry& registry, const pack::Counts& counts, base::Date day,
                     const CountQuery& query);

// Which versions, called h, are looked at, and what is asked of each.
struct CountQuestion {
    store::Condition filter = {};
    store::Condition where = {};
};
Result<CountQuestion> question_of(const Registry& registry, const Registries& registries,
                                  const pack::Counts& counts, const CountQuery& query);

struct CountedRow {
    CountedRecord record = {};
    Cell distinct = {};
    std::int64_t truth = 0;  // kYes, kNo, 0 for neither
    bool has_amount = true;
};

// What is read of each version: "h.f_x" or nothing.
struct Selection {
    store::Condition correction_us = {"CAST(NULL AS INTEGER)", {}};
    const pack::RegistryField* distinct = nullptr;
    const pack::RegistryField* sum = nullptr;
    std::vector<const pack::RegistryField*> dimensions = {};
};

// All versions that pass `where`, by number, with what the filter says of each; those with no are
// left out unless they are wanted.
Result<std::vector<CountedRow>> read_counted(store::Connection& connection,
                                             const Registry& registry, const Selection& selection,
                                             const store::Condition& filter,
                                             const store::Condition& where, bool with_no);

}  // namespace kc::record

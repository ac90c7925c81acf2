// SPDX-License-Identifier: Apache-2.0
// One record, and one version of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "record/registries.hpp"
#include "record/value.hpp"

namespace kc::record {

using RecordId = std::int64_t;

// Whether it is still there. Not the same as being valid on a day: a certificate that has run out
// is open, only past its last day.
namespace life {
inline constexpr std::string_view kOpen = "open";
inline constexpr std::string_view kClosed = "closed";    // ended in the ordinary way
inline constexpr std::string_view kRevoked = "revoked";  // taken away
inline constexpr std::string_view kMerged = "merged";    // was another one's duplicate
inline constexpr std::string_view kSplit = "split";      // others took its place
}  // namespace life

// What a version came from.
namespace change {
inline constexpr std::string_view kCreate = "create";
inline constexpr std::string_view kUpdate = "update";
inline constexpr std::string_view kRename = "rename";
inline constexpr std::string_view kState = "state";
inline constexpr std::string_view kClose = "close";
inline constexpr std::string_view kReopen = "reopen";
inline constexpr std::string_view kMerge = "merge";          // into `other`
inline constexpr std::string_view kAbsorb = "absorb";        // `other` was merged into it
inline constexpr std::string_view kSplit = "split";          // into others
inline constexpr std::string_view kSplitting = "splitting";  // it will be, once those are approved
inline constexpr std::string_view kFollow = "follow";        // what it refers to, `other`, changed
}  // namespace change

struct Record {
    RecordId id = 0;
    std::int64_t version = 0;
    std::string state = {};  // word of pack::RecordState
    std::string life = {};
    std::optional<std::string> unit = {};
    std::optional<RecordId> owner = {};
    std::optional<std::string> body = {};
    std::string entered_by = {};  // whoever last entered what its fields say
    std::string title = {};
    std::optional<base::Date> valid_from = {};
    std::optional<base::Date> valid_to = {};
    std::optional<base::Date> closed_on = {};
    std::optional<RecordId> merged_into = {};
    std::int64_t known_at_us = 0;
    std::vector<Cell> cells = {};  // in the order of the definition's fields
    // Of what was approved, read in the place of the present row: since when a correction is under
    // way. Nothing in a present row.
    std::optional<std::int64_t> correction_us = {};

    bool operator==(const Record&) const = default;

    // Empty where the registry has no such field.
    [[nodiscard]] const Cell& cell(const Registry& registry, std::string_view field) const;
};

// Every change adds at least one.
struct Version {
    Record record = {};
    // The days it speaks of; open ends where there is none. Of the versions that cover a day, the
    // one with the highest number holds.
    std::optional<base::Date> since = {};
    std::optional<base::Date> until = {};
    std::string change = {};
    std::string reason = {};
    std::optional<RecordId> other = {};
    std::string changed_by = {};  // the account that made this change

    bool operator==(const Version&) const = default;
};

// The figures of one year, as they stand.
struct YearFigures {
    std::int32_t year = 0;
    std::int64_t version = 0;
    std::int64_t known_at_us = 0;
    std::string entered_by = {};
    std::string source = {};
    std::vector<Cell> cells = {};  // in the order of the definition's yearly fields

    bool operator==(const YearFigures&) const = default;
};

}  // namespace kc::record

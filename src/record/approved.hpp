// SPDX-License-Identifier: Apache-2.0
// What was approved of a record and stands while something newer is under way, so that whoever may
// not see the correction goes on seeing what was approved.
//
// A version that was approved (verified, published, closed) stands until a newer one is approved as
// far as it was, or the record is withdrawn or merged. So of a published record that was mended and
// verified two versions can be seen: what was published, and its present row. While the mending
// goes on, one; of a record that was published, mended, verified and sent back again, two besides
// the present row. Whether the record is still there is no matter of approval: that is what its
// newest version says.
//
// Each registry has a table of these rows, with the columns of its present rows: lists, searches
// and counts read both (source.hpp). The rows follow from the versions, and an audit holds them
// against these.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/command.hpp"
#include "store/condition.hpp"

namespace kc::record {

struct ApprovedVersion {
    const Version* version = nullptr;
    std::int64_t correction_us = 0;  // since when something newer is under way
};

// Verified, published or closed.
bool is_approved(const Record& record);

// Those of a history that stand beside the newest one, the newer first.
std::vector<ApprovedVersion> approved_versions(const std::vector<Version>& versions);

// Their rows.
std::vector<Record> approved_rows(const std::vector<Version>& versions);

// While the newest version is not approved itself: what was before. Nothing for what is withdrawn
// or merged, or never was approved.
std::optional<ApprovedVersion> correction_under_way(const std::vector<Version>& versions);

// The rows as they were known at a moment, for a FROM clause.
store::Condition approved_then(const Registry& registry, std::int64_t known_at_us,
                               std::string_view alias);

// Writes a record's rows anew.
Result<void> keep_approved(store::Transaction& transaction, const Registry& registry,
                           const std::vector<Version>& versions);

// Writes them for all records, once, when a registry of before gets its table.
Result<void> fill_approved(store::Transaction& transaction, const Registry& registry);

}  // namespace kc::record

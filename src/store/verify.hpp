// SPDX-License-Identifier: Apache-2.0
// The audit: is everything in the database still as it was written?
//
// Without help from outside it finds every entry of the journal and every fact that was altered,
// deleted, inserted or put elsewhere, as long as the tree's own hashes still stand. Somebody who
// can write the file and computes the whole tree again, or cuts off the newest entries together
// with their facts, hashes and heads, leaves a database that is consistent in itself. Only a head
// that was kept elsewhere (printed, mailed, given to a neighbour) shows that; pass it as
// `kept_head`.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/findings.hpp"
#include "store/journal.hpp"

namespace kc::store {

struct VerifyOptions {
    std::optional<Head> kept_head = {};
    // Also SQLite's own check of pages and indexes. PostgreSQL looks after its pages itself, when
    // the cluster was made with checksums.
    bool check_pages = true;
};

struct AuditReport {
    std::int64_t entries = 0;
    std::int64_t facts = 0;
    Head head = {};  // to be kept elsewhere for the next audit
    Findings findings = {};

    [[nodiscard]] bool is_good() const { return findings.total() == 0; }
};

// Reads one snapshot from one end to the other. An error only when reading itself failed.
Result<AuditReport> verify(Connection& connection, const VerifyOptions& options);

}  // namespace kc::store

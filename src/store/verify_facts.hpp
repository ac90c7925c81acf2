// SPDX-License-Identifier: Apache-2.0
// The audit's second half: facts against the entries that wrote them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/facts.hpp"
#include "store/findings.hpp"
#include "store/journal.hpp"

namespace kc::store {

// Goes through all facts in step with the entries, which must come in order.
class FactVerifier {
public:
    static Result<FactVerifier> open(Connection& connection, Findings& findings);

    // An entry that is what its leaf says.
    Result<void> check(const JournalEntry& entry, Bytes fact_checks);

    // After the last entry.
    Result<void> finish();

    [[nodiscard]] std::int64_t count() const { return count_; }

private:
    FactVerifier(Rows rows, Findings& findings) : rows_(std::move(rows)), findings_(&findings) {}

    Result<void> advance();
    // Facts with a number below `end` were written by no entry that can be trusted.
    Result<void> report_added(std::optional<std::int64_t> end);
    Hash hash_of_current();
    [[nodiscard]] std::string_view text(std::int64_t term) const;

    Rows rows_;
    Findings* findings_;
    std::unordered_map<std::int64_t, std::string> terms_;
    std::optional<FactRow> current_;
    std::int64_t count_ = 0;
    ByteWriter bytes_;
    Sha256 hasher_;
    Sha256 digest_;
};

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// What an audit has found, named by row.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace kc::store {

struct Finding {
    enum class Kind : std::uint8_t {
        entry_altered,  // a journal entry is not what its leaf says
        entry_missing,
        entry_added,    // a journal entry that no head covers
        range_altered,  // one of these entries together with its leaf hash, or the hash over them
        tree_altered,   // a stored hash of the tree (a tile or a head) is wrong
        fact_altered,
        fact_missing,
        fact_added,        // a fact that no trustworthy entry wrote
        history_replaced,  // the journal is whole, but not the one the given head was taken from
        content_altered,   // a kept file no longer has its digest
        schema_altered,    // a table, index or trigger is not as this program made it
        file_damaged,
    };

    Kind kind = Kind::file_damaged;
    // Sequence numbers of entries or numbers of facts. A range where only the range is certain.
    std::int64_t first = 0;
    std::int64_t last = 0;
    Diagnostic message = {};
};

// Counts all, keeps the first thousand.
class Findings {
public:
    static constexpr std::size_t kMaxKept = 1'000;

    void add(Finding::Kind kind, std::int64_t first, std::int64_t last);
    void add(Finding::Kind kind, std::int64_t number) { add(kind, number, number); }
    // About no row: a table's name, or the database's own words.
    void add(Finding::Kind kind, std::string_view what);

    [[nodiscard]] const std::vector<Finding>& kept() const { return kept_; }
    [[nodiscard]] std::int64_t total() const { return total_; }

private:
    std::vector<Finding> kept_;
    std::int64_t total_ = 0;
};

}  // namespace kc::store

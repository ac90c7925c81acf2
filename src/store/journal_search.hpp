// SPDX-License-Identifier: Apache-2.0
// Entries of the journal by who, when, what kind and what about, the newest first.
//
// The time between two days is found by halving over the sequence, which grows with time; within it
// entries are looked at one by one, so a narrow span of days is what makes a search quick.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/journal.hpp"

namespace kc::store {

struct JournalQuestion {
    std::string person = {};       // who did it, or the account it was about
    std::string kind_begins = {};  // "record." or "user.create"
    std::string about = {};        // a text anywhere in the first of what was asked
    // Of a registry, when `about` is empty: what was done to this record.
    std::string registry = {};
    std::int64_t record = 0;
    std::optional<std::int64_t> from_us = {};
    std::optional<std::int64_t> before_us = {};
    std::int64_t before_sequence = 0;  // 0: from the end
};

inline constexpr std::int64_t kJournalPageMax = 200;
// What is searched and given of a request's text; a longer one is that of a whole file.
inline constexpr std::size_t kSearchedBytes = 16 * 1024;

// At most `limit` entries. Payload and answer are empty when they are longer than kSearchedBytes.
Result<std::vector<JournalEntry>> search_journal(Connection& connection,
                                                 const JournalQuestion& question,
                                                 std::int64_t limit);

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
#include "store/stored_rows.hpp"

namespace kc::store {

FactRow stored_fact(Rows& rows) {
    return {.id = rows.get<std::int64_t>(0),
            .indicator = rows.get<std::int64_t>(1),
            .unit = rows.get<std::int64_t>(2),
            .period = rows.get<std::int64_t>(3),
            .dimensions = rows.get<std::int64_t>(4),
            .coefficient = rows.get<std::int64_t>(5),
            .scale = rows.get<std::int64_t>(6),
            .status = rows.get<std::int64_t>(7),
            .known_at_us = rows.get<std::int64_t>(8),
            .source = rows.get<std::int64_t>(9),
            .who = rows.get<std::int64_t>(10)};
}

JournalEntry stored_entry(Rows& rows) {
    const Bytes digest = rows.get<Bytes>(9);
    return {.sequence = rows.get<std::int64_t>(0),
            .known_at_us = rows.get<std::int64_t>(1),
            .actor = rows.get<std::string>(2),
            .kind = rows.get<std::string>(3),
            .key = rows.get<std::string>(4),
            .payload = rows.get<std::string>(5),
            .answer = rows.get<std::string>(6),
            .facts_first = rows.get<std::int64_t>(7),
            .facts_count = rows.get<std::int64_t>(8),
            .facts_digest = std::vector<std::uint8_t>(digest.begin(), digest.end())};
}

}  // namespace kc::store

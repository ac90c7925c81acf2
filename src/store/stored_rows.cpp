// SPDX-License-Identifier: Apache-2.0
#include "store/stored_rows.hpp"

#include <array>

namespace kc::store {

FactRow stored_fact(Rows& rows) {
    std::array<std::int64_t, 11> column{};
    rows.get_numbers(0, column);
    return {.id = column[0],
            .indicator = column[1],
            .unit = column[2],
            .period = column[3],
            .dimensions = column[4],
            .coefficient = column[5],
            .scale = column[6],
            .status = column[7],
            .known_at_us = column[8],
            .source = column[9],
            .who = column[10]};
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

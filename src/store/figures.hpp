// SPDX-License-Identifier: Apache-2.0
// What the writer has done and is doing, for whoever watches over the office. Counted since the
// store was opened.
#pragma once

#include <cstdint>

#include "base/latency.hpp"
#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::store {

struct WriterFigures {
    std::uint64_t kept = 0;      // commands, each with its journal entry
    std::uint64_t repeated = 0;  // answered from the journal
    std::uint64_t failed = 0;    // refused by themselves, or lost with their batch
    std::uint64_t batches = 0;
    std::uint64_t batches_lost = 0;
    base::Latency::Counted commit = {};  // of batches: most of it is the wait for the disk
    std::int64_t waiting = 0;            // accepted and not yet answered
    std::int64_t waiting_bytes = 0;
    std::int64_t working_us = 0;  // how long the batch under way has lasted; 0: there is none
    std::int64_t journal_entries = 0;
    bool has_stopped = false;  // by itself, after the disk failed, or told to
};

// Of all tables with their indexes; of SQLite the file without its log.
Result<std::int64_t> database_bytes(Connection& connection);

}  // namespace kc::store

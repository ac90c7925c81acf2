// SPDX-License-Identifier: Apache-2.0
// Whether an office can do its work now, part by part, so that a proxy sends requests elsewhere and
// a person sees at once what is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "server/message.hpp"

namespace kc::server {

class Site;

// A batch takes milliseconds, the largest import half a minute.
inline constexpr std::int64_t kWriterStuckUs = 120'000'000;
// Below it a write may fail any moment.
inline constexpr std::int64_t kDiskBytesMin = 64 * 1024 * 1024;

// An office that is one of several and has not heard of the others for so long shows old figures.
inline constexpr std::int64_t kSilentUs = 10'000'000;

struct Part {
    std::string_view name = {};  // serving, database, tables, writer, disk, pack, others
    bool is_ready = true;
    Diagnostic why = {};  // when it is not
};

struct ReadinessLimits {
    std::int64_t writer_stuck_us = kWriterStuckUs;
    std::int64_t disk_bytes_min = kDiskBytesMin;
};

// Asks the database, so not on the event loop.
std::vector<Part> readiness(Site& site, const ReadinessLimits& limits = {});

// Bytes that the service may still write in the folder; -1 when that cannot be found out.
std::int64_t room_in(const std::string& folder);

// {"status":"ready","parts":[…]}, 200, or 503 when any part is not.
Response ready_answer(Site& site);
// {"status":"alive"}: the process answers, whatever else is broken.
Response alive_answer();

}  // namespace kc::server

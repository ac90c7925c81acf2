// SPDX-License-Identifier: Apache-2.0
// A line for each answer: when, which request, which route, how it ended and how long it took.
// Neither addresses nor names nor query texts: who did what stands in the journal, which is
// protected, and nowhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "server/message.hpp"

namespace kc::server {

using AccessLog = std::function<void(const Request&, const Response&, std::int64_t microseconds)>;

// Five files of 10 MB, the oldest going first; written at most two seconds late.
Result<AccessLog> open_access_log(const std::string& path);

}  // namespace kc::server

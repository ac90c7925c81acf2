// SPDX-License-Identifier: Apache-2.0
// Where the store gets the time from: handed in, so that tests own it.
#pragma once

#include <cstdint>
#include <functional>

namespace kc::store {

// Microseconds since 1970-01-01 UTC.
using Clock = std::function<std::int64_t()>;

Clock system_clock();

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// Which pack the database says is live.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::office {

struct LastPack {
    std::int64_t row = 0;     // 1, 2, 3 … in the order they went live
    std::string folder = {};  // below the folder of files
    std::int64_t draft = 0;
};

// Empty while it is still the one that the office was opened with.
Result<std::optional<LastPack>> last_pack(store::Connection& connection);

}  // namespace kc::office

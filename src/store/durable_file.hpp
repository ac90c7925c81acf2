// SPDX-License-Identifier: Apache-2.0
// Files that are there whole, or not at all, also after a power cut.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::store {

// Writes beside, waits for the disk, renames. Makes the folders on the way.
Result<void> write_durably(const std::string& path, std::string_view bytes);

// An error for a file that cannot be read or is longer.
Result<std::string> read_whole_file(const std::string& path, std::size_t bytes_max);

}  // namespace kc::store

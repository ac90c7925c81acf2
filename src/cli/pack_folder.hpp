// SPDX-License-Identifier: Apache-2.0
// Writes a pack into a folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/folder.hpp"

namespace kc::cli {

// Why nothing may be written there: it is no folder, or a folder that holds something.
std::optional<Diagnostic> why_not_into(const std::string& folder, bool force);

// Each file appears whole or not at all. Stops at the first that cannot be written.
std::optional<Diagnostic> write_files(const std::string& folder,
                                      const std::vector<pack::TextFile>& files);

}  // namespace kc::cli

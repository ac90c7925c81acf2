// SPDX-License-Identifier: Apache-2.0
// The catalog that --catalog names, or the one inside the program.
#pragma once

#include <optional>
#include <string>

#include "cli/console.hpp"
#include "pack/catalog.hpp"
#include "plan/vocabulary.hpp"

namespace kc::cli {

// Empty when the folder does not hold a catalog without errors; all of them are told then.
std::optional<pack::Catalog> choose_catalog(const std::string& folder, Console& console);

// Only the wordings, which is much quicker for the catalog inside the program.
std::optional<plan::Vocabulary> choose_vocabulary(const std::string& folder, Console& console);

}  // namespace kc::cli

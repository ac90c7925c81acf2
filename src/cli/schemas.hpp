// SPDX-License-Identifier: Apache-2.0
// The tables of every room, for whatever opens, moves, backs up or restores a whole database. One
// list: a room that is missing here has no tables in an office either.
#pragma once

#include <vector>

#include "store/migrate.hpp"

namespace kc::cli {

// Beside those that an office brings along (office::office_schemas).
std::vector<store::Schema> schemas_beside_the_office();

std::vector<store::Schema> all_schemas();

}  // namespace kc::cli

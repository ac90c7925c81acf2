// SPDX-License-Identifier: Apache-2.0
// A copy of the whole database while it is being written to.
#pragma once

#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/journal.hpp"

namespace kc::store {

// Copies what `from` sees, one moment of the database, into a new file, and says the journal's head
// in it. Nothing is overwritten; under `path` stands a complete copy or nothing.
Result<Head> back_up(Connection& from, const std::string& path);

}  // namespace kc::store

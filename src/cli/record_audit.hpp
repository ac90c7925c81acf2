// SPDX-License-Identifier: Apache-2.0
// Records and attachments of a database held against its journal, told line by line.
#pragma once

#include "base/result.hpp"
#include "cli/console.hpp"
#include "store/connection.hpp"

namespace kc::cli {

// Whether all of them are as they were written.
Result<bool> audit_records(store::Connection& connection, Console& console);

}  // namespace kc::cli

// SPDX-License-Identifier: Apache-2.0
// The audit's look at the tables themselves: are the store's own tables, indexes and triggers as
// this program makes them, and does no strange trigger act on them? Other rooms' tables are theirs.
#pragma once

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/findings.hpp"

namespace kc::store {

Result<void> verify_schema(Connection& connection, Findings& findings);

}  // namespace kc::store

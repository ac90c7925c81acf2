// SPDX-License-Identifier: Apache-2.0
// The store's own tables: facts, the terms they are written in, the journal, and kept files.
#pragma once

#include "store/migrate.hpp"

namespace kc::store {

Schema store_schema();

}  // namespace kc::store

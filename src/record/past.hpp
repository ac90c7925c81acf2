// SPDX-License-Identifier: Apache-2.0
// How figures came to be as they are, and what a record was split into.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"

namespace kc::record {

// Every version of the figures of one year, the oldest first; empty when the reader may not see
// the record.
Result<std::vector<YearFigures>> year_history(store::Connection& connection,
                                              const Registry& registry, RecordId id,
                                              std::int32_t year, const store::Condition& allowed);

// The records that a split made of this one, of which `first` is the first. They may be such as
// the reader does not see.
Result<std::vector<RecordId>> split_into(store::Connection& connection, const Registry& registry,
                                         RecordId id, RecordId first);

}  // namespace kc::record

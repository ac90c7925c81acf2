// SPDX-License-Identifier: Apache-2.0
// What can be said about the figures of a year without looking into the database; as check_fields
// (write.hpp) says it about a record.
#pragma once

#include <vector>

#include "record/registries.hpp"
#include "record/value.hpp"

namespace kc::record {

// All mistakes by field; `is_new` when there are no figures of the year yet.
std::vector<FieldError> check_yearly(const Registry& registry, const Regions& regions,
                                     const std::vector<FieldText>& fields, base::Date today,
                                     bool is_new);

}  // namespace kc::record

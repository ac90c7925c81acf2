// SPDX-License-Identifier: Apache-2.0
// The records behind a counted target as a file: one row each with its listed fields, whether it
// runs out within the year, and of a coverage whether it is cleared, still at zero or unknown, over
// all and item by item.
#pragma once

#include <string>

#include "base/date.hpp"
#include "office/office_list_export.hpp"

namespace kc::office {

// What the actor may take out, as it was known at the moment. Errors: those of target_records.
Result<std::string> export_target_records(const Office& office, const access::Actor& actor,
                                          const Moment& moment, const std::string& target,
                                          base::Date day, const ListExport& out);

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
// What becomes of a split while its parts are on their way. For write.cpp only.
//
// Nobody has looked at the parts of a record that was approved, so they begin as drafts, and the
// whole stays and counts until they are approved. They are approved together, in one command: with
// some of them approved and the whole still there, figures would count the same thing twice. Parts
// that were withdrawn or merged (into the whole, when the split was a mistake) are waited for no
// longer; with none left the whole simply stays.
#pragma once

#include <string_view>
#include <vector>

#include "record/version_writer.hpp"

namespace kc::record {

// In which state the parts begin.
std::string_view state_of_parts(const Record& whole, const std::vector<Version>& versions);
// The whole has to wait for its parts.
bool waits_for_parts(const std::vector<Version>& versions);

// The parts of a split under way that are waited for; empty where none is.
Result<std::vector<Record>> parts_under_way(store::Transaction& transaction,
                                            const Registry& registry,
                                            const std::vector<Version>& whole);

// After a record was approved: where it is such a part, the whole ends as the split said. Errors:
// E-record-split-part, when other parts are not approved yet.
Result<void> settle_split(store::Transaction& transaction, VersionWriter& writer,
                          const Registry& registry, RecordId part);

}  // namespace kc::record

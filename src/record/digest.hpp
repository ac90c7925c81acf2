// SPDX-License-Identifier: Apache-2.0
// The hash of a version, with a salt that stands in the same row.
//
// The hash goes into the journal with the command's answer, the salt does not: so the journal
// proves what a row said, and tells nothing about a telephone number once the row is gone.
#pragma once

#include <cstdint>
#include <string_view>

#include "record/record.hpp"
#include "store/sha256.hpp"

namespace kc::record {

store::Hash salt_of(std::string_view seed, RecordId id, std::int64_t version);

// SHA-256 over kc.record.1, the salt, the registry and everything the version says (README.md).
store::Hash digest_of(const Registry& registry, const Version& version, const store::Hash& salt);

}  // namespace kc::record

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

// The salt of a version of a record, or of its figures of a year.
store::Hash salt_of(std::string_view seed, RecordId id, std::int32_t year, std::int64_t version);

// What stands in a row beside what it says.
struct Seal {
    store::Hash salt = {};
    std::int64_t work = 0;  // of the command that wrote it (proof.hpp)
};

// SHA-256 over kc.record.2, the seal, the registry and everything the version says (README.md).
store::Hash digest_of(const Registry& registry, const Version& version, const Seal& seal);

// The same for the figures of a year: kc.record.year.1.
store::Hash digest_of(const Registry& registry, RecordId id, const YearFigures& figures,
                      const Seal& seal);

// Of what a present row holds for searching; without salt, to notice rot.
struct Derived {
    RecordId id = 0;
    std::int64_t version = 0;
    std::string_view title_key = {};
    std::string_view former = {};
    std::string_view search = {};
    std::string_view search_personal = {};
    std::int64_t created_us = 0;
};
store::Hash digest_of(const Derived& derived);

}  // namespace kc::record

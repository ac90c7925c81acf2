// SPDX-License-Identifier: Apache-2.0
// The audit of records: is every version, every yearly figure and every present row still what the
// journal says was written?
//
// Needs no pack: which fields there are stands in the database itself. It names registry, record
// and version of each row that was altered, of each that is missing, and of each that no entry of
// the journal wrote. The journal itself is store::verify's business; run that too.
//
//   Result<RecordAudit> audit = verify_records(connection);
//   for (const Diagnostic& one : audit->findings) …
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::record {

struct RecordAudit {
    static constexpr std::size_t kMaxKept = 1'000;

    std::int64_t records = 0;
    std::int64_t versions = 0;
    std::int64_t figures = 0;   // of years, all versions
    std::int64_t unproved = 0;  // versions and figures of before there were proofs
    Diagnostics findings = {};  // the first kMaxKept
    std::int64_t found = 0;

    [[nodiscard]] bool is_good() const { return found == 0; }
};

// Reads one snapshot. An error only when reading itself failed.
Result<RecordAudit> verify_records(store::Connection& connection);

}  // namespace kc::record

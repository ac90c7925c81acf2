// SPDX-License-Identifier: Apache-2.0
// Imports that were done: whose, when, and what became of each row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/office_record_import.hpp"

namespace kc::office {

struct ImportedRow {
    std::int64_t line = 0;
    std::string outcome = {};  // word of RecordOutcome
    record::RecordId record = 0;
    std::int64_t version = 0;
};

// By anybody: the same file of the same registry in the same way.
Result<std::optional<RecordImportDone>> find_import(const record::Look& look,
                                                    const std::string& digest);

// Of one person, the newest first; those before `before` where it is given.
Result<std::vector<RecordImportDone>> imports_of(store::Connection& connection,
                                                 const std::string& registry,
                                                 const std::string& account,
                                                 std::optional<std::int64_t> before,
                                                 std::int64_t limit);

// Nothing where it is none of this person's.
Result<std::optional<RecordImportDone>> import_of(store::Connection& connection,
                                                  const std::string& registry,
                                                  const std::string& account, std::int64_t id);

// In the order of the file, those behind line `after`.
Result<std::vector<ImportedRow>> rows_of_import(store::Connection& connection, std::int64_t id,
                                                std::int64_t after, std::int64_t limit);

}  // namespace kc::office

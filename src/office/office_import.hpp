// SPDX-License-Identifier: Apache-2.0
// Figures from a table: every row is checked and answered for, and what cannot be taken comes back
// as a table to be mended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/office_facts.hpp"

namespace kc::office {

inline constexpr std::size_t kImportBytesMax = 32U << 20U;

enum class RowOutcome : std::uint8_t { recorded, would_record, refused, kept_out };
std::string_view to_string(RowOutcome outcome);

struct ImportRow {
    std::int64_t row = 0;  // 1 is the first below the heading
    std::int32_t line = 0;
    RowOutcome outcome = RowOutcome::refused;
    FactInput input = {};
    std::int64_t fact = 0;  // 0 when not recorded
    std::vector<InputError> errors = {};
};

struct ImportOptions {
    bool dry_run = false;
    bool all_or_none = false;
    FactRules rules = {};
};

struct ImportReport {
    std::int64_t id = 0;  // 0 for a dry run
    bool is_repeated = false;
    std::int64_t rows_good = 0;
    std::int64_t rows_recorded = 0;
    std::vector<ImportRow> rows = {};  // all, in the order of the file
    std::string rejected_csv = {};     // heading and bad rows; empty when there are none
};

// An error only when the table as a whole cannot be read or written.
Result<ImportReport> import_table(Office& office, const Requester& requester,
                                  std::string_view bytes, const ImportOptions& options);

// What was answered, kept as the caller wrote it.
Result<void> keep_report(Office& office, const Requester& requester, std::int64_t id,
                         const std::string& report);
Result<std::optional<std::string>> find_report(Office& office, std::int64_t id);

}  // namespace kc::office

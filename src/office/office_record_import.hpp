// SPDX-License-Identifier: Apache-2.0
// Records from a file: tried out, done, or given back with marks.
//
// What a row is and may do says office_record_judge.hpp. An import is one command of the store: all
// rows or none, one entry in the journal. It is known by registry, SHA-256 of the file, mapping and
// the choice to submit; the same again changes nothing and says so.
//
//   Result<RecordImportReport> tried = import_records(office, asker, "cn.enterprise", bytes, {});
//   if (tried->is_clean()) import_records(office, asker, "cn.enterprise", bytes, {.dry_run =
//   false});
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/table_import.hpp"
#include "office/office_record_changes.hpp"
#include "office/office_record_judge.hpp"

namespace kc::office {

inline constexpr std::size_t kRecordFileBytesMax = std::size_t{64} << 20;
inline constexpr std::size_t kRecordFileRowsMax = 100'000;
inline constexpr std::size_t kRecordRowsShownMax = 1'000;

struct RecordImportOptions {
    bool dry_run = true;
    bool submit = false;  // what the file names is handed in; not of yearly figures
    RowsAre rows = RowsAre::records;
    std::string sheet = {};  // "": the one that fits
    // What the person decided about headings; without it what was remembered for his like.
    std::optional<exchange::RememberedMapping> mapping = {};
    std::size_t rows_shown = 200;  // of those that are not the same
};

struct RecordImportCounts {
    std::int64_t create = 0;
    std::int64_t update = 0;
    std::int64_t same = 0;
    std::int64_t conflict = 0;
    std::int64_t wrong = 0;

    [[nodiscard]] std::int64_t rows() const { return create + update + same + conflict + wrong; }
    void add(RecordOutcome outcome);

    bool operator==(const RecordImportCounts&) const = default;
};

// One that was done.
struct RecordImportDone {
    std::int64_t id = 0;
    std::string registry = {};
    std::string sha256 = {};
    bool submitted = false;
    std::int64_t at_us = 0;
    std::string by = {};
    RecordImportCounts counts = {};
    std::string proof = {};  // SHA-256 over what became of each row; in the journal too
};

struct RecordImportReport {
    std::int64_t id = 0;  // 0 unless it was done, now or before
    bool is_dry_run = true;
    bool is_done = false;
    bool is_repeated = false;
    std::optional<RecordImportDone> earlier = {};
    bool submit = false;
    bool mapping_was_given = false;
    std::string sha256 = {};
    std::vector<exchange::SheetInfo> sheets = {};
    exchange::TableSchema schema = {};  // whose columns the findings name
    exchange::TableReport table = {};
    RecordImportCounts counts = {};
    std::vector<JudgedRow> rows = {};

    // It can be done, or has been.
    [[nodiscard]] bool is_clean() const;
};

// Under which imports, and decisions about headings, are kept: those of yearly figures apart.
std::string import_subject(const std::string& registry, RowsAre rows);

// An error when the bytes are no table at all, the registry is none, or the database fails;
// whatever is wrong inside the table stands in the report.
Result<RecordImportReport> import_records(Office& office, const RecordAsker& asker,
                                          const std::string& registry, std::string_view bytes,
                                          const RecordImportOptions& options);

// The table again as a workbook, what is wrong coloured and explained. Keeps nothing.
Result<std::string> marked_record_file(Office& office, const access::Actor& actor,
                                       const std::string& registry, std::string_view bytes,
                                       const RecordImportOptions& options, Language language);

}  // namespace kc::office

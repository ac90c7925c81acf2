// SPDX-License-Identifier: Apache-2.0
// A table file read as rows of a schema, with a report that names every cell that could not be
// read and every cell that was understood in an unusual way.
//
// Rows come one by one, so that a caller can keep a million of them in a transaction or throw them
// away in a dry run; nothing is written here. "All or nothing" is the caller's: look at
// report().is_clean() before committing.
//
//   Result<TableFile> file = TableFile::open(bytes);
//   Result<TableImport> import = TableImport::open(*file, schema, {.memory = remembered});
//   TypedRow row;
//   while (*import->next(row)) if (row.is_valid) …
//   import->report().counts …
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "exchange/table_finding.hpp"
#include "exchange/table_header.hpp"
#include "exchange/table_reader.hpp"
#include "exchange/table_schema.hpp"

namespace kc::exchange {

struct ImportOptions {
    std::string sheet = {};  // "": the one visible sheet whose header fits
    RememberedMapping memory = {};
    std::size_t errors_max = 10'000;                        // kept word for word in the report
    std::size_t warnings_of_a_kind_max = 50;                // by column and code
    std::size_t rows_max = 1'048'576;                       // of data
    std::size_t unique_bytes_max = std::size_t{256} << 20;  // kept to find values given twice
};

// A row of the schema: one value for each of its columns, missing where the file has no such
// column.
struct TypedRow {
    std::uint32_t number = 0;
    std::vector<FieldValue> values = {};
    std::vector<std::size_t> cleared = {};  // fields to be emptied (ColumnSchema::may_clear)
    std::vector<CellFinding> findings = {};
    bool is_valid = true;  // no error among the findings
};

// How often something was found in one column.
struct FindingCount {
    CellFinding first = {};
    std::size_t count = 0;
};

struct TableReport {
    std::size_t sheet_index = 0;
    std::string sheet = {};
    std::string format = {};  // TableFile::format
    ColumnMapping mapping = {};
    Diagnostics problems = {};  // of the whole table, those of the mapping included
    std::size_t rows_valid = 0;
    std::size_t rows_wrong = 0;
    std::size_t rows_skipped = 0;            // totals and remarks, each named
    std::vector<FindingCount> counts = {};   // complete
    std::vector<CellFinding> findings = {};  // the first ones
    bool is_cut = false;                     // more errors than are kept

    // Read to the end without an error anywhere.
    [[nodiscard]] bool is_clean() const;
};

class TableImport {
public:
    // `file` and `schema` must outlive the import; the schema must be sound (check_schema). A table
    // that cannot be mapped opens too: its report says why, and it has no rows.
    static Result<TableImport> open(const TableFile& file, const TableSchema& schema,
                                    const ImportOptions& options = {});

    TableImport(TableImport&&) noexcept;
    TableImport& operator=(TableImport&&) noexcept;
    ~TableImport();

    // False at the end. An error of the file itself (a broken quote, damaged XML) ends the reading.
    Result<bool> next(TypedRow& row);

    // The same row as it stands in the file; for writing it back with marks.
    [[nodiscard]] const SheetRow& raw() const;

    // What the caller has found in the row that was read last, so that it is counted and reported
    // with the rest. The finding's field gives its column where it names none.
    void note(TypedRow& row, CellFinding finding);

    // Grows while rows are read.
    [[nodiscard]] const TableReport& report() const;

private:
    struct State;
    explicit TableImport(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace kc::exchange

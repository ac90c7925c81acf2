// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/check.hpp"
#include "exchange/table_field.hpp"
#include "exchange/table_pick.hpp"
#include "exchange/table_refusals.hpp"
#include "exchange/table_words.hpp"

namespace kc::exchange {
namespace {

// Columns that together may hold the same values in one row alone.
class UniqueGroup {
public:
    explicit UniqueGroup(std::vector<std::size_t> fields) : fields_(std::move(fields)) {}

    [[nodiscard]] const std::vector<std::size_t>& fields() const { return fields_; }

    // The row that has the same values; the first one keeps them. Missing is like nothing.
    std::optional<std::uint32_t> find_or_add(const TypedRow& row, std::size_t& bytes) {
        std::string key;
        for (const std::size_t field : fields_) {
            const FieldValue& value = row.values[field];
            if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
            if (const auto* amount = std::get_if<base::Money>(&value)) {
                key += std::to_string(amount->fen());
            } else {
                key += to_text(to_cell_value(value, kPlain));
            }
            key += '\x1F';
        }
        const std::size_t size = key.size();
        const auto [found, is_new] = rows_.try_emplace(std::move(key), row.number);
        if (is_new) bytes += size + kEntryBytes;
        return is_new ? std::nullopt : std::optional(found->second);
    }

private:
    static constexpr std::size_t kEntryBytes = 64;  // what the table needs beside the text
    inline static const ColumnSchema kPlain = {};

    std::vector<std::size_t> fields_;
    std::unordered_map<std::string, std::uint32_t> rows_ = {};
};

std::vector<UniqueGroup> unique_groups(const TableSchema& schema) {
    std::vector<UniqueGroup> groups;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
        if (schema.columns[i].unique) groups.emplace_back(std::vector<std::size_t>{i});
    }
    for (const std::vector<std::string>& keys : schema.unique_together) {
        std::vector<std::size_t> fields;
        for (const std::string& key : keys) fields.push_back(*schema.find(key));
        groups.emplace_back(std::move(fields));
    }
    return groups;
}

// Counts everything and keeps the first of each kind.
class ReportKeeper {
public:
    explicit ReportKeeper(const ImportOptions& options) : options_(options) {}

    void add(const CellFinding& finding, TableReport& report) {
        const auto [slot, is_new] =
            slots_.try_emplace({finding.field, finding.code}, report.counts.size());
        if (is_new) report.counts.push_back({finding, 0});
        const std::size_t count = ++report.counts[slot->second].count;
        if (finding.severity == Severity::warning) {
            if (count <= options_.warnings_of_a_kind_max) report.findings.push_back(finding);
        } else if (++errors_ <= options_.errors_max) {
            report.findings.push_back(finding);
        } else {
            report.is_cut = true;
        }
    }

private:
    const ImportOptions& options_;
    std::map<std::pair<std::size_t, std::string>, std::size_t> slots_ = {};
    std::size_t errors_ = 0;
};

}  // namespace

bool TableReport::is_clean() const {
    return rows_wrong == 0 &&
           std::none_of(problems.begin(), problems.end(), [](const Diagnostic& problem) {
               return problem.severity == Severity::error;
           });
}

struct TableImport::State {
    struct Column {
        std::uint32_t column = 0;
        std::size_t field = 0;
        FieldReader reader = {};
    };

    const TableSchema& schema;
    ImportOptions options;
    TableReport report = {};
    std::optional<SheetRows> rows = {};
    std::vector<Column> columns = {};
    std::vector<UniqueGroup> groups = {};
    ReportKeeper keeper;
    SheetRow raw = {};
    std::size_t data_rows = 0;
    std::size_t unique_bytes = 0;

    State(const TableSchema& declared, const ImportOptions& chosen)
        : schema(declared), options(chosen), keeper(options) {}

    void note(CellFinding finding, TypedRow& row) {
        finding.row = row.number;
        if (finding.severity == Severity::error) row.is_valid = false;
        keeper.add(finding, report);
        row.findings.push_back(std::move(finding));
    }

    void note_row(Found found, std::string_view seen, std::uint32_t column) {
        CellFinding finding = words_for(found, seen);
        finding.row = raw.number;
        finding.column = column;
        keeper.add(finding, report);
    }

    void read_fields(TypedRow& row) {
        for (Column& column : columns) {
            FieldRead read = read_field(column.reader, raw.find(column.column));
            for (CellFinding& finding : read.findings) {
                finding.column = column.column;
                finding.field = column.field;
                note(std::move(finding), row);
            }
            row.values[column.field] = std::move(read.value);
            if (read.is_cleared) row.cleared.push_back(column.field);
        }
    }

    void check_unique(TypedRow& row) {
        for (UniqueGroup& group : groups) {
            const auto earlier = group.find_or_add(row, unique_bytes);
            if (!earlier) continue;
            const std::size_t field = group.fields().front();
            std::string seen;
            for (const std::size_t each : group.fields()) {
                if (!seen.empty()) seen += "、";
                seen += to_text(to_cell_value(row.values[each], schema.columns[each]));
            }
            CellFinding finding = words_for(Found::duplicate, seen, std::to_string(*earlier));
            finding.field = field;
            for (const Column& column : columns) {
                if (column.field == field) finding.column = column.column;
            }
            note(std::move(finding), row);
        }
    }

    // False for rows that are no data.
    bool is_data() {
        if (raw.number <= report.mapping.header_row || is_blank_row(raw)) return false;
        const auto other = find_other_row(raw);
        if (!other) return true;
        note_row(other->found, other->seen, other->column);
        ++report.rows_skipped;
        return false;
    }

    void read_row(TypedRow& row) {
        row.number = raw.number;
        row.findings.clear();
        row.cleared.clear();
        row.values.assign(schema.columns.size(), std::monostate{});
        row.is_valid = true;
        if (raw.is_hidden) note(words_for(Found::hidden_row, {}), row);
        read_fields(row);
        check_unique(row);
        ++(row.is_valid ? report.rows_valid : report.rows_wrong);
    }
};

TableImport::TableImport(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableImport::TableImport(TableImport&&) noexcept = default;
TableImport& TableImport::operator=(TableImport&&) noexcept = default;
TableImport::~TableImport() = default;

Result<TableImport> TableImport::open(const TableFile& file, const TableSchema& schema,
                                      const ImportOptions& options) {
    KC_CHECK(check_schema(schema).empty());
    Result<PickedSheet> picked = pick_sheet(file, schema, options.sheet, options.memory);
    if (!picked) return unexpected(picked.error());
    auto state = std::make_unique<State>(schema, options);
    state->report.sheet_index = picked->sheet;
    state->report.sheet = file.sheets()[picked->sheet].name;
    state->report.format = file.format();
    state->report.problems = std::move(picked->problems);
    state->report.mapping = std::move(picked->mapping);
    if (!state->report.mapping.is_usable()) return TableImport(std::move(state));
    for (const MappedColumn& mapped : state->report.mapping.columns) {
        state->columns.push_back({mapped.column, mapped.field,
                                  make_field_reader(schema.columns[mapped.field], mapped.unit,
                                                    file.is_typed(), file.has_days_from_1904())});
    }
    state->groups = unique_groups(schema);
    Result<SheetRows> rows = file.rows(picked->sheet);
    if (!rows) return unexpected(rows.error());
    state->rows.emplace(*std::move(rows));
    return TableImport(std::move(state));
}

Result<bool> TableImport::next(TypedRow& row) {
    State& state = *state_;
    if (!state.rows) return false;
    do {
        const Result<bool> more = state.rows->next(state.raw);
        if (!more) return unexpected(more.error());
        if (!*more) return false;
    } while (!state.is_data());
    if (++state.data_rows > state.options.rows_max)
        return unexpected(table_too_large("数据行", "rows of data", state.options.rows_max));
    state.read_row(row);
    if (state.unique_bytes > state.options.unique_bytes_max)
        return unexpected(table_too_large("不得重复的列的字节", "bytes in columns without doubles",
                                          state.options.unique_bytes_max));
    return true;
}

void TableImport::note(TypedRow& row, CellFinding finding) {
    for (const State::Column& column : state_->columns) {
        if (finding.column == 0 && column.field == finding.field) finding.column = column.column;
    }
    const bool was_valid = row.is_valid;
    state_->note(std::move(finding), row);
    if (!was_valid || row.is_valid) return;
    --state_->report.rows_valid;
    ++state_->report.rows_wrong;
}

const SheetRow& TableImport::raw() const {
    return state_->raw;
}

const TableReport& TableImport::report() const {
    return state_->report;
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kWordsOfRowMax = 2'000;  // characters

class MarkedWriter {
public:
    MarkedWriter(WorkbookWriter& writer, const TableFile& file, const TableSchema& schema,
                 const MarkOptions& options)
        : writer_(writer), file_(file), schema_(schema), options_(options) {}

    Result<TableReport> write(const ImportOptions& chosen) {
        Result<TableImport> import = TableImport::open(file_, schema_, chosen);
        if (!import) return unexpected(import.error());
        const std::size_t sheet = import->report().sheet_index;
        header_row_ = import->report().mapping.header_row;
        index_columns(import->report().mapping);
        const std::string name = import->report().sheet;
        writer_.begin_sheet(name.empty() ? pick("数据", "Data") : name, forms());
        Result<SheetRows> rows = file_.rows(sheet);
        if (!rows) return unexpected(rows.error());
        if (auto done = write_rows(*rows, *import); !done) return unexpected(done.error());
        TableReport report = import->report();
        if (auto done = write_summary(report); !done) return unexpected(done.error());
        return report;
    }

private:
    std::string pick(std::string_view zh, std::string_view en) const {
        if (options_.language == Language::en) return std::string(en);
        if (options_.language == Language::zh) return std::string(zh);
        return fmt::format("{} {}", zh, en);
    }

    std::string words_of(const CellFinding& finding) const {
        std::string words = pick(finding.zh, finding.en);
        const std::string hint = pick(finding.hint_zh, finding.hint_en);
        if (!finding.hint_zh.empty()) words += pick("；", "; ") + hint;
        return words;
    }

    void index_columns(const ColumnMapping& mapping) {
        for (const MappedColumn& mapped : mapping.columns) widen(mapped.column);
        for (const UnknownColumn& column : mapping.unknown) widen(column.column);
        for (const MappedColumn& mapped : mapping.columns)
            fields_[mapped.column - 1] = mapped.field;
    }

    void widen(std::uint32_t column) {
        if (fields_.size() < column) fields_.resize(column, kNoField);
    }

    std::vector<WorkbookColumn> forms() const {
        std::vector<WorkbookColumn> columns(fields_.size());
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            columns[i].width = 16;
            if (fields_[i] == kNoField) continue;
            const ColumnType type = schema_.columns[fields_[i]].type;
            columns[i].as_text = type == ColumnType::code || type == ColumnType::text;
        }
        columns.push_back({.title = {}, .width = 60});
        return columns;
    }

    // The cell as it was, a number kept a number.
    MarkedCell copy_of(const SheetCell& cell) const {
        MarkedCell out;
        if (cell.merge == MergeRole::beside || cell.kind == CellKind::missing) return out;
        if (cell.kind == CellKind::date && !cell.has_time) {
            out.value = *cell.date;
        } else if (cell.kind == CellKind::number && cell.number &&
                   (cell.is_percent || base::to_string(*cell.number) == cell.text)) {
            out.value = *cell.number;
            out.is_percent = cell.is_percent;
        } else {
            out.value = cell.text;
            if (cell.kind == CellKind::untyped && is_figure(cell.column)) {
                if (const auto number = base::Decimal::parse(cell.text)) out.value = *number;
            }
        }
        return out;
    }

    bool is_figure(std::uint32_t column) const {
        if (column > fields_.size() || fields_[column - 1] == kNoField) return false;
        const ColumnType type = schema_.columns[fields_[column - 1]].type;
        return type == ColumnType::number || type == ColumnType::money;
    }

    void mark(MarkedCell& cell, const CellFinding& finding) {
        const bool is_error = finding.severity == Severity::error;
        if (is_error) {
            cell.look = CellLook::wrong;
        } else if (cell.look == CellLook::plain) {
            cell.look = CellLook::doubtful;
        }
        if (cell.comment.empty() && ++comments_ > options_.comments_max) return;
        if (!cell.comment.empty()) cell.comment += "\n";
        cell.comment += words_of(finding);
    }

    Result<void> add_row(const SheetRow& raw, const TypedRow* typed) {
        std::vector<MarkedCell> cells(fields_.size() + 1);
        for (const SheetCell& cell : raw.cells) {
            if (cell.column <= fields_.size()) cells[cell.column - 1] = copy_of(cell);
        }
        if (raw.number == header_row_) {
            for (MarkedCell& cell : cells) cell.look = CellLook::header;
            cells.back().value = pick("问题（不必删除本列）", "Findings (this column may stay)");
        }
        if (typed != nullptr) mark_row(*typed, cells);
        if (!options_.only_wrong_rows) {
            while (writer_.row_count() + 1 < raw.number) writer_.skip_row();
        }
        if (auto done = writer_.add_row(cells); !done) return done;
        if (raw.number == header_row_) writer_.freeze(writer_.row_count(), 0);
        return {};
    }

    void mark_row(const TypedRow& typed, std::vector<MarkedCell>& cells) {
        std::string words;
        for (const CellFinding& finding : typed.findings) {
            if (finding.column > 0 && finding.column < cells.size())
                mark(cells[finding.column - 1], finding);
            if (!words.empty()) words += "\n";
            if (finding.column > 0) words += cell_name(typed.number, finding.column) + "：";
            words += words_of(finding);
        }
        if (!words.empty()) cells.back().value = base::shortened(words, kWordsOfRowMax);
    }

    Result<bool> next_judged(TableImport& import, TypedRow& typed) const {
        Result<bool> more = import.next(typed);
        if (!more || !*more || !options_.judge) return more;
        if (auto judged = options_.judge(import, typed); !judged)
            return unexpected(std::move(judged.error()));
        return more;
    }

    Result<void> write_rows(SheetRows& rows, TableImport& import) {
        TypedRow typed;
        Result<bool> has_typed = next_judged(import, typed);
        if (!has_typed) return unexpected(has_typed.error());
        SheetRow raw;
        for (;;) {
            const Result<bool> more = rows.next(raw);
            if (!more) return unexpected(more.error());
            if (!*more) return {};
            const bool is_typed = *has_typed && typed.number == raw.number;
            const bool is_wanted = !options_.only_wrong_rows || raw.number <= header_row_ ||
                                   (is_typed && !typed.is_valid);
            if (is_wanted) {
                if (auto done = add_row(raw, is_typed ? &typed : nullptr); !done) return done;
            }
            if (!is_typed) continue;
            has_typed = next_judged(import, typed);
            if (!has_typed) return unexpected(has_typed.error());
        }
    }

    Result<void> add_line(const std::string& label, CellValue value,
                          CellLook look = CellLook::plain) {
        const std::vector<MarkedCell> row = {{label, look, {}}, {std::move(value), look, {}}};
        return writer_.add_row(row);
    }

    Result<void> write_summary(const TableReport& report) {
        const std::vector<WorkbookColumn> columns = {
            {.width = 24}, {.width = 12}, {.width = 12}, {.width = 10}, {.width = 80}};
        writer_.begin_sheet(pick("汇总", "Summary"), columns);
        writer_.activate();
        const auto count = [](std::size_t number) {
            return CellValue(*base::Decimal::of(static_cast<std::int64_t>(number)));
        };
        const std::vector<std::pair<std::string, CellValue>> lines = {
            {pick("工作表", "Sheet"), report.sheet},
            {pick("文件格式", "Format"), report.format},
            {pick("可以读入的行", "Rows that can be taken"), count(report.rows_valid)},
            {pick("有错的行", "Rows with errors"), count(report.rows_wrong)},
            {pick("略去的行", "Rows left out"), count(report.rows_skipped)}};
        for (const auto& [label, value] : lines) {
            if (auto done = add_line(label, value); !done) return done;
        }
        for (const Diagnostic& problem : report.problems) {
            const bool is_error = problem.severity == Severity::error;
            std::string words = pick(problem.zh, problem.en);
            if (!problem.hint_zh.empty()) words += "；" + pick(problem.hint_zh, problem.hint_en);
            if (auto done = add_line(pick("整张表", "Whole table"), words,
                                     is_error ? CellLook::wrong : CellLook::doubtful);
                !done) {
                return done;
            }
        }
        writer_.skip_row();
        return write_counts(report);
    }

    Result<void> write_counts(const TableReport& report) {
        const std::vector<WorkbookColumn> header = {{.title = pick("列", "Column")},
                                                    {.title = pick("性质", "Kind")},
                                                    {.title = pick("首见", "First at")},
                                                    {.title = pick("处数", "Count")},
                                                    {.title = pick("例", "For instance")}};
        if (auto done = writer_.add_header(header); !done) return done;
        for (const FindingCount& counted : report.counts) {
            const CellFinding& first = counted.first;
            const bool is_error = first.severity == Severity::error;
            const CellLook look = is_error ? CellLook::wrong : CellLook::doubtful;
            const std::vector<MarkedCell> row = {
                {first.field == kNoField
                     ? pick("整行", "Whole row")
                     : header_text(schema_.columns[first.field], options_.language),
                 CellLook::plain,
                 {}},
                {is_error ? pick("错误", "error") : pick("提示", "note"), look, {}},
                {first.column == 0 ? std::to_string(first.row) : cell_name(first.row, first.column),
                 CellLook::plain,
                 {}},
                {*base::Decimal::of(static_cast<std::int64_t>(counted.count)), CellLook::plain, {}},
                {words_of(first), CellLook::plain, {}}};
            if (auto done = writer_.add_row(row); !done) return done;
        }
        return {};
    }

    WorkbookWriter& writer_;
    const TableFile& file_;
    const TableSchema& schema_;
    const MarkOptions& options_;
    std::uint32_t header_row_ = 0;
    std::vector<std::size_t> fields_ = {};  // by column of the file
    std::size_t comments_ = 0;
};

}  // namespace

Result<TableReport> write_marked_table(const std::filesystem::path& path, const TableFile& file,
                                       const TableSchema& schema, const ImportOptions& import,
                                       const MarkOptions& options) {
    Result<WorkbookWriter> writer = WorkbookWriter::create(path, options.workbook);
    if (!writer) return unexpected(writer.error());
    Result<TableReport> report = MarkedWriter(*writer, file, schema, options).write(import);
    if (!report) return report;
    if (auto done = writer->finish(); !done) return unexpected(done.error());
    return report;
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "office/office_import.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "office/digest.hpp"
#include "office/office_csv.hpp"

namespace kc::office {
namespace {

struct Column {
    std::string_view field;
    std::array<std::string_view, 3> headings;
    bool required;
};
constexpr std::array<Column, 6> kColumns = {{
    {"indicator", {"indicator", "指标", "指标名称"}, true},
    {"unit", {"unit", "单位", "地区"}, true},
    {"period", {"period", "时期", "期间"}, true},
    {"value", {"value", "数值", "值"}, true},
    {"status", {"status", "状态", ""}, false},
    {"source", {"source", "来源", "数据来源"}, false},
}};
constexpr std::array<std::string_view, 2> kDimensionMarks = {"dim:", "维度:"};

struct Heading {
    std::vector<std::string> fields;  // of FactInput by column; "dim:…"; empty: not used
};

Result<Heading> read_heading(const CsvRow& row) {
    Heading heading;
    std::array<bool, kColumns.size()> seen{};
    for (const std::string& cell : row.cells) {
        std::string field;
        for (std::size_t i = 0; i < kColumns.size(); ++i) {
            const auto& names = kColumns[i].headings;
            if (cell.empty() || std::find(names.begin(), names.end(), cell) == names.end())
                continue;
            if (seen[i])
                return unexpected(Diagnostic{"E-csv-heading",
                                             {"", row.line, 0},
                                             fmt::format("“{}”列出现两次", cell),
                                             fmt::format("the column '{}' stands twice", cell)});
            seen[i] = true;
            field = kColumns[i].field;
        }
        for (const std::string_view mark : kDimensionMarks) {
            if (cell.starts_with(mark)) field = "dim:" + cell.substr(mark.size());
        }
        heading.fields.push_back(std::move(field));
    }
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        if (!kColumns[i].required || seen[i]) continue;
        return unexpected(
            Diagnostic{"E-csv-heading",
                       {"", row.line, 0},
                       fmt::format("表头缺少“{}”列", kColumns[i].headings[1]),
                       fmt::format("the heading has no column '{}'", kColumns[i].field)}
                .hint("表头写：指标,单位,时期,数值",
                      "write the heading: indicator,unit,period,value"));
    }
    return heading;
}

FactInput input_of(const Heading& heading, const CsvRow& row) {
    FactInput input;
    for (std::size_t i = 0; i < std::min(row.cells.size(), heading.fields.size()); ++i) {
        const std::string& field = heading.fields[i];
        const std::string& cell = row.cells[i];
        if (field == "indicator")
            input.indicator = cell;
        else if (field == "unit")
            input.unit = cell;
        else if (field == "period")
            input.period = cell;
        else if (field == "value")
            input.value = cell;
        else if (field == "status")
            input.status = cell;
        else if (field == "source")
            input.source = cell;
        else if (field.starts_with("dim:") && !cell.empty())
            input.dimensions.emplace_back(field.substr(4), cell);
    }
    return input;
}

struct Checked {
    ImportReport report;
    std::vector<store::Fact> facts;
    std::vector<std::size_t> rows_of_facts;  // index into report.rows
};

Result<Checked> check_table(const Office& office, std::string_view bytes, const FactRules& rules) {
    auto table = read_csv(bytes);
    if (!table) return unexpected(table.error());
    if (table->empty())
        return unexpected(Diagnostic{"E-csv-empty", {}, "文件是空的", "the file is empty"});
    auto heading = read_heading(table->front());
    if (!heading) return unexpected(heading.error());
    const auto live = office.live();
    Checked checked;
    for (std::size_t i = 1; i < table->size(); ++i) {
        const CsvRow& row = (*table)[i];
        ImportRow& to = checked.report.rows.emplace_back();
        to.row = static_cast<std::int64_t>(i);
        to.line = row.line;
        to.input = input_of(*heading, row);
        CheckedFact fact = check_fact(*live, to.input, rules);
        to.errors = std::move(fact.errors);
        if (fact.fact) {
            ++checked.report.rows_good;
            checked.rows_of_facts.push_back(i - 1);
            checked.facts.push_back(std::move(*fact.fact));
            continue;
        }
        std::string& rejected = checked.report.rejected_csv;
        if (rejected.empty()) rejected = csv_line(table->front().cells);
        rejected += csv_line(row.cells);
    }
    return checked;
}

// Report number, first fact and how many: what a repeated request needs to answer the same.
std::string answer_of(std::int64_t id, std::int64_t first, std::size_t count) {
    return fmt::format("{} {} {}", id, first, count);
}

std::array<std::int64_t, 3> numbers_of(std::string_view answer) {
    std::array<std::int64_t, 3> numbers{};
    const char* at = answer.data();
    const char* end = at + answer.size();
    for (std::int64_t& number : numbers) {
        at = std::from_chars(at, end, number).ptr;
        if (at != end) ++at;
    }
    return numbers;
}

Result<store::Answer> record(Office& office, const Requester& requester, std::string_view bytes,
                             const ImportOptions& options, const std::vector<store::Fact>& facts) {
    return office.store().write(
        {.key = requester.key,
         .actor = requester.name,
         .kind = "facts.import",
         .payload = fmt::format("{{\"sha256\":\"{}\",\"atomic\":\"{}\"}}", sha256_hex(bytes),
                                options.all_or_none ? "all" : "none"),
         .run = [&facts](store::Transaction& transaction) -> Result<std::string> {
             std::int64_t first = 0;
             if (!facts.empty()) {
                 auto appended = transaction.append(facts);
                 if (!appended) return unexpected(appended.error());
                 first = *appended;
             }
             auto inserted = transaction.execute(
                 "INSERT INTO import_report (created_at_us, created_by, report) "
                 "VALUES ($1, $2, '')",
                 {transaction.known_at_us(), transaction.actor()});
             if (!inserted) return unexpected(inserted.error());
             auto rows = transaction.query("SELECT max(id) FROM import_report");
             if (!rows) return unexpected(rows.error());
             const auto more = rows->next();
             if (!more) return unexpected(more.error());
             return answer_of(rows->get<std::int64_t>(0), first, facts.size());
         }});
}

void note_outcomes(Checked& checked, const ImportOptions& options, std::int64_t first_fact) {
    const bool keep_out =
        options.all_or_none &&
        checked.report.rows_good < static_cast<std::int64_t>(checked.report.rows.size());
    for (std::size_t i = 0; i < checked.rows_of_facts.size(); ++i) {
        ImportRow& row = checked.report.rows[checked.rows_of_facts[i]];
        if (options.dry_run || keep_out) {
            row.outcome = keep_out ? RowOutcome::kept_out : RowOutcome::would_record;
            continue;
        }
        row.outcome = RowOutcome::recorded;
        row.fact = first_fact + static_cast<std::int64_t>(i);
        ++checked.report.rows_recorded;
    }
}

}  // namespace

std::string_view to_string(RowOutcome outcome) {
    switch (outcome) {
        case RowOutcome::recorded: return "recorded";
        case RowOutcome::would_record: return "would_record";
        case RowOutcome::refused: return "refused";
        case RowOutcome::kept_out: return "kept_out";
    }
    return "refused";
}

Result<ImportReport> import_table(Office& office, const Requester& requester,
                                  std::string_view bytes, const ImportOptions& options) {
    auto checked = check_table(office, bytes, options.rules);
    if (!checked) return unexpected(checked.error());
    if (options.dry_run) {
        note_outcomes(*checked, options, 0);
        return std::move(checked->report);
    }
    const bool keep_out = options.all_or_none && !checked->report.rejected_csv.empty();
    if (keep_out) checked->facts.clear();
    auto answer = record(office, requester, bytes, options, checked->facts);
    if (!answer) return unexpected(answer.error());
    const auto [id, first, count] = numbers_of(answer->text);
    note_outcomes(*checked, options, first);
    checked->report.id = id;
    checked->report.is_repeated = answer->is_repeated;
    return std::move(checked->report);
}

Result<void> keep_report(Office& office, const Requester& requester, std::int64_t id,
                         const std::string& report) {
    auto answer = office.store().write(
        {.key = fmt::format("import-report:{}", id),
         .actor = requester.name,
         .kind = "import.report",
         .payload = fmt::format("{{\"import\":{}}}", id),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto changed = transaction.execute(
                 "UPDATE import_report SET report = $2 WHERE id = $1 AND report = ''",
                 {id, report});
             if (!changed) return unexpected(changed.error());
             return std::string();
         }});
    if (!answer) return unexpected(answer.error());
    return {};
}

Result<std::optional<std::string>> find_report(Office& office, std::int64_t id) {
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto rows = reader->connection().query(
        "SELECT report FROM import_report WHERE id = $1 AND report <> ''", {id});
    if (!rows) return unexpected(rows.error());
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more) return std::optional<std::string>();
    return std::optional(rows->get<std::string>(0));
}

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/table_sheet.hpp"
#include "exchange/table_words.hpp"
#include "exchange/workbook_text.hpp"

namespace kc::exchange {
namespace {

constexpr std::uint32_t kHeaderRow = 3;
constexpr std::string_view kChoicesSheet = "选项";
constexpr std::int32_t kTextWidth = 24;

std::string pick(Language language, std::string_view zh, std::string_view en) {
    if (language == Language::en) return std::string(en);
    if (language == Language::zh || en.empty()) return std::string(zh);
    return zh.empty() ? std::string(en) : fmt::format("{} {}", zh, en);
}

std::string choice_name(const ColumnChoice& choice, Language language) {
    if (language == Language::en && !choice.en.empty()) return choice.en;
    return choice.zh.empty() ? choice.code : choice.zh;
}

std::vector<std::string> choice_names(const ColumnSchema& column, Language language) {
    if (column.type == ColumnType::yes_no && language == Language::en) return {"yes", "no"};
    if (column.type == ColumnType::yes_no) return {"是", "否"};
    std::vector<std::string> names;
    for (const ColumnChoice& choice : column.choices)
        names.push_back(choice_name(choice, language));
    return names;
}

// A list inside a rule is parted by commas and short.
bool fits_inline(const std::vector<std::string>& names) {
    std::size_t characters = 0;
    for (const std::string& name : names) {
        if (name.find(',') != std::string::npos) return false;
        characters += base::count_code_points(name) + 1;
    }
    return characters <= kInlineChoiceCharactersMax;
}

std::string bound_text(const ColumnSchema& column, Language language) {
    const auto between = [&](const std::string& low, const std::string& high) {
        if (!low.empty() && !high.empty()) return fmt::format("{} – {}", low, high);
        if (!low.empty()) return fmt::format("≥ {}", low);
        return high.empty() ? std::string{} : fmt::format("≤ {}", high);
    };
    const auto number = [](const std::optional<base::Decimal>& value) {
        return value ? base::to_string(*value) : std::string{};
    };
    const auto day = [](const std::optional<base::Date>& value) {
        return value ? base::to_string(*value) : std::string{};
    };
    if (column.type == ColumnType::text || column.type == ColumnType::code)
        return pick(language, fmt::format("最多{}个字", column.length_max),
                    fmt::format("at most {} characters", column.length_max));
    if (column.type == ColumnType::date)
        return between(day(column.first_date), day(column.last_date));
    return between(number(column.min), number(column.max));
}

std::string note_of(const ColumnSchema& column, Language language) {
    std::string note = pick(language, column.required ? "必填。" : "选填。",
                            column.required ? "Required." : "Optional.");
    const auto add = [&](const std::string& more) {
        if (!more.empty()) note += "\n" + more;
    };
    add(pick(language, expected_zh(column), expected_en(column)));
    add(bound_text(column, language));
    add(pick(language, column.note_zh, column.note_en));
    if (!column.example.empty()) add(pick(language, "例：", "Example: ") + column.example);
    if (column.unique) add(pick(language, "不得重复。", "No value twice."));
    return note;
}

EntryRule rule_of(const ColumnSchema& column, Language language) {
    using Kind = EntryRule::Kind;
    EntryRule rule{.min = column.min,
                   .max = column.max,
                   .first_date = column.first_date,
                   .last_date = column.last_date,
                   .required = column.required,
                   .warn_only = column.may_clear,  // 清空 is no number and no choice
                   .prompt_title = header_text(column, language),
                   .prompt = note_of(column, language),
                   .refusal = pick(language, expected_zh(column), expected_en(column))};
    switch (column.type) {
        case ColumnType::text:
        case ColumnType::code:
            rule.kind = Kind::length;
            rule.min = base::Decimal(0);
            rule.max = base::Decimal(
                static_cast<std::int32_t>(std::min(column.length_max, kWorkbookCellCharactersMax)));
            if (column.choices.empty()) break;
            rule.kind = Kind::choice;
            rule.choices = choice_names(column, language);
            rule.warn_only = true;
            break;
        case ColumnType::number:
            // A bound may be a fraction where a whole number is asked for; then any will do.
            rule.kind = column.whole ? Kind::whole : Kind::decimal;
            break;
        case ColumnType::money: rule.kind = Kind::decimal; break;
        case ColumnType::date: rule.kind = Kind::date; break;
        case ColumnType::yes_no:
        case ColumnType::choice:
            rule.kind = Kind::choice;
            rule.choices = choice_names(column, language);
            break;
    }
    return rule;
}

WorkbookColumn form_of(const ColumnSchema& column, Language language) {
    const bool is_text = column.type == ColumnType::text;
    return {.title = header_text(column, language) + (column.required ? " *" : ""),
            .width = is_text ? kTextWidth : 0,
            .as_text = is_text || column.type == ColumnType::code};
}

class TemplateWriter {
public:
    TemplateWriter(WorkbookWriter& writer, const TableSchema& schema,
                   const TemplateOptions& options)
        : writer_(writer), schema_(schema), options_(options), language_(options.language) {}

    Result<void> write() {
        Result<void> done = write_entry_sheet();
        if (done) done = write_notes_sheet();
        if (done) done = write_choices_sheet();
        return done;
    }

private:
    Result<void> write_entry_sheet() {
        std::vector<WorkbookColumn> forms;
        std::vector<MarkedCell> header;
        for (const ColumnSchema& column : schema_.columns) {
            forms.push_back(form_of(column, language_));
            header.push_back({forms.back().title,
                              column.required ? CellLook::header_required : CellLook::header,
                              note_of(column, language_)});
        }
        const std::string title = pick(language_, schema_.zh, schema_.en);
        writer_.begin_sheet(title, forms);
        const std::vector<MarkedCell> title_row = {{title, CellLook::title, {}}};
        const std::vector<MarkedCell> remark_row = {
            {pick(
                 language_, "标 * 的列必填；从第4行起每行填一条；不要改动表头。口径见“填写说明”。",
                 "Columns with * are required. One record a row from row 4 on. Leave the header as "
                 "it is. Definitions are in the second sheet."),
             CellLook::plain,
             {}}};
        if (auto done = writer_.add_row(title_row); !done) return done;
        if (auto done = writer_.add_row(remark_row); !done) return done;
        constexpr double kHeaderHeight = 32;
        if (auto done = writer_.add_row(header, kHeaderHeight); !done) return done;
        KC_CHECK(writer_.row_count() == kHeaderRow);
        writer_.freeze(kHeaderRow, 1);
        set_rules();
        return write_prefill();
    }

    void set_rules() {
        const std::size_t room = kWorkbookRowsMax - kHeaderRow;
        const auto last = static_cast<std::uint32_t>(
            kHeaderRow + std::clamp<std::size_t>(options_.rows, 1, room));
        for (std::size_t i = 0; i < schema_.columns.size(); ++i) {
            EntryRule rule = rule_of(schema_.columns[i], language_);
            if (rule.kind == EntryRule::Kind::choice && !fits_inline(rule.choices)) {
                long_choices_.push_back(std::move(rule.choices));
                const std::string letters =
                    column_letters(static_cast<std::uint32_t>(long_choices_.size()));
                rule.kind = EntryRule::Kind::choice_range;
                rule.choice_range = fmt::format("={}!${}$1:${}${}", kChoicesSheet, letters, letters,
                                                long_choices_.back().size());
            }
            const auto column = static_cast<std::uint32_t>(i + 1);
            writer_.set_entry_rule({kHeaderRow + 1, last, column, column}, rule);
        }
    }

    Result<void> write_prefill() {
        for (const std::vector<FieldValue>& values : options_.prefill) {
            std::vector<CellValue> row;
            for (std::size_t i = 0; i < values.size() && i < schema_.columns.size(); ++i)
                row.push_back(to_cell_value(values[i], schema_.columns[i]));
            if (auto done = writer_.add_row(row); !done) return done;
        }
        std::vector<CellValue> row;
        while (options_.next_row) {
            const Result<bool> more = options_.next_row(row);
            if (!more) return unexpected(more.error());
            if (!*more) break;
            if (auto done = writer_.add_row(row); !done) return done;
        }
        return {};
    }

    Result<void> write_notes_sheet() {
        const auto word = [&](std::string_view zh, std::string_view en) {
            return pick(language_, zh, en);
        };
        const std::vector<WorkbookColumn> columns = {
            {.title = word("填写项", "Field"), .width = 24},
            {.title = word("是否必填", "Required?"), .width = 10},
            {.title = word("怎么填", "What to fill in"), .width = 28},
            {.title = word("范围与选项", "Range and choices"), .width = 40},
            {.title = word("口径", "Definition"), .width = 60},
            {.title = word("示例", "Example"), .width = 20}};
        writer_.begin_sheet(word("填写说明", "Notes"), columns);
        if (auto done = writer_.add_header(columns); !done) return done;
        writer_.freeze(1, 1);
        for (const ColumnSchema& column : schema_.columns) {
            const std::vector<CellValue> row = {
                header_text(column, language_),
                column.required ? word("必填", "required") : word("选填", "optional"),
                pick(language_, expected_zh(column), expected_en(column)),
                range_or_choices(column),
                pick(language_, column.note_zh, column.note_en),
                column.example};
            if (auto done = writer_.add_row(row); !done) return done;
        }
        writer_.skip_row();
        const auto& notes = language_ == Language::en ? schema_.notes_en : schema_.notes_zh;
        for (const std::string& note : notes) {
            const CellValue value = note;
            if (auto done = writer_.add_row({&value, 1}); !done) return done;
        }
        return {};
    }

    std::string range_or_choices(const ColumnSchema& column) const {
        const std::vector<std::string> names = choice_names(column, language_);
        if (names.empty()) return bound_text(column, language_);
        bool was_cut = false;
        return workbook_text(fmt::format("{}", fmt::join(names, "、")), kWorkbookCellCharactersMax,
                             was_cut);
    }

    // Lists too long for a rule stand in a hidden sheet, one a column.
    Result<void> write_choices_sheet() {
        if (long_choices_.empty()) return {};
        std::size_t longest = 0;
        for (const auto& names : long_choices_) longest = std::max(longest, names.size());
        writer_.begin_sheet(kChoicesSheet, {});
        writer_.hide_sheet();
        for (std::size_t row = 0; row < longest; ++row) {
            std::vector<CellValue> cells;
            for (const auto& names : long_choices_)
                cells.push_back(row < names.size() ? CellValue(names[row]) : CellValue());
            if (auto done = writer_.add_row(cells); !done) return done;
        }
        return {};
    }

    WorkbookWriter& writer_;
    const TableSchema& schema_;
    const TemplateOptions& options_;
    Language language_;
    std::vector<std::vector<std::string>> long_choices_ = {};
};

}  // namespace

Result<void> write_template(const std::filesystem::path& path, const TableSchema& schema,
                            const TemplateOptions& options) {
    KC_CHECK(check_schema(schema).empty());
    Result<WorkbookWriter> writer = WorkbookWriter::create(path, options.workbook);
    if (!writer) return unexpected(writer.error());
    if (auto done = TemplateWriter(*writer, schema, options).write(); !done) return done;
    return writer->finish();
}

Result<std::string> template_bytes(const TableSchema& schema, const TemplateOptions& options) {
    return bytes_of_written_file(
        [&](const std::filesystem::path& path) { return write_template(path, schema, options); });
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <map>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/workbook_text.hpp"

namespace kc::exchange {
namespace {

constexpr int kSpreadsheetDigits = 15;
constexpr std::int32_t kWidthMax = 60;
constexpr std::int32_t kWidthMin = 8;
const base::Date kFirstSpreadsheetDay = *base::Date::of(1900, 3, 1);

Diagnostic cannot_write(std::string_view why) {
    return Diagnostic{.code = "E-workbook-write",
                      .zh = fmt::format("写不了 Excel 文件：{}", why),
                      .en = fmt::format("the workbook cannot be written: {}", why)}
        .hint("检查磁盘空间和文件夹权限", "check the free space and the rights on the folder");
}

Diagnostic too_many_rows() {
    return Diagnostic{.code = "E-workbook-rows",
                      .zh = fmt::format("超过 Excel 每张工作表 {} 行的上限", kWorkbookRowsMax),
                      .en = fmt::format("more than the {} rows a sheet can have", kWorkbookRowsMax)}
        .hint("缩小筛选范围，或导出为 CSV", "narrow the selection, or export it as CSV");
}

Diagnostic too_many_columns() {
    return {.code = "E-workbook-columns",
            .zh = fmt::format("超过 Excel 每张工作表 {} 列的上限", kWorkbookColumnsMax),
            .en = fmt::format("more than the {} columns a sheet can have", kWorkbookColumnsMax)};
}

// The nearest binary fraction; printed with 15 digits it is the decimal again.
std::optional<double> to_binary(base::Decimal number) {
    const std::string text = base::to_string(number);
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > kSpreadsheetDigits + (text.starts_with("0.") || text.starts_with("-0.") ? 1 : 0))
        return std::nullopt;
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{}) return std::nullopt;
    return value;
}

std::string number_format(const WorkbookColumn& column) {
    std::string format = column.grouped ? "#,##0" : "0";
    if (column.places < 0) return column.grouped ? "#,##0.##" : "General";
    if (column.places > 0)
        format += "." + std::string(static_cast<std::size_t>(column.places), '0');
    return format;
}

lxw_datetime to_datetime(base::Date date) {
    return {date.year(), date.month(), date.day(), 0, 0, 0};
}

enum class Shape : std::uint8_t { general, text, number, date };

void paint(lxw_format* format, CellLook look) {
    constexpr lxw_color_t kHeaderGround = 0xDDE7F3;
    constexpr lxw_color_t kRequiredGround = 0xF8DCC4;
    constexpr lxw_color_t kWrongGround = 0xF8CBCB;
    constexpr lxw_color_t kDoubtfulGround = 0xFFF2C2;
    const auto ground = [&](lxw_color_t colour) { format_set_bg_color(format, colour); };
    switch (look) {
        case CellLook::plain: break;
        case CellLook::title:
            format_set_bold(format);
            format_set_font_size(format, 14);
            break;
        case CellLook::header:
        case CellLook::header_required:
            format_set_bold(format);
            format_set_text_wrap(format);
            format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
            format_set_border(format, LXW_BORDER_THIN);
            ground(look == CellLook::header ? kHeaderGround : kRequiredGround);
            break;
        case CellLook::remark:
            format_set_font_color(format, 0x595959);
            format_set_text_wrap(format);
            format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
            break;
        case CellLook::wrong: ground(kWrongGround); break;
        case CellLook::doubtful: ground(kDoubtfulGround); break;
    }
}

}  // namespace

struct WorkbookWriter::Book {
    std::filesystem::path path = {};
    std::string part_path = {};
    std::string temporary_folder = {};
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    std::vector<lxw_worksheet*> sheets = {};
    std::vector<WorkbookColumn> columns = {};
    std::set<std::string> names_taken = {};  // in lower case
    // By look, shape and number format: a format a cell would soon pass the 64,000 a file may have.
    std::map<std::tuple<CellLook, Shape, std::string>, lxw_format*> formats = {};
    std::uint32_t rows = 0;
    std::size_t texts_cut = 0;

    Book() = default;
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;
    ~Book() {
        if (book != nullptr) abandon();
    }

    void abandon() {
        for (lxw_worksheet* each : sheets) {
            if (each->optimize_tmpfile != nullptr) std::fclose(each->optimize_tmpfile);
            each->optimize_tmpfile = nullptr;
            each->file = nullptr;
        }
        lxw_workbook_free(book);
        book = nullptr;
        std::error_code ignored;
        std::filesystem::remove(part_path, ignored);
    }

    lxw_format* format(CellLook look, Shape shape, const std::string& numbers) {
        lxw_format*& found = formats[{look, shape, numbers}];
        if (found != nullptr) return found;
        found = workbook_add_format(book);
        paint(found, look);
        if (shape == Shape::text) format_set_num_format(found, "@");
        if (shape == Shape::date) format_set_num_format(found, "yyyy-mm-dd");
        if (shape == Shape::number) format_set_num_format(found, numbers.c_str());
        return found;
    }

    lxw_format* format_of(const CellValue& value, CellLook look, std::size_t column) {
        const WorkbookColumn* form = column < columns.size() ? &columns[column] : nullptr;
        if (std::holds_alternative<base::Date>(value)) return format(look, Shape::date, {});
        if (std::holds_alternative<base::Decimal>(value) && form != nullptr && !form->as_text)
            return format(look, Shape::number, number_format(*form));
        const auto* text = std::get_if<std::string>(&value);
        if ((form != nullptr && form->as_text) || (text != nullptr && begins_like_formula(*text)))
            return format(look, Shape::text, {});
        return look == CellLook::plain ? nullptr : format(look, Shape::general, {});
    }

    void put_text(lxw_col_t column, const std::string& text, lxw_format* form) {
        bool was_cut = false;
        const std::string fitting = workbook_text(text, kWorkbookCellCharactersMax, was_cut);
        if (was_cut) ++texts_cut;
        worksheet_write_string(sheet, rows, column, fitting.c_str(), form);
    }

    void put(std::size_t at, const CellValue& value, CellLook look) {
        const auto column = static_cast<lxw_col_t>(at);
        lxw_format* form = format_of(value, look, at);
        if (const auto* number = std::get_if<base::Decimal>(&value)) {
            const auto binary = to_binary(*number);
            if (binary && !(at < columns.size() && columns[at].as_text)) {
                worksheet_write_number(sheet, rows, column, *binary, form);
            } else {
                put_text(column, base::to_string(*number), format(look, Shape::text, {}));
            }
        } else if (const auto* date = std::get_if<base::Date>(&value)) {
            // Spreadsheets know no day before 1900 and one day too many in it.
            if (*date < kFirstSpreadsheetDay) {
                put_text(column, base::to_string(*date), format(look, Shape::text, {}));
            } else {
                lxw_datetime when = to_datetime(*date);
                worksheet_write_datetime(sheet, rows, column, &when, form);
            }
        } else if (const auto* yes = std::get_if<bool>(&value)) {
            put_text(column, *yes ? "是" : "否", form);
        } else if (const auto* text = std::get_if<std::string>(&value); text && !text->empty()) {
            put_text(column, *text, form);
        } else if (look != CellLook::plain) {
            worksheet_write_blank(sheet, rows, column, form);
        }
    }

    void put_percent(std::size_t at, const MarkedCell& cell) {
        const auto* number = std::get_if<base::Decimal>(&cell.value);
        const auto binary = number == nullptr ? std::nullopt : to_binary(*number);
        if (!binary) return put(at, cell.value, cell.look);
        worksheet_write_number(sheet, rows, static_cast<lxw_col_t>(at), *binary,
                               format(cell.look, Shape::number, "0.00##%"));
    }

    Result<void> may_add(std::size_t columns_wanted) const {
        KC_CHECK(sheet != nullptr);
        if (rows >= kWorkbookRowsMax) return unexpected(too_many_rows());
        if (columns_wanted > kWorkbookColumnsMax) return unexpected(too_many_columns());
        return {};
    }

    // libxlsxwriter does not look whether its temporary files took what it wrote.
    bool was_everything_kept() const {
        return std::all_of(sheets.begin(), sheets.end(), [](const lxw_worksheet* each) {
            std::FILE* file = each->optimize_tmpfile;
            return file == nullptr || (std::fflush(file) == 0 && std::ferror(file) == 0);
        });
    }
};

WorkbookWriter::WorkbookWriter(std::unique_ptr<Book> book) : book_(std::move(book)) {}
WorkbookWriter::WorkbookWriter(WorkbookWriter&&) noexcept = default;
WorkbookWriter& WorkbookWriter::operator=(WorkbookWriter&&) noexcept = default;
WorkbookWriter::~WorkbookWriter() = default;

Result<WorkbookWriter> WorkbookWriter::create(const std::filesystem::path& path,
                                              const WorkbookOptions& options) {
    auto made = std::make_unique<Book>();
    made->path = path;
    made->part_path = path.string() + ".part";
    made->temporary_folder = options.temporary_folder;
    // Now, because libxlsxwriter looks only when everything has been written.
    std::FILE* file = std::fopen(made->part_path.c_str(), "wb");
    if (file == nullptr) return unexpected(cannot_write(std::generic_category().message(errno)));
    std::fclose(file);
    lxw_workbook_options opened{};
    opened.constant_memory = LXW_TRUE;
    opened.use_zip64 = LXW_FALSE;
    opened.tmpdir = made->temporary_folder.empty() ? nullptr : made->temporary_folder.data();
    made->book = workbook_new_opt(made->part_path.c_str(), &opened);
    if (made->book == nullptr) return unexpected(cannot_write("out of memory"));
    std::string title = options.title;
    std::string author = options.author;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.created = static_cast<time_t>(options.created.days_since_1970()) * 86'400;
    workbook_set_properties(made->book, &properties);
    return WorkbookWriter(std::move(made));
}

std::string WorkbookWriter::begin_sheet(std::string_view name,
                                        std::span<const WorkbookColumn> columns) {
    Book& book = *book_;
    std::string taken = legal_sheet_name(name, book.names_taken);
    book.sheet = workbook_add_worksheet(book.book, taken.c_str());
    KC_CHECK(book.sheet != nullptr);
    book.sheets.push_back(book.sheet);
    book.columns.assign(columns.begin(), columns.end());
    book.rows = 0;
    for (std::size_t i = 0; i < columns.size() && i < kWorkbookColumnsMax; ++i) {
        const WorkbookColumn& column = columns[i];
        const auto natural = static_cast<std::int32_t>(shown_width(column.title)) + 4;
        const std::int32_t width =
            column.width > 0 ? column.width : std::clamp(natural, kWidthMin, kWidthMax);
        lxw_format* form = column.as_text ? book.format(CellLook::plain, Shape::text, {}) : nullptr;
        const auto at = static_cast<lxw_col_t>(i);
        worksheet_set_column(book.sheet, at, at, width, form);
    }
    return taken;
}

void WorkbookWriter::freeze(std::uint32_t rows, std::uint32_t columns) {
    worksheet_freeze_panes(book_->sheet, rows, static_cast<lxw_col_t>(columns));
}

void WorkbookWriter::filter(const CellRange& range) {
    worksheet_autofilter(book_->sheet, range.first_row - 1,
                         static_cast<lxw_col_t>(range.first_column - 1), range.last_row - 1,
                         static_cast<lxw_col_t>(range.last_column - 1));
}

void WorkbookWriter::activate() {
    worksheet_activate(book_->sheet);
}

void WorkbookWriter::hide_sheet() {
    worksheet_hide(book_->sheet);
}

Result<void> WorkbookWriter::add_header(std::span<const WorkbookColumn> columns) {
    std::vector<MarkedCell> cells;
    for (const WorkbookColumn& column : columns)
        cells.push_back({column.title, CellLook::header, {}});
    return add_row(cells);
}

Result<void> WorkbookWriter::add_row(std::span<const CellValue> cells, CellLook look) {
    if (auto may = book_->may_add(cells.size()); !may) return may;
    for (std::size_t i = 0; i < cells.size(); ++i) book_->put(i, cells[i], look);
    ++book_->rows;
    return {};
}

Result<void> WorkbookWriter::add_row(std::span<const MarkedCell> cells,
                                     std::optional<double> height) {
    Book& book = *book_;
    if (auto may = book.may_add(cells.size()); !may) return may;
    if (height) worksheet_set_row(book.sheet, book.rows, *height, nullptr);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].is_percent) {
            book.put_percent(i, cells[i]);
        } else {
            book.put(i, cells[i].value, cells[i].look);
        }
        if (cells[i].comment.empty()) continue;
        bool was_cut = false;
        const std::string words =
            workbook_text(cells[i].comment, kWorkbookCellCharactersMax, was_cut);
        lxw_comment_options options{};
        options.x_scale = 1.8;
        options.y_scale = 1.2;
        worksheet_write_comment_opt(book.sheet, book.rows, static_cast<lxw_col_t>(i), words.c_str(),
                                    &options);
    }
    ++book.rows;
    return {};
}

void WorkbookWriter::skip_row() {
    ++book_->rows;
}

std::uint32_t WorkbookWriter::row_count() const {
    return book_->rows;
}

std::size_t WorkbookWriter::texts_cut() const {
    return book_->texts_cut;
}

Result<void> WorkbookWriter::finish() {
    Book& book = *book_;
    KC_CHECK(book.book != nullptr);
    if (!book.was_everything_kept()) {
        book.abandon();
        return unexpected(cannot_write("a temporary file could not be written"));
    }
    if (book.sheets.empty()) begin_sheet("Sheet1", {});
    const lxw_error error = workbook_close(book.book);
    book.book = nullptr;
    std::error_code renamed;
    if (error == LXW_NO_ERROR) std::filesystem::rename(book.part_path, book.path, renamed);
    if (error == LXW_NO_ERROR && !renamed) return {};
    std::error_code ignored;
    std::filesystem::remove(book.part_path, ignored);
    return unexpected(
        cannot_write(error == LXW_NO_ERROR ? renamed.message() : lxw_strerror(error)));
}

namespace {

void set_list(lxw_data_validation& out, const EntryRule& rule, std::vector<char*>& list) {
    for (const std::string& choice : rule.choices)
        list.push_back(const_cast<char*>(choice.c_str()));  // NOLINT: a C API that only reads
    list.push_back(nullptr);
    out.validate = LXW_VALIDATION_TYPE_LIST;
    out.value_list = list.data();
}

template <typename T, typename Set>
void set_bounds(lxw_data_validation& out, const std::optional<T>& low, const std::optional<T>& high,
                Set set) {
    if (low && high) {
        out.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    } else {
        out.criteria = low ? LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO
                           : LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO;
    }
    set(low, high);
}

void set_numbers(lxw_data_validation& out, const EntryRule& rule) {
    constexpr double kAny = 1e15;
    const auto bound = [](const std::optional<base::Decimal>& value, double otherwise) {
        return value ? to_binary(*value).value_or(otherwise) : otherwise;
    };
    set_bounds(out, rule.min, rule.max, [&](const auto& low, const auto& high) {
        out.minimum_number = bound(low, -kAny);
        out.maximum_number = bound(high, kAny);
        out.value_number = low ? out.minimum_number : out.maximum_number;
    });
}

void set_dates(lxw_data_validation& out, const EntryRule& rule) {
    const base::Date from = rule.first_date.value_or(kFirstSpreadsheetDay);
    const base::Date to = rule.last_date.value_or(*base::Date::of(base::Date::kMaxYear, 12, 31));
    out.validate = LXW_VALIDATION_TYPE_DATE;
    out.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    out.minimum_datetime = to_datetime(std::max(from, kFirstSpreadsheetDay));
    out.maximum_datetime = to_datetime(to);
}

}  // namespace

void WorkbookWriter::set_entry_rule(const CellRange& range, const EntryRule& rule) {
    lxw_data_validation out{};
    std::vector<char*> list;
    std::string choice_range = rule.choice_range;
    out.validate = LXW_VALIDATION_TYPE_ANY;
    switch (rule.kind) {
        case EntryRule::Kind::none: break;
        case EntryRule::Kind::choice: set_list(out, rule, list); break;
        case EntryRule::Kind::choice_range:
            out.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
            out.value_formula = choice_range.data();
            break;
        case EntryRule::Kind::whole: out.validate = LXW_VALIDATION_TYPE_INTEGER; break;
        case EntryRule::Kind::decimal: out.validate = LXW_VALIDATION_TYPE_DECIMAL; break;
        case EntryRule::Kind::date: set_dates(out, rule); break;
        case EntryRule::Kind::length: out.validate = LXW_VALIDATION_TYPE_LENGTH; break;
    }
    if (rule.kind == EntryRule::Kind::whole || rule.kind == EntryRule::Kind::decimal ||
        rule.kind == EntryRule::Kind::length) {
        set_numbers(out, rule);
    }
    std::string title = base::shortened(rule.prompt_title, 31);
    std::string prompt = base::shortened(rule.prompt, 254);
    std::string refusal = base::shortened(rule.refusal, 254);
    out.ignore_blank = rule.required ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
    out.error_type =
        rule.warn_only ? LXW_VALIDATION_ERROR_TYPE_WARNING : LXW_VALIDATION_ERROR_TYPE_STOP;
    if (!title.empty()) out.input_title = title.data();
    if (!prompt.empty()) out.input_message = prompt.data();
    if (!refusal.empty()) out.error_message = refusal.data();
    worksheet_data_validation_range(
        book_->sheet, range.first_row - 1, static_cast<lxw_col_t>(range.first_column - 1),
        range.last_row - 1, static_cast<lxw_col_t>(range.last_column - 1), &out);
}

Result<void> write_workbook(const std::filesystem::path& path,
                            std::span<const WorkbookSheet> sheets, const WorkbookOptions& options) {
    Result<WorkbookWriter> writer = WorkbookWriter::create(path, options);
    if (!writer) return unexpected(writer.error());
    for (const WorkbookSheet& sheet : sheets) {
        writer->begin_sheet(sheet.name, sheet.columns);
        if (!sheet.title.empty()) {
            const CellValue title = sheet.title;
            if (auto done = writer->add_row({&title, 1}, CellLook::title); !done) return done;
        }
        if (auto done = writer->add_header(sheet.columns); !done) return done;
        writer->freeze(writer->row_count(), 0);
        for (const std::vector<CellValue>& row : sheet.rows) {
            if (auto done = writer->add_row(row); !done) return done;
        }
        if (!sheet.remarks.empty()) writer->skip_row();
        for (const std::string& remark : sheet.remarks) {
            const CellValue value = remark;
            if (auto done = writer->add_row({&value, 1}); !done) return done;
        }
    }
    return writer->finish();
}

Result<std::string> workbook_bytes(std::span<const WorkbookSheet> sheets,
                                   const WorkbookOptions& options) {
    return bytes_of_written_file(
        [&](const std::filesystem::path& path) { return write_workbook(path, sheets, options); });
}

}  // namespace kc::exchange

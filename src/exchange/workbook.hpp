// SPDX-License-Identifier: Apache-2.0
// Writes workbooks (.xlsx) row by row in constant memory.
//
// Rows go out in order and cannot be gone back to. Nothing that is written is ever a formula: a
// text such as "=1+1" stays that text, also when somebody edits the cell. A number that needs more
// than 15 digits is written as text, because a spreadsheet keeps no more than 15.
//
// Small tables at once:
//
//   Result<void> done = write_workbook("rank.xlsx", {{{.name = "排名",
//       .columns = {{.title = "县区"}, {.title = "得分", .places = 2}},
//       .rows = {{"甲县", *Decimal::parse("91.2")}}}}});
//
// Long ones through WorkbookWriter: create, begin_sheet, add_row …, finish.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "exchange/table_value.hpp"

namespace kc::exchange {

// Of the format itself.
inline constexpr std::size_t kWorkbookRowsMax = 1'048'576;
inline constexpr std::size_t kWorkbookColumnsMax = 16'384;
inline constexpr std::size_t kWorkbookCellCharactersMax = 32'767;

// How a cell looks. The colours are never the only sign: a wrong cell also has a comment.
enum class CellLook : std::uint8_t {
    plain,
    title,            // large, above a table
    header,           // column names
    header_required,  // the name of a column that must be filled
    remark,           // small grey explanation, wrapped
    wrong,            // red ground
    doubtful,         // yellow ground
};

struct WorkbookColumn {
    std::string title = {};
    std::int32_t width = 0;    // characters of Latin text; 0: after the title
    std::int32_t places = -1;  // digits shown after the point; -1: as the number has them
    bool grouped = false;      // 1,234,567
    bool as_text = false;      // what is typed there stays text: codes with leading zeros
};

struct MarkedCell {
    CellValue value = {};
    CellLook look = CellLook::plain;
    std::string comment = {};
    bool is_percent = false;  // a number shown times 100 with a %
};

// Rows and columns count from 1, as spreadsheets show them.
struct CellRange {
    std::uint32_t first_row = 1;
    std::uint32_t last_row = 1;
    std::uint32_t first_column = 1;
    std::uint32_t last_column = 1;
};

// What a spreadsheet lets somebody type. It guides, it does not protect: pasting goes around it.
struct EntryRule {
    enum class Kind : std::uint8_t { none, choice, choice_range, whole, decimal, date, length };

    Kind kind = Kind::none;
    std::vector<std::string> choices = {};  // together at most kInlineChoiceCharactersMax
    std::string choice_range = {};          // "=选项!$A$1:$A$40"
    std::optional<base::Decimal> min = {};
    std::optional<base::Decimal> max = {};
    std::optional<base::Date> first_date = {};
    std::optional<base::Date> last_date = {};
    bool required = false;
    bool warn_only = false;
    std::string prompt_title = {};  // cut to 32 characters
    std::string prompt = {};        // cut to 255
    std::string refusal = {};       // cut to 255
};

// A list of choices inside a cell's rule may have this many characters, commas included.
inline constexpr std::size_t kInlineChoiceCharactersMax = 255;

struct WorkbookOptions {
    std::string title = {};
    std::string author = {};
    base::Date created = *base::Date::of(2000, 1, 1);  // fixed, so that equal rows give equal files
    std::string temporary_folder = {};                 // "": the system's
};

class WorkbookWriter {
public:
    // Nothing is at `path` before finish has succeeded.
    static Result<WorkbookWriter> create(const std::filesystem::path& path,
                                         const WorkbookOptions& options = {});

    WorkbookWriter(WorkbookWriter&&) noexcept;
    WorkbookWriter& operator=(WorkbookWriter&&) noexcept;
    // Without finish: the file is removed.
    ~WorkbookWriter();

    // The name is made legal (31 characters, no []:*?/\) and told apart from earlier ones; the
    // name that was taken comes back. The columns give widths and number formats.
    std::string begin_sheet(std::string_view name, std::span<const WorkbookColumn> columns);

    // Below the rows and right of the columns everything scrolls.
    void freeze(std::uint32_t rows, std::uint32_t columns);
    void filter(const CellRange& range);
    void set_entry_rule(const CellRange& range, const EntryRule& rule);
    // The sheet that is shown first when the file is opened; else the first one.
    void activate();
    void hide_sheet();

    Result<void> add_header(std::span<const WorkbookColumn> columns);
    Result<void> add_row(std::span<const CellValue> cells, CellLook look = CellLook::plain);
    Result<void> add_row(std::span<const MarkedCell> cells, std::optional<double> height = {});
    void skip_row();

    // Rows begun in this sheet; the next one has this number + 1.
    [[nodiscard]] std::uint32_t row_count() const;
    // Texts that were longer than a cell can hold and were cut, marked with ….
    [[nodiscard]] std::size_t texts_cut() const;

    Result<void> finish();

private:
    struct Book;
    explicit WorkbookWriter(std::unique_ptr<Book> book);

    std::unique_ptr<Book> book_;
};

// A whole sheet of values: a header, rows, and remarks below them.
struct WorkbookSheet {
    std::string name = {};
    std::string title = {};  // a line above the header; "" for none
    std::vector<WorkbookColumn> columns = {};
    std::vector<std::vector<CellValue>> rows = {};
    std::vector<std::string> remarks = {};
};

Result<void> write_workbook(const std::filesystem::path& path,
                            std::span<const WorkbookSheet> sheets,
                            const WorkbookOptions& options = {});

// The same as bytes, by way of a temporary file.
Result<std::string> workbook_bytes(std::span<const WorkbookSheet> sheets,
                                   const WorkbookOptions& options = {});

}  // namespace kc::exchange

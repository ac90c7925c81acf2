// SPDX-License-Identifier: Apache-2.0
#include "office/evaluation_workbook.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <vector>

#include "evaluation/definition_number.hpp"
#include "evaluation/resolved.hpp"
#include "evaluation/result_stage.hpp"
#include "exchange/extract_file.hpp"
#include "office/temporary_file.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kCellTextMax = 32'767;  // of the format itself
constexpr std::size_t kWorkbookBytesMax = std::size_t{512} << 20;

class Book {
public:
    Book(const std::string& path, bool in_zh) : book_(workbook_new(path.c_str())), in_zh_(in_zh) {
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
    }

    void add(const char* zh, const char* en, const evaluation::TextRows& rows) {
        lxw_worksheet* sheet = workbook_add_worksheet(book_, in_zh_ ? zh : en);
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t column = 0; column < rows[row].size(); ++column)
                put(sheet, row, column, rows[row][column]);
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_set_column(sheet, 0, 2, 14, nullptr);
    }

    lxw_error close() { return workbook_close(book_); }

private:
    void put(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& cell) {
        const auto r = static_cast<lxw_row_t>(row);
        const auto c = static_cast<lxw_col_t>(column);
        const auto value = evaluation::read_number(cell);
        // Codes such as 341802 stay numbers only where a heading does not stand above them.
        if (row > 0 && value && column > 0) {
            worksheet_write_number(sheet, r, c, *value, nullptr);
        } else {
            worksheet_write_string(sheet, r, c, cell.substr(0, kCellTextMax).c_str(),
                                   row == 0 ? bold_ : nullptr);
        }
    }

    lxw_workbook* book_;
    lxw_format* bold_ = nullptr;
    bool in_zh_;
};

// One row a unit with what `report: {publish: …}` allows to print, and nothing else.
evaluation::TextRows published_rows(const evaluation::Evaluation& result,
                                    const evaluation::Trust* trust, bool in_zh) {
    using Publish = evaluation::ReportPlan::Publish;
    const Publish what = result.definition.report.publish;
    const char* zh = what == Publish::groups ? "档次" : what == Publish::ranks ? "名次" : "并列档";
    const char* en = what == Publish::groups ? "grade" : what == Publish::ranks ? "rank" : "band";
    evaluation::TextRows rows = {
        {in_zh ? "单位" : "unit", in_zh ? "名称" : "name", in_zh ? zh : en}};
    const std::vector<std::string> places = evaluation::published(result, trust);
    const evaluation::YearResult& year = result.asked();
    for (const std::size_t row : evaluation::ranking_order(year))
        rows.push_back({year.slice.ids[row], year.slice.names[row], places[row]});
    if (what == Publish::rank_bands && trust == nullptr)
        rows.push_back(
            {"", in_zh ? "并列档要有 uncertainty 才能算出" : "bands need an uncertainty block"});
    return rows;
}

evaluation::TextRows note_rows(const evaluation::Evaluation& result, Language language) {
    evaluation::TextRows rows = {{"code", "note"}};
    for (const Diagnostic& note : result.notes)
        rows.push_back({note.code, language == Language::en ? note.en : note.zh});
    return rows;
}

evaluation::TextRows filled_rows(const evaluation::Evaluation& result) {
    evaluation::TextRows rows = {{"unit", "indicator", "value", "from"}};
    const evaluation::YearResult& year = result.asked();
    for (const evaluation::ImputedCell& cell : year.cells)
        rows.push_back({year.slice.ids[cell.row], result.definition.indicators[cell.indicator].id,
                        evaluation::number_text(cell.value), cell.from});
    return rows;
}

evaluation::TextRows source_rows(const evaluation::Evaluation& result) {
    evaluation::TextRows rows = {{"what", "value"},
                                 {"evaluation", result.definition.code},
                                 {"result sha-256", result.identity.result},
                                 {"definition sha-256", result.identity.definition},
                                 {"data sha-256", result.identity.data}};
    const std::string text = evaluation::resolved_text(result.definition);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        rows.push_back({"definition", text.substr(at, end - at)});
        at = end + 1;
    }
    return rows;
}

Diagnostic not_written(std::string_view why) {
    return {.code = "E-output",
            .zh = fmt::format("写不出工作簿：{}", why),
            .en = fmt::format("the workbook cannot be written: {}", why)};
}

}  // namespace

Result<std::string> evaluation_workbook(const evaluation::Evaluation& result,
                                        const evaluation::Trust* trust, Language language) {
    const bool in_zh = language != Language::en;
    const TemporaryFile file(".xlsx");
    if (!file.is_there()) return unexpected(not_written("no temporary file"));
    Book book(file.path(), in_zh);
    book.add("公布", "For print", published_rows(result, trust, in_zh));
    book.add("排名", "Ranking", evaluation::ranking_rows(result, {in_zh}));
    struct Sheet {
        const char* zh;
        const char* en;
        const char* stage;
    };
    for (const Sheet& sheet :
         {Sheet{"得分", "Scores", "aggregate"}, Sheet{"权重", "Weights", "weight"},
          Sheet{"原始数", "Figures", "assemble"}, Sheet{"计分", "Scaled", "normalise"},
          Sheet{"加减分", "Adjustments", "adjust"}})
        book.add(sheet.zh, sheet.en, *evaluation::stage_rows(result, sheet.stage));
    book.add("补数", "Filled in", filled_rows(result));
    book.add("说明", "Notes", note_rows(result, language));
    book.add("来源", "Source", source_rows(result));
    if (const lxw_error error = book.close(); error != LXW_NO_ERROR)
        return unexpected(not_written(lxw_strerror(error)));
    return exchange::read_file_bytes(file.path(), kWorkbookBytesMax);
}

}  // namespace kc::office

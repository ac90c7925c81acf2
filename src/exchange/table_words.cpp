// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_words.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

// {0} stands for what was seen, {1} for what it was taken for or for a detail.
struct Words {
    bool is_warning = false;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
    std::string_view hint_zh = {};
    std::string_view hint_en = {};
};

constexpr std::string_view kWriteNumberZh = "只写数字，如 1234.5";
constexpr std::string_view kWriteNumberEn = "write the digits alone, such as 1234.5";
constexpr std::string_view kWriteDateZh = "写成 2024-05-06";
constexpr std::string_view kWriteDateEn = "write it as 2024-05-06";

CellFinding filled(const Words& words, std::string_view seen, std::string_view detail) {
    const std::string shown = base::shortened(seen);
    const auto fill = [&](std::string_view pattern) {
        return fmt::format(fmt::runtime(pattern), shown, detail);
    };
    CellFinding finding;
    finding.severity = words.is_warning ? Severity::warning : Severity::error;
    finding.code = words.code;
    finding.zh = fill(words.zh);
    finding.en = fill(words.en);
    finding.hint_zh = fill(words.hint_zh);
    finding.hint_en = fill(words.hint_en);
    return finding;
}

Words words_of(Reading reading) {
    switch (reading) {
        case Reading::full_width:
            return {true, "W-cell-full-width", "“{0}”含全角字符，按“{1}”读入",
                    "'{0}' has full-width characters and is read as '{1}'"};
        case Reading::grouped:
            return {true, "W-cell-grouped", "“{0}”带千分位，按 {1} 读入",
                    "'{0}' has separators and is read as {1}"};
        case Reading::chinese_numeral:
            return {true, "W-cell-chinese-numeral", "“{0}”是中文数字，按 {1} 读入",
                    "'{0}' is a Chinese numeral and is read as {1}"};
        case Reading::scientific:
            return {true, "W-cell-scientific", "“{0}”是科学记数，按 {1} 读入",
                    "'{0}' is in scientific notation and is read as {1}"};
        case Reading::with_unit:
            return {true, "W-cell-unit", "“{0}”自带单位，按 {1} 读入",
                    "'{0}' carries its unit and is read as {1}"};
        case Reading::date_as_number:
            return {true, "W-cell-date-as-number", "“{0}”是未设日期格式的数，按 {1} 读入",
                    "'{0}' is a number without a date format and is read as {1}"};
        case Reading::time_dropped:
            return {true, "W-cell-time-dropped", "“{0}”带时刻，只取日期 {1}",
                    "'{0}' has a time of day; only the day {1} is taken"};
        case Reading::day_first:
            return {true, "W-cell-date-order", "“{0}”年份在后，按 {1} 读入",
                    "'{0}' has its year last and is read as {1}"};
        case Reading::not_a_number:
            return {false,          "E-cell-number", "“{0}”不是数", "'{0}' is no number",
                    kWriteNumberZh, kWriteNumberEn};
        case Reading::about:
            return {false,
                    "E-cell-about",
                    "“{0}”是约数",
                    "'{0}' is an approximate number",
                    "写出确切的数；没有就留空",
                    "write the exact number, or leave it empty"};
        case Reading::bounded:
            return {false,
                    "E-cell-bound",
                    "“{0}”是界限，不是一个数",
                    "'{0}' is a bound, not a number",
                    "写出确切的数；没有就留空",
                    "write the exact number, or leave it empty"};
        case Reading::ranged:
            return {false,
                    "E-cell-range-text",
                    "“{0}”是一个范围，不是一个数",
                    "'{0}' is a range, not a number",
                    "写出确切的数；没有就留空",
                    "write the exact number, or leave it empty"};
        case Reading::bad_groups:
            return {false,
                    "E-cell-groups",
                    "“{0}”的分隔位置不对，看不出是多少",
                    "'{0}' has its separators in odd places",
                    kWriteNumberZh,
                    kWriteNumberEn};
        case Reading::brackets:
            return {false,
                    "E-cell-brackets",
                    "“{0}”带括号，可能是负数，也可能是备注",
                    "'{0}' is in brackets: a negative number or a remark",
                    "负数写成 -50",
                    "write a negative number as -50"};
        case Reading::too_long:
            return {false,
                    "E-cell-digits",
                    "“{0}”超过 18 位数字",
                    "'{0}' has more than 18 digits",
                    kWriteNumberZh,
                    kWriteNumberEn};
        case Reading::not_a_date:
            return {false,        "E-cell-date", "“{0}”不是日期", "'{0}' is no date",
                    kWriteDateZh, kWriteDateEn};
        case Reading::no_such_day:
            return {false,        "E-cell-date", "没有“{0}”这一天", "there is no day '{0}'",
                    kWriteDateZh, kWriteDateEn};
        case Reading::no_day:
            return {false,
                    "E-cell-date-part",
                    "“{0}”缺年、月或日",
                    "'{0}' lacks year, month or day",
                    "写全年月日，如 2024-05-06",
                    "write year, month and day, such as 2024-05-06"};
        case Reading::ambiguous_date:
            return {false,
                    "E-cell-date-ambiguous",
                    "“{0}”可以读成不同的日期",
                    "'{0}' can be read as different days",
                    "年份写四位放在最前，如 2024-05-06",
                    "put a year of four digits first: 2024-05-06"};
        case Reading::month_cut_short:
            return {false,
                    "E-cell-date-ambiguous",
                    "“{0}”是一个数：可能是年月，2024.10 存成数就成了 2024.1",
                    "'{0}' is a number; as year and month, 2024.10 would have become 2024.1",
                    kWriteDateZh,
                    kWriteDateEn};
    }
    return {};
}

Words error_words(Found found) {
    switch (found) {
        case Found::required:
            return {false, "E-cell-required", "必填，不能空", "must be filled in", "{1}", "{1}"};
        case Found::error_value:
            return {false,
                    "E-cell-error",
                    "单元格是错误值 {0}",
                    "the cell holds the error {0}",
                    "改正公式，或填入数值",
                    "correct the formula, or fill in the value"};
        case Found::formula_unsaved:
            return {false,
                    "E-cell-formula",
                    "公式的结果没有保存在文件里",
                    "the result of the formula is not saved in the file",
                    "用 Excel 或 WPS 打开、重算并保存，或粘贴为数值",
                    "open, recalculate and save it, or paste it as a value"};
        case Found::number_merged:
            return {false,
                    "E-cell-merged",
                    "“{0}”在合并的单元格里，分不清是哪一行的数",
                    "'{0}' is in a merged cell; it is unclear which row it belongs to",
                    "取消合并，每行填自己的数",
                    "undo the merge and give each row its own figure"};
        case Found::merged_beside:
            return {false,
                    "E-cell-merged",
                    "单元格跨列合并，分不清“{0}”属于哪一列",
                    "the cell is merged over columns; it is unclear to which '{0}' belongs",
                    "取消合并",
                    "undo the merge"};
        case Found::digits_lost:
            return {false,
                    "E-cell-digits-lost",
                    "“{0}”超过 15 位而存成了数，后几位已丢失",
                    "'{0}' was kept as a number of more than 15 digits; its last ones are lost",
                    "把该列设为“文本”格式，重新填写",
                    "format the column as text and type it again"};
        case Found::code_as_scientific:
            return {false,
                    "E-cell-digits-lost",
                    "“{0}”成了科学记数，原来的数字已丢失",
                    "'{0}' has become scientific notation; the digits are lost",
                    "把该列设为“文本”格式，重新填写",
                    "format the column as text and type it again"};
        case Found::code_with_blanks:
            return {false,      "E-cell-code",        "“{0}”中间有空格", "'{0}' has blanks inside",
                    "去掉空格", "take the blanks out"};
        case Found::type_date:
            return {false,
                    "E-cell-type",
                    "这里要数，单元格却是日期 {0}",
                    "a number is needed, but the cell is the date {0}",
                    "把格式改回“常规”并重新填写",
                    "set the format to General and type it again"};
        case Found::type_boolean:
            return {false, "E-cell-type", "这里不能填 {0}", "{0} does not belong here",
                    "{1}", "{1}"};
        case Found::type_percent:
            return {false,
                    "E-cell-percent",
                    "“{0}”是百分数，这一列不是",
                    "'{0}' is a percentage, which "
                    "this column is not",
                    "{1}",
                    "{1}"};
        case Found::percent_or_share:
            return {false,
                    "E-cell-percent",
                    "“{0}”可能是 {0}%，也可能是 {1}%",
                    "'{0}' may be {0}% or {1}%",
                    "写上百分号，或在表头写“（%）”",
                    "write the % sign, or (%) into the header"};
        case Found::unit_mismatch:
            return {false,
                    "E-cell-unit",
                    "“{0}”的单位换算不成{1}",
                    "the unit of '{0}' does not convert to {1}",
                    "改成以{1}为单位",
                    "give it in {1}"};
        case Found::part_of_fen:
            return {false,
                    "E-cell-money",
                    "“{0}”不足一分的部分无法入账",
                    "'{0}' has a part of a fen",
                    "金额最多到分",
                    "amounts go down to the fen"};
        case Found::too_large:
            return {false,          "E-cell-digits", "“{0}”太大", "'{0}' is too large",
                    kWriteNumberZh, kWriteNumberEn};
        case Found::below_min:
            return {false,
                    "E-cell-range",
                    "“{0}”小于 {1}",
                    "'{0}' is below {1}",
                    "核对数值和单位",
                    "check the figure and its unit"};
        case Found::above_max:
            return {false,
                    "E-cell-range",
                    "“{0}”大于 {1}",
                    "'{0}' is above {1}",
                    "核对数值和单位",
                    "check the figure and its unit"};
        case Found::not_whole:
            return {false,    "E-cell-whole",          "“{0}”不是整数", "'{0}' is no whole number",
                    "填整数", "fill in a whole number"};
        case Found::before_first:
            return {false,      "E-cell-range",  "“{0}”早于 {1}", "'{0}' is before {1}",
                    "核对日期", "check the date"};
        case Found::after_last:
            return {false,      "E-cell-range",  "“{0}”晚于 {1}", "'{0}' is after {1}",
                    "核对日期", "check the date"};
        case Found::too_long_text:
            return {false,
                    "E-cell-length",
                    "“{0}”超过 {1} 个字",
                    "'{0}' has more than {1} characters",
                    "缩短文字",
                    "shorten the text"};
        case Found::not_yes_no:
            return {false,
                    "E-cell-yes-no",
                    "“{0}”不是“是”或“否”",
                    "'{0}' is neither yes nor no",
                    "填“是”或“否”",
                    "fill in 是 or 否"};
        case Found::not_a_choice:
            return {
                false, "E-cell-choice", "“{0}”不在选项里", "'{0}' is none of the choices", "{1}",
                "{1}"};
        case Found::bad_code:
            return {false,
                    "E-cell-code",
                    "“{0}”不对：{1}",
                    "'{0}' is wrong: {1}",
                    "对照原件核对",
                    "compare it with the original"};
        case Found::duplicate:
            return {false,
                    "E-cell-duplicate",
                    "“{0}”与第{1}行重复",
                    "'{0}' is in row {1} already",
                    "只留一行，或改正其中一个",
                    "keep one row, or correct one of them"};
        default: return {};
    }
}

Words warning_words(Found found) {
    switch (found) {
        case Found::text_as_number:
            return {true, "W-cell-number-as-text", "“{0}”是存成文本的数，按 {1} 读入",
                    "'{0}' is a number kept as text and is read as {1}"};
        case Found::code_as_number:
            return {true, "W-cell-code-as-number", "“{0}”是存成数的编码，开头的 0 可能已丢失",
                    "'{0}' is a code kept as a number; leading zeros may be lost"};
        case Found::placeholder:
            return {true, "W-cell-placeholder", "“{0}”当作没有填（不是 0）",
                    "'{0}' is taken as not filled in, which is not 0"};
        case Found::unit_converted:
            return {true, "W-cell-unit", "“{0}”换算为 {1}", "'{0}' is converted to {1}"};
        case Found::scaled_format:
            return {true, "W-cell-scaled", "单元格按千位缩小显示，按实际存的 {0} 读入",
                    "the cell shows thousands; the stored number {0} is read"};
        case Found::merged_copy:
            return {true, "W-cell-merged", "合并的单元格，各行都取“{0}”",
                    "a merged cell; each row gets '{0}'"};
        case Found::hidden_row:
            return {true, "W-row-hidden", "这一行是隐藏的，也已读入",
                    "the row is hidden and was read"};
        case Found::total_row:
            return {true, "W-row-total", "“{0}”是合计行，没有读入",
                    "'{0}' is a total and was not read"};
        case Found::remark_row:
            return {true, "W-row-remark", "“{0}”是表外说明，没有读入",
                    "'{0}' is a remark below the table and was not read"};
        case Found::controls_removed:
            return {true, "W-cell-controls", "“{0}”里有看不见的控制字符，已去掉",
                    "'{0}' had invisible control characters, which were removed"};
        default: return {};
    }
}

}  // namespace

CellFinding words_for(Reading reading, std::string_view seen, std::string_view taken) {
    return filled(words_of(reading), seen, taken);
}

CellFinding words_for(Found found, std::string_view seen, std::string_view detail) {
    Words words = error_words(found);
    if (words.code.empty()) words = warning_words(found);
    return filled(words, seen, detail);
}

std::string expected_zh(const ColumnSchema& column) {
    switch (column.type) {
        case ColumnType::text: return "填文字";
        case ColumnType::number: return column.whole ? "填整数" : "填数字";
        case ColumnType::money: return fmt::format("填金额，单位{}", column.unit);
        case ColumnType::date: return "填日期，如 2024-05-06";
        case ColumnType::yes_no: return "填“是”或“否”";
        case ColumnType::code: return "填编码";
        case ColumnType::choice: return "从选项里选一个";
    }
    return {};
}

std::string expected_en(const ColumnSchema& column) {
    switch (column.type) {
        case ColumnType::text: return "fill in text";
        case ColumnType::number:
            return column.whole ? "fill in a whole number" : "fill in a number";
        case ColumnType::money: return fmt::format("fill in the amount in {}", column.unit);
        case ColumnType::date: return "fill in a date, such as 2024-05-06";
        case ColumnType::yes_no: return "fill in 是 or 否";
        case ColumnType::code: return "fill in the code";
        case ColumnType::choice: return "take one of the choices";
    }
    return {};
}

}  // namespace kc::exchange

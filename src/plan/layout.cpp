// SPDX-License-Identifier: Apache-2.0
#include "plan/layout.hpp"

#include <algorithm>
#include <utility>

#include "plan/words.hpp"

namespace kc::plan {
namespace {

std::int32_t han_digit(char32_t c) {
    static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
    const std::size_t at = kDigits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<std::int32_t>(at);
}

// 一 to 九十九, the range of labels. 0 when it is no such number.
std::int32_t small_han_number(std::u32string_view digits) {
    std::int32_t value = 0;
    std::int32_t current = 0;
    for (const char32_t c : digits) {
        if (c == U'十') {
            if (value != 0) return 0;
            value = (current == 0 ? 1 : current) * 10;
            current = 0;
        } else if (const std::int32_t digit = han_digit(c); digit >= 0) {
            if (current != 0) return 0;
            current = digit;
        } else {
            return 0;
        }
    }
    return value + current;
}

struct Run {
    std::int32_t number = 0;
    std::size_t length = 0;
};

Run han_run(const Text& text, std::size_t pos) {
    std::size_t end = pos;
    while (end < text.size() && end - pos < 4 &&
           (han_digit(text[end]) >= 0 || text[end] == U'十')) {
        ++end;
    }
    return {small_han_number(text.view(pos, end)), end - pos};
}

Run arabic_run(const Text& text, std::size_t pos) {
    Run run;
    while (pos + run.length < text.size() && is_digit(text[pos + run.length]) && run.length < 3) {
        run.number = run.number * 10 + static_cast<std::int32_t>(text[pos + run.length] - U'0');
        ++run.length;
    }
    return run;
}

Label chapter_at(const Text& text, std::size_t pos) {
    if (text.at(static_cast<std::ptrdiff_t>(pos)) != U'第') return {};
    Run run = han_run(text, pos + 1);
    if (run.length == 0) run = arabic_run(text, pos + 1);
    if (run.length == 0 || run.number == 0) return {};
    static const WordSet kUnits = {U"章", U"部分", U"篇", U"节"};
    const auto* unit = kUnits.match(text.chars(), pos + 1 + run.length);
    if (unit == nullptr) return {};
    std::size_t length = 1 + run.length + unit->first.size();
    while (is_blank(text.at(static_cast<std::ptrdiff_t>(pos + length)))) ++length;
    return {LabelStyle::chapter, run.number, length};
}

Label paren_label_at(const Text& text, std::size_t pos) {
    if (text.at(static_cast<std::ptrdiff_t>(pos)) != U'(') return {};
    const Run han = han_run(text, pos + 1);
    if (han.number > 0 && text.at(static_cast<std::ptrdiff_t>(pos + 1 + han.length)) == U')') {
        return {LabelStyle::han_paren, han.number, han.length + 2};
    }
    const Run arabic = arabic_run(text, pos + 1);
    const bool closed = text.at(static_cast<std::ptrdiff_t>(pos + 1 + arabic.length)) == U')';
    if (arabic.number > 0 && arabic.length <= 2 && closed) {
        return {LabelStyle::arabic_paren, arabic.number, arabic.length + 2};
    }
    return {};
}

Label circled_at(const Text& text, std::size_t pos) {
    const char32_t c = text.at(static_cast<std::ptrdiff_t>(pos));
    if (c >= U'①' && c <= U'⑳') {
        return {LabelStyle::circled, static_cast<std::int32_t>(c - U'①') + 1, 1};
    }
    return {};
}

bool blank_or_mark(char32_t c) {
    return is_blank(c) || c == U'.' || c == U'、';
}

// Where a sentence ends for good: the next line starts something new.
bool closes_line(char32_t c) {
    return c == U'。' || c == U';' || c == U':' || c == U'!' || c == U'?' || c == U'”' ||
           c == U'》' || c == U'|';
}

bool is_all_digits(std::u32string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// "-3-", "— 3 —", "3", "第3页", "第3页共5页", "3/5".
bool is_page_number(std::u32string_view line) {
    std::u32string core;
    for (const char32_t c : line) {
        if (!is_blank(c) && c != U'-' && c != U'—' && c != U'·' && c != U'_') core.push_back(c);
    }
    const bool dashed = core.size() < line.size();
    if (is_all_digits(core) && core.size() <= 3) return dashed || core.size() <= 2;
    std::u32string rest;
    for (const char32_t c : core) {
        if (!is_digit(c)) rest.push_back(c);
    }
    return rest == U"第页" || rest == U"第页共页" || rest == U"第页,共页" || rest == U"第页/共页" ||
           rest == U"共页第页" || rest == U"第页(共页)";
}

const WordSet& furniture_words() {
    static const WordSet kWords = {
        U"浏览次数",  U"浏览量",     U"点击数",   U"点击率",       U"阅读次数",    U"访问量",
        U"【打印",    U"打印本页",   U"【关闭",   U"关闭窗口",     U"扫一扫",      U"责任编辑",
        U"责编",      U"字体:",      U"字号:",    U"分享到",       U"分享:",       U"上一篇",
        U"下一篇",    U"当前位置",   U"版权所有", U"备案号",       U"ICP备",       U"返回顶部",
        U"您当前的",  U"我要纠错",   U"用户登录", U"无障碍",       U"网站地图",    U"技术支持:",
        U"公网安备",  U"返回首页",   U"打印】",   U"来源:",        U"编辑:",       U"审核:",
        U"主办单位:", U"网站标识码", U"请输入",   U"您还没有登录", U"欢迎关注",    U"您的位置",
        U"本报记者",  U"(资料图",    U"首页>",    U"请登录后",     U"您现在的位置"};
    return kWords;
}

bool is_furniture(const Text& line) {
    constexpr std::size_t kLongestFurniture = 90;
    const std::u32string_view view = line.chars();
    if (is_page_number(view)) return true;
    if (view.size() > kLongestFurniture || view.find(U'。') != std::u32string_view::npos)
        return false;
    return furniture_words().contains_any(view);
}

bool is_table_row(const Text& line) {
    std::size_t bars = 0;
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == U'|') ++bars;
        if (line[i] == U'\t') ++gaps;
        if (i > 0 && line[i] == U' ' && line[i - 1] == U' ') {
            if (line.at(static_cast<std::ptrdiff_t>(i) + 1) != U' ') ++gaps;
        }
    }
    return bars >= 1 || gaps >= 1 || cells_of(line).size() >= 3;
}

bool is_table_rule(const Text& line) {
    bool bar = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char32_t c = line[i];
        if (c == U'|' || c == U'+')
            bar = true;
        else if (c != U'-' && c != U':' && !is_blank(c) && c != U'=' && c != U'─' && c != U'—')
            return false;
    }
    return bar;
}

struct Line {
    Text text;
    bool table = false;
    bool furniture = false;
    bool gap_before = false;  // blank line above
    bool folded = false;      // a table row that could not be cut into its cells
};

std::vector<Line> lines_of(const Text& text) {
    std::vector<Line> lines;
    std::size_t begin = 0;
    bool gap = false;
    while (begin < text.size()) {
        std::size_t end = begin;
        while (end < text.size() && text[end] != U'\n') ++end;
        Line line;
        line.text = text.slice(begin, end);
        // An empty first cell is a cell: 合并单元格 leave them.
        if (line.text.chars().find(U'\t') == std::u32string::npos || line.text.trimmed().empty()) {
            line.text = line.text.trimmed();
        }
        begin = end + 1;
        if (line.text.empty()) {
            gap = true;
            continue;
        }
        line.gap_before = gap;
        gap = false;
        if (is_table_rule(line.text)) continue;
        line.table = is_table_row(line.text);
        line.furniture = !line.table && is_furniture(line.text);
        lines.push_back(std::move(line));
    }
    return lines;
}

// ----- tables copied as one cell a line -----

const WordSet& column_words() {
    static const WordSet kWords = {
        U"序号",     U"指标名称", U"指标",     U"主要指标", U"单位",     U"计量单位", U"目标值",
        U"责任单位", U"牵头单位", U"配合单位", U"完成时限", U"责任科室", U"重点任务", U"目标要求",
        U"工作任务", U"任务内容", U"工作内容", U"主要任务", U"目标任务", U"年度目标", U"全年目标",
        U"备注",     U"属性",     U"指标属性", U"项目",     U"类别",     U"县区",     U"县市区",
        U"责任部门", U"任务",     U"目标",     U"工作目标", U"具体内容", U"具体任务", U"指标类型",
        U"指标类别", U"一季度",   U"二季度",   U"三季度",   U"四季度",   U"计划数",   U"任务数",
        U"完成时间", U"牵头科室", U"责任领导", U"现状值",   U"基期值",   U"年均增速", U"工作举措",
        U"重点工作", U"分管领导", U"地区",     U"时间节点", U"工作措施", U"目标数",   U"责任人",
        U"数量",     U"协办单位", U"配合部门", U"牵头部门"};
    return kWords;
}

bool is_column_line(const Line& line) {
    constexpr std::size_t kLongestHeading = 14;
    if (line.table || line.furniture || line.text.size() > kLongestHeading) return false;
    const std::u32string_view view = line.text.chars();
    const auto* word = column_words().match(view, 0);
    if (word != nullptr && (word->first.size() == view.size() || view[word->first.size()] == U'('))
        return true;
    // 2025年目标, 2020年实际: a year with a role.
    static const WordSet kRoles = {U"目标",   U"实际",   U"完成",   U"任务",   U"计划",
                                   U"预计",   U"现状",   U"基数",   U"目标值", U"实际值",
                                   U"完成值", U"任务数", U"完成数", U"现状值"};
    constexpr std::size_t kLongestYearHeading = 10;
    return view.size() >= 6 && view.size() <= kLongestYearHeading && is_digit(view[0]) &&
           is_digit(view[3]) && view[4] == U'年' &&
           kRoles.match_before(view, view.size()) != nullptr;
}

Line join_cells(const std::vector<Line>& lines, std::size_t begin, std::size_t end) {
    Line row;
    row.table = true;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin) row.text.push(U'|', lines[i].text.origin(0));
        row.text.append(lines[i].text);
    }
    return row;
}

// Furniture between cells; a lone number among them is a cell, not a page number.
bool is_aside(const Line& line) {
    return line.furniture && !is_all_digits(line.text.chars());
}

bool is_number_line(const Line& line, std::int32_t number) {
    const Run run = arabic_run(line.text, 0);
    return run.length > 0 && run.number == number && run.length == line.text.size();
}

// Rows of `columns` lines each, as long as they look like rows; rows that open with their running
// number may be longer or shorter (cells broken over lines), and are then read as prose.
std::size_t fold_rows(const std::vector<Line>& lines, std::size_t i, std::size_t columns,
                      bool numbered, std::vector<Line>& out) {
    std::int32_t number = 1;
    while (i < lines.size()) {
        if (lines[i].table) break;
        if (numbered) {
            if (!is_number_line(lines[i], number)) break;
            std::size_t end = i + 1;
            constexpr std::size_t kLongestRow = 30;
            while (end < lines.size() && end - i < kLongestRow && !lines[end].table &&
                   !is_aside(lines[end]) && !is_number_line(lines[end], number + 1) &&
                   label_at(lines[end].text, 0).style == LabelStyle::none) {
                ++end;
            }
            if (end - i == columns) {
                out.push_back(join_cells(lines, i, end));
            } else {
                Line row = lines[i];
                row.text = Text();
                for (std::size_t k = i + 1; k < end; ++k) row.text.append(lines[k].text);
                row.folded = true;
                if (!row.text.empty()) out.push_back(std::move(row));
            }
            i = end;
            while (i < lines.size() && lines[i].furniture) out.push_back(lines[i++]);
            ++number;
            continue;
        }
        if (i + columns > lines.size()) break;
        bool digits = false;
        bool prose = false;
        for (std::size_t k = i; k < i + columns; ++k) {
            constexpr std::size_t kLongestCell = 40;
            prose = prose || lines[k].table || is_aside(lines[k]) ||
                    lines[k].text.size() > kLongestCell ||
                    lines[k].text[lines[k].text.size() - 1] == U'。' ||
                    label_at(lines[k].text, 0).style == LabelStyle::han;
            for (std::size_t c = 0; c < lines[k].text.size(); ++c)
                digits = digits || is_digit(lines[k].text[c]);
        }
        if (prose || !digits) break;
        out.push_back(join_cells(lines, i, i + columns));
        i += columns;
    }
    return i;
}

std::vector<Line> fold_cell_lines(std::vector<Line> lines) {
    std::vector<Line> out;
    std::size_t i = 0;
    while (i < lines.size()) {
        std::size_t end = i;
        while (end < lines.size() && is_column_line(lines[end])) ++end;
        if (end - i < 3) {
            out.push_back(lines[i++]);
            continue;
        }
        out.push_back(join_cells(lines, i, end));
        const bool numbered = lines[i].text.chars() == U"序号";
        i = fold_rows(lines, end, end - i, numbered, out);
    }
    return out;
}

// The width at which a page broke its lines, or 0 when lines end where paragraphs do.
std::size_t wrap_width(const std::vector<Line>& lines) {
    constexpr std::size_t kShortestWrap = 18;
    constexpr std::size_t kLongestWrap = 60;
    std::vector<std::size_t> open;  // widths of lines that stop in the middle of something
    for (const Line& line : lines) {
        if (line.table || line.furniture) continue;
        const std::size_t width = line.text.size();
        if (width < kShortestWrap || width > kLongestWrap) continue;
        if (!closes_line(line.text[width - 1])) open.push_back(width);
    }
    if (open.size() < 2) return 0;
    std::sort(open.begin(), open.end());
    return open[open.size() / 2];
}

bool ends_open(char32_t c) {
    return c == U',' || c == U'、' || c == U'(' || c == U'“' || c == U'《';
}

bool starts_closed(char32_t c) {
    return c == U',' || c == U'。' || c == U';' || c == U'、' || c == U'%' || c == U')' ||
           c == U'”' || c == U':' || c == U'》';
}

// Whether `next` carries on what `line` began.
bool goes_on(const Line& line, const Line& next, std::size_t width) {
    if (line.table || next.table || line.furniture || next.furniture) return false;
    if (line.folded || next.folded) return false;
    const char32_t last = line.text[line.text.size() - 1];
    const char32_t first = next.text[0];
    if (starts_closed(first)) return true;
    if (label_at(next.text, 0).style != LabelStyle::none) return false;
    if (ends_open(last)) return true;
    if (closes_line(last) && last != U'”' && last != U'》') return false;
    if (is_digit(last) && (is_digit(first) || is_han(first)) && line.text.size() >= 12) return true;
    constexpr std::size_t kSlack = 4;
    // A sentence torn by a page width: the line is as full as its neighbours.
    return width != 0 && line.text.size() + kSlack >= width && line.text.size() <= width + 14;
}

// Page numbers glued into running text: 高新技术-3-企业, 第2页共5页.
Text without_glued_furniture(const Text& text, std::vector<Block>& furniture) {
    Text out;
    std::size_t i = 0;
    const auto at = [&](std::size_t k) { return text.at(static_cast<std::ptrdiff_t>(k)); };
    while (i < text.size()) {
        std::size_t end = i;
        if (text[i] == U'-' || text[i] == U'—') {
            std::size_t k = i + 1;
            while (at(k) == U' ') ++k;
            const Run run = arabic_run(text, k);
            std::size_t after = k + run.length;
            while (at(after) == U' ') ++after;
            const bool closed = at(after) == U'-' || at(after) == U'—';
            const char32_t before = out.at(static_cast<std::ptrdiff_t>(out.size()) - 1);
            if (run.length > 0 && closed && !is_digit(before) && !is_latin(before)) end = after + 1;
        } else if (text[i] == U'第') {
            const Run page = arabic_run(text, i + 1);
            if (page.length > 0 && at(i + 1 + page.length) == U'页') {
                end = i + 2 + page.length;
                std::size_t k = end;
                while (at(k) == U',' || is_blank(at(k)) || at(k) == U'/') ++k;
                if (at(k) == U'共') {
                    const Run all = arabic_run(text, k + 1);
                    if (all.length > 0 && at(k + 1 + all.length) == U'页') end = k + 2 + all.length;
                }
            }
        } else if (text[i] == U'【') {
            const std::size_t close = text.chars().find(U'】', i);
            if (close != std::u32string::npos && close - i <= 12 &&
                furniture_words().contains_any(text.view(i, close + 1))) {
                end = close + 1;
            }
        }
        if (end > i) {
            Block block;
            block.kind = BlockKind::furniture;
            block.text = text.slice(i, end);
            furniture.push_back(std::move(block));
            i = end;
            continue;
        }
        out.push(text[i], text.origin(i));
        ++i;
    }
    return out;
}

// Whether a new item may begin right after this character.
bool opens_item(char32_t before) {
    return before == U'。' || before == U';' || before == U':' || before == U'!' ||
           before == U'?' || before == U'”' || before == U')' || is_blank(before);
}

// Numbered items run together in one line become blocks of their own.
std::vector<Text> split_items(const Text& text) {
    std::vector<Text> items;
    std::size_t begin = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (!opens_item(text[i - 1])) continue;
        const Label label = label_at(text, i);
        if (label.style == LabelStyle::none) continue;
        if (text[i - 1] == U')' && label.style >= LabelStyle::arabic) continue;
        const char32_t after = text.at(static_cast<std::ptrdiff_t>(i + label.length));
        if (!is_han(after) && after != U'“' && after != U'《' && !is_blank(after)) continue;
        items.push_back(text.slice(begin, i));
        begin = i;
    }
    items.push_back(text.slice(begin, text.size()));
    return items;
}

}  // namespace

Label label_at(const Text& text, std::size_t pos) {
    if (Label label = chapter_at(text, pos); label.style != LabelStyle::none) return label;
    if (Label label = paren_label_at(text, pos); label.style != LabelStyle::none) return label;
    if (Label label = circled_at(text, pos); label.style != LabelStyle::none) return label;
    const auto at = [&](std::size_t k) { return text.at(static_cast<std::ptrdiff_t>(k)); };
    const Run han = han_run(text, pos);
    if (han.number > 0 && (at(pos + han.length) == U'、' || at(pos + han.length) == U'.')) {
        std::size_t length = han.length + 1;
        while (blank_or_mark(at(pos + length))) ++length;
        return {LabelStyle::han, han.number, length};
    }
    const Run arabic = arabic_run(text, pos);
    if (arabic.number > 0 && arabic.length <= 2) {
        const char32_t mark = at(pos + arabic.length);
        const char32_t after = at(pos + arabic.length + 1);
        if (mark == U')') return {LabelStyle::arabic_paren, arabic.number, arabic.length + 1};
        if ((mark == U'.' || mark == U'、') && !is_digit(after)) {
            std::size_t length = arabic.length + 1;
            while (blank_or_mark(at(pos + length))) ++length;
            return {LabelStyle::arabic, arabic.number, length};
        }
    }
    return {};
}

std::vector<Cell> cells_of(const Text& row) {
    std::vector<Cell> cells;
    const bool bars = row.chars().find(U'|') != std::u32string::npos;
    const bool tabs = row.chars().find(U'\t') != std::u32string::npos;
    const auto is_border = [&](std::size_t i) {
        if (bars) return row[i] == U'|';
        if (tabs) return row[i] == U'\t';
        return is_blank(row[i]);
    };
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= row.size(); ++i) {
        if (i < row.size() && !is_border(i)) continue;
        std::size_t b = begin;
        std::size_t e = i;
        while (b < e && is_blank(row[b])) ++b;
        while (e > b && is_blank(row[e - 1])) --e;
        // With borders an empty cell counts; the empty ends outside the outer bars do not.
        const bool outer = bars && (begin == 0 || i == row.size()) && b == e;
        if ((b < e || bars || tabs) && !outer) cells.push_back({b, e});
        begin = i + 1;
    }
    return cells;
}

std::vector<Block> layout(const Text& normalised) {
    const std::vector<Line> lines = fold_cell_lines(lines_of(normalised));
    const std::size_t width = wrap_width(lines);
    std::vector<Block> blocks;
    std::size_t i = 0;
    while (i < lines.size()) {
        Block block;
        block.text = lines[i].text;
        if (lines[i].table) block.kind = BlockKind::table_row;
        if (lines[i].furniture) block.kind = BlockKind::furniture;
        std::size_t last = i;
        if (block.kind == BlockKind::paragraph) {
            std::size_t next = i + 1;
            while (next < lines.size()) {
                // A page number between two halves of a sentence does not end it.
                if (lines[next].furniture && is_page_number(lines[next].text.chars())) {
                    Block page;
                    page.kind = BlockKind::furniture;
                    page.text = lines[next].text;
                    if (next + 1 < lines.size() && goes_on(lines[last], lines[next + 1], width)) {
                        blocks.push_back(std::move(page));
                        ++next;
                        continue;
                    }
                    break;
                }
                if (!goes_on(lines[last], lines[next], width)) break;
                block.text.append(lines[next].text);
                last = next;
                ++next;
            }
            i = std::max(last + 1, next);
            const Text whole = without_glued_furniture(block.text, blocks);
            for (Text& item : split_items(whole)) {
                Block part;
                part.text = item.trimmed();
                if (part.text.empty()) continue;
                part.label = label_at(part.text, 0);
                blocks.push_back(std::move(part));
            }
            continue;
        }
        blocks.push_back(std::move(block));
        ++i;
    }
    return blocks;
}

}  // namespace kc::plan

// SPDX-License-Identifier: Apache-2.0
#include "plan/table.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "plan/units.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

std::int32_t year_in(std::u32string_view text) {
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        if (text[i] != U'2' || text[i + 1] != U'0') continue;
        if (!is_digit(text[i + 2]) || !is_digit(text[i + 3])) continue;
        return 2000 + static_cast<std::int32_t>(text[i + 2] - U'0') * 10 +
               static_cast<std::int32_t>(text[i + 3] - U'0');
    }
    return 0;
}

bool has(std::u32string_view text, std::u32string_view word) {
    return text.find(word) != npos;
}

bool has_one_of(std::u32string_view heading, const WordSet& words) {
    return words.contains_any(heading);
}

bool is_one_of(std::u32string_view heading, const WordSet& words) {
    const auto* entry = words.match(heading, 0);
    return entry != nullptr && entry->first.size() == heading.size();
}

// Columns of figures: what is wanted against what was.
ColumnRole figures_role(std::u32string_view heading, std::int32_t year,
                        const TableReading& reading) {
    static const WordSet kDone = {U"完成", U"实际", U"实绩", U"现状", U"基数", U"基期"};
    static const WordSet kResult = {U"预计", U"进度", U"上年", U"去年", U"达到值", U"累计",
                                    U"排名", U"增速", U"增幅", U"年均", U"增长"};
    static const WordSet kTarget = {U"目标", U"任务数", U"计划", U"指标值",
                                    U"力争", U"指导性", U"预期"};
    const bool done = has_one_of(heading, kDone);
    if (!done && has(heading, U"目标")) {
        if (year > 0 && year < reading.plan_year) return ColumnRole::result;
        return has(heading, U"内容") ? ColumnRole::content : ColumnRole::target;
    }
    const bool ahead = reading.plan_year > 0 && year > reading.plan_year;
    if (!done && ahead && !reading.tells_results)
        return ColumnRole::target;  // 2025年预计, 2025年达到
    if (done || has_one_of(heading, kResult)) return ColumnRole::result;
    if (has_one_of(heading, kTarget)) {
        return year > 0 && year < reading.plan_year ? ColumnRole::result : ColumnRole::target;
    }
    if (year == 0) return ColumnRole::unknown;
    // A year alone: the plan's own year is wanted in a plan and reported in a bulletin.
    return year < reading.plan_year || reading.tells_results ? ColumnRole::result
                                                             : ColumnRole::target;
}

ColumnRole words_role(std::u32string_view heading) {
    static const WordSet kOwner = {U"责任", U"牵头", U"配合", U"承办", U"科室", U"部门", U"负责"};
    static const WordSet kPlaces = {U"县区", U"县市区", U"县(市、区)", U"区域",
                                    U"属地", U"县(区)", U"区县",       U"单位名称",
                                    U"乡镇", U"镇街",   U"园区",       U"区(市)县"};
    static const WordSet kMetric = {U"指标名称", U"指标", U"项目", U"名称", U"类别", U"主要指标"};
    static const WordSet kContent = {U"内容", U"任务", U"举措", U"措施", U"事项", U"工作"};
    if (has_one_of(heading, kOwner)) return ColumnRole::owner;
    if (is_one_of(heading, kPlaces) || has(heading, U"地区")) return ColumnRole::scope;
    if (has_one_of(heading, kMetric)) return ColumnRole::metric;
    return has_one_of(heading, kContent) ? ColumnRole::content : ColumnRole::unknown;
}

ColumnRole role_of(std::u32string_view heading, std::int32_t year, const TableReading& reading) {
    static const WordSet kNumber = {U"序号", U"编号"};
    static const WordSet kUnit = {U"单位", U"计量单位"};
    static const WordSet kAside = {U"属性", U"类型", U"备注", U"权重", U"分值", U"来源"};
    static const WordSet kDue = {U"时限", U"时间", U"进度安排", U"完成日期", U"截止"};
    if (has(heading, U"年均") && (has(heading, U"增") || has(heading, U"递")))
        return ColumnRole::growth;
    if (has_one_of(heading, kNumber)) return ColumnRole::number;
    if (is_one_of(heading, kUnit)) return ColumnRole::unit;
    if (has_one_of(heading, kAside)) return ColumnRole::attribute;
    if (has_one_of(heading, kDue)) return ColumnRole::due;
    if (has(heading, U"季度")) {
        const bool done = has(heading, U"完成") || has(heading, U"实际");
        return done ? ColumnRole::result : ColumnRole::quarter;
    }
    const ColumnRole figures = figures_role(heading, year, reading);
    return figures != ColumnRole::unknown ? figures : words_role(heading);
}

std::u32string quarter_in(std::u32string_view heading, std::int32_t plan_year) {
    static const WordTable<char32_t> kNames = {{U"一", U'1'}, {U"二", U'2'}, {U"三", U'3'},
                                               {U"四", U'4'}, {U"1", U'1'},  {U"2", U'2'},
                                               {U"3", U'3'},  {U"4", U'4'}};
    const WordTable<char32_t>::Entry* entry = nullptr;
    if (kNames.find(heading, 0, &entry) == npos) return {};
    return base::decode_utf8(std::to_string(plan_year)) + U"-Q" + entry->second;
}

Column read_heading(std::u32string_view heading, const TableReading& reading) {
    static const WordSet kStretch = {U"奋斗", U"摸高", U"争取", U"挑战"};
    Column column;
    column.heading = heading;
    const std::int32_t year = year_in(heading);
    column.role = role_of(heading, year, reading);
    column.stretch = has_one_of(heading, kStretch);
    if (column.role == ColumnRole::quarter) column.horizon = quarter_in(heading, reading.plan_year);
    if (column.role == ColumnRole::target && year > 0) {
        column.horizon = base::decode_utf8(std::to_string(year));
    }
    return column;
}

std::vector<Column> columns_of(const Block& row, const TableReading& reading) {
    std::vector<Column> columns;
    for (const Cell& cell : cells_of(row.text)) {
        std::u32string heading;
        for (const char32_t c : row.text.view(cell.begin, cell.end)) {
            if (!is_blank(c) && c != U'*') heading.push_back(c);
        }
        columns.push_back(read_heading(heading, reading));
    }
    return columns;
}

// A heading row names at least two columns, one of them what is measured or wanted.
bool is_heading(const std::vector<Column>& columns) {
    std::size_t named = 0;
    bool useful = false;
    for (const Column& column : columns) {
        constexpr std::size_t kLongestHeading = 16;
        if (column.heading.size() > kLongestHeading) return false;
        if (column.role != ColumnRole::unknown) ++named;
        useful = useful || column.role == ColumnRole::target || column.role == ColumnRole::metric ||
                 column.role == ColumnRole::content || column.role == ColumnRole::quarter ||
                 column.role == ColumnRole::scope;
    }
    const bool of_places =
        !columns.empty() && columns[0].role == ColumnRole::scope && columns.size() >= 3;
    return (named >= 2 || of_places) && useful && columns.size() >= 2;
}

bool is_place(std::u32string_view heading) {
    static const WordSet kEnds = {U"市",   U"县",   U"区",   U"州",   U"园",   U"镇",
                                  U"街道", U"全省", U"全市", U"合计", U"新区", U"本级"};
    return heading.size() <= 8 && kEnds.match_before(heading, heading.size()) != nullptr;
}

// 2025年净增高企 in a table of places: the heading is metric and horizon in one.
void name_figure(Column& column) {
    std::u32string name = column.heading;
    const std::size_t year = name.find(U'年');
    if (year == 4 && is_digit(name[0])) name.erase(0, 5);
    static const WordSet kRoles = {U"目标", U"任务", U"计划", U"目标值", U"任务数", U"目标数"};
    if (const auto* role = kRoles.match_before(name, name.size()))
        name.resize(name.size() - role->first.size());
    if (name.size() < 2) return;
    column.heading = name;
    column.role = ColumnRole::figure;
}

// Columns that the words of their heading leave open: places, or metrics of a table of places.
void settle(std::vector<Column>& columns) {
    bool has_metric = false;
    bool has_scope = false;
    for (const Column& column : columns) {
        has_metric =
            has_metric || column.role == ColumnRole::metric || column.role == ColumnRole::content;
        has_scope = has_scope || column.role == ColumnRole::scope;
    }
    for (Column& column : columns) {
        std::u32string name = column.heading;
        if (split_unit(name, column.unit)) column.heading = name;
        if (has_scope && !has_metric && column.role == ColumnRole::target) name_figure(column);
        if (column.role != ColumnRole::unknown || column.heading.empty()) continue;
        if (has_scope)
            column.role = ColumnRole::figure;
        else if (has_metric && is_place(column.heading))
            column.role = ColumnRole::place;
    }
}

// A heading over two rows: 2024年目标 above 全年 and 上半年. The lower words are added to the
// upper.
bool second_heading(const Text& row, std::vector<Column>& columns, const TableReading& reading) {
    const std::vector<Cell> cells = cells_of(row);
    if (cells.size() != columns.size()) return false;
    static const WordSet kLower = {U"全年", U"上半年", U"下半年", U"季度", U"目标",
                                   U"完成", U"实际",   U"任务",   U"年",   U"责任",
                                   U"牵头", U"配合",   U"单位"};
    std::vector<std::u32string> lower;
    std::size_t known = 0;
    for (const Cell& cell : cells) {
        constexpr std::size_t kLongestHeading = 12;
        lower.emplace_back(trim(row.view(cell.begin, cell.end)));
        if (lower.back().size() > kLongestHeading) return false;
        if (kLower.contains_any(lower.back())) ++known;
    }
    if (known < 2) return false;
    std::u32string above;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!columns[c].heading.empty()) above = columns[c].heading;
        if (lower[c].empty() || lower[c] == columns[c].heading) continue;
        columns[c] = read_heading(above + lower[c], reading);
    }
    settle(columns);
    return true;
}

}  // namespace

const Column* column_of(const Table& table, const Text& row, const std::vector<Cell>& cells,
                        std::size_t cell) {
    const std::size_t wanted = table.columns.size();
    if (wanted == 0) return nullptr;
    if (cells.size() >= wanted) return cells.size() == wanted ? &table.columns[cell] : nullptr;
    // A merged first cell leaves the row without its number.
    const std::u32string_view first = row.view(cells[0].begin, cells[0].end);
    bool digits = !first.empty();
    for (const char32_t c : first) digits = digits && is_digit(c);
    const bool shifted = table.columns[0].role == ColumnRole::number && !digits && !first.empty();
    const std::size_t at = shifted ? cell + wanted - cells.size() : cell;
    return at < wanted ? &table.columns[at] : nullptr;
}

bool split_unit(std::u32string& name, std::u32string& unit) {
    if (name.empty() || name.back() != U')') return false;
    const std::size_t open = name.rfind(U'(');
    if (open == std::u32string::npos || open == 0) return false;
    const std::u32string inside = name.substr(open + 1, name.size() - open - 2);
    const std::size_t comma = inside.find_last_of(U",、");
    const std::u32string last = comma == std::u32string::npos ? inside : inside.substr(comma + 1);
    std::size_t i = 0;
    while (i < last.size() && is_multiplier(last[i])) ++i;
    const auto* word = unit_words().match(last, i);
    if (word == nullptr || i + word->first.size() != last.size()) return false;
    if (unit.empty()) unit = last;
    name.resize(open);
    return true;
}

std::vector<Table> find_tables(const std::vector<Block>& blocks, const TableReading& reading) {
    std::vector<Table> tables;
    bool inside = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].kind == BlockKind::furniture) continue;
        if (blocks[i].kind != BlockKind::table_row) {
            inside = false;
            continue;
        }
        std::vector<Column> columns = columns_of(blocks[i], reading);
        bool digits = false;
        for (std::size_t k = 0; k < blocks[i].text.size(); ++k)
            digits = digits || is_digit(blocks[i].text[k]);
        if (inside && tables.back().rows.empty() && !tables.back().columns.empty() &&
            second_heading(blocks[i].text, tables.back().columns, reading)) {
            continue;
        }
        if (is_heading(columns) && (!inside || !digits)) {
            Table table;
            settle(columns);
            table.columns = std::move(columns);
            tables.push_back(std::move(table));
            inside = true;
            continue;
        }
        if (!inside) {
            tables.emplace_back();
            inside = true;
        }
        tables.back().rows.push_back(i);
    }
    return tables;
}

}  // namespace kc::plan

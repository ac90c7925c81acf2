// SPDX-License-Identifier: Apache-2.0
#include "policy/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/suggest.hpp"
#include "policy/limits.hpp"
#include "policy/subject.hpp"

namespace kc::policy {
namespace {

using formula::Cell;

constexpr std::array<std::string_view, 5> kIdNames{"id", "编号", "统一社会信用代码", "credit_code",
                                                   "代码"};
constexpr std::array<std::string_view, 4> kNameNames{"name", "名称", "企业名称", "姓名"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

HeadingText heading_text(std::string_view text) {
    std::string name = trimmed_half_width(text);
    HeadingText heading;
    for (const auto& [open, close] : {std::pair('(', ')'), std::pair('[', ']')}) {
        const std::size_t begin = name.rfind(open);
        if (begin == std::string::npos || begin == 0 || name.back() != close) continue;
        heading.unit = name.substr(begin + 1, name.size() - begin - 2);
        heading.name = trimmed_half_width(name.substr(0, begin));
        return heading;
    }
    heading.name = std::move(name);
    return heading;
}

// --- the table -----------------------------------------------------------------------------------

formula::Table SubjectTable::view() const {
    formula::Table table;
    table.rows = rows();
    for (const Column& column : columns_) {
        formula::InputColumn input;
        if (!column.presence.empty()) {
            if (column.is_truth) {
                input.truths = column.truths;
            } else {
                input.numbers = column.numbers;
            }
            input.presence = column.presence;
        }
        table.inputs.push_back(input);
    }
    return table;
}

std::vector<Cell> SubjectTable::row(std::size_t index) const {
    std::vector<Cell> cells(columns_.size());
    for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
        const Column& column = columns_[slot];
        if (column.presence.empty()) continue;
        const std::int64_t count = column.is_truth ? column.truths[index] : column.numbers[index];
        switch (static_cast<Cell::Presence>(column.presence[index])) {
            case Cell::Presence::known: cells[slot] = Cell::known(count); break;
            case Cell::Presence::none: cells[slot] = Cell::none(); break;
            default: break;
        }
    }
    return cells;
}

// --- the maker -----------------------------------------------------------------------------------

TableMaker::TableMaker(const PolicySet& set, std::vector<const Policy*> policies, std::string file)
    : set_(set), policies_(std::move(policies)), file_(std::move(file)) {
    cells_.resize(set.plan().inputs().size());
}

void TableMaker::report(std::uint32_t line, std::uint32_t column, Diagnostic diagnostic,
                        Diagnostics& found) const {
    diagnostic.at = {file_, static_cast<std::int32_t>(line), static_cast<std::int32_t>(column)};
    found.push_back(std::move(diagnostic));
}

bool TableMaker::set_heading(std::uint32_t line, std::span<const TextCell> cells,
                             Diagnostics& found) {
    bool good = true;
    std::set<std::size_t> given;
    std::vector<std::string> names;
    for (const Policy* policy : policies_) {
        for (const Fact& fact : policy->facts) {
            names.push_back(fact.label.zh);
            names.push_back(fact.label.code);
        }
    }
    for (const TextCell& cell : cells) {
        if (cell.column > kMaxColumns) {
            report(line, cell.column,
                   Diagnostic{"E-too-many",
                              {},
                              fmt::format("超过 {} 列", kMaxColumns),
                              fmt::format("more than {} columns", kMaxColumns)}
                       .hint("去掉政策不读的列", "leave out columns that no policy reads"),
                   found);
            return false;
        }
        if (heads_.size() <= cell.column) heads_.resize(cell.column + 1);
        HeadColumn& head = heads_[cell.column];
        if (is_blank(cell.text)) continue;
        const HeadingText heading = heading_text(cell.text);
        if (is_one_of(kIdNames, heading.name)) {
            head.is_id = true;
            continue;
        }
        if (is_one_of(kNameNames, heading.name)) {
            head.is_name = true;
            continue;
        }
        for (const Policy* policy : policies_) {
            const Fact* fact = policy->find_fact(heading.name);
            if (fact == nullptr) continue;
            ValueForm form{fact->type, fact->unit, step_of(fact->type, fact->unit), {}, {}};
            if (fact->text != nullptr) form.words = fact->text->words;
            if (!heading.unit.empty()) {
                const auto unit = base::Unit::parse(heading.unit);
                if (!unit || !base::convertible(formula::plain(*unit).unit,
                                                formula::plain(fact->unit).unit)) {
                    Diagnostic wrong = unit ? base::unit_mismatch(*unit, fact->unit) : unit.error();
                    report(line, cell.column, std::move(wrong), found);
                    good = false;
                    break;
                }
                form.heading_unit = *unit;
            }
            const bool is_known =
                std::any_of(head.targets.begin(), head.targets.end(),
                            [&](const Target& target) { return target.slot == fact->slot; });
            if (is_known) continue;
            if (!given.insert(fact->slot).second) {
                report(line, cell.column,
                       Diagnostic{"E-column-twice",
                                  {},
                                  fmt::format("{} 有两列", fact->label.zh),
                                  fmt::format("there are two columns for {}", fact->label.en)}
                           .hint("留下一列", "keep one of them"),
                       found);
                good = false;
                break;
            }
            head.targets.push_back({fact->slot, form, fact});
        }
        if (!head.targets.empty() || !good) continue;
        const auto near = base::nearest(heading.name, names);
        Diagnostic unknown{"W-column",
                           {},
                           fmt::format("没有政策读取“{}”这一列", heading.name),
                           fmt::format("no policy reads the column '{}'", heading.name)};
        // A column that is nearly a fact is a misspelling, and its fact would count as missing.
        unknown.severity = near ? Severity::error : Severity::warning;
        if (near) unknown.code = "E-column";
        good &= !near;
        report(line, cell.column,
               std::move(unknown).hint(
                   near ? fmt::format("是不是 {}？", *near) : "这一列不起作用",
                   near ? fmt::format("did you mean {}?", *near) : "it has no effect"),
               found);
    }
    for (const Policy* policy : policies_) {
        for (const Fact& fact : policy->facts) {
            if (given.count(fact.slot) > 0 || fact.is_experts) continue;
            if (std::find(absent_.begin(), absent_.end(), fact.label.zh) == absent_.end()) {
                absent_.push_back(fact.label.zh);
            }
        }
    }
    if (good && given.empty()) {
        report(
            line, 1,
            Diagnostic{"E-heading",
                       {},
                       "表头里没有政策读取的事实",
                       "the heading names no fact that the policies read"}
                .hint("第一行写事实的名称或代码", "name facts, or their codes, in the first row"),
            found);
        good = false;
    }
    reset();
    return good;
}

void TableMaker::reset() {
    table_ = SubjectTable();
    table_.columns_.resize(set_.plan().inputs().size());
    for (const HeadColumn& head : heads_) {
        for (const Target& target : head.targets) {
            table_.columns_[target.slot].is_truth = target.form.type == pack::FactType::yes_no;
        }
    }
}

SubjectTable TableMaker::take() {
    SubjectTable table = std::move(table_);
    reset();
    return table;
}

bool TableMaker::read_cell(const HeadColumn& head, std::uint32_t line, const TextCell& cell,
                           Diagnostics& found) {
    bool good = true;
    for (const Target& target : head.targets) {
        Cell& to = cells_[target.slot];
        if (is_blank(cell.text)) continue;
        if (cell.text.size() > kMaxCellBytes) {
            report(line, cell.column,
                   Diagnostic{"E-cell-size", {}, "这一格太长", "this cell is too long"}.hint(
                       fmt::format("至多 {} 字节", kMaxCellBytes),
                       fmt::format("{} bytes at most", kMaxCellBytes)),
                   found);
            return false;
        }
        const auto count = read_value(target.form, cell.text, set_.texts());
        if (count) {
            to = Cell::known(*count);
            continue;
        }
        if (says_not_applicable(trimmed_half_width(cell.text))) {
            to = Cell::none();
            continue;
        }
        Diagnostic wrong = count.error();
        wrong.zh = fmt::format("{}：{}", target.fact->label.zh, wrong.zh);
        wrong.en = fmt::format("{}: {}", target.fact->label.en, wrong.en);
        report(line, cell.column, std::move(wrong), found);
        good = false;
        break;  // one mistake in a cell, however many policies read it
    }
    return good;
}

bool TableMaker::check_row(std::uint32_t line, Diagnostics& found) {
    Diagnostics wrong;
    std::set<std::string> told;
    for (const Policy* policy : policies_) {
        check_domains(set_.plan(), *policy, cells_, file_, wrong);
    }
    for (Diagnostic& one : wrong) {
        if (!told.insert(one.zh).second) continue;
        report(line, 0, std::move(one), found);
    }
    return wrong.empty();
}

void TableMaker::add_row(std::uint32_t line, std::span<const TextCell> cells, Diagnostics& found) {
    std::fill(cells_.begin(), cells_.end(), Cell::missing());
    std::string id;
    std::string name;
    bool good = true;
    for (const TextCell& cell : cells) {
        if (cell.column >= heads_.size()) {
            if (is_blank(cell.text)) continue;
            report(line, cell.column,
                   Diagnostic{
                       "E-column", {}, "这一格不在表头之下", "this cell stands under no heading"}
                       .hint("检查这一行的分隔符", "check the separators of this row"),
                   found);
            good = false;
            continue;
        }
        const HeadColumn& head = heads_[cell.column];
        if (head.is_id) id = std::string(cell.text);
        if (head.is_name) name = std::string(cell.text);
        good &= read_cell(head, line, cell, found);
    }
    if (good) good = check_row(line, found);
    for (const HeadColumn& head : heads_) {
        for (const Target& target : head.targets) {
            SubjectTable::Column& column = table_.columns_[target.slot];
            // A row that is wrong is answered with an error; what it says is not computed with.
            const Cell cell = good ? cells_[target.slot] : Cell::missing();
            if (column.is_truth) {
                column.truths.push_back(static_cast<std::uint8_t>(cell.lo != 0));
            } else {
                column.numbers.push_back(cell.lo);
            }
            column.presence.push_back(static_cast<std::uint8_t>(cell.presence));
        }
    }
    table_.ids_.push_back(std::move(id));
    table_.names_.push_back(std::move(name));
    table_.lines_.push_back(line);
    table_.sound_.push_back(good ? 1 : 0);
}

}  // namespace kc::policy

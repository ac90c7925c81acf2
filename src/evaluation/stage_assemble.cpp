// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_assemble.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_number.hpp"
#include "evaluation/row_filter.hpp"

namespace kc::evaluation {
namespace {

std::vector<std::string> group_names(const Definition& definition) {
    std::set<std::string> names(definition.units.groups.begin(), definition.units.groups.end());
    if (!definition.units.compare_within.empty()) names.insert(definition.units.compare_within);
    for (const Node& node : definition.nodes)
        if (!node.adjustments.calibrate_within.empty())
            names.insert(node.adjustments.calibrate_within);
    for (const Indicator& indicator : definition.indicators)
        names.insert(indicator.impute.groups.begin(), indicator.impute.groups.end());
    if (definition.uncertainty) {
        for (const ImputeMethod& method : definition.uncertainty->vary.imputation)
            names.insert(method.groups.begin(), method.groups.end());
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> other_names(const Definition& definition) {
    std::set<std::string> names;
    for (const Node& node : definition.nodes) {
        for (const Bonus& bonus : node.adjustments.bonuses) names.insert(bonus.column);
        for (const Veto& veto : node.adjustments.vetoes) names.insert(veto.column);
        if (!node.adjustments.calibrate_to.empty()) names.insert(node.adjustments.calibrate_to);
        if (!node.adjustments.calibrate_weight.empty())
            names.insert(node.adjustments.calibrate_weight);
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> evidence_names(const Definition& definition) {
    std::set<std::string> names;
    for (const Node& node : definition.nodes)
        for (const Bonus& bonus : node.adjustments.bonuses)
            if (bonus.evidence_required) names.insert(bonus.evidence_column);
    return {names.begin(), names.end()};
}

class Assembler {
public:
    Assembler(const Definition& definition, const Table& table)
        : definition_(definition), table_(table) {}

    Result<std::vector<Slice>> run() {
        auto years = rows_by_year();
        if (!years) return unexpected(years.error());
        std::vector<Slice> slices;
        for (const auto& [year, rows] : *years) {
            auto slice = slice_of(year, rows);
            if (!slice) return unexpected(slice.error());
            slices.push_back(*std::move(slice));
        }
        return slices;
    }

private:
    Result<std::size_t> column(std::string_view name, const Place& at) const {
        if (const auto position = column_position(table_, name)) return *position;
        return unexpected(no_column(table_, name, at));
    }

    Result<std::vector<std::size_t>> wanted_rows() const {
        std::vector<std::size_t> rows;
        if (definition_.units.where.empty()) {
            for (std::size_t i = 0; i < table_.rows.size(); ++i) rows.push_back(i);
            return rows;
        }
        auto filter = RowFilter::parse(definition_.units.where, table_);
        if (!filter) return unexpected(filter.error());
        for (std::size_t i = 0; i < table_.rows.size(); ++i)
            if (filter->takes(table_.rows[i])) rows.push_back(i);
        return rows;
    }

    // The year column, if the definition or the heading has one.
    Result<std::optional<std::size_t>> year_column() const {
        const PeriodPlan& period = definition_.period;
        if (!period.column.empty()) {
            auto position = column(period.column, {});
            if (!position) return unexpected(position.error());
            return *position;
        }
        auto usual = column_position(table_, "year");
        if (!usual && period.panel_first > 0) return unexpected(no_column(table_, "year", {}));
        if (period.year == 0 && period.panel_first == 0) return std::optional<std::size_t>();
        return usual;
    }

    bool is_wanted(std::int32_t year) const {
        const PeriodPlan& period = definition_.period;
        if (period.panel_first > 0)
            return (year >= period.panel_first && year <= period.panel_last) || year == period.base;
        return period.year == 0 || year == period.year || year == period.base;
    }

    Result<std::map<std::int32_t, std::vector<std::size_t>>> rows_by_year() const {
        auto rows = wanted_rows();
        if (!rows) return unexpected(rows.error());
        auto position = year_column();
        if (!position) return unexpected(position.error());
        std::map<std::int32_t, std::vector<std::size_t>> years;
        if (!*position) {
            if (!rows->empty()) years[definition_.period.year] = *rows;
        } else {
            for (const std::size_t row : *rows) {
                const std::string& cell = table_.rows[row].cells[**position];
                const auto year = read_number(cell);
                if (!year || *year < 1 || *year > 9999)
                    return unexpected(
                        Diagnostic{.code = "E-year",
                                   .at = {table_.file, table_.rows[row].line,
                                          static_cast<std::int32_t>(**position + 1)},
                                   .zh = fmt::format("“{}”不是年份", base::shortened(cell)),
                                   .en = fmt::format("'{}' is no year", base::shortened(cell))});
                if (is_wanted(static_cast<std::int32_t>(*year)))
                    years[static_cast<std::int32_t>(*year)].push_back(row);
            }
        }
        if (years.empty())
            return unexpected(Diagnostic{.code = "E-no-units",
                                         .at = {table_.file},
                                         .zh = "数据里没有符合条件的单位或年份",
                                         .en = "no unit of the data has the wanted kind and year"});
        if (years.size() > kMaxYears)
            return unexpected(Diagnostic{.code = "E-too-many",
                                         .at = {table_.file},
                                         .zh = fmt::format("超过 {} 个年份", kMaxYears),
                                         .en = fmt::format("more than {} years", kMaxYears)});
        return years;
    }

    Result<void> name_units(const std::vector<std::size_t>& rows, Slice& slice) const {
        const auto ids = column(definition_.units.id_column, {});
        if (!ids)
            return unexpected(
                Diagnostic(ids.error())
                    .hint(fmt::format("用 units: {{id: 列名}} 指明单位代码列，现有：{}",
                                      fmt::join(first_headings(), "、")),
                          fmt::format("name the column of units by units: {{id: …}}; "
                                      "there are {}",
                                      fmt::join(first_headings(), ", "))));
        slice.ids = text_column(table_, *ids, rows);
        slice.names = slice.ids;
        if (!definition_.units.name_column.empty()) {
            const auto names = column(definition_.units.name_column, {});
            if (!names) return unexpected(names.error());
            slice.names = text_column(table_, *names, rows);
        }
        for (const std::size_t row : rows) slice.lines.push_back(table_.rows[row].line);
        return check_ids(slice);
    }

    std::vector<std::string> first_headings() const {
        constexpr std::size_t kShown = 8;
        const auto end = table_.heading.begin() +
                         static_cast<std::ptrdiff_t>(std::min(kShown, table_.heading.size()));
        return {table_.heading.begin(), end};
    }

    Result<void> check_ids(const Slice& slice) const {
        std::unordered_map<std::string_view, std::int32_t> seen;
        for (std::size_t i = 0; i < slice.size(); ++i) {
            const Place at = {table_.file, slice.lines[i], 0};
            if (slice.ids[i].empty())
                return unexpected(Diagnostic{.code = "E-unit",
                                             .at = at,
                                             .zh = "这一行没有单位代码",
                                             .en = "this row names no unit"});
            const auto [first, is_new] = seen.emplace(slice.ids[i], slice.lines[i]);
            if (is_new) continue;
            return unexpected(Diagnostic{
                .code = "E-duplicate-unit",
                .at = at,
                .zh = fmt::format("单位“{}”在第 {} 行已经有了", slice.ids[i], first->second),
                .en = fmt::format("unit '{}' is already in line {}", slice.ids[i], first->second)}
                                  .hint("一个单位（和年份）只能一行", "one row a unit (and year)"));
        }
        return {};
    }

    Result<void> read_figures(const std::vector<std::size_t>& rows, Slice& slice) const {
        const std::vector<Indicator>& indicators = definition_.indicators;
        slice.figures = Matrix(rows.size(), indicators.size());
        slice.denominators = Matrix(rows.size(), indicators.size());
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            const auto from = column(indicators[i].from, indicators[i].at);
            if (!from) return unexpected(from.error());
            const auto figures = number_column(table_, *from, rows);
            if (!figures) return unexpected(figures.error());
            slice.figures.set_column(i, figures->view());
            if (indicators[i].per.empty()) continue;
            const auto per = column(indicators[i].per, indicators[i].at);
            if (!per) return unexpected(per.error());
            const auto below = number_column(table_, *per, rows);
            if (!below) return unexpected(below.error());
            slice.denominators.set_column(i, below->view());
        }
        return {};
    }

    Result<void> read_others(const std::vector<std::size_t>& rows, Slice& slice) const {
        for (const std::string& name : group_names(definition_)) {
            const auto position = column(name, {});
            if (!position) return unexpected(position.error());
            slice.groups.push_back({name, text_column(table_, *position, rows)});
        }
        for (const std::string& name : other_names(definition_)) {
            const auto position = column(name, definition_.nodes[0].at);
            if (!position) return unexpected(position.error());
            auto numbers = number_column(table_, *position, rows);
            if (!numbers) return unexpected(numbers.error());
            slice.others.push_back({name, *std::move(numbers)});
        }
        for (const std::string& name : evidence_names(definition_)) {
            // A table without the column has no evidence for anybody; the bonus says so.
            const auto position = column_position(table_, name);
            slice.evidence.push_back({name, position ? text_column(table_, *position, rows)
                                                     : std::vector<std::string>(rows.size())});
        }
        return {};
    }

    Result<Slice> slice_of(std::int32_t year, const std::vector<std::size_t>& rows) const {
        if (rows.size() > kMaxUnits)
            return unexpected(Diagnostic{.code = "E-too-many",
                                         .at = {table_.file},
                                         .zh = fmt::format("单位超过 {} 个", kMaxUnits),
                                         .en = fmt::format("more than {} units", kMaxUnits)});
        Slice slice;
        slice.year = year;
        if (auto done = name_units(rows, slice); !done) return unexpected(done.error());
        if (auto done = read_figures(rows, slice); !done) return unexpected(done.error());
        if (auto done = read_others(rows, slice); !done) return unexpected(done.error());
        return slice;
    }

    const Definition& definition_;
    const Table& table_;
};

GroupColumn with_units(const GroupColumn& group, const std::vector<std::size_t>& kept) {
    GroupColumn out{group.name, {}};
    for (const std::size_t row : kept) out.of_unit.push_back(group.of_unit[row]);
    return out;
}

}  // namespace

const GroupColumn* Slice::group(std::string_view name) const {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const GroupColumn& group) { return group.name == name; });
    return found == groups.end() ? nullptr : &*found;
}

const NumberColumn* Slice::other(std::string_view name) const {
    const auto found = std::find_if(others.begin(), others.end(),
                                    [&](const NumberColumn& other) { return other.name == name; });
    return found == others.end() ? nullptr : &*found;
}

std::optional<std::size_t> unit_position(const Slice& slice, std::string_view id) {
    const auto found = std::find(slice.ids.begin(), slice.ids.end(), id);
    if (found == slice.ids.end()) return std::nullopt;
    return static_cast<std::size_t>(found - slice.ids.begin());
}

Matrix with_rows(const Matrix& matrix, const std::vector<std::size_t>& kept) {
    Matrix out(kept.size(), matrix.columns());
    for (std::size_t column = 0; column < matrix.columns(); ++column)
        for (std::size_t i = 0; i < kept.size(); ++i)
            out.set(i, column, matrix.get(kept[i], column));
    return out;
}

Slice with_units(const Slice& slice, const std::vector<std::size_t>& kept) {
    Slice out;
    out.year = slice.year;
    for (const std::size_t row : kept) {
        out.ids.push_back(slice.ids[row]);
        out.names.push_back(slice.names[row]);
        out.lines.push_back(slice.lines[row]);
    }
    out.figures = with_rows(slice.figures, kept);
    out.denominators = with_rows(slice.denominators, kept);
    for (const GroupColumn& group : slice.groups) out.groups.push_back(with_units(group, kept));
    for (const GroupColumn& each : slice.evidence) out.evidence.push_back(with_units(each, kept));
    for (const NumberColumn& other : slice.others) {
        NumberColumn column{other.name, Column(kept.size())};
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (other.column.has(kept[i])) column.column.set(i, other.column[kept[i]]);
        out.others.push_back(std::move(column));
    }
    return out;
}

Result<std::vector<Slice>> assemble(const Definition& definition, const Table& table) {
    return Assembler(definition, table).run();
}

}  // namespace kc::evaluation

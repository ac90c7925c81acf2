// SPDX-License-Identifier: Apache-2.0
#include "evaluation/result_stage.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "evaluation/definition_number.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {
namespace {

std::string cell(const std::optional<double>& value) {
    return value ? number_text(*value) : std::string();
}

bool has_years(const Evaluation& evaluation) {
    return evaluation.years.size() > 1;
}

std::vector<std::string> heading(const Evaluation& evaluation) {
    if (has_years(evaluation)) return {"year", "unit"};
    return {"unit"};
}

std::vector<std::string> row_start(const Evaluation& evaluation, const YearResult& year,
                                   std::size_t row) {
    if (has_years(evaluation)) return {fmt::format("{}", year.slice.year), year.slice.ids[row]};
    return {year.slice.ids[row]};
}

TextRows matrix_rows(const Evaluation& evaluation, const std::vector<std::string>& columns,
                     const Matrix& (*of)(const YearResult&)) {
    TextRows rows = {heading(evaluation)};
    rows[0].insert(rows[0].end(), columns.begin(), columns.end());
    for (const YearResult& year : evaluation.years) {
        const Matrix& matrix = of(year);
        for (std::size_t row = 0; row < matrix.rows(); ++row) {
            std::vector<std::string> cells = row_start(evaluation, year, row);
            for (std::size_t column = 0; column < columns.size(); ++column)
                cells.push_back(cell(matrix.get(row, column)));
            rows.push_back(std::move(cells));
        }
    }
    return rows;
}

std::vector<std::string> indicator_columns(const Evaluation& evaluation) {
    std::vector<std::string> ids;
    for (const Indicator& indicator : evaluation.definition.indicators) ids.push_back(indicator.id);
    return ids;
}

std::vector<std::string> node_columns(const Evaluation& evaluation) {
    std::vector<std::string> ids;
    for (const Node& node : evaluation.definition.nodes) ids.push_back(node.id);
    return ids;
}

// Each node's weight among its siblings and in the whole.
TextRows weight_rows(const Evaluation& evaluation) {
    const bool years = has_years(evaluation);
    TextRows rows;
    rows.push_back({"node", "parent", "level", "weight", "effective"});
    if (years) rows[0].insert(rows[0].begin(), "year");
    for (const YearResult& year : evaluation.years) {
        const auto& nodes = evaluation.definition.nodes;
        for (std::size_t i = 1; i < nodes.size(); ++i) {
            const auto parent = static_cast<std::size_t>(nodes[i].parent);
            const auto& siblings = nodes[parent].children;
            const auto at = static_cast<std::size_t>(
                std::find(siblings.begin(), siblings.end(), static_cast<std::int32_t>(i)) -
                siblings.begin());
            std::vector<std::string> cells = {
                nodes[i].id, nodes[parent].id, fmt::format("{}", nodes[i].level),
                number_text(year.tree.weights[parent].values[at]),
                nodes[i].is_leaf() ? number_text(year.leaf_weights[i]) : std::string()};
            if (years) cells.insert(cells.begin(), fmt::format("{}", year.slice.year));
            rows.push_back(std::move(cells));
        }
    }
    return rows;
}

TextRows change_rows(const Evaluation& evaluation) {
    TextRows rows = {heading(evaluation)};
    for (const std::string_view name : {"kind", "by"}) rows[0].emplace_back(name);
    for (const YearResult& year : evaluation.years) {
        for (const ScoreChange& change : year.adjusted.changes) {
            std::vector<std::string> cells = row_start(evaluation, year, change.row);
            cells.push_back(change.kind);
            cells.push_back(number_text(change.by));
            rows.push_back(std::move(cells));
        }
    }
    return rows;
}

TextRows rank_rows(const Evaluation& evaluation) {
    TextRows rows = {heading(evaluation)};
    for (const std::string_view name : {"score", "rank", "group_rank"}) rows[0].emplace_back(name);
    for (const YearResult& year : evaluation.years) {
        for (std::size_t row = 0; row < year.slice.size(); ++row) {
            const Column& scores = year.adjusted.scores;
            std::vector<std::string> cells = row_start(evaluation, year, row);
            cells.push_back(scores.has(row) ? number_text(scores[row]) : "");
            cells.push_back(year.ranks[row] > 0 ? fmt::format("{}", year.ranks[row]) : "");
            cells.push_back(year.group_ranks.empty() || year.group_ranks[row] == 0
                                ? ""
                                : fmt::format("{}", year.group_ranks[row]));
            rows.push_back(std::move(cells));
        }
    }
    return rows;
}

// Screening has two outcomes a unit; the figures stay as they were.
TextRows screen_rows(const Evaluation& evaluation) {
    TextRows rows = {heading(evaluation)};
    for (const std::string_view name : {"kept", "missing_share"}) rows[0].emplace_back(name);
    for (const YearResult& year : evaluation.years) {
        for (std::size_t row = 0; row < year.slice.size(); ++row) {
            std::vector<std::string> cells = row_start(evaluation, year, row);
            cells.emplace_back("yes");
            cells.push_back(number_text(year.missing_share[row]));
            rows.push_back(std::move(cells));
        }
        for (const LeftOut& unit : year.left_out) {
            std::vector<std::string> cells;
            if (has_years(evaluation)) cells.push_back(fmt::format("{}", year.slice.year));
            cells.insert(cells.end(), {unit.id, "no", number_text(unit.missing_share)});
            rows.push_back(std::move(cells));
        }
    }
    return rows;
}

constexpr std::array<std::string_view, 10> kStages = {
    "assemble",  "denominate", "screen",    "impute", "treat",
    "normalise", "weight",     "aggregate", "adjust", "rank"};

std::string fixed(double value) {
    return fmt::format("{:.2f}", value == 0 ? 0.0 : value);
}

}  // namespace

Result<TextRows> stage_rows(const Evaluation& evaluation, std::string_view stage) {
    const auto indicators = indicator_columns(evaluation);
    if (stage == "assemble")
        return matrix_rows(evaluation, indicators,
                           [](const YearResult& y) -> const Matrix& { return y.slice.figures; });
    if (stage == "denominate")
        return matrix_rows(evaluation, indicators,
                           [](const YearResult& y) -> const Matrix& { return y.denominated; });
    if (stage == "screen") return screen_rows(evaluation);
    if (stage == "impute")
        return matrix_rows(evaluation, indicators,
                           [](const YearResult& y) -> const Matrix& { return y.imputed; });
    if (stage == "treat")
        return matrix_rows(evaluation, indicators,
                           [](const YearResult& y) -> const Matrix& { return y.treated; });
    if (stage == "normalise")
        return matrix_rows(evaluation, indicators,
                           [](const YearResult& y) -> const Matrix& { return y.scaled; });
    if (stage == "weight") return weight_rows(evaluation);
    if (stage == "aggregate")
        return matrix_rows(evaluation, node_columns(evaluation),
                           [](const YearResult& y) -> const Matrix& { return y.tree.scores; });
    if (stage == "adjust") return change_rows(evaluation);
    if (stage == "rank") return rank_rows(evaluation);
    const std::vector<std::string> known(kStages.begin(), kStages.end());
    const auto near = base::nearest(stage, known);
    return unexpected(Diagnostic{.code = "E-unknown",
                                 .zh = fmt::format("没有叫“{}”的阶段", stage),
                                 .en = fmt::format("there is no stage called '{}'", stage)}
                          .hint(near ? fmt::format("是不是 {}？", *near)
                                     : fmt::format("有：{}", fmt::join(known, "、")),
                                near ? fmt::format("did you mean {}?", *near)
                                     : fmt::format("there are {}", fmt::join(known, ", "))));
}

std::vector<std::size_t> ranking_order(const YearResult& year) {
    std::vector<std::size_t> rows(year.slice.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        const auto place = [&](std::size_t row) {
            return year.ranks[row] == 0 ? static_cast<std::int32_t>(year.ranks.size()) + 1
                                        : year.ranks[row];
        };
        return place(a) < place(b);
    });
    return rows;
}

std::vector<std::string> report_groups(const Evaluation& evaluation) {
    const std::vector<ReportGroup>& groups = evaluation.definition.report.groups;
    const YearResult& year = evaluation.asked();
    if (groups.empty()) return {};
    const ColumnView scores = year.adjusted.scores.view();
    const std::array<double, 4> bases = {mean(scores).value_or(0), median(scores).value_or(0),
                                         largest(scores).value_or(0), 1.0};
    std::vector<std::string> out(scores.size());
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (!scores.has(row)) continue;
        for (const ReportGroup& group : groups) {
            const double limit = group.factor * bases[static_cast<std::size_t>(group.of)];
            const double score = scores[row];
            const bool meets = (group.relation == ">=" && score >= limit) ||
                               (group.relation == ">" && score > limit) ||
                               (group.relation == "<=" && score <= limit) ||
                               (group.relation == "<" && score < limit);
            if (!meets) continue;
            out[row] = group.id;
            break;
        }
    }
    return out;
}

TextRows ranking_rows(const Evaluation& evaluation, const RankingColumns& columns) {
    const bool zh = columns.in_zh;
    const Definition& definition = evaluation.definition;
    const YearResult& year = evaluation.asked();
    const bool named = !definition.units.name_column.empty();
    const GroupColumn* group = year.slice.group(definition.units.compare_within);
    TextRows rows;
    std::vector<std::string> head = {zh ? "名次" : "rank", zh ? "单位" : "unit"};
    if (named) head.emplace_back(zh ? "名称" : "name");
    if (group != nullptr) {
        head.emplace_back(zh ? "组" : "group");
        head.emplace_back(zh ? "组内名次" : "in group");
    }
    head.emplace_back(zh ? "得分" : "score");
    const std::vector<std::string> grades = report_groups(evaluation);
    if (!grades.empty()) head.emplace_back(zh ? "档次" : "grade");
    for (const std::int32_t child : definition.nodes[0].children) {
        const Title& title = definition.nodes[static_cast<std::size_t>(child)].title;
        head.push_back(zh ? title.zh : title.en);
    }
    if (definition.missing.show) head.emplace_back(zh ? "缺数据占比" : "missing");
    rows.push_back(std::move(head));
    for (const std::size_t row : ranking_order(year)) {
        std::vector<std::string> cells = {
            year.ranks[row] > 0 ? fmt::format("{}", year.ranks[row]) : "-", year.slice.ids[row]};
        if (named) cells.push_back(year.slice.names[row]);
        if (group != nullptr) {
            cells.push_back(group->of_unit[row]);
            cells.push_back(fmt::format("{}", year.group_ranks[row]));
        }
        const Column& scores = year.adjusted.scores;
        cells.push_back(scores.has(row) ? fixed(scores[row]) : "-");
        if (!grades.empty()) cells.push_back(grades[row].empty() ? "-" : grades[row]);
        for (const std::int32_t child : definition.nodes[0].children) {
            const auto value = year.tree.scores.get(row, static_cast<std::size_t>(child));
            cells.push_back(value ? fixed(*value) : "-");
        }
        if (definition.missing.show)
            cells.push_back(fmt::format("{:.1f}%", year.missing_share[row] * 100));
        rows.push_back(std::move(cells));
    }
    return rows;
}

}  // namespace kc::evaluation

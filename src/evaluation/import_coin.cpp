// SPDX-License-Identifier: Apache-2.0
#include "evaluation/import_coin.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "evaluation/definition_number.hpp"

namespace kc::evaluation {
namespace {

struct MetaRow {
    std::int32_t line = 0;
    std::string code, name, type, parent, unit, denominator;
    std::optional<double> level, direction, weight, target;
};

bool is_empty(const std::string& cell) {
    return cell.empty() || cell == "NA";
}

class CoinReader {
public:
    CoinReader(const Table& data, const Table& meta) : data_(data), meta_(meta) {}

    Result<Definition> run() {
        if (auto done = read_rows(); !done) return unexpected(done.error());
        if (auto done = add_indicators(); !done) return unexpected(done.error());
        set_units();
        set_stages();
        if (auto done = add_root(); !done) return unexpected(done.error());
        return std::move(out_);
    }

private:
    Diagnostic fault(std::int32_t line, std::string zh, std::string en) const {
        return {.code = "E-coin",
                .at = {meta_.file, line, 0},
                .zh = std::move(zh),
                .en = std::move(en)};
    }

    Result<std::optional<double>> number_in(const TableRow& row, std::string_view name) const {
        const auto column = column_position(meta_, name);
        if (!column || is_empty(row.cells[*column])) return std::optional<double>();
        const auto value = read_number(row.cells[*column]);
        if (!value)
            return unexpected(
                fault(row.line, fmt::format("{} 列的“{}”不是数", name, row.cells[*column]),
                      fmt::format("'{}' in column {} is no number", row.cells[*column], name)));
        return value;
    }

    std::string text_in(const TableRow& row, std::string_view name) const {
        const auto column = column_position(meta_, name);
        return !column || is_empty(row.cells[*column]) ? std::string() : row.cells[*column];
    }

    Result<void> read_rows() {
        for (const std::string_view name : {"iCode", "Type", "Parent", "Direction"})
            if (!column_position(meta_, name))
                return unexpected(no_column(meta_, name, {meta_.file, 1, 0}));
        std::set<std::string> seen;
        for (const TableRow& from : meta_.rows) {
            MetaRow row{from.line,
                        text_in(from, "iCode"),
                        text_in(from, "iName"),
                        text_in(from, "Type"),
                        text_in(from, "Parent"),
                        text_in(from, "Unit"),
                        text_in(from, "Denominator"),
                        {},
                        {},
                        {},
                        {}};
            for (const auto& [name, to] :
                 {std::pair{"Level", &row.level}, std::pair{"Direction", &row.direction},
                  std::pair{"Weight", &row.weight}, std::pair{"Target", &row.target}}) {
                auto value = number_in(from, name);
                if (!value) return unexpected(value.error());
                *to = *value;
            }
            if (!seen.insert(row.code).second)
                return unexpected(fault(row.line, fmt::format("iCode“{}”出现了两次", row.code),
                                        fmt::format("iCode '{}' is there twice", row.code)));
            rows_.push_back(std::move(row));
        }
        return {};
    }

    Result<void> add_indicators() {
        for (const MetaRow& row : rows_) {
            if (row.type != "Indicator") continue;
            if (!row.direction || (*row.direction != 1 && *row.direction != -1))
                return unexpected(
                    fault(row.line, fmt::format("指标“{}”的 Direction 要是 1 或 -1", row.code),
                          fmt::format("Direction of indicator '{}' must be 1 or -1", row.code)));
            if (!column_position(data_, row.code))
                return unexpected(no_column(data_, row.code, {meta_.file, row.line, 0}));
            Indicator indicator;
            indicator.id = row.code;
            indicator.from = row.code;
            indicator.title = {row.name.empty() ? row.code : row.name,
                               row.name.empty() ? row.code : row.name};
            indicator.per = row.denominator;
            indicator.unit = row.unit;
            indicator.target = row.target;
            indicator.direction = *row.direction > 0 ? Direction::up : Direction::down;
            out_.indicators.push_back(std::move(indicator));
        }
        return {};
    }

    void set_units() {
        out_.code = "imported-coin";
        out_.title = {"由 COINr 数据导入", "Imported from COINr tables"};
        out_.units.id_column = "uCode";
        if (column_position(data_, "uName")) out_.units.name_column = "uName";
        for (const MetaRow& row : rows_)
            if (row.type == "Group" && column_position(data_, row.code))
                out_.units.groups.push_back(row.code);
        const auto time = column_position(data_, "Time");
        if (!time) return;
        std::set<double> years;
        for (const TableRow& row : data_.rows)
            if (const auto year = read_number(row.cells[*time])) years.insert(*year);
        if (years.size() < 2) return;
        out_.period.column = "Time";
        out_.period.panel_first = static_cast<std::int32_t>(*years.begin());
        out_.period.panel_last = static_cast<std::int32_t>(*years.rbegin());
        out_.period.year = out_.period.panel_last;
        out_.period.scale = PanelScale::pooled;
    }

    void set_stages() {
        if (!out_.units.groups.empty()) {
            out_.missing.usual.kind = ImputeKind::group_mean;
            out_.missing.usual.groups = {out_.units.groups.back()};
        } else {
            out_.missing.usual.kind = ImputeKind::mean;
        }
        TreatStep winsorise;
        TreatStep logarithm;
        logarithm.kind = TreatKind::log_shift;
        out_.treatment.try_steps = {winsorise, logarithm};
        out_.treatment.otherwise = TreatPlan::Otherwise::keep_last;
        out_.normalise_given = true;
        for (Indicator& indicator : out_.indicators) {
            indicator.impute = out_.missing.usual;
            indicator.treat = out_.treatment;
            indicator.normalise = out_.normalise;
        }
    }

    Result<void> add_root() {
        const auto root = std::find_if(rows_.begin(), rows_.end(), [](const MetaRow& row) {
            return row.type == "Aggregate" && row.parent.empty();
        });
        if (root == rows_.end())
            return unexpected(fault(0, "没有上级为空的 Aggregate，找不到总指数",
                                    "no Aggregate without a Parent: the index is not found"));
        return add_node(*root, -1, 0);
    }

    Result<void> add_node(const MetaRow& row, std::int32_t parent, std::size_t depth) {
        constexpr std::size_t kDeepest = 16;
        if (depth > kDeepest)
            return unexpected(
                fault(row.line, "Parent 成环或层次太深", "Parents form a circle or are too deep"));
        const auto position = out_.nodes.size();
        Node node;
        node.id = row.code;
        node.title = {row.name.empty() ? row.code : row.name,
                      row.name.empty() ? row.code : row.name};
        node.parent = parent;
        if (const auto leaf = indicator_position(out_, row.code); leaf && row.type == "Indicator")
            node.indicator = static_cast<std::int32_t>(*leaf);
        out_.nodes.push_back(std::move(node));
        if (out_.nodes[position].is_leaf()) return {};
        WeightMethod weights;
        weights.kind = WeightKind::manual;
        for (const MetaRow& child : rows_) {
            if (child.parent != row.code ||
                (child.type != "Indicator" && child.type != "Aggregate"))
                continue;
            weights.values.push_back(child.weight.value_or(1));
            out_.nodes[position].children.push_back(static_cast<std::int32_t>(out_.nodes.size()));
            auto done = add_node(child, static_cast<std::int32_t>(position), depth + 1);
            if (!done) return done;
            out_.nodes[position].level = std::max(
                out_.nodes[position].level,
                out_.nodes[static_cast<std::size_t>(out_.nodes[position].children.back())].level +
                    1);
        }
        if (weights.values.empty())
            return unexpected(fault(row.line, fmt::format("“{}”没有下级", row.code),
                                    fmt::format("'{}' has no children", row.code)));
        out_.nodes[position].weights = std::move(weights);
        return {};
    }

    const Table& data_;
    const Table& meta_;
    std::vector<MetaRow> rows_;
    Definition out_;
};

}  // namespace

Result<Definition> import_coin(const Table& data, const Table& meta) {
    return CoinReader(data, meta).run();
}

}  // namespace kc::evaluation

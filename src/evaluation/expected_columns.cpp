// SPDX-License-Identifier: Apache-2.0
#include "evaluation/expected_columns.hpp"

#include <algorithm>

#include "evaluation/row_filter.hpp"

namespace kc::evaluation {
namespace {

class Columns {
public:
    void add(const std::string& name, const char* role, const std::string& indicator = {}) {
        if (name.empty()) return;
        const bool is_known = std::any_of(columns_.begin(), columns_.end(),
                                          [&](const auto& each) { return each.name == name; });
        if (!is_known) columns_.push_back({name, role, indicator});
    }

    void add_units(const Definition& definition) {
        const Units& units = definition.units;
        add(units.id_column, "unit");
        add(units.name_column, "name");
        if (definition.period.year > 0)
            add(definition.period.column.empty() ? "year" : definition.period.column, "year");
        for (const std::string& column : RowFilter::columns_of(units.where)) add(column, "filter");
        add(units.compare_within, "group");
        for (const std::string& column : units.groups) add(column, "group");
        for (const Indicator& indicator : definition.indicators)
            for (const std::string& column : indicator.impute.groups) add(column, "group");
    }

    void add_figures(const Definition& definition) {
        for (const Indicator& indicator : definition.indicators) {
            add(indicator.from, "figure", indicator.id);
            add(indicator.per, "denominator", indicator.id);
        }
    }

    void add_adjustments(const Node& node) {
        for (const Bonus& bonus : node.adjustments.bonuses) {
            add(bonus.column, "adjustment");
            if (bonus.evidence_required) add(bonus.evidence_column, "evidence");
        }
        for (const Veto& veto : node.adjustments.vetoes) add(veto.column, "adjustment");
        add(node.adjustments.calibrate_to, "adjustment");
        add(node.adjustments.calibrate_weight, "adjustment");
        add(node.adjustments.calibrate_within, "group");
    }

    std::vector<ExpectedColumn> take() { return std::move(columns_); }

private:
    std::vector<ExpectedColumn> columns_;
};

}  // namespace

std::vector<ExpectedColumn> expected_columns(const Definition& definition) {
    Columns columns;
    columns.add_units(definition);
    columns.add_figures(definition);
    for (const Node& node : definition.nodes) columns.add_adjustments(node);
    return columns.take();
}

}  // namespace kc::evaluation

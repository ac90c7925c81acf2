// SPDX-License-Identifier: Apache-2.0
// Which columns of the data are figures the office has anyway.
#include <algorithm>

#include <fmt/format.h>

#include "evaluation/definition_parts.hpp"
#include "evaluation/expected_columns.hpp"
#include "pack/field_type.hpp"

namespace kc::evaluation {

void read_figures(Context& context, const pack::Node* from, Definition& to) {
    if (from == nullptr || !context.expect_map(*from)) return;
    std::vector<std::string> columns;
    for (const ExpectedColumn& one : expected_columns(to)) {
        const bool is_figure =
            one.role == "figure" || one.role == "denominator" || one.role == "adjustment";
        if (is_figure) columns.push_back(one.name);
    }
    for (std::size_t i = 0; i < from->keys.size(); ++i) {
        const pack::Key& key = from->keys[i];
        const pack::Node& value = from->items[i];
        if (std::find(columns.begin(), columns.end(), key.text) == columns.end()) {
            context.report_unknown(key, "数据列", "column of the data", key.text, columns);
            continue;
        }
        ColumnFigure figure{.column = key.text, .at = context.place(value)};
        if (!context.read(&value, figure.indicator)) continue;
        if (!pack::looks_like_code(figure.indicator)) {
            context.report(
                value,
                Diagnostic{.code = "E-type",
                           .zh = fmt::format("“{}”不是指标的代码", figure.indicator),
                           .en = fmt::format("'{}' is no code of an indicator", figure.indicator)}
                    .hint("如 cn.htfirm.valid_count", "such as cn.htfirm.valid_count"));
            continue;
        }
        to.figures.push_back(std::move(figure));
    }
}

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
// Every limit is met, and one past it is refused.
#include "evaluation/definition_limits.hpp"

#include <gtest/gtest.h>

#include "evaluation/data.hpp"
#include "evaluation/definition_read.hpp"
#include "evaluation/row_filter.hpp"
#include "evaluation/stage_assemble.hpp"

namespace kc::evaluation {
namespace {

std::string with_indicators(std::size_t count) {
    std::string text = "evaluation: demo\ntree: {id: t, children: [i0]}\nindicators:\n";
    for (std::size_t i = 0; i < count; ++i)
        text += "  - {id: i" + std::to_string(i) + ", direction: up}\n";
    return text;
}

std::string nested(std::size_t depth) {
    std::string text = "evaluation: demo\nindicators: [{id: a, direction: up}]\ntree:\n";
    std::string indent = "  ";
    for (std::size_t i = 0; i < depth; ++i) {
        text += indent + "id: n" + std::to_string(i) + "\n" + indent + "children:\n";
        text += indent + "  -\n";
        indent += "    ";
    }
    return text.substr(0, text.rfind('-')) + "- a\n";
}

std::string first_code(const std::string& text) {
    Diagnostics found;
    if (read_definition(text, "demo.yaml", found)) return "";
    for (const Diagnostic& diagnostic : found)
        if (diagnostic.severity == Severity::error) return diagnostic.code;
    return "?";
}

TEST(DefinitionLimits, Indicators) {
    EXPECT_EQ(first_code(with_indicators(kMaxIndicators)), "");
    EXPECT_EQ(first_code(with_indicators(kMaxIndicators + 1)), "E-too-many");
}

TEST(DefinitionLimits, Depth) {
    EXPECT_EQ(first_code(nested(kMaxTreeDepth)), "");
    EXPECT_EQ(first_code(nested(kMaxTreeDepth + 1)), "E-too-deep");
}

Table table_of_units(std::size_t units, std::size_t years) {
    std::vector<TableRow> rows = {{1, {"unit", "year", "a"}}};
    for (std::size_t u = 0; u < units; ++u)
        for (std::size_t y = 0; y < years; ++y)
            rows.push_back({2, {"u" + std::to_string(u), std::to_string(2000 + y), "1"}});
    return *table_of("demo.csv", std::move(rows));
}

std::string assemble_code(std::size_t units, std::size_t years) {
    Diagnostics found;
    const auto definition = read_definition(
        "evaluation: demo\nperiod: {panel: [2000..2200]}\nindicators: [{id: a, direction: up}]\n"
        "tree: {id: t, children: [a]}\n",
        "demo.yaml", found);
    const auto slices = assemble(*definition, table_of_units(units, years));
    return slices ? "" : slices.error().code;
}

TEST(DefinitionLimits, UnitsAndYears) {
    EXPECT_EQ(assemble_code(kMaxUnits, 1), "");
    EXPECT_EQ(assemble_code(kMaxUnits + 1, 1), "E-too-many");
    EXPECT_EQ(assemble_code(2, kMaxYears), "");
    EXPECT_EQ(assemble_code(2, kMaxYears + 1), "E-too-many");
}

TEST(RowFilter, ComparesTextsAndNumbers) {
    const Table table = *table_of("demo.csv", {{1, {"kind", "size"}}, {2, {"town", "12"}}});
    const auto takes = [&](const char* text) {
        const auto filter = RowFilter::parse(text, table);
        EXPECT_TRUE(filter) << text;
        return filter && filter->takes(table.rows[0]);
    };
    EXPECT_TRUE(takes("kind == 'town'"));
    EXPECT_TRUE(takes("kind in ('city', 'town') and size >= 12"));
    EXPECT_TRUE(takes("kind != \"city\" and size < 12.5"));
    EXPECT_FALSE(takes("size > 12"));
    EXPECT_FALSE(takes("kind != 'town'"));
    EXPECT_FALSE(RowFilter::parse("kind = 'town'", table));
    EXPECT_FALSE(RowFilter::parse("colour == 'red'", table));
    EXPECT_FALSE(RowFilter::parse("kind == 'town' or size > 1", table));
}

TEST(Table, HeadingsAndRowsMustFit) {
    EXPECT_EQ(table_of("a.csv", {{1, {"unit"}}}).error().code, "E-no-rows");
    EXPECT_EQ(table_of("a.csv", {{1, {"a", "a"}}, {2, {"1", "2"}}}).error().code, "E-heading");
    EXPECT_EQ(table_of("a.csv", {{1, {"a", ""}}, {2, {"1", "2"}}}).error().code, "E-heading");
    EXPECT_EQ(table_of("a.csv", {{1, {"a", "b"}}, {2, {"1"}}}).error().code, "E-row-length");
}

}  // namespace
}  // namespace kc::evaluation

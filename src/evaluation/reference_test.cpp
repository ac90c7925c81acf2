// SPDX-License-Identifier: Apache-2.0
// The chain against results of COINr 1.1.14 on its ASEM example data (tests/data/composite).
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "evaluation/definition_number.hpp"
#include "evaluation/definition_read.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/import_coin.hpp"
#include "evaluation/reference_support.hpp"
#include "evaluation/resolved.hpp"

namespace kc::evaluation {
namespace {

using testing::csv_table;
using testing::has_reference;
using testing::reference;

Definition asem_definition(const std::filesystem::path& folder) {
    auto made = import_coin(csv_table(folder / "iData.csv"), csv_table(folder / "iMeta.csv"));
    EXPECT_TRUE(made) << made.error().en;
    return *made;
}

Evaluation evaluated(const Definition& definition, const std::filesystem::path& data) {
    auto result = evaluate(definition, csv_table(data));
    EXPECT_TRUE(result) << to_string(result.error(), Language::en);
    return *std::move(result);
}

bool is_near(double got, double wanted) {
    return std::abs(got - wanted) <= 1e-9 * std::max({1.0, std::abs(wanted)});
}

// Every cell of the reference whose unit and column the matrix has.
void expect_same(const Matrix& got, const std::vector<std::string>& units,
                 const std::vector<std::string>& columns, const Table& wanted) {
    std::size_t compared = 0;
    for (const TableRow& row : wanted.rows) {
        const auto unit = std::find(units.begin(), units.end(), row.cells[0]);
        ASSERT_NE(unit, units.end()) << row.cells[0];
        const auto at = static_cast<std::size_t>(unit - units.begin());
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto position = column_position(wanted, columns[c]);
            ASSERT_TRUE(position) << columns[c];
            const std::string& cell = row.cells[*position];
            ASSERT_EQ(got.has(at, c), !is_missing_text(cell)) << row.cells[0] << " " << columns[c];
            if (is_missing_text(cell)) continue;
            const double value = *read_number(cell);
            EXPECT_TRUE(is_near(got.at(at, c), value))
                << row.cells[0] << " " << columns[c] << ": " << got.at(at, c) << " " << value;
            ++compared;
        }
    }
    EXPECT_GT(compared, units.size());
}

std::vector<std::string> node_ids(const Definition& definition) {
    std::vector<std::string> ids;
    for (const Node& node : definition.nodes) ids.push_back(node.id);
    return ids;
}

std::vector<std::string> ids_of(const Definition& definition) {
    std::vector<std::string> ids;
    for (const Indicator& indicator : definition.indicators) ids.push_back(indicator.id);
    return ids;
}

TEST(Reference, DefaultAsemChainStageByStage) {
    const auto folder = reference() / "asem";
    if (!has_reference()) GTEST_SKIP() << "no reference beside the checkout";
    const Evaluation result = evaluated(asem_definition(folder), folder / "iData.csv");
    const YearResult& year = result.asked();
    const auto ids = ids_of(result.definition);
    expect_same(year.denominated, year.slice.ids, ids, csv_table(folder / "stage_denominated.csv"));
    expect_same(year.imputed, year.slice.ids, ids, csv_table(folder / "stage_imputed.csv"));
    expect_same(year.treated, year.slice.ids, ids, csv_table(folder / "stage_treated.csv"));
    expect_same(year.scaled, year.slice.ids, ids, csv_table(folder / "stage_normalised.csv"));
    expect_same(year.tree.scores, year.slice.ids, node_ids(result.definition),
                csv_table(folder / "stage_aggregated.csv"));
}

}  // namespace
}  // namespace kc::evaluation

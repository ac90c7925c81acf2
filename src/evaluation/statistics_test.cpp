// SPDX-License-Identifier: Apache-2.0
#include "evaluation/statistics.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "evaluation/statistics_eigen.hpp"
#include "evaluation/statistics_reference.hpp"

namespace kc::evaluation {
namespace {

Column column_of(std::initializer_list<std::optional<double>> cells) {
    Column column(cells.size());
    std::size_t row = 0;
    for (const auto& cell : cells) {
        if (cell) column.set(row, *cell);
        ++row;
    }
    return column;
}

void expect_close(double got, double wanted) {
    EXPECT_NEAR(got, wanted, 1e-9 * (1 + std::abs(wanted)));
}

TEST(Statistics, AgreeWithTheReferenceOnEveryIndicator) {
    for (const auto& [data, wanted] :
         {std::pair{"iData.csv", "stats_raw.csv"}, {"stage_imputed.csv", "stats_imputed.csv"}}) {
        const ReferenceTable table = reference_table(KC_SOURCE_DIR, data);
        const ReferenceTable stats = reference_table(KC_SOURCE_DIR, wanted);
        for (std::size_t i = 0; i < stats.rows.size(); ++i) {
            const Matrix one = table.numbers(std::vector<std::string>{stats.rows[i][0]});
            const ColumnView x = one.column(0);
            expect_close(*mean(x), stats.at(i, "Mean"));
            expect_close(*median(x), stats.at(i, "Median"));
            expect_close(*deviation(x), stats.at(i, "Std"));
            expect_close(*skewness(x), stats.at(i, "Skew"));
            expect_close(*kurtosis(x), stats.at(i, "Kurt"));
            EXPECT_EQ(*smallest(x), stats.at(i, "Min"));
            EXPECT_EQ(*largest(x), stats.at(i, "Max"));
            EXPECT_EQ(static_cast<double>(count(x)), stats.at(i, "N.Avail"));
        }
    }
}

TEST(Statistics, CorrelationsAgreeWithTheReference) {
    const ReferenceTable table = reference_table(KC_SOURCE_DIR, "stage_normalised.csv");
    const Matrix data = table.numbers();
    const Matrix pearson_wanted =
        reference_table(KC_SOURCE_DIR, "corr_pearson_normalised.csv").numbers();
    const Matrix spearman_wanted =
        reference_table(KC_SOURCE_DIR, "corr_spearman_normalised.csv").numbers();
    const SquareMatrix all = correlation_matrix(data, Pairing::complete);
    for (std::size_t i = 0; i < data.columns(); ++i) {
        for (std::size_t j = 0; j < data.columns(); ++j) {
            expect_close(all.at(i, j), pearson_wanted.at(i, j));
            // The reference was ranked before its ties in TolMin were printed as ties.
            const bool broken_ties =
                i != j && (table.header[i + 1] == "TolMin" || table.header[j + 1] == "TolMin");
            EXPECT_NEAR(*spearman(data.column(i), data.column(j)), spearman_wanted.at(i, j),
                        broken_ties ? 0.01 : 2e-9);
        }
    }
}

TEST(Statistics, SayWhyTheyAreUndefined) {
    const Column nothing = column_of({{}, {}});
    const Column one = column_of({3.0, {}});
    const Column constant = column_of({2.0, 2.0, 2.0, 2.0});
    const Column rising = column_of({1.0, 2.0, 3.0, 4.0});
    EXPECT_EQ(mean(nothing.view()).error(), Undefined::missing);
    EXPECT_EQ(quantile(nothing.view(), 0.5).error(), Undefined::missing);
    EXPECT_EQ(deviation(one.view()).error(), Undefined::too_few);
    EXPECT_EQ(skewness(constant.view()).error(), Undefined::no_variation);
    EXPECT_EQ(kurtosis(one.view()).error(), Undefined::too_few);
    EXPECT_EQ(pearson(constant.view(), rising.view()).error(), Undefined::no_variation);
    EXPECT_EQ(kendall(constant.view(), rising.view()).error(), Undefined::no_variation);
    const Column huge = column_of({1e308, 1e308, -1e308});
    EXPECT_EQ(variance(huge.view()).error(), Undefined::too_large);
    EXPECT_FALSE(undefined_words(Undefined::infeasible).zh.empty());
}

TEST(Statistics, PairsUseTheRowsBothHave) {
    const Column x = column_of({1.0, 2.0, {}, 4.0, 9.0});
    const Column y = column_of({2.0, 4.0, 100.0, 8.0, {}});
    expect_close(*pearson(x.view(), y.view()), 1.0);
    expect_close(*spearman(x.view(), y.view()), 1.0);
}

TEST(Statistics, KendallTakesTiesIntoAccount) {
    const Column x = column_of({1.0, 2.0, 2.0, 3.0});
    const Column y = column_of({1.0, 3.0, 2.0, 4.0});
    // 5 concordant pairs of 6, one tied in x: 5/sqrt(5 * 6).
    expect_close(*kendall(x.view(), y.view()), 5 / std::sqrt(30.0));
}

TEST(Statistics, QuantilesLieBetweenTheValues) {
    const Column x = column_of({4.0, 1.0, 3.0, 2.0});
    EXPECT_EQ(*quantile(x.view(), 0), 1.0);
    EXPECT_EQ(*quantile(x.view(), 1), 4.0);
    expect_close(*quantile(x.view(), 0.25), 1.75);
}

TEST(Statistics, TailsOfDistributions) {
    expect_close(chi_square_tail(3.841458820694124, 1), 0.05);
    expect_close(chi_square_tail(18.307038053275146, 10), 0.05);
    expect_close(chi_square_tail(2.0, 2), std::exp(-1.0));
    expect_close(student_tail(2.2281388519649385, 10), 0.05);
    EXPECT_EQ(chi_square_tail(0, 3), 1.0);
}

TEST(Eigen, RebuildsItsMatrix) {
    const Matrix data = reference_table(KC_SOURCE_DIR, "stage_normalised.csv").numbers();
    const SquareMatrix matrix = correlation_matrix(data, Pairing::complete);
    const Eigen eigen = symmetric_eigen(matrix);
    for (std::size_t i = 0; i < matrix.size; ++i) {
        for (std::size_t j = 0; j < matrix.size; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < matrix.size; ++k)
                sum += eigen.values[k] * eigen.vectors[k][i] * eigen.vectors[k][j];
            ASSERT_NEAR(sum, matrix.at(i, j), 1e-12);
        }
    }
    EXPECT_TRUE(std::is_sorted(eigen.values.rbegin(), eigen.values.rend()));
}

}  // namespace
}  // namespace kc::evaluation

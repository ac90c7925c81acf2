// SPDX-License-Identifier: Apache-2.0
#include "evaluation/simplex_lp.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "evaluation/random.hpp"

namespace kc::evaluation {
namespace {

TEST(LinearProgram, FindsTheBestCorner) {
    LinearProgram lp(2);
    lp.objective = {3, 5};
    lp.add(std::array{1.0, 0.0}, Relation::at_most, 4);
    lp.add(std::array{0.0, 2.0}, Relation::at_most, 12);
    lp.add(std::array{3.0, 2.0}, Relation::at_most, 18);
    const auto best = lp.solve();
    ASSERT_TRUE(best);
    EXPECT_NEAR(best->value, 36, 1e-12);
    EXPECT_NEAR(best->x[0], 2, 1e-12);
    EXPECT_NEAR(best->x[1], 6, 1e-12);
}

TEST(LinearProgram, TakesEqualitiesAndLowerBounds) {
    LinearProgram lp(3);
    lp.objective = {-1, -2, -3};
    lp.add(std::array{1.0, 1.0, 1.0}, Relation::equal, 1);
    lp.add(std::array{0.0, 0.0, 1.0}, Relation::at_least, 0.25);
    lp.add(std::array{-1.0, 0.0, 0.0}, Relation::at_least, -0.5);
    const auto best = lp.solve();
    ASSERT_TRUE(best);
    EXPECT_NEAR(best->value, -(0.5 + 2 * 0.25 + 3 * 0.25), 1e-12);
}

TEST(LinearProgram, SaysWhenThereIsNoSolutionOrNoEnd) {
    LinearProgram none(1);
    none.objective = {1};
    none.add(std::array{1.0}, Relation::at_least, 2);
    none.add(std::array{1.0}, Relation::at_most, 1);
    EXPECT_EQ(none.solve().error(), Undefined::infeasible);
    LinearProgram open(1);
    open.objective = {1};
    open.add(std::array{1.0}, Relation::at_least, 2);
    EXPECT_EQ(open.solve().error(), Undefined::unbounded);
}

TEST(LinearProgram, EndsOnBealesCycle) {
    LinearProgram lp(4);
    lp.objective = {0.75, -150, 0.02, -6};
    lp.add(std::array{0.25, -60.0, -0.04, 9.0}, Relation::at_most, 0);
    lp.add(std::array{0.5, -90.0, -0.02, 3.0}, Relation::at_most, 0);
    lp.add(std::array{0.0, 0.0, 1.0, 0.0}, Relation::at_most, 1);
    const auto best = lp.solve();
    ASSERT_TRUE(best);
    EXPECT_NEAR(best->value, 0.05, 1e-12);
}

// Goal: right on programs nobody chose. Method: a program and its dual must meet; both are solved.
TEST(LinearProgram, MeetsItsDual) {
    for (std::uint64_t trial = 0; trial < 60; ++trial) {
        RandomStream draws({.seed = 11, .replication = trial});
        const std::size_t columns = 2 + draws.below(6);
        const std::size_t rows = 2 + draws.below(8);
        std::vector<double> a(rows * columns);
        for (double& cell : a) cell = draws.uniform() + 0.05;
        LinearProgram primal(columns);
        LinearProgram dual(rows);
        for (double& cost : primal.objective) cost = draws.uniform() * 3;
        for (std::size_t i = 0; i < rows; ++i) {
            const double bound = draws.uniform() * 5;
            primal.add(std::span(a).subspan(i * columns, columns), Relation::at_most, bound);
            dual.objective[i] = -bound;
        }
        for (std::size_t j = 0; j < columns; ++j) {
            std::vector<double> row(rows);
            for (std::size_t i = 0; i < rows; ++i) row[i] = a[i * columns + j];
            dual.add(row, Relation::at_least, primal.objective[j]);
        }
        const auto up = primal.solve();
        const auto down = dual.solve();
        ASSERT_TRUE(up && down);
        EXPECT_NEAR(up->value, -down->value, 1e-9) << trial;
    }
}

}  // namespace
}  // namespace kc::evaluation

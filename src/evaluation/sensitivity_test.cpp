// SPDX-License-Identifier: Apache-2.0
#include "evaluation/sensitivity.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "evaluation/import_coin.hpp"
#include "evaluation/random_sobol.hpp"
#include "evaluation/reference_support.hpp"
#include "evaluation/sensitivity_design.hpp"
#include "evaluation/sensitivity_indices.hpp"
#include "evaluation/statistics_reference.hpp"
#include "evaluation/uncertainty_bind.hpp"
#include "evaluation/uncertainty_reference.hpp"

namespace kc::evaluation {
namespace {

// Ishigami's function has known indices: S = 0.3139, 0.4424, 0; T = 0.5576, 0.4424, 0.2437.
TEST(SobolIndices, OfIshigamisFunction) {
    constexpr std::size_t kRows = 8192;
    const SobolPoints points(6, 3);
    std::vector<double> values;
    const auto f = [](double x, double y, double z) {
        const double pi = std::numbers::pi;
        const auto at = [&](double u) { return pi * (2 * u - 1); };
        return std::sin(at(x)) + 7 * std::pow(std::sin(at(y)), 2) +
               0.1 * std::pow(at(z), 4) * std::sin(at(x));
    };
    std::vector<double> u(6);
    for (std::uint32_t row = 0; row < kRows; ++row) {
        points.point(row, u);
        values.insert(values.end(), {f(u[0], u[1], u[2]), f(u[3], u[4], u[5]), f(u[3], u[1], u[2]),
                                     f(u[0], u[4], u[2]), f(u[0], u[1], u[5])});
    }
    SensitivityOf of;
    fill_indices(values, {.inputs = 3, .bootstrap = 200, .seed = 1, .threads = 2}, of);
    const std::array first = {0.3139, 0.4424, 0.0};
    const std::array total = {0.5576, 0.4424, 0.2437};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(of.indices[i].first, first[i], 0.01);
        EXPECT_NEAR(of.indices[i].total, total[i], 0.01);
        EXPECT_LT(of.indices[i].total_low, of.indices[i].total);
        EXPECT_GT(of.indices[i].total_high, of.indices[i].total);
    }
    // T of the first two is apart, of the last two too.
    EXPECT_TRUE(of.overlaps.empty());
    SensitivityOf alone;
    fill_indices(values, {.inputs = 3, .bootstrap = 200, .seed = 1, .threads = 1}, alone);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(alone.indices[i].first_low, of.indices[i].first_low);
}

TEST(SobolIndices, DoNotMindAConstantAddedToTheTarget) {
    std::vector<double> values;
    for (std::size_t i = 0; i < 400; ++i) values.push_back(std::sin(static_cast<double>(i * i)));
    std::vector<double> lifted = values;
    for (double& value : lifted) value += 1e6;
    SensitivityOf plain;
    SensitivityOf high;
    fill_indices(values, {.inputs = 2}, plain);
    fill_indices(lifted, {.inputs = 2}, high);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_NEAR(plain.indices[i].first, high.indices[i].first, 1e-6);
}

TEST(SobolIndices, OfWhatNeverChangesAreUndefined) {
    const std::vector<double> values(40, 3.0);
    SensitivityOf of;
    fill_indices(values, {.inputs = 2, .bootstrap = 10}, of);
    EXPECT_EQ(of.undefined, Undefined::no_variation);
}

TEST(SobolIndices, ThatCannotBeToldApartAreNamed) {
    // Two inputs that do the same, few rows.
    const SobolPoints points(4, 3);
    std::vector<double> values;
    std::vector<double> u(4);
    for (std::uint32_t row = 0; row < 32; ++row) {
        points.point(row, u);
        values.insert(values.end(), {u[0] + u[1], u[2] + u[3], u[2] + u[1], u[0] + u[3]});
    }
    SensitivityOf of;
    fill_indices(values, {.inputs = 2, .bootstrap = 300, .seed = 1}, of);
    EXPECT_EQ(of.overlaps.size(), 1U);
}

TEST(Sensitivity, AgreesWithTheReferenceOnTheAsemIndex) {
    const ReferenceAsem asem(testing::test_data() / "asem");
    const auto result =
        analyse_sensitivity(asem.model, {.base = 8192, .bootstrap = 200, .seed = 5, .threads = 2});
    ASSERT_TRUE(result);
    const ReferenceTable wanted = reference_table(KC_SOURCE_DIR, "sa_reference_sobol.csv");
    const std::vector<std::string> names = {"treatment", "normalise", "weights", "aggregate:all"};
    const SensitivityOf& of = result->targets.front();
    EXPECT_NEAR(of.mean, wanted.at(0, "target_mean"), 0.03);
    EXPECT_NEAR(of.variance, wanted.at(0, "target_variance"), 0.03);
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto at = static_cast<std::size_t>(
            std::find(result->inputs.begin(), result->inputs.end(), names[k]) -
            result->inputs.begin());
        ASSERT_LT(at, result->inputs.size());
        const SobolIndex& index = of.indices[at];
        // Of two independent estimates; ours has a fifth of the rows.
        const double widen = 4 * std::sqrt(1 + 40'000.0 / 8192);
        EXPECT_NEAR(index.first, wanted.at(k, "S1"), widen * wanted.at(k, "S1_se"));
        EXPECT_NEAR(index.total, wanted.at(k, "ST"), widen * wanted.at(k, "ST_se"));
    }
}

TEST(Sensitivity, OfEachUnitSaysWhatMovesItsRank) {
    const ReferenceAsem asem(testing::test_data() / "asem");
    const auto result = analyse_sensitivity(
        asem.model, {.base = 256,
                     .bootstrap = 50,
                     .targets = {SensitivityTarget::mean_abs_rank_change,
                                 SensitivityTarget::rank_each, SensitivityTarget::score_each},
                     .seed = 5,
                     .threads = 2});
    ASSERT_TRUE(result);
    ASSERT_EQ(result->targets.size(), 1 + 2 * asem.model.units.size());
    for (const SensitivityOf& of : result->targets) {
        if (of.undefined) continue;
        double largest = 0;
        for (const SobolIndex& index : of.indices) {
            EXPECT_TRUE(std::isfinite(index.first) && std::isfinite(index.total));
            largest = std::max(largest, index.total);
        }
        EXPECT_GT(largest, 0.1);
    }
}

TEST(Sensitivity, DesignMixesOneInputAtATime) {
    const ReferenceAsem asem(testing::test_data() / "asem");
    const SobolDesign design(asem.model, 8, 9);
    const DrawPlaces draws = design.draws();
    const auto number = [&](std::size_t run, std::size_t input) {
        const DrawPlace at = draws(run, input);
        return RandomStream(at.place, at.prescribed).uniform();
    };
    for (std::size_t row = 0; row < 8; ++row) {
        for (std::size_t mixed = 0; mixed < design.inputs(); ++mixed) {
            for (std::size_t input = 0; input < design.inputs(); ++input) {
                const std::size_t from = input == mixed ? design.run_b(row) : design.run_a(row);
                EXPECT_EQ(number(design.run_mixed(row, mixed), input), number(from, input));
            }
        }
    }
}

TEST(Sensitivity, NeedsSomethingThatVaries) {
    const Model nothing;
    EXPECT_EQ(analyse_sensitivity(nothing, {}).error().code, "E-sensitivity-nothing");
}

}  // namespace
}  // namespace kc::evaluation

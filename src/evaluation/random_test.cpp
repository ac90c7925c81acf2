// SPDX-License-Identifier: Apache-2.0
#include "evaluation/random.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "evaluation/random_sobol.hpp"

namespace kc::evaluation {
namespace {

using Words = std::array<std::uint32_t, 4>;

// The known answers published with the generator (Random123 1.14, kat_vectors).
TEST(Philox, GivesThePublishedAnswers) {
    EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
              (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(philox4x32({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}),
              (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(
        philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
        (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(RandomStream, IsAFunctionOfItsPlace) {
    RandomStream first({.seed = 7, .purpose = 1, .replication = 12});
    RandomStream again({.seed = 7, .purpose = 1, .replication = 12});
    RandomStream other({.seed = 7, .purpose = 1, .replication = 13});
    const double u = first.uniform();
    EXPECT_EQ(u, again.uniform());
    EXPECT_NE(u, other.uniform());
    EXPECT_NE(first.uniform(), u);
}

TEST(RandomStream, TakesPrescribedNumbersFirst) {
    const std::array<double, 2> prescribed = {0.25, 0.75};
    RandomStream stream({.seed = 1}, prescribed);
    RandomStream plain({.seed = 1});
    EXPECT_EQ(stream.uniform(), 0.25);
    EXPECT_EQ(stream.uniform(), 0.75);
    EXPECT_EQ(stream.uniform(), plain.uniform());
}

TEST(RandomStream, OpenUnitNeverReachesItsEnds) {
    EXPECT_GT(open_unit(0, 0), 0.0);
    EXPECT_LT(open_unit(~0U, ~0U), 1.0);
}

TEST(NormalQuantile, TurnsTheDistributionFunctionAround) {
    for (const double z : {-8.0, -5.5, -3.0, -1.0, -0.3, 0.0, 0.2, 1.5, 2.5, 4.0}) {
        const double p = std::erfc(-z / std::sqrt(2.0)) / 2;
        EXPECT_NEAR(normal_quantile(p), z, 1e-11 * (1 + std::abs(z)) + (z > 3 ? 1e-10 : 0)) << z;
    }
    // Wichura's own check values.
    EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
    EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-14);
    EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-13);
}

TEST(RandomStream, GammaHasMeanAndVarianceOfItsShape) {
    for (const double shape : {0.3, 1.0, 4.5}) {
        constexpr int kDraws = 40'000;
        double sum = 0;
        double squares = 0;
        for (std::uint64_t i = 0; i < kDraws; ++i) {
            RandomStream stream({.seed = 3, .replication = i});
            const double x = stream.gamma(shape);
            sum += x;
            squares += x * x;
        }
        const double mean = sum / kDraws;
        EXPECT_NEAR(mean, shape, 5 * std::sqrt(shape / kDraws));
        EXPECT_NEAR(squares / kDraws - mean * mean, shape, 0.06 * (1 + shape));
    }
}

TEST(SobolPoints, EachCoordinateHasOnePointInEachOfItsIntervals) {
    const SobolPoints points(SobolPoints::max_dimensions(), 99);
    constexpr std::uint32_t kCount = 256;
    std::vector<std::vector<int>> hits(points.dimensions(), std::vector<int>(kCount));
    std::vector<double> x(points.dimensions());
    for (std::uint32_t i = 0; i < kCount; ++i) {
        points.point(i, x);
        for (std::size_t d = 0; d < x.size(); ++d)
            ++hits[d][static_cast<std::size_t>(x[d] * kCount)];
    }
    for (const auto& dimension : hits) {
        for (const int hit : dimension) ASSERT_EQ(hit, 1);
    }
}

// 64 points of the first two coordinates: every elementary box of area 1/64 holds exactly one.
TEST(SobolPoints, TheFirstTwoCoordinatesAreANet) {
    const SobolPoints points(2, 5);
    for (int wide = 0; wide <= 6; ++wide) {
        const std::size_t columns = std::size_t{1} << wide;
        const std::size_t rows = 64 / columns;
        std::vector<int> hits(64);
        std::array<double, 2> x = {};
        for (std::uint32_t i = 0; i < 64; ++i) {
            points.point(i, x);
            ++hits[static_cast<std::size_t>(x[0] * static_cast<double>(columns)) * rows +
                   static_cast<std::size_t>(x[1] * static_cast<double>(rows))];
        }
        for (const int hit : hits) ASSERT_EQ(hit, 1) << wide;
    }
}

TEST(SobolPoints, IntegrateASmoothFunctionFarBetterThanRandomPoints) {
    const SobolPoints points(6, 1);
    std::vector<double> x(6);
    double sum = 0;
    constexpr std::uint32_t kCount = 4096;
    for (std::uint32_t i = 0; i < kCount; ++i) {
        points.point(i, x);
        double product = 1;
        for (const double u : x) product *= 1 + 0.5 * (u - 0.5);
        sum += product;
    }
    // Random points would be off by about 0.006.
    EXPECT_NEAR(sum / kCount, 1.0, 2e-4);
}

}  // namespace
}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
#include "base/latency.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

TEST(Latency, AnEdgeBelongsToItsStepAndOnePastItToTheNext) {
    for (std::size_t i = 0; i < Latency::kEdgesUs.size(); ++i) {
        Latency latency;
        latency.add(Latency::kEdgesUs[i]);
        latency.add(Latency::kEdgesUs[i] + 1);
        EXPECT_EQ(latency.counted().in_step[i], 1U) << i;
        EXPECT_EQ(latency.counted().in_step[i + 1], 1U) << i;
    }
}

TEST(Latency, CountAndSumAreOfEverythingAdded) {
    Latency latency;
    latency.add(3);
    latency.add(40'000'000);
    const Latency::Counted counted = latency.counted();
    EXPECT_EQ(counted.count, 2U);
    EXPECT_EQ(counted.sum_us, 40'000'003);
    EXPECT_EQ(counted.in_step.back(), 1U);
}

TEST(Latency, AClockThatRanBackTakesNothingAway) {
    Latency latency;
    latency.add(-5);
    EXPECT_EQ(latency.counted().sum_us, 0);
    EXPECT_EQ(latency.counted().in_step.front(), 1U);
}

}  // namespace
}  // namespace kc::base

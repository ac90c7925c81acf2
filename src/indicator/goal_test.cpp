// SPDX-License-Identifier: Apache-2.0
#include "indicator/goal.hpp"

#include <gtest/gtest.h>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

Goal goal(Bound bound, std::string_view value, Direction direction = Direction::up,
          std::string_view high = "") {
    TargetDef target{.bound = bound, .value = decimal(value), .horizon = period("2024")};
    if (!high.empty()) target.value_high = decimal(high);
    return goal_of(target, direction);
}

TEST(Goal, TheEdgeItselfCountsUnlessMoreIsPromised) {
    EXPECT_TRUE(goal(Bound::at_least, "2.6").is_reached(number("2.6")));
    EXPECT_FALSE(goal(Bound::at_least, "2.6").is_reached(number("2.599999")));
    EXPECT_FALSE(goal(Bound::more_than, "2.6").is_reached(number("2.6")));
    EXPECT_TRUE(goal(Bound::more_than, "2.6").is_reached(number("2.600001")));
    EXPECT_TRUE(goal(Bound::at_most, "5").is_reached(number("5")));
    EXPECT_FALSE(goal(Bound::less_than, "5").is_reached(number("5")));
}

TEST(Goal, ExactlyAndAboutMeanAtLeastUnlessLessIsBetter) {
    for (const Bound bound : {Bound::equal, Bound::about}) {
        EXPECT_TRUE(goal(bound, "850").is_reached(number("900")));
        EXPECT_FALSE(goal(bound, "850").is_reached(number("849")));
        EXPECT_TRUE(goal(bound, "850", Direction::none).is_reached(number("900")));
        EXPECT_FALSE(goal(bound, "850", Direction::down).is_reached(number("900")));
        EXPECT_TRUE(goal(bound, "850", Direction::down).is_reached(number("849")));
    }
}

TEST(Goal, ARangeIsItsNearEndWhereADirectionIsKnown) {
    EXPECT_TRUE(goal(Bound::range, "8", Direction::up, "10").is_reached(number("11")));
    EXPECT_TRUE(goal(Bound::range, "8", Direction::down, "10").is_reached(number("7")));
    EXPECT_FALSE(goal(Bound::range, "8", Direction::none, "10").is_reached(number("11")));
    EXPECT_TRUE(goal(Bound::range, "8", Direction::none, "10").is_reached(number("10")));
}

TEST(Goal, ALowerRankIsBetter) {
    EXPECT_TRUE(goal(Bound::rank_at_most, "3").is_reached(number("2")));
    EXPECT_FALSE(goal(Bound::rank_at_most, "3").is_reached(number("4")));
}

TEST(Goal, TheGapIsWhatIsStillMissing) {
    EXPECT_EQ(goal(Bound::at_least, "850").gap(number("812")), number("38"));
    EXPECT_EQ(goal(Bound::at_least, "850").gap(number("860")), number("-10"));
    EXPECT_EQ(goal(Bound::at_most, "3").gap(number("5")), number("2"));
    EXPECT_EQ(goal(Bound::range, "8", Direction::none, "10").gap(number("11")), number("1"));
}

TEST(Goal, TheDirectionOfTheTargetGoesBeforeThatOfTheIndicator) {
    TargetDef target{.bound = Bound::equal, .value = 10, .horizon = period("2024")};
    target.direction = Direction::down;
    EXPECT_EQ(goal_of(target, Direction::up).sense, Sense::at_most);
}

TEST(Goal, IsSaidInBothLanguages) {
    EXPECT_EQ(goal_words(goal(Bound::at_least, "850"), unit("家")),
              (Words{"不低于850家", "at least 850"}));
    EXPECT_EQ(goal_words(goal(Bound::more_than, "30"), unit("亿元")),
              (Words{"超过30亿元", "more than 3000000000 yuan"}));
}

}  // namespace
}  // namespace kc::indicator

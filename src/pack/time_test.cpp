// SPDX-License-Identifier: Apache-2.0
#include "pack/time.hpp"

#include <gtest/gtest.h>

namespace kc::pack {
namespace {

TEST(Time, EveryFormIsReadAndWrittenTheSame) {
    for (const char* text : {"2024", "2024-H1", "2024-Q1", "2024-06", "2024-06-30", "2021..2025",
                             "2024-01..06", "ongoing"}) {
        const auto time = Time::parse(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_string(*time), text);
    }
}

TEST(Time, OtherWaysToSayTheSameNameTheRightOne) {
    EXPECT_EQ(Time::parse("2024年6月").error().hint_en, "write 2024-06");
    EXPECT_EQ(Time::parse("2024/6/30").error().hint_en, "write 2024-06-30");
    EXPECT_FALSE(Time::parse("soon"));
    EXPECT_FALSE(Time::parse(""));
    EXPECT_FALSE(Time::parse("2024-02-30"));
}

TEST(Time, HasItsFirstAndLastDayUnlessOngoing) {
    const Time quarter = Time::parse("2024-Q1").value();
    EXPECT_EQ(base::to_string(*quarter.first_day()), "2024-01-01");
    EXPECT_EQ(base::to_string(*quarter.last_day()), "2024-03-31");
    const Time day = Time::parse("2024-06-30").value();
    EXPECT_EQ(day.first_day(), day.last_day());
    EXPECT_FALSE(Time().last_day());
}

TEST(Time, DaysHaveOneForm) {
    EXPECT_TRUE(parse_day("2024-03-15"));
    EXPECT_EQ(parse_day("2024-3-15").error().hint_en, "write 2024-03-15");
    EXPECT_FALSE(parse_day("2023-02-29"));
}

}  // namespace
}  // namespace kc::pack

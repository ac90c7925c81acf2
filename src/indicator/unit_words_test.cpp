// SPDX-License-Identifier: Apache-2.0
#include "indicator/unit_words.hpp"

#include <gtest/gtest.h>

namespace kc::indicator {
namespace {

Words figure(std::string_view value, std::string_view unit) {
    return figure_words(base::Ratio(*base::Decimal::parse(value)), *base::Unit::parse(unit));
}

TEST(UnitWords, CountingWordsHaveNoEnglishCounterpart) {
    EXPECT_EQ(figure("850", "家"), (Words{"850家", "850"}));
    EXPECT_EQ(figure("46", "项"), (Words{"46项", "46"}));
}

TEST(UnitWords, MagnitudesMoveIntoTheNumber) {
    EXPECT_EQ(figure("7.2", "亿元"), (Words{"7.2亿元", "720000000 yuan"}));
    EXPECT_EQ(figure("2.6", "%"), (Words{"2.6%", "2.6%"}));
    EXPECT_EQ(figure("0.5", "个百分点").en, "0.5 percentage points");
}

TEST(UnitWords, PeriodsAndDatesReadAsPeopleWriteThem) {
    EXPECT_EQ(period_words(*base::Period::running_total(2024, 6)),
              (Words{"2024年1—6月", "January to June 2024"}));
    EXPECT_EQ(period_words(*base::Period::running_total(2024, 1)).en, "January 2024");
    EXPECT_EQ(period_words(*base::Period::quarter(2024, 3)).en, "Q3 2024");
    EXPECT_EQ(period_words(*base::Period::half(2024, 2)).en, "the second half of 2024");
    EXPECT_EQ(period_words(*base::Period::year(2024)).en, "2024");
    EXPECT_EQ(date_words(*base::Date::of(2024, 5, 6)), (Words{"2024年5月6日", "6 May 2024"}));
}

}  // namespace
}  // namespace kc::indicator

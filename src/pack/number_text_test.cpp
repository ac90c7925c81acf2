// SPDX-License-Identifier: Apache-2.0
#include "pack/number_text.hpp"

#include <gtest/gtest.h>

namespace kc::pack {
namespace {

TEST(NumberText, TakesPlainDecimalsOnly) {
    for (const char* text : {"0", "-3", "850", "2.60", "0.5", "-0.5"}) {
        EXPECT_TRUE(is_number_text(text)) << text;
    }
    for (const char* text :
         {"",      "-",     ".5",   "5.",   "010", "-010", "00",    "+1", "1e3", "0x1F",
          "1_000", "1,000", "1:30", ".inf", "NaN", "2.6%", "850家", "no", "1 2", "--1"}) {
        EXPECT_FALSE(is_number_text(text)) << text;
    }
}

TEST(NumberText, SaysWhatToWriteInstead) {
    const auto advice = [](std::string_view text) { return why_no_number(text).advice.en; };
    EXPECT_EQ(advice("010"), "write 10");
    EXPECT_EQ(advice("1,000"), "write 1000");
    EXPECT_EQ(advice("1_000.5"), "write 1000.5");
    EXPECT_EQ(advice(".5"), "write 0.5");
    EXPECT_EQ(advice("+7"), "write 7");
    EXPECT_EQ(advice("２．６"), "write 2.6");
    EXPECT_EQ(advice("2.6%"), "write 2.6 here and '%' under unit");
    EXPECT_EQ(advice("850家"), "write 850 here and '家' under unit");
    EXPECT_EQ(advice("1e3"), "write all digits");
    EXPECT_EQ(advice("一百"), "write digits only, such as 2.6");
}

TEST(NumberText, NamesTheTrapsOfOlderYaml) {
    const auto problem = [](std::string_view text) { return why_no_number(text).problem.en; };
    EXPECT_EQ(problem("no"), "this is a word, not a number");
    EXPECT_EQ(problem("1:30"), "a number has no colon");
    EXPECT_EQ(problem("-.inf"), "a number must be definite");
    EXPECT_EQ(problem("0x1F"), "numbers are decimal");
}

}  // namespace
}  // namespace kc::pack

// SPDX-License-Identifier: Apache-2.0
#include "exchange/number_format.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kc::exchange {
namespace {

struct Case {
    std::int64_t number;
    const char* format;
    const char* label;
};

void PrintTo(const Case& c, std::ostream* out) {
    *out << c.number << " as " << c.format;
}

class FormatNumber : public testing::TestWithParam<Case> {};

TEST_P(FormatNumber, GivesTheLabel) {
    EXPECT_EQ(format_number(GetParam().number, GetParam().format), GetParam().label);
}

INSTANTIATE_TEST_SUITE_P(
    Chinese, FormatNumber,
    testing::Values(Case{1, "chineseCounting", "一"}, Case{10, "chineseCounting", "十"},
                    Case{12, "chineseCounting", "十二"}, Case{20, "chineseCounting", "二十"},
                    Case{35, "chineseCounting", "三十五"}, Case{100, "chineseCounting", "一〇〇"},
                    Case{102, "chineseCountingThousand", "一百零二"},
                    Case{110, "chineseCountingThousand", "一百一十"},
                    Case{1001, "chineseCountingThousand", "一千零一"},
                    Case{11, "chineseCountingThousand", "十一"},
                    Case{10, "ideographDigital", "一〇"}, Case{3, "japaneseCounting", "三"},
                    Case{2, "chineseLegalSimplified", "贰"}, Case{3, "ideographTraditional", "丙"},
                    Case{5, "ideographZodiac", "辰"}, Case{1, "ideographZodiacTraditional", "甲子"},
                    Case{2, "ideographEnclosedCircle", "㊁"}));

INSTANTIATE_TEST_SUITE_P(
    Other, FormatNumber,
    testing::Values(Case{7, "decimal", "7"}, Case{7, "decimalZero", "07"},
                    Case{4, "upperRoman", "IV"}, Case{9, "lowerRoman", "ix"},
                    Case{1994, "upperRoman", "MCMXCIV"}, Case{28, "lowerLetter", "bb"},
                    Case{26, "upperLetter", "Z"}, Case{1, "decimalEnclosedCircle", "①"},
                    Case{20, "decimalEnclosedCircle", "⑳"}, Case{21, "decimalEnclosedCircle", "㉑"},
                    Case{36, "decimalEnclosedCircle", "㊱"},
                    Case{50, "decimalEnclosedCircleChinese", "㊿"},
                    Case{3, "decimalEnclosedParen", "⑶"}, Case{2, "decimalEnclosedFullstop", "⒉"},
                    Case{12, "decimalFullWidth", "１２"}, Case{5, "numberInDash", "- 5 -"},
                    Case{22, "ordinal", "22nd"}, Case{13, "ordinal", "13th"}, Case{1, "none", ""},
                    Case{1, "bullet", ""}));

INSTANTIATE_TEST_SUITE_P(
    BeyondTheFormat, FormatNumber,
    testing::Values(Case{51, "decimalEnclosedCircle", "51"}, Case{0, "chineseCounting", "0"},
                    Case{-3, "upperRoman", "-3"}, Case{10000, "decimal", "10000"},
                    Case{4000, "upperRoman", "4000"}, Case{11, "ideographTraditional", "11"},
                    Case{3, "noSuchFormat", "3"}));

}  // namespace
}  // namespace kc::exchange

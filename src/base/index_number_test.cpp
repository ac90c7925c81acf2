// SPDX-License-Identifier: Apache-2.0
#include "base/index_number.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

IndexNumberPattern pattern(std::string_view text) {
    return IndexNumberPattern::parse(text).value();
}

TEST(IndexNumber, ReadsTheUsualForms) {
    const IndexNumber number =
        pattern(kIndexNumberPattern).match("113417000032449839/202406-00017").value();
    EXPECT_EQ(number.text, "113417000032449839/202406-00017");
    EXPECT_EQ(number.field("credit_code"), "113417000032449839");
    EXPECT_EQ(number.field("year"), "2024");
    EXPECT_EQ(number.field("month"), "06");
    EXPECT_EQ(number.field("serial"), "00017");
    EXPECT_EQ(number.field("region"), "");
    EXPECT_EQ(
        pattern(kOldIndexNumberPattern).match("003244967/201901-00442")->field("organisation_code"),
        "003244967");
}

TEST(IndexNumber, FollowsThePatternOfThePlace) {
    const IndexNumber number = pattern("{region:6}-{department:3a}-{class:2}-{year:4}-{serial:4}")
                                   .match("330200-a07-01-2024-0015")
                                   .value();
    EXPECT_EQ(number.field("department"), "A07");
    EXPECT_EQ(number.field("serial"), "0015");
}

TEST(IndexNumber, SaysWhatIsWrong) {
    const auto error = [](std::string_view text) {
        return pattern(kIndexNumberPattern).match(text).error().zh;
    };
    EXPECT_EQ(error("003244967/201901-00442"), "索引号应为31位，这里有22位");
    EXPECT_EQ(error("113417000032449839-202406-00017"), "索引号第19位是“-”，应为/");
    EXPECT_EQ(error("113417000032449839/2024O6-00017"), "索引号第24位是“O”，应为数字");
    EXPECT_EQ(error("113417000032449839/202413-00017"), "索引号第25位是“3”，应为01至12的月份");
}

TEST(IndexNumber, RefusesBadPatterns) {
    for (const char* text : {"", "{serial}", "{serial:0}", "{serial:33}", "{serial:x}", "{:4}",
                             "{Serial:4}", "{serial:4", "serial:4}", "字{serial:4}"}) {
        EXPECT_EQ(IndexNumberPattern::parse(text).error().code, "E-index-pattern") << text;
    }
    std::string many;
    for (std::size_t i = 0; i <= IndexNumberPattern::kMaxFields; ++i) many += "{a:1}";
    EXPECT_EQ(IndexNumberPattern::parse(many).error().code, "E-index-pattern");
    EXPECT_EQ(IndexNumberPattern::parse(std::string(IndexNumberPattern::kMaxPatternLength + 1, '-'))
                  .error()
                  .code,
              "E-index-pattern");
}

}  // namespace
}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
#include "base/region_code.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

RegionCode code(std::string_view text) {
    return RegionCode::parse(text).value();
}
Date date(std::string_view text) {
    return Date::parse(text).value();
}

std::string parsed(std::string_view text) {
    const Result<RegionCode> result = RegionCode::parse(text);
    return result ? result->text() : result.error().zh;
}

// The county became a city in 2019; the exact day is the catalog's business.
RegionTable sample() {
    RegionTable table;
    const auto add = [&](std::string_view text, std::string name, std::string_view validity) {
        EXPECT_TRUE(table.add({code(text), std::move(name), DateRange::parse(validity).value()}));
    };
    add("340000", "安徽省", "..");
    add("341800", "宣城市", "..");
    add("341802", "宣州区", "..");
    add("341821", "郎溪县", "..");
    EXPECT_TRUE(table.add(
        {code("341822"), "广德县", DateRange::parse("..2019-06-30").value(), code("341882")}));
    add("341882", "广德市", "2019-07-01..");
    add("341823", "泾县", "..");
    add("341824", "绩溪县", "..");
    add("341825", "旌德县", "..");
    add("341881", "宁国市", "..");
    add("341800-ETDZ", "宣城经济技术开发区", "..");
    return table;
}

TEST(RegionCode, KnowsLevelAndParent) {
    using enum RegionCode::Level;
    EXPECT_EQ(code("340000").level(), province);
    EXPECT_EQ(code("341800").level(), city);
    EXPECT_EQ(code("341882").level(), county);
    EXPECT_EQ(code("341800-etdz").level(), local);
    EXPECT_EQ(code("341882").parent(), code("341800"));
    EXPECT_EQ(code("341800").parent(), code("340000"));
    EXPECT_EQ(code("340000").parent(), std::nullopt);
    EXPECT_EQ(code("341800-ETDZ").parent(), code("341800"));
}

TEST(RegionCode, ContainsWhatLiesInIt) {
    EXPECT_TRUE(code("341800").contains(code("341882")));
    EXPECT_TRUE(code("340000").contains(code("341800-ETDZ")));
    EXPECT_TRUE(code("341882").contains(code("341882")));
    EXPECT_FALSE(code("341700").contains(code("341882")));
    EXPECT_FALSE(code("341882").contains(code("341800")));
}

TEST(RegionCode, SaysWhatIsWrong) {
    EXPECT_EQ(parsed("34188"), "行政区划代码应为6位，这里有5位");
    EXPECT_EQ(parsed("3418A2"), "行政区划代码第5位是“A”，应为数字");
    EXPECT_EQ(parsed("041882"), "行政区划代码第1位是“0”，应为1至9");
    EXPECT_EQ(parsed("340001"), "行政区划代码第4位是“0”，应为市级代码（后两位不是00）");
    EXPECT_EQ(parsed("341800-"), "行政区划代码“-”后的自编部分应为1–8位，这里有0位");
    EXPECT_EQ(parsed("341800-A_B"), "行政区划代码第9位是“_”，应为数字或大写字母");
}

TEST(RegionTable, FindsTheNameOfTheDay) {
    const RegionTable table = sample();
    EXPECT_EQ(table.find(code("341822"), date("2018-12-31"))->name, "广德县");
    EXPECT_EQ(table.find(code("341882"), date("2024-01-01"))->name, "广德市");
    EXPECT_EQ(table.find(code("341802"), date("2024-01-01"))->name, "宣州区");
    EXPECT_EQ(table.find(code("341800-ETDZ"), date("2024-01-01"))->name, "宣城经济技术开发区");
}

TEST(RegionTable, AnOutdatedCodeNamesItsSuccessor) {
    const Diagnostic error = sample().find(code("341822"), date("2024-01-01")).error();
    EXPECT_EQ(to_string(error, Language::en),
              "region code 341822 (广德县) is not valid on 2024-01-01; it was ..2019-06-30 "
              "(use 341882) [E-region-code]");
}

TEST(RegionTable, ACodeBeforeItsTimeHasNoSuccessorToOffer) {
    const Diagnostic error = sample().find(code("341882"), date("2018-01-01")).error();
    EXPECT_EQ(error.hint_en, "correct the code or the date");
    EXPECT_EQ(sample().find(code("341899"), date("2018-01-01")).error().zh,
              "没有行政区划代码341899");
}

TEST(RegionTable, FindsByName) {
    const RegionTable table = sample();
    EXPECT_EQ(table.named("广德市", date("2024-01-01")).at(0).code, code("341882"));
    EXPECT_TRUE(table.named("广德县", date("2024-01-01")).empty());
}

TEST(RegionTable, RefusesTwoNamesAtATime) {
    RegionTable table = sample();
    EXPECT_EQ(
        table.add({code("341822"), "甲县", DateRange::parse("2019-06-30..").value()}).error().code,
        "E-region-table");
    EXPECT_TRUE(table.add({code("341822"), "甲县", DateRange::parse("2019-07-01..").value()}));
}

}  // namespace
}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
#include "office/region.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kc::office {
namespace {

using pack::AdminUnit;
using pack::UnitType;

base::Date day(int year, int month, int day_of_month) {
    return base::Date::of(year, month, day_of_month).value();
}

pack::ObjectSet catalog() {
    AdminUnit city{.code = "341800", .name = {.zh = "宣城市"}, .short_name = "宣城"};
    city.type = UnitType::city;
    city.children = {
        {.code = "341822",
         .name = {.zh = "广德县"},
         .short_name = "广德",
         .type = UnitType::county,
         .valid_to = day(2019, 8, 5)},
        {.code = "341882",
         .name = {.zh = "广德市"},
         .short_name = "广德",
         .type = UnitType::county_level_city,
         .valid_from = day(2019, 8, 6)},
        {.code = "341800-park", .name = {.zh = "宣城高新区"}, .type = UnitType::park},
    };
    AdminUnit province{.code = "340000", .name = {.zh = "安徽省"}, .short_name = "安徽"};
    province.type = UnitType::province;
    province.children = {city};
    pack::ObjectSet set;
    set.unit_trees.push_back({});
    set.unit_trees[0].value.units = {province};
    return set;
}

std::string region_in(std::string_view text, std::int32_t year = 2024) {
    static const pack::ObjectSet objects = catalog();
    const AdminUnit* region = find_region(text, year, objects);
    return region == nullptr ? "none" : region->code;
}

TEST(Region, IsTheDeepestNameInTheIssuer) {
    EXPECT_EQ(region_in("宣城市科学技术局"), "341800");
    EXPECT_EQ(region_in("安徽省宣城市广德市科技局"), "341882");
}

TEST(Region, IsTheOneInForce) {
    EXPECT_EQ(region_in("广德县科技局", 2018), "341822");
    EXPECT_EQ(region_in("广德县科技局", 2024), "341882");
    EXPECT_EQ(region_in("关于广德县的通知", 2024), "none");
}

TEST(Region, ShortNamesCountOnlyAtTheBeginning) {
    EXPECT_EQ(region_in("宣城科技局"), "341800");
    EXPECT_EQ(region_in("关于学习宣城经验的通知"), "none");
}

TEST(Region, ParksAreNotRegions) {
    EXPECT_EQ(region_in("共建宣城高新区"), "none");
}

TEST(PlaceAtHead, IsFoundWithoutTheCatalog) {
    EXPECT_EQ(place_at_head("澄湾市科学技术局").name, "澄湾市");
    EXPECT_EQ(place_at_head("澄湾市科学技术局").stem, "澄湾");
    EXPECT_EQ(place_at_head("青石县科技局").type, UnitType::county);
    EXPECT_EQ(place_at_head("市科技局").name, "");
    EXPECT_EQ(place_at_head("科学技术委员会").name, "");
}

TEST(Counties, AreThoseInForce) {
    const pack::ObjectSet objects = catalog();
    const AdminUnit* city = find_region("宣城市", 2024, objects);
    ASSERT_NE(city, nullptr);
    const auto counties = counties_of(*city, 2024);
    ASSERT_EQ(counties.size(), 1U);
    EXPECT_EQ(counties[0]->code, "341882");
    EXPECT_EQ(county_named("广德", *city, 2024)->code, "341882");
    EXPECT_EQ(county_named("各县市区", *city, 2024), nullptr);
}

}  // namespace
}  // namespace kc::office

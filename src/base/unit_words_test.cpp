// SPDX-License-Identifier: Apache-2.0
#include "base/unit_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace kc::base {
namespace {

std::string english(std::string_view value, std::string_view unit) {
    const EnglishUnit words = english_unit(*Unit::parse(unit));
    const Ratio figure = *multiply(Ratio(*Decimal::parse(value)), words.factor);
    return to_string(*figure.exact()) + words.behind(figure);
}

TEST(EnglishUnits, CountingWordsAreLeftOut) {
    EXPECT_EQ(english("850", "家"), "850");
    EXPECT_EQ(english("4", "项"), "4");
    EXPECT_EQ(english("3", "万件"), "30000");
}

TEST(EnglishUnits, OneIsSingular) {
    EXPECT_EQ(english("1", "人"), "1 person");
    EXPECT_EQ(english("-1", "个月"), "-1 month");
    EXPECT_EQ(english("12", "个月"), "12 months");
    EXPECT_EQ(english("1.5", "年"), "1.5 years");
    EXPECT_EQ(english("0", "分"), "0 points");
}

TEST(EnglishUnits, PowersOfTenMoveIntoTheNumber) {
    EXPECT_EQ(english("7.2", "亿元"), "720000000 yuan");
    EXPECT_EQ(english("0.0001", "万人"), "1 person");
    EXPECT_EQ(english("3", "万人次"), "30000 attendances");
    EXPECT_EQ(english("2", "万亩"), "20000 mu");
}

TEST(EnglishUnits, AFigureStandsBeforeItsUnitExactly) {
    EXPECT_EQ(english_figure(850, *Unit::parse("家")), "850");
    EXPECT_EQ(english_figure(1, *Unit::parse("人")), "1 person");
    EXPECT_EQ(english_figure(*Decimal::parse("1.25"), *Unit::parse("万元")), "12500 yuan");
    // A million millions of hundred millions have no room for their zeros.
    EXPECT_EQ(english_figure(*Decimal::parse("123456789012345678"), *Unit::parse("亿元")),
              "123456789012345678亿元");
}

TEST(EnglishUnits, WhatStandsBelowTheSlashKeepsItsSize) {
    EXPECT_EQ(english("5", "件/万人"), "5 per 10,000 people");
    EXPECT_EQ(english("20", "万元/人"), "200000 yuan per person");
    EXPECT_EQ(english("2", "人/家"), "2 people each");
}

TEST(EnglishUnits, NoUnitOfTheTableStaysChinese) {
    for (const std::string& name : base_unit_names()) {
        const auto unit = Unit::parse(name);
        ASSERT_TRUE(unit) << name;
        const EnglishUnit words = english_unit(*unit);
        const bool counts = unit->dimension() == Dimension::count || unit->is_none();
        EXPECT_TRUE(counts || !words.many.empty()) << name;
        // Chinese characters begin with bytes E3..E9 in UTF-8; ² and ‰ do not.
        EXPECT_TRUE(std::none_of(words.many.begin(), words.many.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte >= 0xE3 && byte <= 0xE9;
        })) << name;
    }
}

}  // namespace
}  // namespace kc::base

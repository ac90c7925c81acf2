// SPDX-License-Identifier: Apache-2.0
#include "base/unit.hpp"

#include <gtest/gtest.h>

#include "base/unit_table.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

Unit unit(std::string_view text) {
    return Unit::parse(text).value();
}

std::string canonical(std::string_view text) {
    const Result<Unit> parsed = Unit::parse(text);
    return parsed ? to_string(*parsed) : parsed.error().code;
}

std::string factor_of(std::string_view from, std::string_view to) {
    const std::optional<Ratio> ratio = factor(unit(from), unit(to));
    return ratio ? to_string(*ratio) : "-";
}

TEST(Unit, ReadsItsOwnNames) {
    for (const std::string& name : base_unit_names()) EXPECT_EQ(canonical(name), name);
    for (const char* name : {"", "万元", "万亿元", "千万元", "亿美元", "万人次", "件/万人",
                             "万元/亩", "人年/万人", "吨标准煤/万元", "万千瓦", "千元"}) {
        EXPECT_EQ(canonical(name), name);
    }
}

TEST(Unit, ReadsOtherSpellings) {
    EXPECT_EQ(canonical("百分点"), "个百分点");
    EXPECT_EQ(canonical("個百分點"), "个百分点");
    EXPECT_EQ(canonical("兆元"), "万亿元");
    EXPECT_EQ(canonical("萬億元"), "万亿元");
    EXPECT_EQ(canonical("％"), "%");
    EXPECT_EQ(canonical("項"), "项");
    EXPECT_EQ(canonical("件／萬人"), "件/万人");
    EXPECT_EQ(canonical("月"), "个月");
    EXPECT_EQ(canonical("㎡"), "平方米");
}

TEST(Unit, RefusesWhatIsNoUnit) {
    for (const char* text : {"万", "亿", "/", "家/", "/家", "件/%", "万%", "亿倍", "家家", " 家",
                             "兆家", "百家", "元元", "5家", "件/人/年"}) {
        EXPECT_EQ(canonical(text), "E-unit") << text;
    }
    EXPECT_EQ(canonical(std::string(Unit::kMaxTextLength + 1, 'x')), "E-unit");
}

TEST(Unit, ProposesTheNearestName) {
    EXPECT_EQ(to_string(Unit::parse("个百份点").error(), Language::en),
              "unknown unit '个百份点' (did you mean '个百分点'?) [E-unit]");
}

TEST(Unit, TakesTheLongestUnitAtTheStartOfAText) {
    const auto found = [](std::u32string_view text) {
        const auto match = Unit::at_start_of(text);
        return match ? to_string(match->first) + " " + std::to_string(match->second) : "-";
    };
    EXPECT_EQ(found(U"个百分点以上"), "个百分点 4");
    EXPECT_EQ(found(U"个以上"), "个 1");
    EXPECT_EQ(found(U"万人次，同比"), "万人次 3");
    EXPECT_EQ(found(U"件/万人以上"), "件/万人 4");
    EXPECT_EQ(found(U"家/季"), "家 1");
    EXPECT_EQ(found(U"兆元"), "万亿元 2");
    EXPECT_EQ(found(U"以上"), "-");
    EXPECT_EQ(found(U""), "-");
}

TEST(Unit, ConvertsWithinADimension) {
    EXPECT_EQ(factor_of("万亿元", "元"), "1000000000000");
    EXPECT_EQ(factor_of("元", "亿元"), "1/100000000");
    EXPECT_EQ(factor_of("‰", "%"), "1/10");
    EXPECT_EQ(factor_of("公顷", "亩"), "15");
    EXPECT_EQ(factor_of("年", "个月"), "12");
    EXPECT_EQ(factor_of("小时", "天"), "1/24");
    EXPECT_EQ(factor_of("件/万人", "件/人"), "1/10000");
    EXPECT_EQ(factor_of("万千瓦", "兆瓦"), "10");
    EXPECT_EQ(factor_of("人年", "人月"), "12");
}

TEST(Unit, CountingWordsOfOneKindAreInterchangeable) {
    EXPECT_EQ(factor_of("家", "户"), "1");
    EXPECT_EQ(factor_of("名", "人"), "1");
    EXPECT_EQ(factor_of("万人", "名"), "10000");
    EXPECT_EQ(factor_of("个", "家"), "1");
    EXPECT_EQ(factor_of("项", "个"), "1");
}

TEST(Unit, NeverConvertsWhatOnlyLooksAlike) {
    EXPECT_EQ(factor_of("%", "个百分点"), "-");
    EXPECT_EQ(factor_of("亿元", "亿美元"), "-");
    EXPECT_EQ(factor_of("家", "件"), "-");
    EXPECT_EQ(factor_of("项", "件"), "-");
    EXPECT_EQ(factor_of("人", "人次"), "-");
    EXPECT_EQ(factor_of("人次", "家次"), "-");
    EXPECT_EQ(factor_of("人", "人年"), "-");
    EXPECT_EQ(factor_of("年", "天"), "-");
    EXPECT_EQ(factor_of("天", "个工作日"), "-");
    EXPECT_EQ(factor_of("件", "件/万人"), "-");
    EXPECT_EQ(factor_of("%", "倍"), "-");
    EXPECT_EQ(factor_of("", "%"), "-");
}

TEST(Unit, MismatchNamesBothUnits) {
    EXPECT_EQ(
        to_string(unit_mismatch(unit("%"), unit("个百分点")), Language::zh),
        "单位是“%”，这里需要“个百分点”，两者不能换算（%是比重或增幅本身，个百分点是两个百分数之差）"
        " [E-unit-mismatch]");
    EXPECT_EQ(unit_mismatch(unit("家"), Unit()).zh, "单位是“家”，这里需要的是没有单位的数");
    EXPECT_EQ(unit_mismatch(Unit(), unit("家")).en,
              "there is no unit, but '家' is needed here, and they do not convert");
}

// Property: a factor and the factor back make one.
TEST(Unit, FactorsAreInverse) {
    for (const std::string& a : base_unit_names()) {
        for (const std::string& b : base_unit_names()) {
            const auto there = factor(unit(a), unit(b));
            const auto back = factor(unit(b), unit(a));
            ASSERT_EQ(there.has_value(), back.has_value()) << a << ' ' << b;
            ASSERT_EQ(there.has_value(), convertible(unit(a), unit(b))) << a << ' ' << b;
            if (there) {
                ASSERT_EQ(multiply(*there, *back), Ratio(1)) << a << ' ' << b;
            }
        }
    }
}

// Every alias means what it stands beside and nothing else.
TEST(Unit, AliasesAreUnambiguous) {
    for (const BaseUnit& base : base_units().subspan(1)) {
        std::u32string_view rest = base.aliases;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(U' '), rest.size());
            ASSERT_EQ(canonical(encode_utf8(rest.substr(0, end))), encode_utf8(base.name));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

}  // namespace
}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
#include "formula/split.hpp"

#include <gtest/gtest.h>

#include "formula/test_support.hpp"

namespace kc::formula {
namespace {

using testing::Firm;

Split split_of(std::string_view text, const std::vector<std::string>& cells) {
    Firm firm;
    const NodeId rule = firm.compile(text).value().root;
    const Plan plan = firm.builder.finish();
    Evaluation evaluation(plan, {rule});
    return split(evaluation, rule, firm.row(plan, cells));
}

TEST(Split, GivesTheValueThatDecides) {
    // 25 of 84 is below 30%, 25 of 83 above.
    const Split staff = split_of("科技人员数 / 职工总数 >= 30%", {"科技人员数=25"});
    ASSERT_TRUE(staff.exact);
    ASSERT_EQ(staff.parts.size(), 2U);
    EXPECT_EQ(staff.parts[0], (Part{25, 83, kYes}));
    EXPECT_EQ(staff.parts[1].lo, 84);
    EXPECT_EQ(staff.parts[1].hi, kUnboundedAbove);
    EXPECT_EQ(staff.parts[1].outcomes, kNo);
}

TEST(Split, IsExactWhereTheSameMissingFactIsUsedTwice) {
    // Revenue in the gate and in the ratio: 3% of at most 2亿元 is at most 600万元.
    const Split never = split_of("销售收入 <= 2亿元 且 研发费用 / 销售收入 <= 3% 且 销售收入 > 0元",
                                 {"研发费用=601万元"});
    EXPECT_TRUE(never.exact);
    EXPECT_EQ(never.outcomes, kNo);
    const Split some = split_of("销售收入 <= 2亿元 且 研发费用 / 销售收入 <= 3% 且 销售收入 > 0元",
                                {"研发费用=600万元"});
    EXPECT_TRUE(some.exact);
    ASSERT_EQ(some.parts.size(), 3U);
    EXPECT_EQ(some.parts[1].lo, 20'000'000'000);
    EXPECT_EQ(some.parts[1].hi, 20'000'000'000);
}

TEST(Split, RespectsTheLinkBetweenTwoMissingInputs) {
    const Split fewer = split_of("科技人员数 > 职工总数", {});
    EXPECT_EQ(fewer.outcomes, kNo);
    const Split open = split_of("科技人员数 / 职工总数 >= 10%", {});
    EXPECT_TRUE(open.exact);
    EXPECT_EQ(open.outcomes, kOpen);
    const Split cost = split_of("研发费用 > 成本费用", {});
    EXPECT_EQ(cost.outcomes, kNo);
}

TEST(Split, LeavesMoreThanTwoMissingInputsAlone) {
    const Split many = split_of("科技人员数 / 职工总数 >= 10% 且 居民企业 且 销售收入 > 1元", {});
    EXPECT_EQ(many.outcomes, kOpen);
    EXPECT_FALSE(many.exact);
    EXPECT_TRUE(many.inputs.empty());
}

TEST(Split, TriesBothAnswersOfAYesNo) {
    const Split truth =
        split_of("(居民企业 且 职工总数 > 5) 或 (非 居民企业 且 职工总数 > 5)", {"职工总数=9"});
    EXPECT_TRUE(truth.exact);
    EXPECT_EQ(truth.outcomes, kYes);
}

TEST(Split, TriesEveryCodeOfAClosedList) {
    const Split codes = split_of("类别 = 'II' 且 职工总数 > 5", {"职工总数=9"});
    EXPECT_TRUE(codes.exact);
    ASSERT_EQ(codes.parts.size(), 3U);
    EXPECT_EQ(codes.parts[0].outcomes, kNo);
    EXPECT_EQ(codes.parts[1].outcomes, kYes);
    EXPECT_EQ(split_of("类别 属于 {'I', 'II', 'III'}", {}).outcomes, kYes);
}

TEST(Split, WhatTheCalendarDecides) {
    const Split day = split_of("注册日期 <= 2023-02-28", {});
    ASSERT_EQ(day.parts.size(), 2U);
    EXPECT_EQ(day.parts[0].hi, base::Date::of(2023, 2, 28)->days_since_1970());
}

}  // namespace
}  // namespace kc::formula

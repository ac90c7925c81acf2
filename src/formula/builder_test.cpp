// SPDX-License-Identifier: Apache-2.0
// Nodes that have no text form, parameters, sharing, and edits of a parameter over a table.
#include <gtest/gtest.h>

#include "formula/batch.hpp"
#include "formula/random_formula.hpp"

namespace kc::formula {
namespace {

using base::Decimal;
using base::Ratio;
using testing::Firm;
using testing::random_row;
using testing::RandomFormula;

NodeId points(Builder& builder, int value) {
    return builder.number(value, unit_named("分")).value();
}

Value value_of(Firm& firm, NodeId node, const std::vector<std::string>& cells) {
    const Plan plan = firm.builder.finish();
    Evaluation evaluation(plan, {node});
    evaluation.run(firm.row(plan, cells));
    return evaluation.value(node);
}

std::string text_of(Firm& firm, NodeId node, const std::vector<std::string>& cells) {
    return to_string(value_of(firm, node, cells));
}

NodeId share_bands(Firm& firm) {
    Builder& b = firm.builder;
    const NodeId share = firm.compile("科技人员数 / 职工总数").value().root;
    const std::vector<Band> bands{
        {.edge = b.number(10, unit_named("%")).value(), .value = points(b, 4)},
        {.edge = b.number(*Ratio::of(1, 7)).value(), .inclusive = false, .value = points(b, 8)},
        {.edge = b.number(30, unit_named("%")).value(), .value = points(b, 20)}};
    return b.bands(share, points(b, 0), bands).value();
}

TEST(Builder, BandsSayWhichSideAnEdgeBelongsTo) {
    Firm firm;
    const NodeId score = share_bands(firm);
    EXPECT_EQ(text_of(firm, score, {"科技人员数=9", "职工总数=100"}), "0分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=10", "职工总数=100"}), "4分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=1", "职工总数=7"}), "4分");  // exactly 1/7: below
    EXPECT_EQ(text_of(firm, score, {"科技人员数=142858", "职工总数=1000000"}), "8分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=142857", "职工总数=1000000"}), "4分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=1428571", "职工总数=10000000"}), "4分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=1428572", "职工总数=10000000"}), "8分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=30", "职工总数=100"}), "20分");
}

TEST(Builder, BandsOfAMissingValueAreTheRangeOfTheirPoints) {
    Firm firm;
    const NodeId score = share_bands(firm);
    EXPECT_EQ(text_of(firm, score, {"职工总数=100"}), "0..20分");
    EXPECT_EQ(text_of(firm, score, {"科技人员数=15"}), "0..20分");
    EXPECT_EQ(text_of(firm, score, {}), "0..20分");
}

TEST(Builder, AnExpertsRangeStaysARange) {
    Firm firm;
    Builder& b = firm.builder;
    const NodeId range = b.range(13, 16, unit_named("分")).value();
    const NodeId staff = firm.compile("职工总数").value().root;
    const std::vector<Band> bands{
        {.edge = b.number(100, unit_named("人")).value(), .value = range}};
    const NodeId score = b.bands(staff, points(b, 0), bands).value();
    EXPECT_EQ(text_of(firm, score, {"职工总数=100"}), "13..16分");
    EXPECT_EQ(text_of(firm, score, {"职工总数=99"}), "0分");
}

TEST(Builder, BandsThatFallAreErrors) {
    Firm firm;
    Builder& b = firm.builder;
    const NodeId staff = firm.compile("职工总数").value().root;
    const auto edge = [&](int at) { return b.number(at, unit_named("人")).value(); };
    const std::vector<Band> falling{{.edge = edge(10), .value = points(b, 1)},
                                    {.edge = edge(5), .value = points(b, 2)}};
    EXPECT_EQ(b.bands(staff, points(b, 0), falling).error().code, "E-formula-bands");
    const std::vector<Band> other_unit{
        {.edge = b.number(5, unit_named("元")).value(), .value = points(b, 1)}};
    EXPECT_EQ(b.bands(staff, points(b, 0), other_unit).error().code, "E-unit-mismatch");
}

TEST(Builder, TiersCountEachPartAtItsOwnRate) {
    Firm firm;
    Builder& b = firm.builder;
    const NodeId amount = firm.compile("研发费用").value().root;
    const auto from = [&](int wan) { return b.number(wan, unit_named("万元")).value(); };
    const auto rate = [&](int percent) { return b.number(percent, unit_named("%")).value(); };
    const std::vector<Tier> tiers{{from(0), rate(10)}, {from(100), rate(5)}, {from(500), rate(0)}};
    const NodeId grant = b.tiers(amount, tiers).value();
    EXPECT_EQ(text_of(firm, grant, {"研发费用=100万元"}), "100000元");
    EXPECT_EQ(text_of(firm, grant, {"研发费用=1000001元"}), "100000.05元");
    EXPECT_EQ(text_of(firm, grant, {"研发费用=9000万元"}), "300000元");
}

TEST(Builder, TheFirstCaseThatHoldsIsTaken) {
    Firm firm;
    Builder& b = firm.builder;
    const auto condition = [&](const char* text) { return firm.compile(text).value().root; };
    const std::vector<Case> cases{{condition("职工总数 >= 100"), points(b, 3)},
                                  {condition("居民企业"), points(b, 2)}};
    const NodeId score = b.first(cases, points(b, 0)).value();
    EXPECT_EQ(text_of(firm, score, {"职工总数=100", "居民企业=yes"}), "3分");
    EXPECT_EQ(text_of(firm, score, {"职工总数=99", "居民企业=yes"}), "2分");
    EXPECT_EQ(text_of(firm, score, {"居民企业=yes"}), "2..3分");
}

TEST(Builder, EqualSubExpressionsAreOneNode) {
    Firm firm;
    const auto before = firm.compile("科技人员数 / 职工总数 >= 10% 且 居民企业").value().root;
    const std::size_t nodes = firm.builder.so_far().nodes().size();
    EXPECT_EQ(firm.compile("居民企业 and 职工总数 != 0 / 1 * 1 or no").value().root.exists(), true);
    EXPECT_EQ(firm.compile("居民企业 and 科技人员数/职工总数>=0.1").value().root, before);
    EXPECT_GT(firm.builder.so_far().nodes().size(), nodes);
    const auto first = firm.compile("count(知识产权 where 类 = 'I') >= 1").value().root;
    EXPECT_EQ(firm.compile("计数(知识产权 其中 类 = “I”) >= 1").value().root, first);
}

TEST(Builder, AParameterChangesWithoutCompiling) {
    Firm firm;
    const NodeId limit = firm.builder.parameter("limit", 2, unit_named("亿元")).value();
    firm.scope.add("上限", limit);
    const NodeId rule = firm.compile("销售收入 <= 上限").value().root;
    const Plan plan = firm.builder.finish();
    Evaluation evaluation(plan, {rule});
    const auto row = firm.row(plan, {"销售收入=200000001元"});
    evaluation.run(row);
    EXPECT_EQ(evaluation.outcomes(rule), kNo);
    evaluation.set_parameters(
        std::vector{read_parameter(plan.parameters()[0], "20000.0001万元").value()});
    evaluation.run(row);
    EXPECT_EQ(evaluation.outcomes(rule), kYes);
    EXPECT_EQ(read_parameter(plan.parameters()[0], "500人").error().code, "E-unit-mismatch");
    EXPECT_EQ(read_parameter(plan.parameters()[0], "0.001元").error().code, "E-formula-step");
}

TEST(Builder, OverflowWidensAndNeverWraps) {
    Firm firm;
    const std::string huge = "销售收入=9999999999999999.99元";
    const std::string five = "销售收入 + 销售收入 + 销售收入 + 销售收入 + 销售收入";
    EXPECT_EQ(text_of(firm, firm.compile(five).value().root, {huge}), "40000000000000000..~元");
    const Value sum = value_of(firm, firm.compile(five).value().root, {huge});
    EXPECT_NE(sum.state & kTooLarge, 0);
    const std::string many = "职工总数=999999999999999999";
    const NodeId product = firm.compile("增长率 * 职工总数 * 30%").value().root;
    EXPECT_EQ(text_of(firm, product, {many, "增长率=1000000%"}), "1200000000000000..~人");
    const NodeId above = firm.compile("增长率 * 职工总数 >= 1人").value().root;
    EXPECT_EQ(text_of(firm, above, {many, "增长率=1000000%"}), "是");
    const NodeId back = firm.compile(five + " - 5元 <= 1元").value().root;
    EXPECT_EQ(text_of(firm, back, {huge}), "否");
}

// A slow look-up beside random tables, values with missing parts included.
TEST(Builder, BandsAgreeWithAPlainSearch) {
    RandomFormula random(11);
    for (int round = 0; round < 300; ++round) {
        Firm firm;
        Builder& b = firm.builder;
        const bool quotient = random.below(2) == 0;
        const NodeId value =
            firm.compile(quotient ? "科技人员数 / 职工总数" : "科技人员数").value().root;
        std::vector<Band> bands;
        std::vector<std::pair<Ratio, bool>> edges;
        std::vector<int> scores{static_cast<int>(random.below(30))};
        int at = 0;
        for (std::size_t k = 0; k < 1 + random.below(5); ++k) {
            at += 1 + static_cast<int>(random.below(40));
            const Ratio edge =
                quotient ? *Ratio::of(at, random.below(2) == 0 ? 100 : 111) : Ratio(Decimal(at));
            if (!edges.empty() && edge <= edges.back().first) continue;
            edges.emplace_back(edge, random.below(2) == 0);
            scores.push_back(static_cast<int>(random.below(30)));
            bands.push_back({.edge = b.number(edge, unit_named(quotient ? "" : "人")).value(),
                             .inclusive = edges.back().second,
                             .value = points(b, scores.back())});
        }
        const NodeId table = b.bands(value, points(b, scores[0]), bands).value();
        const Plan plan = b.finish();
        Evaluation evaluation(plan, {table, value});
        for (int r = 0; r < 20; ++r) {
            auto row = random_row(random, plan, firm.texts);
            if (random.below(3) == 0) row[1] = Cell::missing();
            evaluation.run(row);
            const Value in = evaluation.value(value);
            const auto band = [&](const Ratio& x) {
                std::size_t found = 0;
                for (std::size_t k = 0; k < edges.size(); ++k) {
                    if (edges[k].second ? x >= edges[k].first : x > edges[k].first) found = k + 1;
                }
                return found;
            };
            int lo = 1000;
            int hi = -1;
            for (std::size_t k = band(*in.lo); k <= band(*in.hi); ++k) {
                lo = std::min(lo, scores[k]);
                hi = std::max(hi, scores[k]);
            }
            const Value out = evaluation.value(table);
            ASSERT_EQ(*out.lo, Ratio(lo));
            ASSERT_EQ(*out.hi, Ratio(hi));
        }
    }
}

TEST(Sandbox, GivesWhatAFullRunGives) {
    RandomFormula random(12);
    Firm firm;
    firm.scope.add("上限", firm.builder.parameter("limit", 500, unit_named("人")).value());
    firm.scope.add("比例", firm.builder.parameter("share", 10, unit_named("%")).value());
    const NodeId rule =
        firm.compile(
                "职工总数 <= 上限 且 (科技人员数 / 职工总数 >= 比例 或 居民企业) 且 "
                "研发费用 / 销售收入 + 增长率 * 2 >= 比例")
            .value()
            .root;
    const Plan plan = firm.builder.finish();
    constexpr std::size_t kRows = 2500;
    std::vector<std::vector<std::int64_t>> numbers(plan.inputs().size());
    std::vector<std::vector<std::uint8_t>> truths(plan.inputs().size());
    std::vector<std::vector<std::uint8_t>> presence(plan.inputs().size());
    for (std::size_t r = 0; r < kRows; ++r) {
        auto row = random_row(random, plan, firm.texts);
        if (random.below(5) == 0) row[random.below(row.size())] = Cell::missing();
        for (std::size_t i = 0; i < row.size(); ++i) {
            numbers[i].push_back(row[i].lo);
            truths[i].push_back(row[i].lo != 0 ? 1 : 0);
            presence[i].push_back(static_cast<std::uint8_t>(row[i].presence));
        }
    }
    Table table{.rows = kRows};
    for (std::size_t i = 0; i < plan.inputs().size(); ++i) {
        table.inputs.push_back(
            {.numbers = numbers[i], .truths = truths[i], .presence = presence[i]});
    }
    auto values = default_parameters(plan);
    const Sandbox sandbox(plan, {rule}, {0, 1}, table, values, 2);
    Batch batch(plan, {rule});
    for (int edit = 0; edit < 10; ++edit) {
        values[0].lo = values[0].hi = 400 + 30 * edit;
        values[1].lo = values[1].hi = values[1].lo + 7;
        batch.set_parameters(values);
        std::vector<std::uint8_t> full(kRows);
        std::vector<std::uint8_t> edited(kRows);
        const auto into = [&](std::vector<std::uint8_t>& to) {
            return [&to, rule](const BlockView& block) {
                std::ranges::copy(block.outcomes(rule),
                                  to.begin() + static_cast<std::ptrdiff_t>(block.first_row()));
            };
        };
        batch.run(table, into(full), 2);
        sandbox.run(values, into(edited));
        ASSERT_EQ(full, edited);
    }
}

}  // namespace
}  // namespace kc::formula

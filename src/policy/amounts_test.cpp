// SPDX-License-Identifier: Apache-2.0
// Amounts are never below zero, and a budget is shared out over a table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/run.hpp"
#include "policy/sandbox.hpp"
#include "policy/show.hpp"
#include "policy/test_support.hpp"

namespace kc::policy {
namespace {

using ::testing::ElementsAre;

const std::string kHead = R"(kind: policy
code: test.grant
version: 1
title: {zh: 例, en: example}
subject: enterprise
status: template
gaps: [{what: {zh: 例, en: example}}]
in_force: {from: 2020-01-01}
sources:
  s: {doc: 例〔2020〕1号, checked: none, articles: {"1": {zh: 一, en: one}}}
)";
const std::string kFacts = R"(facts:
  合格: {code: fit, en: fit, type: yes-no}
  支出: {code: spent, en: spent, type: money, domain: [0元, ~]}
  上年支出: {code: spent_before, en: spent before, type: money, domain: [0元, ~]}
  申请日: {code: asked_on, en: asked on, type: date}
decision: {cite: s.1, yes_if: 合格}
parameters:
  总额: {code: pool, en: pool, cite: s.1, step: 1元, values: {2020-01-01: 100元}}
)";

LoadedText load_grant(const std::string& rest) {
    LoadedText loaded = load_text(kHead + kFacts + rest, {.run_tests = false});
    for (const Diagnostic& one : loaded.found) {
        if (one.severity == Severity::error) ADD_FAILURE() << to_string(one, Language::en);
    }
    return loaded;
}

std::string amount_text(const Answer& answer, std::size_t index) {
    return show_value(answer.amounts.at(index).value, false, Language::en);
}

TEST(Amounts, AnOpenCaseStaysAtOrAboveZero) {
    // Which of the two grants the firm gets is open, and they share one cap.
    const Answer answer = ask(shipped().report.set, "cn.anhui.rd-clearing",
                              "{此前研发费用: null, 此前有研发机构: null, 机构建设费用: null, "
                              "本期研发费用: null, 活动补助比例: null, 机构补助比例: null}");
    EXPECT_EQ(amount_text(answer, 0), "0 yuan to 300,000 yuan");
    EXPECT_EQ(amount_text(answer, 1), "0 yuan to 600,000 yuan");
}

TEST(Amounts, NothingKnownIsBetweenZeroAndTheCap) {
    const Answer answer =
        ask(shipped().report.set, "cn.anhui.rd-clearing", "{}", "2024-06-01", false);
    for (std::size_t i = 0; i < answer.amounts.size(); ++i) {
        ASSERT_TRUE(answer.amounts[i].value.lo);
        EXPECT_EQ(*answer.amounts[i].value.lo, base::Ratio()) << i;
    }
}

TEST(Amounts, AFallEarnsNothingAndIsNotOwed) {
    const LoadedText loaded = load_grant(
        "amounts:\n  奖励: {code: bonus, en: bonus, cite: s.1, of: 支出 - 上年支出, rate: 10%}\n");
    const std::string fall = "{合格: yes, 支出: 100元, 上年支出: 500元}";
    EXPECT_EQ(amount_text(ask(loaded.report.set, "test.grant", fall), 0), "0 yuan");
    const std::string rise = "{合格: yes, 支出: 500元, 上年支出: 100元}";
    EXPECT_EQ(amount_text(ask(loaded.report.set, "test.grant", rise), 0), "40 yuan");
}

const std::string kFirstCome =
    "amounts:\n  补助: {code: grant, en: grant, cite: s.1, of: 支出, rate: 100%}\n"
    "budget: {cite: s.1, pool: 总额, rule: first-come, order_by: 申请日}\n";
const std::string kProRata =
    "amounts:\n  补助: {code: grant, en: grant, cite: s.1, of: 支出, rate: 100%}\n"
    "budget: {cite: s.1, pool: 总额, rule: pro-rata}\n";

using Cells = std::vector<std::vector<std::string>>;

SubjectTable table_of(const LoadedText& loaded, const Cells& rows) {
    const PolicySet& set = loaded.report.set;
    TableMaker maker(set, {set.find("test.grant")}, "t.csv");
    Diagnostics found;
    EXPECT_TRUE(maker.set_heading(
        1, std::vector<TextCell>{{1, "id"}, {2, "fit"}, {3, "spent"}, {4, "asked_on"}}, found));
    std::uint32_t line = 2;
    for (const auto& row : rows) {
        maker.add_row(line++,
                      std::vector<TextCell>{{1, row[0]}, {2, row[1]}, {3, row[2]}, {4, row[3]}},
                      found);
    }
    EXPECT_TRUE(found.empty());
    return maker.take();
}

std::vector<std::string> paid(const LoadedText& loaded, const Cells& rows) {
    const PolicySet& set = loaded.report.set;
    TableRun run(set, {set.find("test.grant")}, day("2024-06-01"));
    std::vector<std::string> parts;
    const Diagnostics found = run.answer(table_of(loaded, rows), [&](const RunAnswer& one) {
        parts.push_back(one.paid ? base::to_string(one.paid->to_yuan()) : "");
    });
    for (const Diagnostic& one : found) parts.push_back(one.code);
    return parts;
}

const Cells kRows{{"A", "yes", "80元", "2024-03-02"},
                  {"B", "yes", "70元", "2024-03-01"},
                  {"C", "no", "90元", "2024-02-01"}};

TEST(Budget, WhoComesFirstIsPaidFirst) {
    EXPECT_THAT(paid(load_grant(kFirstCome), kRows), ElementsAre("30", "70", ""));
}

TEST(Budget, ProRataSharesAddUpToThePool) {
    // 53.33 and 46.66 of 100: the larger remainder takes the last yuan.
    EXPECT_THAT(paid(load_grant(kProRata), kRows), ElementsAre("53", "47", ""));
}

TEST(Budget, WhoDoesNotSayWhenComesLast) {
    EXPECT_THAT(paid(load_grant(kFirstCome),
                     {{"A", "yes", "80元", ""}, {"B", "yes", "70元", "2024-05-31"}}),
                ElementsAre("30", "70"));
}

TEST(Budget, AnAmountWithoutAnEndKeepsTheBudgetWhole) {
    EXPECT_THAT(paid(load_grant(kProRata),
                     {{"A", "yes", "", "2024-03-02"}, {"B", "yes", "70元", "2024-03-01"}}),
                ElementsAre("", "", "W-budget"));
}

TEST(Budget, AnUncertainClaimIsReservedAtItsUpperEndAndNotPaid) {
    const LoadedText capped = load_grant(
        "amounts:\n"
        "  补助: {code: grant, en: grant, cite: s.1, of: 支出, rate: 100%, cap: 60元}\n"
        "budget: {cite: s.1, pool: 总额, rule: pro-rata}\n");
    EXPECT_THAT(paid(capped, {{"A", "yes", "", ""}, {"B", "yes", "70元", ""}}),
                ElementsAre("", "50"));
}

TEST(Budget, TheSandboxCostsWhatIsPaid) {
    const LoadedText loaded = load_grant(kFirstCome);
    const PolicySet& set = loaded.report.set;
    const Policy& policy = *set.find("test.grant");
    const SubjectTable table = table_of(loaded, kRows);
    const auto edit = read_edit(set, policy, "总额=140元");
    ASSERT_TRUE(edit);
    const PolicySandbox sandbox(set, policy, day("2024-06-01"), table, {edit->parameter});
    const SandboxResult result = sandbox.run({*edit});
    EXPECT_EQ(result.before.cost_low, base::Ratio(100));
    EXPECT_EQ(result.before.cost_high, base::Ratio(100));
    EXPECT_TRUE(result.before.exceeds_budget);
    EXPECT_EQ(result.after.cost_high, base::Ratio(140));
    const auto enough = read_edit(set, policy, "总额=151元");
    const SandboxResult rich = sandbox.run({*enough});
    EXPECT_EQ(rich.after.cost_high, base::Ratio(150));
    EXPECT_FALSE(rich.after.exceeds_budget);
}

std::string first_error(const std::string& budget) {
    const LoadedText loaded = load_text(
        kHead + kFacts +
            "amounts:\n  补助: {code: grant, en: grant, cite: s.1, of: 支出, rate: 100%}\n" +
            budget,
        {.run_tests = false});
    for (const Diagnostic& one : loaded.found) {
        if (one.severity == Severity::error) return one.code;
    }
    return {};
}

TEST(Budget, MistakesOfThePoolAndTheOrderAreTold) {
    EXPECT_EQ(first_error("budget: {cite: s.1, pool: 支出, rule: pro-rata}\n"), "E-budget-pool");
    EXPECT_EQ(first_error("budget: {cite: s.1, pool: 总额, rule: first-come, order_by: 合格}\n"),
              "E-budget-order");
    EXPECT_EQ(first_error("budget: {cite: s.1, pool: 总额, rule: pro-rata, round_to: 0元}\n"),
              "E-value");
}

}  // namespace
}  // namespace kc::policy

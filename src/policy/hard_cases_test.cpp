// SPDX-License-Identifier: Apache-2.0
// The hard cases of eligibility rules: legal edges, wording, missing and disputed facts, changes of
// law, money, levers. Goal: each has an answer that can be defended. Method: shipped policies with
// single facts changed, and small policies where none of those has the case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "policy/answer.hpp"
#include "policy/answer_text.hpp"
#include "policy/between.hpp"
#include "policy/budget.hpp"
#include "policy/run.hpp"
#include "policy/show.hpp"
#include "policy/table.hpp"
#include "policy/test_support.hpp"

namespace kc::policy {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kSme = "cn.tech-sme.2017";
const std::string kHigh = "cn.high-tech.2016";

Answer ask(const std::string& code, const std::string& changes,
           const std::string& on = "2024-06-01") {
    return ask(shipped().report.set, code, changes, on);
}

Verdict verdict(const std::string& code, const std::string& changes,
                const std::string& on = "2024-06-01") {
    return ask(code, changes, on).verdict;
}

Verdict condition(const Answer& answer, std::string_view name) {
    for (const ConditionAnswer& one : answer.conditions) {
        if (one.condition->label.zh == name) return one.verdict;
    }
    ADD_FAILURE() << name;
    return Verdict::open;
}

std::string points(const Answer& answer, std::string_view name) {
    for (const ScoreAnswer& one : answer.scores) {
        if (one.score->label.zh == name) return show_value(one.points, false, Language::zh);
    }
    return "?";
}

std::string total(const Answer& answer) {
    return show_value(*answer.total, false, Language::zh);
}

std::vector<std::string> missing(const Answer& answer) {
    std::vector<std::string> names;
    for (const MissingFact& one : answer.missing) {
        names.push_back(answer.policy->facts[one.fact].label.zh);
    }
    return names;
}

// A policy around a few lines.
std::string small_policy(const std::string& body) {
    return "kind: policy\ncode: test.small\nversion: 1\ntitle: {zh: 小例, en: small}\n"
           "subject: enterprise\nstatus: template\ngaps: [{what: {zh: 例, en: example}}]\n"
           "in_force: {from: 2020-01-01}\nsources: {s: {doc: 例, checked: none}}\n" +
           body;
}

LoadedText load_small(const std::string& body) {
    LoadedText loaded = load_text(small_policy(body));
    for (const Diagnostic& d : loaded.found) {
        if (d.severity == Severity::error) ADD_FAILURE() << to_string(d, Language::en);
    }
    return loaded;
}

TEST(HardCase, C01OnEachLimitOneBelowOneAbove) {
    const auto size = [](const std::string& facts) { return condition(ask(kSme, facts), "规模"); };
    EXPECT_EQ(size("{职工总数: 500}"), Verdict::yes);
    EXPECT_EQ(size("{职工总数: 501}"), Verdict::no);
    EXPECT_EQ(size("{销售收入: 200000000元}"), Verdict::yes);
    EXPECT_EQ(size("{销售收入: 200000001元}"), Verdict::no);
    EXPECT_EQ(size("{资产总额: 199999999.99元}"), Verdict::yes);
    EXPECT_EQ(points(ask(kSme, "{职工总数: 1000000, 科技人员数: 99999}"), "科技人员得分"), "0分");
    EXPECT_EQ(points(ask(kSme, "{职工总数: 1000000, 科技人员数: 100000}"), "科技人员得分"), "4分");
}

TEST(HardCase, C02InclusiveAndExclusiveWording) {
    // 5000万元(含) is in the first tier; "70分以上(不含70分)" excludes 70.
    const LoadedText loaded = load_small(
        "facts: {分数: {code: points, en: p, type: number, unit: 分, domain: [0分, 100分]}}\n"
        "parameters: {线: {code: line, en: line, unit: 分, cite: s, values: {2020-01-01: 70}}}\n"
        "decision: {cite: s, yes_if: 分数 超过 线}\n");
    const PolicySet& set = loaded.report.set;
    EXPECT_EQ(ask(set, "test.small", "{分数: 70}").verdict, Verdict::no);
    EXPECT_EQ(ask(set, "test.small", "{分数: 70.01}").verdict, Verdict::yes);
    const Answer tier = ask(kHigh, "{销售收入: 5000万元}");
    const Answer above = ask(kHigh, "{销售收入: 50000000.01元}");
    const auto required = [](const Answer& answer) {
        for (const ConditionAnswer& one : answer.conditions) {
            if (one.condition->label.zh == "研发占比") {
                return show_value(*one.lines[0].requirement, true, Language::zh);
            }
        }
        return std::string();
    };
    EXPECT_EQ(required(tier), "5%");
    EXPECT_EQ(required(above), "4%");
}

TEST(HardCase, C03DecimalTrapsAndOrderOfSummation) {
    const LoadedText loaded = load_small(
        "facts:\n  甲: {code: a, en: a, type: number, domain: [0, 100]}\n"
        "  乙: {code: b, en: b, type: number, domain: [0, 100]}\n"
        "  丙: {code: c, en: c, type: number, domain: [0, 100]}\n"
        "decision: {cite: s, yes_if: 甲 + 乙 = 丙 and 乙 + 甲 = 丙}\n");
    const PolicySet& set = loaded.report.set;
    EXPECT_EQ(ask(set, "test.small", "{甲: 0.1, 乙: 0.2, 丙: 0.3}").verdict, Verdict::yes);
    EXPECT_EQ(points(ask(kSme, "{职工总数: 37, 科技人员数: 2}"), "科技人员得分"), "0分");
    EXPECT_EQ(points(ask(kSme, "{职工总数: 3, 科技人员数: 1}"), "科技人员得分"), "20分");
    EXPECT_EQ(points(ask(kSme, "{职工总数: 100, 科技人员数: 29}"), "科技人员得分"), "16分");
}

TEST(HardCase, C04MoneyIsLargeMixedAndTenThousandTimesTooLarge) {
    EXPECT_EQ(condition(ask(kSme, "{销售收入: 20000万元}"), "规模"), Verdict::yes);
    EXPECT_EQ(condition(ask(kSme, "{销售收入: 2亿元}"), "规模"), Verdict::yes);
    // Beyond 2^31 yuan and 2^53 fen.
    EXPECT_EQ(condition(ask(kSme, "{销售收入: 9000000亿元}"), "规模"), Verdict::no);
    const Answer answer = ask(kSme, "{销售收入: 50000000万元}");
    ASSERT_EQ(answer.implausible.size(), 1U);
    EXPECT_EQ(answer.policy->facts[answer.implausible[0]].label.code, "sales");
    const Answer bare = ask(kSme, "{销售收入: 5000}");
    ASSERT_EQ(bare.facts.wrong.size(), 1U);
    EXPECT_EQ(bare.facts.wrong[0].code, "E-money-unit");
}

TEST(HardCase, C05ZeroDivisors) {
    const Answer start_up = ask(kSme, "{销售收入: 0元, 研发费用: 90万元, 成本费用: 300万元}");
    EXPECT_EQ(points(start_up, "研发投入得分"), "50分");
    EXPECT_EQ(points(ask(kSme, "{销售收入: 0元, 研发费用: 0元, 成本费用: 0元}"), "研发投入得分"),
              "0分");
}

TEST(HardCase, C06AMissingFactThatDoesNotMatterIsNotAskedFor) {
    const Answer direct = ask(kSme, "{高企证书有效: yes, 研发费用: null, I类知识产权: null}");
    EXPECT_EQ(direct.verdict, Verdict::yes);
    EXPECT_TRUE(direct.missing.empty());
    const Answer failed = ask(kSme, "{职工总数: 501, 研发费用: null}");
    EXPECT_EQ(failed.verdict, Verdict::no);
    EXPECT_TRUE(failed.missing.empty());
}

TEST(HardCase, C07AMissingFactThatMattersIsNamedWithArticleAndThreshold) {
    const Answer answer = ask(kSme, "{科技人员数: 15, II类知识产权: 4, 研发费用: null}");
    EXPECT_EQ(answer.verdict, Verdict::open);
    EXPECT_THAT(missing(answer), ElementsAre("研发费用"));
    EXPECT_EQ(total(answer), "32分 至 82分");
    const std::string text = to_text(answer, Language::zh);
    EXPECT_THAT(text, HasSubstr("国科发政〔2017〕115号 第7.2条"));
    // Four per cent of the sales of 50 million.
    EXPECT_THAT(text, HasSubstr("研发费用 ≥ 200万元：符合"));
}

TEST(HardCase, C08LinkedMissingFactsKeepTheirDomain) {
    // However many staff there are, scientists are at most as many.
    const Answer answer = ask(kSme, "{职工总数: null, 科技人员数: 501}");
    EXPECT_EQ(condition(answer, "规模"), Verdict::no);
    EXPECT_EQ(answer.verdict, Verdict::no);
}

TEST(HardCase, C09TheSameMissingFactUsedTwiceIsSettledBySplitting) {
    const Answer answer = ask(kSme, "{销售收入: null}");
    EXPECT_EQ(answer.verdict, Verdict::open);
    EXPECT_THAT(missing(answer), ElementsAre("销售收入"));
    // Yes in the middle: low enough for the gate, high enough only below the share.
    bool has_yes = false;
    for (const Threshold& one : answer.thresholds) has_yes |= one.verdict == Verdict::yes;
    EXPECT_TRUE(has_yes);
    for (const Threshold& one : answer.thresholds) EXPECT_NE(one.verdict, Verdict::open);
}

TEST(HardCase, C10MissingZeroNotApplicableAndDeclaredNoneDiffer) {
    EXPECT_EQ(verdict(kSme, "{II类知识产权: null, 研发费用: 200万元}"), Verdict::open);
    EXPECT_EQ(verdict(kSme, "{II类知识产权: 0, 研发费用: 200万元}"), Verdict::no);
    const Answer none = ask(kSme, "{销售收入: NA, 研发费用: 2000万元}");
    EXPECT_EQ(points(none, "研发投入得分"), "50分");
    EXPECT_NE(none.verdict, Verdict::yes);
}

// What does not apply is worth nothing, whether it is a figure or a share by zero; a rule that asks
// for it is open, and never a yes.
TEST(HardCase, NotApplicableMeansOneThingInScoresAndConditions) {
    const LoadedText loaded = load_small(
        "facts:\n"
        "  专利: {code: patents, en: patents, type: count, domain: [0, ~]}\n"
        "  人数: {code: staff, en: staff, type: count, domain: [0, ~]}\n"
        "  项目: {code: projects, en: projects, type: count, domain: [0, ~]}\n"
        "conditions: {有人: {code: has_staff, en: staff, cite: s, must: 人数 >= 0}}\n"
        "scores:\n"
        "  专利分: {code: p1, en: p1, max: 10, cite: s, of: 专利, bands: [['>= 1', 10], [else, "
        "3]]}\n"
        "  人均分: {code: p2, en: p2, max: 10, cite: s, of: 专利 / 人数,\n"
        "    bands: [['>= 1', 10], [else, 3]]}\n"
        "  项目分: {code: p3, en: p3, max: 10, cite: s, of: 项目, bands: [['>= 1', 10], [else, "
        "3]]}\n"
        "decision: {cite: s, yes_if: 有人 and 总分 >= 10}\n");
    const PolicySet& set = loaded.report.set;
    const Answer figure = ask(set, "test.small", "{专利: NA, 人数: 5, 项目: 1}");
    EXPECT_EQ(points(figure, "专利分"), "0分");
    EXPECT_EQ(points(figure, "人均分"), "0分");
    EXPECT_EQ(points(figure, "项目分"), "10分");
    EXPECT_EQ(figure.verdict, Verdict::yes);
    EXPECT_EQ(points(ask(set, "test.small", "{专利: 5, 人数: 0, 项目: 0}"), "人均分"), "0分");
    EXPECT_EQ(ask(set, "test.small", "{专利: 5, 人数: NA, 项目: 1}").verdict, Verdict::open);
}

TEST(HardCase, C11ConflictingSourcesShowBothVerdicts) {
    const Answer ranked =
        ask(kSme,
            "{职工总数: [{value: 498, source: 社保, date: 2024-03-01}, {value: 512, source: 自报}],"
            " 科技人员数: 150}");
    EXPECT_EQ(condition(ranked, "规模"), Verdict::yes);
    ASSERT_EQ(ranked.disputes.size(), 1U);
    EXPECT_TRUE(ranked.disputes[0].is_settled);
    EXPECT_EQ(ranked.disputes[0].verdict, Verdict::no);
    const Answer open = ask(
        kSme,
        "{职工总数: [{value: 498, source: 社保}, {value: 512, source: 社保}], 科技人员数: 150}");
    EXPECT_EQ(open.verdict, Verdict::open);
    ASSERT_EQ(open.disputes.size(), 2U);
    EXPECT_NE(open.disputes[0].verdict, open.disputes[1].verdict);
}

TEST(HardCase, C12TheLawOfTheDayAndTransitionalClauses) {
    const LoadedText loaded = load_small(
        "facts:\n  申请日: {code: filed, en: filed, type: date}\n"
        "  人数: {code: staff, en: staff, type: count, domain: [0, ~]}\n"
        "dates: {law: 申请日}\n"
        "parameters: {上限: {code: cap, en: cap, cite: s, values: {2020-01-01: 100, "
        "2023-07-01: 50}}}\n"
        "decision: {cite: s, yes_if: 人数 <= 上限}\n");
    const PolicySet& set = loaded.report.set;
    // Filed before the change and decided after it: the old figure holds.
    EXPECT_EQ(ask(set, "test.small", "{申请日: 2023-06-30, 人数: 80}").verdict, Verdict::yes);
    EXPECT_EQ(ask(set, "test.small", "{申请日: 2023-07-01, 人数: 80}").verdict, Verdict::no);
    EXPECT_EQ(ask(set, "test.small", "{申请日: null, 人数: 80}").verdict, Verdict::open);
    EXPECT_EQ(ask(set, "test.small", "{申请日: null, 人数: 40}").verdict, Verdict::yes);
    // Last year's decision with last year's law is what it was.
    EXPECT_EQ(verdict(kSme, "{查账征收: no}", "2021-12-31"), Verdict::yes);
    EXPECT_EQ(verdict(kSme, "{查账征收: no}", "2022-01-01"), Verdict::no);
}

TEST(HardCase, C13TheEditionInForceAnswers) {
    const PolicySet& set = shipped().report.set;
    EXPECT_EQ((*set.edition("cn.high-tech", day("2015-12-31")))->code, "cn.high-tech.2008");
    EXPECT_EQ((*set.edition("cn.high-tech", day("2016-01-01")))->code, "cn.high-tech.2016");
    EXPECT_EQ(set.edition("cn.high-tech", day("2007-12-31")).error().code, "E-no-edition");
    EXPECT_EQ(set.edition("cn.high-tec", day("2016-01-01")).error().code, "E-no-policy");
    EXPECT_FALSE(ask("cn.high-tech.2008", "{}", "2020-01-01").is_in_force);
}

TEST(HardCase, C14ExactlyOneYearInDays) {
    const auto age = [](const std::string& registered, const std::string& on) {
        return condition(ask(kHigh, fmt::format("{{注册日期: {}}}", registered), on), "注册年限");
    };
    EXPECT_EQ(age("2022-06-01", "2023-06-01"), Verdict::yes);  // 365 days
    EXPECT_EQ(age("2022-06-02", "2023-06-01"), Verdict::no);   // 364
    EXPECT_EQ(age("2023-06-01", "2024-05-31"), Verdict::yes);  // 365, over 29 February
    EXPECT_EQ(age("2024-02-29", "2025-02-28"), Verdict::yes);  // 365
    EXPECT_EQ(age("2024-03-01", "2025-02-28"), Verdict::no);
}

TEST(HardCase, C15MonthArithmeticSaysWhichWay) {
    const std::string facts = "facts: {起: {code: start, en: s, type: date}}\n";
    const LoadedText down = load_small(
        facts + "decision: {cite: s, yes_if: \"add_months_down(起, 1月) = 2023-02-28\"}\n");
    const LoadedText up = load_small(
        facts + "decision: {cite: s, yes_if: \"add_months_up(起, 1月) = 2023-03-01\"}\n");
    EXPECT_EQ(ask(down.report.set, "test.small", "{起: 2023-01-31}").verdict, Verdict::yes);
    EXPECT_EQ(ask(up.report.set, "test.small", "{起: 2023-01-31}").verdict, Verdict::yes);
    const LoadedText silent =
        load_text(small_policy(facts + "decision: {cite: s, yes_if: 起 + 1月 <= 2023-02-28}\n"));
    EXPECT_TRUE(silent.report.set.policies().empty());
}

TEST(HardCase, C16BestOfShowsBothAndTheChoice) {
    const Answer answer = ask(kSme, "{研发费用: 200万元, 销售收入: 1亿元, 成本费用: 800万元}");
    for (const ScoreAnswer& one : answer.scores) {
        if (one.score->label.zh != "研发投入得分") continue;
        ASSERT_EQ(one.parts.size(), 2U);
        EXPECT_FALSE(one.parts[0].is_chosen);
        EXPECT_TRUE(one.parts[1].is_chosen);
        EXPECT_EQ(show_value(one.parts[0].points, false, Language::zh), "10分");
        EXPECT_EQ(show_value(one.parts[1].points, false, Language::zh), "40分");
    }
}

TEST(HardCase, C17RightsCountOnceWhileValidAndUndisputed) {
    const std::string rights =
        "[{类别: II, 有效期至: 2030-01-01, 主要产品相关: yes, 有争议: no},"
        " {类别: II, 有效期至: 2024-05-31, 主要产品相关: yes, 有争议: no},"
        " {类别: II, 有效期至: 2024-06-01, 主要产品相关: yes, 有争议: no},"
        " {类别: II, 有效期至: 2030-01-01, 主要产品相关: yes, 有争议: yes},"
        " {类别: I, 有效期至: 2030-01-01, 主要产品相关: no, 有争议: no}]";
    const Answer answer =
        ask(kSme, fmt::format("{{知识产权: {}, I类知识产权: null, II类知识产权: null}}", rights));
    EXPECT_EQ(points(answer, "科技成果得分"), "12分");
    // The list says two and the applicant five: a dispute, not a silent choice.
    const Answer both = ask(kSme, fmt::format("{{知识产权: {}, II类知识产权: 5}}", rights));
    EXPECT_EQ(points(both, "科技成果得分"), "12分 至 24分");
}

TEST(HardCase, C18ScoresAreNotRoundedOverTheLine) {
    const LoadedText loaded = load_small(
        "facts: {得分数: {code: p, en: p, type: number, domain: [0, 100]}}\n"
        "scores: {得分: {code: s, en: s, cite: s, points: 得分数}}\n"
        "decision: {cite: s, yes_if: 总分 >= 60分}\n");
    EXPECT_EQ(ask(loaded.report.set, "test.small", "{得分数: 59.5}").verdict, Verdict::no);
    EXPECT_EQ(ask(loaded.report.set, "test.small", "{得分数: 59.999999}").verdict, Verdict::no);
    EXPECT_EQ(ask(loaded.report.set, "test.small", "{得分数: 60}").verdict, Verdict::yes);
}

TEST(HardCase, C19AmountsTiersCapsAndABudgetThatAddsUp) {
    using base::Money;
    const auto amount = [](const std::string& facts) {
        return show_value(*ask("template.city-rd-subsidy", facts).amount_sum, false, Language::zh);
    };
    // 10% of 1 million and 6% of the next 2 million, and a bonus of 10% of the growth.
    EXPECT_EQ(amount("{}"), "32万元");
    EXPECT_EQ(amount("{当年已获奖补: 50万元}"), "10万元");
    EXPECT_EQ(amount("{当年已获奖补: 70万元}"), "0元");
    EXPECT_EQ(amount("{本市注册: no}"), "0元");

    const std::vector<BudgetClaim> claims{
        {Money::yuan(100), 2}, {Money::yuan(100), 1}, {Money::yuan(100), 3}};
    const auto shared = share_out(Money::yuan(100), claims, {pack::BudgetRule::pro_rata});
    ASSERT_TRUE(shared);
    EXPECT_THAT(*shared, ElementsAre(Money::yuan(34), Money::yuan(33), Money::yuan(33)));
    const auto first = share_out(Money::yuan(150), claims, {pack::BudgetRule::first_come});
    EXPECT_THAT(*first, ElementsAre(Money::yuan(50), Money::yuan(100), Money::yuan(0)));
    const auto enough = share_out(Money::yuan(300), claims, {pack::BudgetRule::pro_rata});
    EXPECT_EQ((*enough)[0], Money::yuan(100));
    EXPECT_FALSE(share_out(Money::yuan(-1), claims, {}));
}

TEST(HardCase, C20ExclusionAndStacking) {
    const PolicySet& set = shipped().report.set;
    const std::vector<Answer> answers{ask("template.city-rd-subsidy", "{}"),
                                      ask("cn.anhui.rd-clearing", "{}")};
    ASSERT_EQ(answers[0].verdict, Verdict::yes);
    const std::vector<Conflict> found = conflicts(answers);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule->rule, pack::StackingRule::higher_of);
    // And the ladder: who is a technology SME already is told the next rung.
    const std::vector<Answer> sme{ask(kSme, "{}")};
    bool has_next = false;
    for (const Rung& rung : ladder(set, sme, day("2024-06-01"))) {
        has_next |= rung.is_next && rung.policy->family == "cn.innovative-sme";
        EXPECT_FALSE(rung.is_next && rung.policy->family == "cn.tech-sme");
    }
    EXPECT_TRUE(has_next);
}

TEST(HardCase, C21EachLegalPersonIsASubjectOfItsOwn) {
    // A parent and its subsidiary have their own rows; a row without a code is known by its line.
    const PolicySet& set = shipped().report.set;
    const Policy* policy = set.find(kSme);
    TableMaker maker(set, {policy}, "t.csv");
    Diagnostics found;
    ASSERT_TRUE(maker.set_heading(
        1, std::vector<TextCell>{{1, "id"}, {2, "职工总数"}, {3, "assets（万元）"}}, found));
    maker.add_row(2, std::vector<TextCell>{{1, "P"}, {2, "501"}, {3, "100"}}, found);
    maker.add_row(3, std::vector<TextCell>{{1, "C"}, {2, "40"}, {3, "100"}}, found);
    const SubjectTable table = maker.take();
    TableRun run(set, {policy}, day("2024-06-01"));
    std::vector<Verdict> verdicts;
    run.answer(table, [&](const RunAnswer& one) { verdicts.push_back(one.verdict); });
    EXPECT_THAT(verdicts, ElementsAre(Verdict::no, Verdict::open));
}

TEST(HardCase, C22LookBackInCalendarYearsAndInMonthsDiffer) {
    const LoadedText loaded = load_small(
        "facts: {事故日: {code: accident, en: a, type: date}}\n"
        "definitions:\n"
        "  年度内: {en: calendar, cite: s, is: year(事故日) >= year(评价日) - 1}\n"
        "  月数内: {en: months, cite: s, is: \"whole_months(事故日, 评价日) < 12月\"}\n"
        "decision: {cite: s, yes_if: not 年度内 and not 月数内}\n");
    ASSERT_FALSE(loaded.report.set.policies().empty());
    const Answer answer =
        ask(loaded.report.set, "test.small", "{事故日: 2023-01-10}", "2024-06-01");
    EXPECT_EQ(answer.verdict, Verdict::no);
    const Answer older = ask(loaded.report.set, "test.small", "{事故日: 2022-12-31}", "2024-06-01");
    EXPECT_EQ(older.verdict, Verdict::yes);
}

TEST(HardCase, C23ProposalsAreMinimalReachableAndNeverTouchFixedFacts) {
    // 4 + 30 + 24 points: two short.
    const std::string two_short =
        "{科技人员数: 10, 研发费用: 4万元, 销售收入: 100万元, 成本费用: 90万元, II类知识产权: 4}";
    const Answer answer = ask(kSme, two_short);
    EXPECT_EQ(total(answer), "58分");
    ASSERT_FALSE(answer.proposals.empty());
    const std::string text = to_text(answer, Language::zh);
    EXPECT_THAT(text, HasSubstr("总分 58分，要求 ≥ 60分，差 2分"));
    EXPECT_THAT(to_text(answer, Language::en), HasSubstr("short by 2 points"));
    for (const Proposal& one : answer.proposals) {
        EXPECT_GE(*one.total->lo, base::Ratio(60));
        for (const Move& move : one.moves) {
            for (const LeverChange& change : answer.policy->levers[move.lever].changes) {
                EXPECT_FALSE(answer.policy->facts[change.fact].is_fixed);
            }
        }
    }
    // At the staff limit nobody can be hired, but people can be moved.
    const Answer full = ask(kSme,
                            "{职工总数: 500, 科技人员数: 50, 研发费用: 4万元, 销售收入: 100万元,"
                            " 成本费用: 90万元, II类知识产权: 4}");
    for (const Proposal& one : full.proposals) {
        for (const Move& move : one.moves) {
            EXPECT_NE(full.policy->levers[move.lever].label.zh, "招聘科技人员");
        }
    }
    EXPECT_TRUE(ask(kSme, "{资产总额: 3亿元}").is_out_of_reach);
    // Nothing alone is enough: a pair.
    const Answer pair = ask(kSme,
                            "{科技人员数: 5, 研发费用: 0元, 销售收入: 100万元, 成本费用: 90万元,"
                            " II类知识产权: 0}");
    ASSERT_FALSE(pair.proposals.empty());
    EXPECT_EQ(pair.proposals[0].moves.size(), 2U);
}

TEST(HardCase, C24AByteOrderMarkAndFullWidthSignsAreRead) {
    std::string text = example_of_the_format();
    const std::string narrow = "yes_if: 规模 and 诚信 and 总分 >= 合格线";
    const std::size_t at = text.find(narrow);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, narrow.size(), "yes_if: （规模 且 诚信）且 总分 ≥ 合格线");
    const LoadedText loaded = load_text("\xEF\xBB\xBF" + text);
    for (const Diagnostic& d : loaded.found) ADD_FAILURE() << to_string(d, Language::en);
    EXPECT_EQ(condition(ask(kSme, "{销售收入: ２亿元, 职工总数: ５００}"), "规模"), Verdict::yes);
}

TEST(HardCase, C25BatchIsSingleAndOrderDoesNotMatter) {
    const PolicySet& set = shipped().report.set;
    const Policy* policy = set.find(kSme);
    TableMaker maker(set, {policy}, "t.csv");
    Diagnostics found;
    ASSERT_TRUE(maker.set_heading(
        1, std::vector<TextCell>{{1, "staff"}, {2, "science_staff"}, {3, "研发费用（元）"}},
        found));
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 50; ++i) {
        rows.push_back({std::to_string(480 + i), std::to_string(i * 7 % 300),
                        i % 3 == 0 ? "" : std::to_string(i * 10'000)});
    }
    std::vector<Verdict> forward;
    std::vector<Verdict> backward;
    for (const bool reversed : {false, true}) {
        for (int i = 0; i < 50; ++i) {
            const auto& row = rows[static_cast<std::size_t>(reversed ? 49 - i : i)];
            maker.add_row(2, std::vector<TextCell>{{1, row[0]}, {2, row[1]}, {3, row[2]}}, found);
        }
        const SubjectTable table = maker.take();
        TableRun run(set, {policy}, day("2024-06-01"), {.threads = 2, .with_levers = false});
        Asker asker(set, *policy, day("2024-06-01"));
        run.answer(table, [&](const RunAnswer& one) {
            (reversed ? backward : forward).push_back(one.verdict);
            const auto cells = table.row(one.row);
            EXPECT_EQ(one.verdict, verdict_of(asker.evaluate(cells).outcomes(policy->decision)));
        });
    }
    std::reverse(backward.begin(), backward.end());
    EXPECT_EQ(forward, backward);
    EXPECT_TRUE(found.empty());
}

TEST(HardCase, C25MoreResearchNeverLowersTheScore) {
    base::Ratio before;
    for (int wan = 0; wan <= 2000; wan += 25) {
        const Answer answer = ask(kSme, fmt::format("{{研发费用: {}万元}}", wan));
        if (!answer.facts.wrong.empty()) continue;
        EXPECT_GE(*answer.total->lo, before) << wan;
        before = *answer.total->lo;
    }
}

TEST(HardCase, C25FixedParametersChangeNoAnswer) {
    const LoadedText fixed = load_folder(KC_SOURCE_DIR "/catalog/policies",
                                         {.fixed_on = day("2024-06-01"), .run_tests = false});
    for (const std::string facts : {"{}", "{职工总数: 501}", "{研发费用: null}"}) {
        EXPECT_EQ(ask(fixed.report.set, kSme, facts).verdict, verdict(kSme, facts));
        EXPECT_EQ(total(ask(fixed.report.set, kSme, facts)), total(ask(kSme, facts)));
    }
}

}  // namespace
}  // namespace kc::policy

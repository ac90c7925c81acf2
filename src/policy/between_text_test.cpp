// SPDX-License-Identifier: Apache-2.0
// What several policies mean together, in words, and what was known on a day.
#include "policy/between_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/test_support.hpp"

namespace kc::policy {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string standing(const std::vector<Answer>& answers, Language language) {
    return standing_text(shipped().report.set, answers, day("2024-06-01"), language);
}

std::vector<Answer> two_subsidies() {
    const PolicySet& set = shipped().report.set;
    std::vector<Answer> answers;
    answers.push_back(ask(set, "template.city-rd-subsidy", "{}"));
    answers.push_back(ask(set, "cn.anhui.rd-clearing", "{}"));
    return answers;
}

TEST(StandingText, AConflictNamesBothPoliciesTheOneToKeepAndTheArticle) {
    EXPECT_THAT(
        standing(two_subsidies(), Language::en),
        HasSubstr(
            "\nNot together\n"
            "  of City subsidy for R&D spending (template) and Anhui vouchers: first R&D activity "
            "and first R&D unit only the higher is paid: City subsidy for R&D spending (template) "
            "(市级研发投入奖补办法（模板） art. 9)\n"));
    EXPECT_THAT(standing(two_subsidies(), Language::zh), HasSubstr("第9条）\n"));
}

TEST(StandingText, PoliciesThatGoTogetherHaveNoSuchPart) {
    std::vector<Answer> answers;
    answers.push_back(ask(shipped().report.set, "cn.tech-sme.2017", "{}"));
    EXPECT_THAT(standing(answers, Language::en), Not(HasSubstr("Not together")));
}

TEST(StandingText, TheLadderMarksTheLowestRungNotReached) {
    std::vector<Answer> answers;
    answers.push_back(ask(shipped().report.set, "cn.tech-sme.2017", "{}"));
    const std::string text = standing(answers, Language::en);
    EXPECT_THAT(text, HasSubstr("\nThe ladder\n  1. Technology SME evaluation: qualifies\n"));
    EXPECT_THAT(text, HasSubstr(": not asked <- the next step\n"));
    EXPECT_THAT(standing(answers, Language::zh), HasSubstr("没有问 ← 下一步\n"));
}

TEST(StandingText, WhoQualifiesNotAtAllStandsBelowTheFirstRung) {
    std::vector<Answer> answers;
    answers.push_back(ask(shipped().report.set, "cn.tech-sme.2017", "{职工总数: 501}"));
    EXPECT_THAT(standing(answers, Language::en),
                HasSubstr("  1. Technology SME evaluation: does not qualify <- the next step\n"));
}

TEST(StandingText, JsonSaysTheSame) {
    const std::vector<Answer> answers = two_subsidies();
    EXPECT_THAT(conflicts_json(answers), HasSubstr("\"keep\": \"template.city-rd-subsidy\""));
    EXPECT_THAT(ladder_json(shipped().report.set, answers, day("2024-06-01")),
                HasSubstr("\"is_next\": true"));
}

// --- what was known on a day ---------------------------------------------------------------------

Subject subject_with(const std::string& claims) {
    Diagnostics found;
    auto subject = read_subject("{职工总数: " + claims + "}", "s.json", found);
    EXPECT_TRUE(subject && found.empty());
    return std::move(*subject);
}

std::size_t claims_left(const std::string& claims, std::string_view on) {
    Subject subject = subject_with(claims);
    forget_after(subject, day(on));
    const Said* said = subject.find("职工总数");
    return said == nullptr ? 0 : said->claims.size();
}

TEST(KnownAsOf, TheDayItselfIsKnownTheNextIsNot) {
    EXPECT_EQ(claims_left("{value: 100, date: 2024-03-01}", "2024-03-01"), 1U);
    EXPECT_EQ(claims_left("{value: 100, date: 2024-03-02}", "2024-03-01"), 0U);
}

TEST(KnownAsOf, ALaterClaimGivesWayToTheEarlierOne) {
    const std::string both = "[{value: 100, date: 2024-01-01}, {value: 501, date: 2024-05-01}]";
    Subject subject = subject_with(both);
    forget_after(subject, day("2024-03-01"));
    ASSERT_NE(subject.find("职工总数"), nullptr);
    ASSERT_EQ(subject.find("职工总数")->claims.size(), 1U);
    EXPECT_EQ(subject.find("职工总数")->claims[0].value.text, "100");
}

TEST(KnownAsOf, AClaimWithoutADateStays) {
    EXPECT_EQ(claims_left("{value: 100, source: 社保}", "1999-01-01"), 1U);
    EXPECT_EQ(claims_left("100", "1999-01-01"), 1U);
}

TEST(KnownAsOf, WhatIsForgottenIsMissingAndLeavesTheVerdictOpen) {
    const PolicySet& set = shipped().report.set;
    const Policy& policy = *set.find("cn.tech-sme.2017");
    const std::string facts = "{职工总数: {value: 501, date: 2024-05-01}}";
    EXPECT_EQ(ask(set, policy.code, facts).verdict, Verdict::no);
    Subject subject = subject_of(policy, facts);
    forget_after(subject, day("2024-04-30"));
    Asker asker(set, policy, day("2024-06-01"));
    const Answer answer = asker.ask(bind(set, policy, subject, day("2024-06-01")));
    EXPECT_EQ(answer.verdict, Verdict::open);
    ASSERT_FALSE(answer.missing.empty());
    EXPECT_EQ(policy.facts[answer.missing[0].fact].label.code, "staff");
}

}  // namespace
}  // namespace kc::policy

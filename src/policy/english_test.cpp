// SPDX-License-Identifier: Apache-2.0
// English text of policies: exact sentences, and no Chinese but the names of documents and the
// words that a fact may be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "policy/answer_text.hpp"
#include "policy/rules_text.hpp"
#include "policy/show.hpp"
#include "policy/test_support.hpp"

namespace kc::policy {
namespace {

using ::testing::Contains;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// 4 + 30 + 24 points: two short.
Answer two_short() {
    return ask(shipped().report.set, "cn.tech-sme.2017",
               "{科技人员数: 10, 研发费用: 4万元, 销售收入: 100万元, 成本费用: 90万元, "
               "II类知识产权: 4}");
}

void erase_all(std::string& text, const std::string& what) {
    for (std::size_t at = text.find(what); !what.empty() && at != std::string::npos;
         at = text.find(what, at)) {
        text.erase(at, what.size());
    }
}

// Without the names of documents and the words of facts, which have no English.
std::string without_names(std::string text, const Policy& policy) {
    std::vector<std::string> names;
    for (const auto& source : policy.text().sources) names.push_back(source.value.doc);
    for (const auto& fact : policy.text().facts) {
        for (const auto& word : fact.value.words) names.push_back(word.text);
    }
    for (const auto& collection : policy.text().collections) {
        for (const auto& field : collection.value.fields) {
            for (const auto& word : field.value.words) names.push_back(word.text);
        }
    }
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
        return std::pair(b.size(), a) < std::pair(a.size(), b);
    });
    for (const std::string& name : names) erase_all(text, name);
    return text;
}

// Chinese characters begin with bytes E3..E9 in UTF-8; ≥ and – do not.
bool has_chinese(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE3 && byte <= 0xE9;
    });
}

TEST(PolicyEnglish, TheSummaryOfAFirmTwoPointsShort) {
    EXPECT_EQ(summary(two_short(), Language::en),
              "Technology SME evaluation: does not qualify: total 58 points, required ≥ 60 points, "
              "short by 2 points (国科发政〔2017〕115号 art. 6.5); the cheapest way: spend more on "
              "R&D: 10,000 yuan.");
}

TEST(PolicyEnglish, StepsDistancesAndScores) {
    const std::vector<std::string> lines = lines_of(to_text(two_short(), Language::en));
    EXPECT_THAT(lines, Contains("  1. spend more on R&D: 10,000 yuan, total then 68 points (takes "
                                "12 months)"));
    EXPECT_THAT(lines, Contains("  2. move staff to research: 5 people, total then 62 points "
                                "(takes 6 months)"));
    EXPECT_THAT(lines,
                Contains("      [yes] total staff 100 people, required ≤ 500 people, room 400 "
                         "people"));
    EXPECT_THAT(lines, Contains("  IP rights: 24 points of 30; class II rights >= 4 "
                                "(国科发政〔2017〕115号 art. 7.3)"));
}

TEST(PolicyEnglish, OneTooManyIsSingular) {
    const Answer answer = ask(shipped().report.set, "cn.tech-sme.2017", "{职工总数: 501}");
    EXPECT_EQ(summary(answer, Language::en),
              "Technology SME evaluation: does not qualify: size: total staff 501 people, required "
              "≤ 500 people, over by 1 person (国科发政〔2017〕115号 art. 6.2), and 2 more.");
}

TEST(PolicyEnglish, MonthsAndLimitsOfTime) {
    const Answer answer =
        ask(shipped().report.set, "template.science-vp-city", "{}", "2024-06-01", false);
    EXPECT_THAT(to_text(answer, Language::en),
                ::testing::HasSubstr("agreed term in months 0 months to 120 months, required ≥ 24 "
                                     "months; months of service a year 0 months to 12 months, "
                                     "required ≥ 3 months"));
}

TEST(PolicyEnglish, FormulasAndRangesNameUnitsInEnglish) {
    const Policy& policy = *shipped().report.set.find("template.city-rd-subsidy");
    EXPECT_EQ(show_written("统计研发经费 * 5% + 2亿元", policy, Language::en),
              "R&D spending in statistics * 5% + 200,000,000 yuan");
    EXPECT_EQ(show_range("<= 100万元", policy, Language::en), "<= 1,000,000 yuan");
    EXPECT_EQ(show_range("[5人, 10人)", policy, Language::en), "[5 people, 10 people)");
    EXPECT_EQ(show_range(">= 1项", policy, Language::en), ">= 1");
    EXPECT_EQ(show_range("<= 100万元", policy, Language::zh), "<= 100万元");
}

TEST(PolicyEnglish, NoShippedPolicySpeaksChineseInEnglish) {
    const PolicySet& set = shipped().report.set;
    for (const Policy& policy : set.policies()) {
        const auto from = policy.text().in_force.from;
        const std::string on = from ? base::to_string(*from) : "2024-06-01";
        for (const bool with_base : {true, false}) {
            const Answer answer = ask(set, policy.code, "{}", on, with_base);
            for (const std::string& line : lines_of(to_text(answer, Language::en))) {
                EXPECT_FALSE(has_chinese(without_names(line, policy))) << policy.code << line;
            }
        }
        for (const std::string& line : lines_of(rules_text(set, policy, day(on), Language::en))) {
            EXPECT_FALSE(has_chinese(without_names(line, policy))) << policy.code << line;
        }
    }
}

}  // namespace
}  // namespace kc::policy

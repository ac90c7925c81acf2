// SPDX-License-Identifier: Apache-2.0
// `kechuang policy` as people run it: files and arguments in, words and exit codes out.
#include "../cli/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace kc::cli_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A technology SME two points short; fictitious.
const std::string kTwoShort = R"({"id": "91341802000000027J",
"居民企业": true, "查账征收": true, "职工总数": 100, "科技人员数": 10, "研发费用": "4万元",
"销售收入": "100万元", "成本费用": "90万元", "资产总额": "300万元", "I类知识产权": 0,
"II类知识产权": 4, "受限产品": false, "排除行业": false, "近两年重大事故": false,
"近两年环境违法": false, "近两年科研失信": false, "经营异常": false, "严重失信": false,
"高企证书有效": false, "科技奖励前三": false, "省部级研发机构": false, "主导制定标准": false})";

const std::string kHeading =
    "id,resident,audited_tax,职工总数,science_staff,sales（万元）,assets[万元],rd,costs,ip1,ip2,"
    "restricted_product,excluded_industry,accident_2y,env_offence_2y,misconduct_2y,abnormal_list,"
    "dishonest_list,htfirm_valid,science_award,rd_institution,led_standard\n";
const std::string kRest = ",no,no,no,no,no,no,no,no,no,no,no\n";

Outcome explain(const TestFolder& folder, const std::string& language, const std::string& form) {
    write_file(folder / "firm.json", kTwoShort);
    std::vector<std::string> words{
        "policy", "explain",    "cn.tech-sme", "--subject", folder / "firm.json",
        "--on",   "2024-06-01", "--lang",      language};
    if (!form.empty()) words.push_back(form);
    return run(words);
}

std::string table(const TestFolder& folder) {
    const std::string path = folder / "firms.csv";
    write_file(path, kHeading + "A,yes,yes,100,20,5000,8000,250万元,4500万元,0,2" + kRest +
                         "B,yes,yes,550,200,5000,8000,250万元,4500万元,0,2" + kRest +
                         "C,yes,yes,100,20,5000,8000,,4500万元,0,4" + kRest +
                         "D,yes,yes,100,120,5000,8000,250万元,4500万元,0,2" + kRest +
                         "E,yes,yes,100,20,5000,8000,250,4500万元,0,2" + kRest);
    return path;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find("\r\n", begin);
        if (end == std::string::npos) end = text.size();
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 2;
    }
    return lines;
}

TEST(PolicyProgram, TheShippedPoliciesPassTheirOwnCheck) {
    const Outcome outcome = run({"policy", "check"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
    EXPECT_THAT(outcome.out, StartsWith("0 errors, 0 warnings"));
}

TEST(PolicyProgram, AFirmTwoPointsShortIsToldSoWithArticleAndCheapestStepInBothLanguages) {
    const TestFolder folder;
    const Outcome zh = explain(folder, "zh", "");
    EXPECT_EQ(zh.exit_code, 0) << zh.err;
    EXPECT_THAT(zh.out, HasSubstr("总分 58分，要求 ≥ 60分，差 2分"));
    EXPECT_THAT(zh.out, HasSubstr("国科发政〔2017〕115号 第6.5条"));
    EXPECT_THAT(zh.out, HasSubstr("1. 增加研发投入 1万元，总分到 68分"));
    EXPECT_THAT(zh.out, HasSubstr("转岗 5人，总分到 62分"));
    const Outcome en = explain(folder, "en", "");
    EXPECT_THAT(en.out, HasSubstr("total 58 points, required ≥ 60 points, short by 2 points"));
    EXPECT_THAT(en.out, HasSubstr("spend more on R&D: 10,000 yuan, total then 68 points"));
    EXPECT_THAT(en.out, Not(HasSubstr("个月")));
}

TEST(PolicyProgram, JsonSaysTheSameForPrograms) {
    const TestFolder folder;
    const Outcome json = explain(folder, "en", "--json");
    EXPECT_EQ(json.exit_code, 0) << json.err;
    EXPECT_THAT(json.out, HasSubstr("\"verdict\": \"no\""));
    EXPECT_THAT(json.out, HasSubstr("\"low\": 58"));
}

TEST(PolicyProgram, AMisspeltFactIsAnErrorWithItsPlace) {
    const TestFolder folder;
    write_file(folder / "firm.json", "{\"职工总敉\": 100}");
    const Outcome outcome = run({"policy", "explain", "cn.tech-sme", "--subject",
                                 folder / "firm.json", "--on", "2024-06-01"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("firm.json:1:2: no policy reads '职工总敉'"));
    EXPECT_THAT(outcome.err, HasSubstr("did you mean 职工总数?"));
}

TEST(PolicyProgram, ATableHasARowForEachSubjectAndWrongRowsAreNotDropped) {
    const TestFolder folder;
    const Outcome outcome = run({"policy", "run", "cn.tech-sme", "--data", table(folder), "--on",
                                 "2024-06-01", "--threads", "2"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(
        lines_of(outcome.out),
        ElementsAre("line,id,name,policy,verdict,score_low,score_high,amount_low,amount_high,"
                    "failed,missing,first_lever",
                    "2,A,,cn.tech-sme.2017,yes,64,64,,,,,",
                    "3,B,,cn.tech-sme.2017,no,72,72,,,size,,",
                    "4,C,,cn.tech-sme.2017,open,36,86,,,,R&D expenses,",
                    "5,D,,cn.tech-sme.2017,error,,,,,,,", "6,E,,cn.tech-sme.2017,error,,,,,,,"));
    EXPECT_THAT(outcome.err, HasSubstr("firms.csv:5: science and technology staff of 120 people is "
                                       "more than 100 people"));
    EXPECT_THAT(outcome.err,
                HasSubstr("firms.csv:6:8: R&D expenses: the amount '250' has no unit"));
}

TEST(PolicyProgram, AnswersGoToAFileWhenAsked) {
    const TestFolder folder;
    const Outcome outcome = run({"policy", "run", "cn.tech-sme", "--data", table(folder), "--on",
                                 "2024-06-01", "--out", folder / "answers.csv"});
    EXPECT_TRUE(outcome.out.empty());
    EXPECT_EQ(lines_of(read_file(folder / "answers.csv")).size(), 6U);
}

TEST(PolicyProgram, TheSandboxTellsWhoGainsAndWhoLoses) {
    const TestFolder folder;
    const Outcome more = run({"policy", "sandbox", "cn.tech-sme", "--data", table(folder), "--on",
                              "2024-06-01", "--set", "staff_max=600"});
    EXPECT_THAT(more.out, HasSubstr("1 gain, 0 lose"));
    EXPECT_THAT(more.out, HasSubstr("gain (the first 20): B"));
    const Outcome less = run({"policy", "sandbox", "cn.tech-sme", "--data", table(folder), "--on",
                              "2024-06-01", "--set", "职工上限=50"});
    EXPECT_THAT(less.out, HasSubstr("0 gain, 1 lose"));
    const Outcome wrong = run({"policy", "sandbox", "cn.tech-sme", "--data", table(folder), "--on",
                               "2024-06-01", "--set", "staff_mx=600"});
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_THAT(wrong.err, HasSubstr("did you mean staff_max?"));
}

TEST(PolicyProgram, AHeadingNearlyRightIsAnErrorAndAStrangeOneAWarning) {
    const TestFolder folder;
    write_file(folder / "a.csv", "职工总敉\n100\n");
    const Outcome near = run({"policy", "run", "cn.tech-sme", "--data", folder / "a.csv"});
    EXPECT_EQ(near.exit_code, 2);
    EXPECT_THAT(near.err, HasSubstr("a.csv:1:1"));
    write_file(folder / "b.csv", "职工总数,remarks on the visit\n501,fine\n");
    const Outcome strange =
        run({"policy", "run", "cn.tech-sme", "--data", folder / "b.csv", "--on", "2024-06-01"});
    EXPECT_EQ(strange.exit_code, 0) << strange.err;
    EXPECT_THAT(strange.err, HasSubstr("W-column"));
    EXPECT_THAT(strange.out, HasSubstr(",no,"));
}

TEST(PolicyProgram, ABadPolicyFileIsToldWithPlaceAndAdvice) {
    const Outcome outcome =
        run({"policy", "check", KC_SOURCE_DIR "/tests/policy/bad/fact_misspelt.yaml"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("fact_misspelt.yaml:18:47: there is nothing named"));
}

// --- several policies, and what was known when ---------------------------------------------------

Outcome ladder(const TestFolder& folder, const std::vector<std::string>& more) {
    write_file(folder / "firm.json", kTwoShort);
    std::vector<std::string> words{"policy", "ladder",    "--subject", folder / "firm.json",
                                   "--on",   "2024-06-01"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

TEST(PolicyProgram, TheLadderTellsTheNextStepInBothLanguages) {
    const TestFolder folder;
    const Outcome en = ladder(folder, {"--lang", "en"});
    EXPECT_EQ(en.exit_code, 0) << en.err;
    EXPECT_THAT(en.out,
                HasSubstr("[does not qualify] Technology SME evaluation "
                          "(cn.tech-sme.2017)\n    Technology SME evaluation: does not "
                          "qualify: total 58 points, required ≥ 60 points, short by 2 "
                          "points (国科发政〔2017〕115号 art. 6.5); the cheapest way: spend "
                          "more on R&D: 10,000 yuan.\n"));
    EXPECT_THAT(en.out, HasSubstr("\nThe ladder\n  1. Technology SME evaluation: does not qualify "
                                  "<- the next step\n"));
    const Outcome zh = ladder(folder, {"--lang", "zh"});
    EXPECT_THAT(zh.out, HasSubstr("\n台阶\n  1. 科技型中小企业评价：不符合 ← 下一步\n"));
}

TEST(PolicyProgram, TheLadderIsJsonForPrograms) {
    const TestFolder folder;
    const Outcome json = ladder(folder, {"--json"});
    EXPECT_EQ(json.exit_code, 0) << json.err;
    EXPECT_THAT(json.out, StartsWith("{\"conflicts\": ["));
    EXPECT_THAT(json.out, HasSubstr("\"policy\": \"cn.tech-sme.2017\""));
    EXPECT_THAT(json.out, HasSubstr("\"is_next\": true"));
}

TEST(PolicyProgram, TheLadderToldOfAMisspeltFactSaysWhere) {
    const TestFolder folder;
    write_file(folder / "bad.json", "{\"职工总敉\": 100}");
    const Outcome outcome =
        run({"policy", "ladder", "--subject", folder / "bad.json", "--on", "2024-06-01"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_TRUE(outcome.out.empty());
    EXPECT_THAT(outcome.err, HasSubstr("bad.json:1:2: no policy reads '职工总敉'"));
}

TEST(PolicyProgram, WhatBecameKnownLaterIsMissing) {
    const TestFolder folder;
    std::string facts = kTwoShort;
    const std::string staff = "\"职工总数\": 100";
    facts.replace(facts.find(staff), staff.size(),
                  "\"职工总数\": {\"value\": 501, \"date\": \"2024-05-01\"}");
    write_file(folder / "firm.json", facts);
    const auto known = [&](const std::string& day) {
        return run({"policy", "explain", "cn.tech-sme", "--subject", folder / "firm.json", "--on",
                    "2024-06-01", "--lang", "en", "--known-as-of", day});
    };
    EXPECT_THAT(known("2024-05-01").out, HasSubstr("over by 1 person"));
    EXPECT_THAT(known("2024-04-30").out, Not(HasSubstr("501")));
    EXPECT_EQ(known("2024-04-31").exit_code, 2);
}

// --- a policy inside a pack ----------------------------------------------------------------------

TEST(PolicyProgram, ABrokenPolicyOfAPackIsToldWithItsPlace) {
    const TestFolder folder;
    write_file(folder / "pack.yaml", R"(kind: manifest
code: city-2024
name: {zh: 例市, en: example}
year: 2024
issuer: {zh: 某局, en: bureau}
region: "341800"
requires: [catalog]
)");
    const std::string policy = read_file(KC_SOURCE_DIR "/tests/policy/bad/fact_misspelt.yaml");
    write_file(folder / "grant.yaml", policy);
    const Outcome broken = run({"check", folder.path().string()});
    EXPECT_EQ(broken.exit_code, 1);
    EXPECT_THAT(broken.out, HasSubstr("grant.yaml:18:47: there is nothing named"));
    // Compiled, the tests inside it run as well.
    std::string mended = policy;
    mended.replace(mended.find("职工总敉"), std::string("职工总敉").size(), "职工总数");
    write_file(folder / "grant.yaml", mended);
    const Outcome good = run({"check", folder.path().string()});
    EXPECT_THAT(good.out, Not(HasSubstr("there is nothing named")));
    EXPECT_THAT(good.out, HasSubstr("1 policies, 1 tests"));
}

// --- a budget ------------------------------------------------------------------------------------

TEST(PolicyProgram, ABudgetIsSharedOutInAColumnOfItsOwn) {
    const TestFolder folder;
    write_file(folder / "firms.csv",
               "id,in_city,above_scale,rd_in_statistics,dishonest_list,rd_statistical,"
               "rd_statistical_before,当年已获奖补,营业收入\n"
               "A,yes,yes,yes,no,300万元,200万元,0元,1亿元\n"
               "B,no,yes,yes,no,300万元,200万元,0元,1亿元\n");
    const std::vector<std::string> words{"policy",
                                         "run",
                                         "template.city-rd-subsidy",
                                         "--data",
                                         folder / "firms.csv",
                                         "--on",
                                         "2023-06-01",
                                         "--no-levers"};
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const std::vector<std::string> lines = lines_of(outcome.out);
    ASSERT_EQ(lines.size(), 3U) << outcome.out;
    EXPECT_THAT(lines[0], testing::EndsWith("first_lever,paid"));
    EXPECT_THAT(lines[1], testing::EndsWith(",320000,320000,,,,320000"));
    EXPECT_THAT(lines[2], testing::EndsWith(","));
}

}  // namespace
}  // namespace kc::cli_test

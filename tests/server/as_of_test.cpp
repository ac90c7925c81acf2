// SPDX-License-Identifier: Apache-2.0
// What was published on a day can be computed again as it was known on that day.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"

namespace kc::test {
namespace {

constexpr std::int64_t kDay = 86'400;

class AsOf : public testing::Test {
protected:
    AsOf() { office_.set_up(); }

    void record(const std::string& period, int value) {
        const std::string fact = fmt::format(
            R"({{"indicator":"cn.htfirm.valid_count","unit":"341800","period":"{}","value":{}}})",
            period, value);
        ASSERT_EQ(office_.post("/api/v1/facts", fact, office_.sign_in("business")).status, 201);
    }

    std::string targets(const std::string& query = "") {
        return office_.get("/api/v1/targets" + query).body;
    }

    RunningOffice office_;
};

TEST_F(AsOf, EveryAnswerIsHadAgainByItsOwnMoment) {
    std::vector<std::string> answers;
    for (const int value : {780, 790, 860}) {
        record("2024-06", value);
        office_.pass(kDay);
        answers.push_back(targets());
        office_.pass(kDay);
    }
    record("2024-07", 900);
    for (const std::string& answer : answers) {
        const std::size_t at = answer.rfind(R"("as_of":")") + 9;
        const std::string moment = answer.substr(at, answer.find('"', at) - at);
        EXPECT_EQ(targets("?as_of=" + moment), answer);
    }
    EXPECT_NE(answers[0], answers[2]);
}

TEST_F(AsOf, ADayStandsForItsEndInChina) {
    record("2024-06", 780);
    const auto value = [&](const std::string& query) {
        const auto json = office_.get("/api/v1/targets/xc2024.htfirms" + query).json();
        return json.find("target")->find("value")->text;
    };
    EXPECT_EQ(value("?as_of=2024-07-15"), "780");
    office_.pass(5 * kDay);
    EXPECT_EQ(value("?as_of=2024-07-15"), "780");
    // 15 July ends in China at 16:00 UTC; the figure came at 04:00.
    EXPECT_EQ(value("?as_of=2024-07-15T15:59:59Z"), "780");
    EXPECT_EQ(value("?as_of=2024-07-14"), "null");
}

TEST_F(AsOf, DerivationAndCountiesLookBackToo) {
    record("2024-06", 780);
    office_.pass(5 * kDay);
    record("2024-06", 800);
    const auto facts = office_.get("/api/v1/targets/xc2024.htfirms/derivation?as_of=2024-07-16");
    EXPECT_NE(facts.body.find(R"("value":780)"), std::string::npos);
    EXPECT_EQ(facts.body.find(R"("value":800)"), std::string::npos);
    EXPECT_EQ(office_.get("/api/v1/targets/xc2024.htfirms/counties?as_of=2024-07-16").status, 200);
}

TEST_F(AsOf, WhatHasNotComeOrIsNoTimeIsRefused) {
    for (const char* wrong : {"2024-07-16", "2024-07-15T12:00:00Z", "yesterday", "2024-7-1",
                              "2024-07-01T25:00:00Z", "2024-07-01T08:00:00", ""})
        EXPECT_EQ(office_.get(fmt::format("/api/v1/targets?as_of={}", wrong)).status, 400) << wrong;
}

}  // namespace
}  // namespace kc::test

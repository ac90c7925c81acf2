// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "program.hpp"

namespace kc::cli_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

const std::string kThisYear = "plans/mingchuan-2024.txt";
const std::string kNextYear = "plans/mingchuan-2025.txt";

// Indicator to what happened to it.
std::map<std::string, std::string> changes(const std::string& text) {
    std::map<std::string, std::string> all;
    const json::value parsed = json::parse(text);
    for (const json::value& value : parsed.as_object().at("targets").as_array()) {
        const json::object& change = value.as_object();
        const json::value& side =
            change.at("after").is_null() ? change.at("before") : change.at("after");
        all[std::string(side.as_object().at("indicator").as_string())] =
            change.at("change").as_string();
    }
    return all;
}

TEST(Diff, ATableOfTwoYears) {
    const Outcome outcome =
        run(Invocation{.arguments = {"diff", kThisYear, kNextYear, "--lang", "zh"}});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    expect_golden("diff-zh.txt", outcome.out);
    expect_golden("diff-en.txt", run({"diff", kThisYear, kNextYear}).out);
}

TEST(Diff, SaysWhatHappenedToEachTarget) {
    const auto all = changes(run({"diff", kThisYear, kNextYear, "--json"}).out);
    EXPECT_EQ(all.at("cn.htfirm.valid_count"), "raised");
    EXPECT_EQ(all.at("cn.techcontract.turnover"), "lowered");
    EXPECT_EQ(all.at("cn.rd.intensity"), "unchanged");
    EXPECT_EQ(all.at("cn.techsme.registered"), "dropped");
    EXPECT_EQ(all.at("cn.patent.invention_granted"), "new");
}

TEST(Diff, APackAndItsOwnPlanDoNotDiffer) {
    const TestFolder folder;
    run({"new", folder / "pack", "--plan", kThisYear});
    for (const auto& [indicator, change] :
         changes(run({"diff", folder / "pack", kThisYear, "--json"}).out)) {
        EXPECT_EQ(change, "unchanged") << indicator;
    }
}

TEST(Diff, ABrokenPackIsNotCompared) {
    const TestFolder folder;
    write_file(folder / "pack.yaml", "kind: manifest\ncode: a\n");
    const Outcome outcome = run({"diff", folder.path().string(), kThisYear});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("pack.yaml:"));
}

TEST(Diff, SomethingThatDoesNotExistIsTold) {
    const Outcome outcome = run({"diff", kThisYear, "nowhere"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere: "));
}

}  // namespace
}  // namespace kc::cli_test

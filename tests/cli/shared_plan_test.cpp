// SPDX-License-Identifier: Apache-2.0
// Goal: the main job on a real plan that nobody here wrote. The plan is not part of this
// repository; without it beside the checkout these tests are skipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>
#include <vector>

#include "base/utf8.hpp"
#include "program.hpp"

namespace kc::cli_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kPlan = KC_SOURCE_DIR "/../shared/plans/xuancheng-2024-work-plan.txt";

class SharedPlan : public testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(kPlan)) GTEST_SKIP() << "there is no " << kPlan;
    }
};

TEST_F(SharedPlan, BecomesAPackThatTheCheckAccepts) {
    const TestFolder folder;
    const Outcome made = run({"new", folder / "pack", "--plan", kPlan});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    const Outcome checked = run({"check", folder / "pack"});
    EXPECT_EQ(checked.exit_code, 0) << checked.out;
    EXPECT_THAT(checked.out, HasSubstr("0 errors"));
    EXPECT_THAT(checked.out, HasSubstr("9 targets, 12 tasks"));
}

TEST_F(SharedPlan, DiffersFromTheFinishedPackInWordsOnly) {
    const Outcome outcome = run({"diff", KC_SOURCE_DIR "/packs/xuancheng-2024", kPlan, "--json"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto targets = boost::json::parse(outcome.out).as_object().at("targets").as_array();
    EXPECT_EQ(targets.size(), 9U);
    for (const auto& change : targets) {
        const std::string kind(change.as_object().at("change").as_string());
        EXPECT_TRUE(kind == "unchanged" || kind == "reworded") << change;
    }
}

// Every run of ASCII digits of --text lies in the place of a line of --explain.
TEST_F(SharedPlan, EveryRunOfDigitsHasALineOfExplanation) {
    const std::u32string text = base::decode_utf8(run({"read", kPlan, "--text"}).out);
    std::vector<bool> explained(text.size());
    std::istringstream lines(run({"read", kPlan, "--explain"}).out);
    for (std::string line; std::getline(lines, line);) {
        std::size_t start = 0;
        std::size_t end = 0;
        char dash = 0;
        std::istringstream(line) >> start >> dash >> end;
        ASSERT_EQ(dash, '-') << line;
        for (std::size_t i = start; i < end && i < text.size(); ++i) explained[i] = true;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = text[i] >= U'0' && text[i] <= U'9';
        EXPECT_TRUE(!is_digit || explained[i])
            << "at " << i << ": " << base::encode_utf8(text.substr(i, 12));
    }
}

}  // namespace
}  // namespace kc::cli_test

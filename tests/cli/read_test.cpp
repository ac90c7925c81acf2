// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/utf8.hpp"
#include "program.hpp"

namespace kc::cli_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

const std::string kPlan = "plans/mingchuan-2024.txt";

json::array documents(const Outcome& outcome) {
    return json::parse(outcome.out).as_array();
}

// Characters [start, end) of what --text prints.
std::string slice(const std::string& text, const json::value& span) {
    const std::u32string points = base::decode_utf8(text);
    const auto start = static_cast<std::size_t>(span.as_array()[0].as_int64());
    const auto end = static_cast<std::size_t>(span.as_array()[1].as_int64());
    return base::encode_utf8(points.substr(start, end - start));
}

TEST(Read, ATableIsWhatPeopleGet) {
    const Outcome zh = run(Invocation{.arguments = {"read", kPlan, "--lang", "zh"}});
    EXPECT_EQ(zh.exit_code, 0);
    EXPECT_EQ(zh.err, "");
    expect_golden("read-zh.txt", zh.out);
    expect_golden("read-en.txt", run({"read", kPlan, "--table"}).out);
}

TEST(Read, JsonIsAnArrayAlsoForOneFile) {
    const Outcome outcome = run({"read", kPlan, "--json"});
    EXPECT_EQ(outcome.exit_code, 0);
    const json::array all = documents(outcome);
    ASSERT_EQ(all.size(), 1U);
    const json::object& plan = all[0].as_object();
    for (const char* key : {"file", "title", "year", "issuer", "metadata", "targets", "tasks"}) {
        EXPECT_TRUE(plan.contains(key)) << key;
    }
    EXPECT_EQ(plan.at("file").as_string(), kPlan);
    EXPECT_EQ(plan.at("year").as_int64(), 2024);
    EXPECT_EQ(plan.at("issuer").as_string(), "明川市科学技术局");
    EXPECT_EQ(plan.at("metadata").as_object().at("索引号").as_string(), "MC0000001/202402-00003");
}

TEST(Read, ATargetHasEveryFieldOfTheFormat) {
    const json::array all = documents(run({"read", kPlan, "--json"}));
    const json::array& targets = all[0].as_object().at("targets").as_array();
    ASSERT_FALSE(targets.empty());
    const json::object& first = targets[0].as_object();
    for (const char* key :
         {"text", "metric", "indicator", "kind", "bound", "value", "value_high", "unit", "hedge",
          "scope", "horizon", "level", "span", "section", "confidence"}) {
        EXPECT_TRUE(first.contains(key)) << key;
    }
    EXPECT_EQ(first.at("indicator").as_string(), "cn.htfirm.valid_count");
    EXPECT_EQ(first.at("bound").as_string(), ">=");
    EXPECT_EQ(first.at("value").as_int64(), 300);
    EXPECT_EQ(first.at("unit").as_string(), "家");
}

TEST(Read, SpansPointIntoTheTextThatIsPrinted) {
    const std::string text = run({"read", kPlan, "--text"}).out;
    const json::array all = documents(run({"read", kPlan, "--json"}));
    for (const json::value& value : all[0].as_object().at("targets").as_array()) {
        const json::object& target = value.as_object();
        EXPECT_EQ(slice(text, target.at("span")), target.at("text").as_string());
    }
    for (const json::value& value : all[0].as_object().at("tasks").as_array()) {
        const json::object& task = value.as_object();
        EXPECT_THAT(slice(text, task.at("span")),
                    HasSubstr(std::string(task.at("title").as_string())));
    }
}

TEST(Read, TextWithoutALastLineEndGetsOneAtTheVeryEnd) {
    const TestFolder folder;
    write_file(folder / "plan.txt", "全年新增企业5家");
    EXPECT_EQ(run({"read", folder / "plan.txt", "--text"}).out, "全年新增企业5家\n");
}

TEST(Read, EveryNumeralIsExplained) {
    const Outcome outcome =
        run(Invocation{.arguments = {"read", kPlan, "--explain", "--lang", "zh"}});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("300家以上"));
    EXPECT_THAT(outcome.out, HasSubstr("2024"));
    for (const std::string_view numeral : {"400", "2.1", "18", "6", "3", "11", "9"}) {
        EXPECT_THAT(outcome.out, HasSubstr(std::string(numeral))) << numeral;
    }
}

TEST(Read, ExplainSaysWhereAndWhetherAndWhy) {
    const TestFolder folder;
    write_file(folder / "plan.txt", "明川市2024年工作要点\n一、主要目标\n新增高新技术企业50家。\n");
    const Outcome outcome = run({"read", folder / "plan.txt", "--explain"});
    // 50 stands in line 3, from the ninth character on; 28 characters come before.
    EXPECT_THAT(outcome.out, testing::ContainsRegex("28-[0-9]+ +3:9 +50.* target  "));
    EXPECT_THAT(outcome.out, testing::ContainsRegex("3-[0-9]+ +1:4 +2024.* -  "));
}

TEST(Read, SeveralFilesAreOneArray) {
    const Outcome outcome =
        run({"read", kPlan, "plans/results-2023.txt", "plans/mingchuan-2025.txt", "--json"});
    EXPECT_EQ(outcome.exit_code, 0);
    const json::array all = documents(outcome);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2].as_object().at("year").as_int64(), 2025);
}

TEST(Read, SeveralFilesHaveHeadings) {
    const Outcome outcome = run({"read", kPlan, "plans/results-2023.txt", "--text"});
    EXPECT_THAT(outcome.out, HasSubstr("==> plans/mingchuan-2024.txt <==\n"));
    EXPECT_THAT(outcome.out, HasSubstr("\n==> plans/results-2023.txt <==\n"));
}

TEST(Read, ResultsOfThePastAreNoTargets) {
    const json::array all = documents(run({"read", "plans/results-2023.txt", "--json"}));
    EXPECT_TRUE(all[0].as_object().at("targets").as_array().empty());
}

TEST(Read, AnotherCatalogGivesOtherIndicators) {
    const TestFolder folder;
    write_file(folder / "mine.yaml", R"(kind: indicator
code: my.firms
name: {zh: 高新技术企业, en: firms}
theme: actors
quantity: stock
unit: 家
direction: up
frequency: year
certainty: template
definition: {zh: 自定, en: own}
source: {zh: 自定, en: own}
aliases: [高企]
)");
    const Outcome outcome = run({"read", kPlan, "--json", "--catalog", folder.path().string()});
    EXPECT_EQ(outcome.err, "");
    const json::array all = documents(outcome);
    const json::object& target = all[0].as_object().at("targets").as_array()[0].as_object();
    EXPECT_EQ(target.at("indicator").as_string(), "my.firms");
}

TEST(Read, ACatalogThatIsNoneIsRefused) {
    const TestFolder folder;
    const Outcome outcome = run({"read", kPlan, "--catalog", folder.path().string()});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("E-catalog"));
    EXPECT_EQ(outcome.out, "");
}

}  // namespace
}  // namespace kc::cli_test

// SPDX-License-Identifier: Apache-2.0
// Evaluations over HTTP: as the contract says, with the figures of `kechuang evaluate`, and clear
// about what is wrong with a question.
#include <fstream>
#include <numeric>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluation/definition_number.hpp"
#include "evaluation/definition_read.hpp"
#include "evaluation/trust.hpp"
#include "office/office_evaluations.hpp"
#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using server::JsonType;
using server::JsonValue;
using testing::HasSubstr;

const std::string kCounty = "/api/v1/evaluations/cn.county-innovation";
const std::string kFolder = KC_SOURCE_DIR "/catalog/evaluations/";

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// What the command computes from the files.
evaluation::Evaluation from_files() {
    Diagnostics found;
    const auto definition = evaluation::read_definition(
        file_text(kFolder + "county-innovation.yaml"), "county-innovation.yaml", found);
    const auto table = office::read_evaluation_table(
        file_text(kFolder + "samples/xuancheng-counties-fictitious.csv"), "sample");
    return *evaluation::evaluate(*definition, *table);
}

double number(const JsonValue& value) {
    return *evaluation::read_number(value.text);
}

class Evaluations : public testing::Test {
protected:
    static void SetUpTestSuite() {
        office_ = std::make_unique<RunningOffice>();
        contract_ = office_->get("/api/openapi.json").json();
    }
    static void TearDownTestSuite() { office_.reset(); }

    static Reply ask_results(const std::string& body) {
        const Reply reply = office_->post(kCounty + "/results", body);
        EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/evaluations/{code}/results", reply), "");
        return reply;
    }

    static std::string first_error(const Reply& reply, std::string_view member) {
        const JsonValue problem = reply.json();
        const JsonValue* errors = problem.find("errors");
        if (errors == nullptr || errors->items.empty()) return "";
        const JsonValue* said = errors->items[0].find(member);
        return said == nullptr ? "" : said->text;
    }

    static inline std::unique_ptr<RunningOffice> office_;
    static inline JsonValue contract_;
};

TEST_F(Evaluations, TheListHasTheWholeCatalogWithItsGaps) {
    const Reply reply = office_->get("/api/v1/evaluations");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/evaluations", reply), "");
    const JsonValue list = reply.json();
    ASSERT_EQ(list.find("items")->items.size(), 5U);
    for (const JsonValue& item : list.find("items")->items) {
        EXPECT_EQ(item.find("status")->text, "template") << item.find("code")->text;
        EXPECT_EQ(item.find("gap")->type, JsonType::object) << item.find("code")->text;
    }
}

TEST_F(Evaluations, EveryDefinitionIsShownResolved) {
    const JsonValue list = office_->get("/api/v1/evaluations").json();
    for (const JsonValue& item : list.find("items")->items) {
        const Reply reply = office_->get("/api/v1/evaluations/" + item.find("code")->text);
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/evaluations/{code}", reply), "");
        Diagnostics found;
        EXPECT_TRUE(evaluation::read_definition(reply.json().find("resolved")->text, "", found));
    }
    EXPECT_EQ(office_->get("/api/v1/evaluations/none").status, 404);
}

TEST_F(Evaluations, TheSampleNamesEveryColumnThatIsExpected) {
    const JsonValue county = office_->get(kCounty).json();
    const std::string& sample = county.find("sample")->text;
    const std::string heading = "," + sample.substr(0, sample.find('\n')) + ",";
    for (const JsonValue& column : county.find("columns")->items)
        EXPECT_THAT(heading, HasSubstr("," + column.find("name")->text + ","));
}

TEST_F(Evaluations, TheSampleHasTheFiguresOfTheCommand) {
    const JsonValue result = ask_results(R"({"parts": ["uncertainty"]})").json();
    const evaluation::Evaluation expected = from_files();
    const auto trust = *evaluation::trust_of(expected, {});
    EXPECT_EQ(result.find("is_sample")->text, "true");
    EXPECT_EQ(result.find("identity")->find("result")->text, expected.identity.result);
    const JsonValue& units = *result.find("units");
    ASSERT_EQ(units.items.size(), expected.asked().slice.size());
    for (const JsonValue& unit : units.items) {
        const auto row =
            *evaluation::unit_position(expected.asked().slice, unit.find("code")->text);
        EXPECT_EQ(number(*unit.find("score")), expected.asked().adjusted.scores[row]);
        EXPECT_EQ(number(*unit.find("rank")), expected.asked().ranks[row]);
        EXPECT_EQ(number(*unit.find("rank_low")), trust.statistics[row].low);
        EXPECT_EQ(number(*unit.find("rank_high")), trust.statistics[row].high);
        EXPECT_EQ(number(*unit.find("band")->find("first")), trust.bands[row].first);
        EXPECT_EQ(unit.find("region_code")->text, unit.find("code")->text);
        EXPECT_NE(unit.find("published")->type, JsonType::null);
    }
}

TEST_F(Evaluations, AllPartsAtOnceAreAsDocumented) {
    const Reply reply = ask_results(
        R"({"parts": ["uncertainty", "sensitivity", "smaa", "bounds", "diagnostics"],)"
        R"("compare": ["341882", "341802"], "reach": {"unit": "341825"}, "unit": "泾县",)"
        R"("since": 0, "draws": 500, "seed": 7})");
    ASSERT_EQ(reply.status, 200) << reply.body;
    const JsonValue result = reply.json();
    for (const char* part : {"uncertainty", "sensitivity", "smaa", "diagnostics", "comparison",
                             "reach", "profile", "change"})
        EXPECT_EQ(result.find(part)->type, JsonType::object) << part;
    EXPECT_EQ(result.find("uncertainty")->find("replications")->text, "500");
    EXPECT_EQ(result.find("smaa")->find("draws")->text, "500");
}

TEST_F(Evaluations, ThePartsOfAGapSumToIt) {
    const JsonValue result = ask_results(R"({"compare": ["341882", "341802"]})").json();
    const JsonValue& comparison = *result.find("comparison");
    double sum = 0;
    for (const JsonValue& part : comparison.find("parts")->items)
        sum += number(*part.find("points"));
    EXPECT_NEAR(sum, number(*comparison.find("gap")), 1e-9);
    EXPECT_FALSE(comparison.find("text")->items.empty());
}

TEST_F(Evaluations, SharesOfRanksSumToOne) {
    const JsonValue result = ask_results(R"({"parts": ["smaa"], "draws": 300})").json();
    for (const JsonValue& unit : result.find("smaa")->find("units")->items) {
        const auto& shares = unit.find("acceptability")->items;
        const double sum = std::accumulate(
            shares.begin(), shares.end(), 0.0,
            [](double so_far, const JsonValue& share) { return so_far + number(share); });
        EXPECT_NEAR(sum, 1, 1e-9);
    }
}

// Some counties of the sample lack a figure, so there are no ranks that hold for all weights.
TEST_F(Evaluations, APartThatCannotBeHadIsNamedAndTheRestIsAnswered) {
    const JsonValue result = ask_results(R"({"parts": ["bounds"]})").json();
    EXPECT_EQ(result.find("bounds")->type, JsonType::null);
    std::string codes;
    for (const JsonValue& warning : result.find("warnings")->items)
        codes += warning.find("code")->text + " ";
    EXPECT_THAT(codes, HasSubstr("E-rank-bounds-gaps"));
    EXPECT_EQ(result.find("units")->items.size(), 7U);
}

TEST_F(Evaluations, ChangedWeightsAndMethodsChangeTheIdentity) {
    const JsonValue plain = ask_results("{}").json();
    const JsonValue tried =
        ask_results(R"({"weights": {"input": "0", "output": 60}, "normalise": "prank",)"
                    R"body("aggregate": {"index": "power(0.5)"}})body")
            .json();
    EXPECT_EQ(plain.find("is_changed")->text, "false");
    EXPECT_EQ(tried.find("is_changed")->text, "true");
    EXPECT_NE(plain.find("identity")->find("result")->text,
              tried.find("identity")->find("result")->text);
    for (const JsonValue& node : tried.find("nodes")->items) {
        if (node.find("code")->text != "input") continue;
        EXPECT_EQ(number(*node.find("share")), 0);
    }
}

TEST_F(Evaluations, WrongQuestionsAreAnsweredWithTheirPlace) {
    const std::pair<std::string, std::string> wrong[] = {
        {R"({"weights": {"inptu": 3}})", "/weights/inptu"},
        {R"({"weights": {"input": -1}})", "/weights/input"},
        {R"({"weights": {"input": "much"}})", "/weights/input"},
        {R"body({"normalise": "minmx(0, 100)"})body", "/normalise"},
        {R"({"aggregate": {"nowhere": "arithmetic"}})", "/aggregate/nowhere"},
        {R"body({"treat": "winsorise(-)"})body", "/treat"},
        {R"({"parts": ["everything"]})", "/parts/0"},
        {R"({"compare": ["341882"]})", "/compare"},
        {R"({"compare": ["341882", "341899"]})", "/compare"},
        {R"({"reach": {"unit": "341882", "rank": 0}})", "/reach/rank"},
        {R"({"unit": "nobody"})", "/unit"},
        {R"({"draws": 10001})", "/draws"},
        {R"({"unknown": 1})", "/unknown"},
        {R"({"data": "unit,name\n1,a\n"})", "/data"},
    };
    for (const auto& [body, pointer] : wrong) {
        const Reply reply = ask_results(body);
        EXPECT_EQ(reply.status, 422) << body;
        if (reply.status != 422) continue;
        EXPECT_EQ(first_error(reply, "pointer"), pointer) << body;
        EXPECT_NE(first_error(reply, "zh"), "") << body;
        EXPECT_NE(first_error(reply, "en"), "") << body;
    }
}

TEST_F(Evaluations, AFigureThatIsNoneNamesItsLine) {
    std::string csv = file_text(kFolder + "samples/xuancheng-counties-fictitious.csv");
    csv.replace(csv.find("2.36"), 4, "much");
    for (std::size_t at = 0; (at = csv.find('\n', at)) != std::string::npos; at += 2)
        csv.replace(at, 1, "\\n");
    const Reply reply = ask_results(R"({"data": ")" + csv + R"("})");
    EXPECT_EQ(reply.status, 422);
    EXPECT_THAT(first_error(reply, "pointer"), HasSubstr("data:2"));
}

TEST_F(Evaluations, TooManyUnitsAreRefused) {
    std::string csv = "base,name,envoys\\n";
    for (int i = 0; i < 5'001; ++i) csv += std::to_string(i) + ",a,1\\n";
    const Reply reply = office_->post("/api/v1/evaluations/cn.anhui.envoy-bases/results",
                                      R"({"data": ")" + csv + R"("})");
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(first_error(reply, "code"), "E-too-many");
    const Reply large = ask_results(R"({"data": ")" + std::string((2U << 20U) + 1, 'a') + R"("})");
    EXPECT_EQ(large.status, 422);
    EXPECT_EQ(first_error(large, "pointer"), "/data");
}

TEST_F(Evaluations, WithoutASampleDataAreNeeded) {
    const Reply reply = office_->post("/api/v1/evaluations/cn.anhui.high-tech-zones/results", "{}");
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(first_error(reply, "code"), "E-no-data");
}

TEST_F(Evaluations, TheWorkbookIsThatOfTheResult) {
    const Reply reply = office_->post(kCounty + "/workbook", "{}");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-type"),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    EXPECT_EQ(reply.body.substr(0, 2), "PK");
    EXPECT_EQ(office_->post(kCounty + "/workbook", R"({"unit": "nobody"})").status, 422);
    EXPECT_EQ(office_->post("/api/v1/evaluations/none/workbook", "{}").status, 404);
}

}  // namespace
}  // namespace kc::test

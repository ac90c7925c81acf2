// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "program.hpp"

namespace kc::cli_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kRoot = KC_SOURCE_DIR;
const std::string kCounty = kRoot + "/catalog/evaluations/county-innovation.yaml";
const std::string kCounties =
    kRoot + "/catalog/evaluations/samples/xuancheng-counties-fictitious.csv";
const std::string kData = kRoot + "/tests/data/composite/asem/iData.csv";
const std::string kMeta = kRoot + "/tests/data/composite/asem/iMeta.csv";

Outcome county(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"evaluate", kCounty, "--data", kCounties};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
}

TEST(Evaluate, TheAsemReferenceComesOutOfOneCommand) {
    const Outcome outcome = run({"evaluate", "--data", kData, "--meta", kMeta, "--csv"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("1,CHE,Switzerland,68.38,62.79,73.98"));
    EXPECT_EQ(count_lines(outcome.out), 52U);
}

TEST(Evaluate, AnImportedDefinitionGivesTheSameFigures) {
    const TestFolder folder;
    const Outcome imported = run({"evaluate", "import-coin", "--data", kData, "--meta", kMeta});
    EXPECT_EQ(imported.exit_code, 0) << imported.err;
    write_file(folder / "asem.yaml", imported.out);
    const auto stage = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--data", kData, "--stage", "aggregate"});
        return run(arguments).out;
    };
    EXPECT_EQ(stage({"evaluate", folder / "asem.yaml"}), stage({"evaluate", "--meta", kMeta}));
}

TEST(Evaluate, TheResolvedCopyHasTheSameIdentity) {
    const TestFolder folder;
    write_file(folder / "resolved.yaml", county({"--resolved"}).out);
    const Outcome again = run({"evaluate", folder / "resolved.yaml", "--data", kCounties});
    EXPECT_EQ(again.out, county({}).out);
}

TEST(Evaluate, CountiesHaveBandsReasonsAndWaysUp) {
    const Outcome bands = county({"--uncertainty"});
    EXPECT_EQ(bands.exit_code, 0) << bands.err;
    EXPECT_EQ(count_lines(bands.out), 8U) << bands.out;
    EXPECT_THAT(bands.out, HasSubstr("90%"));
    EXPECT_EQ(bands.out, county({"--uncertainty"}).out);
    const Outcome why = county({"--explain", "341882", "341802"});
    EXPECT_THAT(why.out, HasSubstr("the gap of"));
    EXPECT_THAT(county({"--reach", "341825"}).out, HasSubstr("to reach rank 6"));
    EXPECT_THAT(county({"--unit", "泾县"}).out, HasSubstr("strengths"));
    EXPECT_THAT(county({"--change", "341821"}).out, HasSubstr("its own figures"));
}

TEST(Evaluate, RanksAreGivenForUnknownWeightsAndGuaranteedWithinLimits) {
    const Outcome smaa = county({"--smaa"});
    EXPECT_EQ(smaa.exit_code, 0) << smaa.err;
    EXPECT_THAT(smaa.out, HasSubstr("holistic"));
    EXPECT_THAT(smaa.out, HasSubstr("weights unknown"));
    EXPECT_EQ(smaa.out, county({"--smaa"}).out);
    EXPECT_THAT(county({"--smaa", "--json"}).out, HasSubstr("\"central_weights\""));
}

TEST(Evaluate, RanksAreGuaranteedForAllWeightsWithinTheirLimits) {
    const TestFolder folder;
    write_file(folder / "flat.yaml",
               "evaluation: flat\nindicators: [{id: x, direction: up}, {id: y, direction: up}]\n"
               "normalise: none\ntree: {id: t, weights: {x: 1, y: 1}}\n"
               "uncertainty: {vary: {weights: {noise: 0.25}}}\n");
    write_file(folder / "flat.csv", "unit,x,y\na,9,8\nb,5,4\nc,4,5\n");
    const auto flat = [&](const std::string& form) {
        return run(
            {"evaluate", folder / "flat.yaml", "--data", folder / "flat.csv", "--bounds", form});
    };
    const Outcome table = flat("--table");
    EXPECT_EQ(table.exit_code, 0) << table.err;
    EXPECT_THAT(table.out, HasSubstr("each weight within ±25 %"));
    // The first is above both whatever the weights; the others change places.
    EXPECT_EQ(flat("--csv").out,
              "rank,unit,name,best,worst\r\n1,a,a,1,1\r\n2,b,b,2,3\r\n2,c,c,2,3\r\n");
    EXPECT_THAT(flat("--json").out, HasSubstr("\"before_adjustments\": false"));
    const Outcome gaps = county({"--bounds"});
    EXPECT_EQ(gaps.exit_code, 2);
    EXPECT_THAT(gaps.err, HasSubstr("some units lack figures"));
}

TEST(Evaluate, TheSampleIsFoundBesideTheDefinition) {
    const Outcome sample = run({"evaluate", kCounty, "--sample"});
    EXPECT_EQ(sample.exit_code, 0) << sample.err;
    EXPECT_EQ(sample.out, county({}).out);
    const Outcome none =
        run({"evaluate", kRoot + "/catalog/evaluations/high-tech-zones.yaml", "--sample"});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_THAT(none.err, HasSubstr("has no sample"));
}

TEST(Evaluate, EveryDefinitionOfTheCatalogIsSound) {
    std::size_t read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kRoot + "/catalog/evaluations")) {
        if (entry.path().extension() != ".yaml") continue;
        const Outcome outcome = run({"evaluate", entry.path().string(), "--resolved"});
        EXPECT_EQ(outcome.exit_code, 0) << entry.path() << outcome.err;
        EXPECT_EQ(outcome.err, "") << entry.path();
        ++read;
    }
    EXPECT_EQ(read, 5U);
}

TEST(Evaluate, AWorkbookIsWritten) {
    const TestFolder folder;
    const Outcome outcome = county({"--xlsx", folder / "ranking.xlsx"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(read_file(folder / "ranking.xlsx"), StartsWith("PK"));
}

TEST(Evaluate, MistakesAreOneLine) {
    const Outcome nowhere = county({"--reach", "341899"});
    EXPECT_EQ(nowhere.exit_code, 2);
    EXPECT_THAT(nowhere.err, HasSubstr("no unit of the evaluation is called '341899'"));
    EXPECT_THAT(county({"--stage", "normalize"}).err, HasSubstr("did you mean normalise?"));
    EXPECT_THAT(run({"evaluate"}).err, HasSubstr("DEFINITION is missing"));
    EXPECT_THAT(run({"evaluate", kCounty}).err, HasSubstr("--data is missing"));
}

}  // namespace
}  // namespace kc::cli_test

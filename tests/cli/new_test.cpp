// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "program.hpp"

namespace kc::cli_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const std::string kPlan = "plans/mingchuan-2024.txt";

// The folder's name differs from run to run.
std::string with_plain_folder(std::string text, const TestFolder& folder) {
    const std::string name = folder.path().string();
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
        text.replace(at, name.size(), "FOLDER");
    }
    return text;
}

// How sure the reader is may change with every rule; that it says so may not.
std::string without_confidence(const std::string& text) {
    static const std::regex kNumber("confidence: [0-9.]+");
    return std::regex_replace(text, kNumber, "confidence: N");
}

TEST(New, WritesTheFilesOfAPack) {
    const TestFolder folder;
    const Outcome outcome =
        run(Invocation{.arguments = {"new", folder / "pack", "--plan", kPlan, "--lang", "zh"}});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    expect_golden("new-zh.txt", with_plain_folder(outcome.out, folder));
    for (const char* name :
         {"pack.yaml", "units.yaml", "targets.yaml", "tasks.yaml", "README.md", "todo.md"}) {
        expect_golden(std::string("new-") + name,
                      without_confidence(read_file(fs::path(folder / "pack") / name)));
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "pack"), fs::directory_iterator()), 6);
}

TEST(New, TellsItInEnglish) {
    const TestFolder folder;
    const Outcome outcome = run({"new", folder / "pack", "--plan", kPlan});
    expect_golden("new-en.txt", with_plain_folder(outcome.out, folder));
}

TEST(New, WhatItWritesPassesTheCheck) {
    const TestFolder folder;
    run({"new", folder / "pack", "--plan", kPlan});
    const Outcome outcome = run({"check", folder / "pack"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr("0 errors"));
}

TEST(New, TwiceTheSameIsTheSame) {
    const TestFolder folder;
    run({"new", folder / "a", "--plan", kPlan});
    run({"new", folder / "b", "--plan", kPlan});
    EXPECT_EQ(read_file(fs::path(folder / "a") / "targets.yaml"),
              read_file(fs::path(folder / "b") / "targets.yaml"));
}

TEST(New, KnowsARegionOfTheCatalogAndItsCounties) {
    const TestFolder folder;
    write_file(folder / "plan.txt", "宣城市科技局2024年工作要点（样例）\n新增高新技术企业50家。\n");
    const Outcome outcome = run({"new", folder / "pack", "--plan", folder / "plan.txt"});
    EXPECT_THAT(outcome.out, HasSubstr("region 341800 Xuancheng: "));
    EXPECT_THAT(read_file(fs::path(folder / "pack") / "pack.yaml"),
                HasSubstr("region: \"341800\""));
}

TEST(New, OptionsCompleteThePlan) {
    const TestFolder folder;
    run({"new", folder / "pack", "--plan", kPlan, "--region", "341882", "--year", "2023", "--code",
         "my-pack"});
    const std::string manifest = read_file(fs::path(folder / "pack") / "pack.yaml");
    EXPECT_THAT(manifest, HasSubstr("code: my-pack\n"));
    EXPECT_THAT(manifest, HasSubstr("region: \"341882\"\n"));
    EXPECT_THAT(manifest, HasSubstr("year: 2023\n"));
}

TEST(New, RefusesAFolderThatHoldsSomething) {
    const TestFolder folder;
    write_file(folder / "note.txt", "mine");
    const Outcome outcome = run({"new", folder.path().string(), "--plan", kPlan});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(count_lines(outcome.err), 1U);
    EXPECT_THAT(outcome.err, HasSubstr("--force"));
    EXPECT_FALSE(fs::exists(folder / "pack.yaml"));
}

TEST(New, ForceWritesBesideWhatIsThere) {
    const TestFolder folder;
    write_file(folder / "note.txt", "mine");
    const Outcome outcome = run({"new", folder.path().string(), "--plan", kPlan, "--force"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(read_file(folder / "note.txt"), "mine");
    EXPECT_TRUE(fs::exists(folder / "pack.yaml"));
}

TEST(New, AFileInPlaceOfTheFolderIsRefused) {
    const TestFolder folder;
    write_file(folder / "pack", "mine");
    EXPECT_EQ(run({"new", folder / "pack", "--plan", kPlan, "--force"}).exit_code, 2);
    EXPECT_EQ(read_file(folder / "pack"), "mine");
}

TEST(New, ATextThatHoldsNoPlanMakesNoFolder) {
    const TestFolder folder;
    write_file(folder / "note.txt", "明天下午开会，请准时参加。\n");
    const Outcome outcome = run({"new", folder / "pack", "--plan", folder / "note.txt"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("E-plan-empty"));
    EXPECT_FALSE(fs::exists(folder / "pack"));
}

TEST(New, AnUnknownRegionIsToldWithTheNearestOne) {
    const TestFolder folder;
    const Outcome outcome = run({"new", folder / "pack", "--plan", kPlan, "--region", "341883"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("did you mean"));
}

}  // namespace
}  // namespace kc::cli_test

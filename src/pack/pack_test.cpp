// SPDX-License-Identifier: Apache-2.0
#include "pack/pack.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace kc::pack {
namespace {

namespace fs = std::filesystem;

const std::string kGood = KC_SOURCE_DIR "/tests/pack/good";

const Catalog& catalog() {
    static const CatalogReport report = load_catalog(kGood + "/catalog");
    return report.catalog;
}

constexpr const char* kManifest =
    "kind: manifest\ncode: xc\nname: {zh: 计划}\nyear: 2024\nissuer: {zh: 局}\n"
    "region: \"341800\"\nrequires: [catalog]\n";

PackReport load(std::vector<TextFile> files) {
    return load_pack(".", files, catalog());
}

std::vector<std::string> codes_of(const Diagnostics& found) {
    std::vector<std::string> codes;
    for (const Diagnostic& d : found) codes.push_back(d.code);
    return codes;
}

using Codes = std::vector<std::string>;

TEST(Pack, TheGoodCatalogHasNothingWrong) {
    const CatalogReport report = load_catalog(kGood + "/catalog");
    EXPECT_EQ(codes_of(report.found), Codes{});
    EXPECT_EQ(report.catalog.objects.indicators.size(), 4U);
    const Lookup lookup = report.catalog.lookup();
    EXPECT_EQ(lookup.unit("341882")->name.zh, "广德市");
    EXPECT_EQ(lookup.successor("341822")->code, "341882");
    EXPECT_EQ(lookup.indicator("cn.moon"), nullptr);
}

TEST(Pack, TheGoodPackIsReadWithItsOpenQuestionsAsWarnings) {
    const PackReport report = load_pack(kGood + "/small", catalog());
    EXPECT_TRUE(report.is_good());
    EXPECT_EQ(codes_of(report.found), (Codes{"W-todo"}));
    EXPECT_EQ(report.pack.manifest.code, "xuancheng-2024");
    ASSERT_EQ(report.pack.objects.targets.size(), 4U);
    const Target& intensity = report.pack.objects.targets[0].value;
    EXPECT_EQ(base::to_string(intensity.value), "2.6");
    EXPECT_EQ(intensity.bound, Bound::at_least);
    EXPECT_EQ(intensity.source->span, (std::vector<std::int32_t>{120, 141}));
    EXPECT_EQ(report.pack.objects.targets[2].value.level, Level::stretch);
    ASSERT_EQ(report.pack.objects.tasks.size(), 1U);
    EXPECT_TRUE(report.pack.objects.tasks[0].value.due->is_ongoing());
}

TEST(Pack, AllMistakesOfAllFilesAreReportedInReadingOrder) {
    const PackReport report = load({{"pack.yaml", kManifest},
                                    {"b.yaml", "kind: task\ncode: t\nnumber: 1\nname: {zh: 甲}\n"},
                                    {"a.yaml", "kind: target\ncode: A\nvalue: x\n"}});
    EXPECT_FALSE(report.is_good());
    ASSERT_GE(report.found.size(), 7U);
    EXPECT_EQ(report.found.front().at, (Place{"a.yaml", 1, 1}));
    EXPECT_EQ(report.found.back().code, "E-todo-needed");
}

TEST(Pack, ABrokenFileDoesNotMakeEveryReferenceIntoItAMistake) {
    const std::string target =
        "kind: target\ncode: a\nname: {zh: 甲}\nindicator: xc.own\nquantity: stock\n"
        "bound: \"=\"\nvalue: 1\nunit: 家\nhorizon: 2024\n";
    const PackReport report =
        load({{"pack.yaml", kManifest}, {"a.yaml", target}, {"own.yaml", "code: [a\n"}});
    EXPECT_EQ(codes_of(report.found), (Codes{"E-yaml-bracket"}));
}

TEST(Pack, AListWrittenTwiceIsOneMistakeAndReadOnce) {
    const std::string task =
        "kind: task\ncode: t\nnumber: 1\nname: {zh: 甲}\ntodo: [{field: blocks, zh: 乙}]\n"
        "todo: [{field: due, zh: 丙}, {field: due, zh: 丁}]\n";
    const PackReport report = load({{"pack.yaml", kManifest}, {"t.yaml", task}});
    EXPECT_EQ(codes_of(report.found), (Codes{"W-todo", "E-duplicate-key"}));
}

TEST(Pack, ObjectsAreReadWhereverTheyStand) {
    const std::string text = std::string("objects:\n  - ") +
                             "kind: task\n    code: t\n    number: 1\n    name: {zh: 甲}\n"
                             "    blocks: [cn.block.platform]\n";
    const PackReport report = load({{"pack.yaml", kManifest}, {"deep/down.yaml", text}});
    EXPECT_EQ(codes_of(report.found), Codes{});
    EXPECT_EQ(report.pack.objects.tasks.at(0).value.number, "1");
}

TEST(Pack, FindingsAreLimited) {
    std::vector<TextFile> files{{"pack.yaml", kManifest}};
    for (int file = 0; file < 15; ++file) {
        std::string text = "kind: target\nobjects:\n";
        for (int i = 0; i < 20; ++i) text += fmt::format("  - {{code: c{}.{}}}\n", file, i);
        files.push_back({fmt::format("{:02}.yaml", file), text});
    }
    const PackReport report = load(files);
    EXPECT_EQ(report.found.size(), kMaxFindings);
    EXPECT_EQ(report.found.back().code, "E-more");
}

TEST(Pack, ACatalogHoldsNoTargets) {
    const CatalogReport report = load_catalog(std::vector<TextFile>{{"a.yaml", kManifest}});
    EXPECT_EQ(report.found.at(0).code, "E-not-in-catalog");
}

TEST(Pack, ACatalogSpeaksBothLanguages) {
    const CatalogReport report = load_catalog(std::vector<TextFile>{
        {"a.yaml",
         "kind: building-block\ncode: b\nname: {zh: 甲}\ndefinition: {zh: 乙, en: b}\n"
         "cues: [丙]\n"}});
    ASSERT_EQ(codes_of(report.found), (Codes{"W-english"}));
    EXPECT_EQ(report.found[0].at, (Place{"a.yaml", 3, 7}));
}

TEST(Pack, TheEmbeddedCatalogIsTheFolder) {
    const CatalogReport embedded = load_embedded_catalog();
    const CatalogReport folder = load_catalog(KC_SOURCE_DIR "/catalog");
    EXPECT_EQ(embedded.catalog.objects.indicators.size(), folder.catalog.objects.indicators.size());
    EXPECT_EQ(embedded.catalog.index.codes("unit"), folder.catalog.index.codes("unit"));
    EXPECT_GT(embedded_catalog().size(), 0U);
}

class Folder : public testing::Test {
protected:
    void SetUp() override {
        path_ = fs::temp_directory_path() /
                fmt::format("kc_pack_{}", testing::UnitTest::GetInstance()->random_seed() +
                                              reinterpret_cast<std::uintptr_t>(this) % 100'000);
        fs::create_directories(path_);
    }
    void TearDown() override { fs::remove_all(path_); }

    void write(const std::string& name, const std::string& text) {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }

    fs::path path_;
};

TEST_F(Folder, IsReadInOneOrderAndWithoutHiddenFiles) {
    write("b.yaml", "b");
    write("a/z.yaml", "z");
    write(".git/config.yaml", "no");
    write(".hidden.yaml", "no");
    write("notes.txt", "no");
    Diagnostics found;
    std::vector<std::string> texts;
    for (const TextFile& file : read_folder(path_.string(), found)) texts.push_back(file.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"z", "b"}));
    EXPECT_TRUE(found.empty());
}

TEST_F(Folder, FilesOfTheOtherSpellingArePointedOut) {
    write("a.yml", "x");
    Diagnostics found;
    EXPECT_TRUE(read_folder(path_.string(), found).empty());
    EXPECT_EQ(codes_of(found), (Codes{"W-extension"}));
}

TEST_F(Folder, ThatDoesNotExistIsAnError) {
    const PackReport report = load_pack((path_ / "none").string(), catalog());
    EXPECT_FALSE(report.is_good());
    EXPECT_EQ(codes_of(report.found), (Codes{"E-read", "E-no-manifest"}));
}

TEST_F(Folder, NumberOfFilesIsLimited) {
    for (std::size_t i = 0; i < kMaxFiles; ++i) write(fmt::format("{}.yaml", i), "x");
    Diagnostics found;
    EXPECT_EQ(read_folder(path_.string(), found).size(), kMaxFiles);
    EXPECT_TRUE(found.empty());
    write("one-more.yaml", "x");
    EXPECT_TRUE(read_folder(path_.string(), found).empty());
    EXPECT_EQ(codes_of(found), (Codes{"E-too-many-files"}));
}

TEST_F(Folder, DepthOfFoldersIsLimited) {
    std::string down;
    for (int i = 0; i < kMaxFolderDepth; ++i) down += "a/";
    write(down + "in.yaml", "x");
    Diagnostics found;
    EXPECT_EQ(read_folder(path_.string(), found).size(), 1U);
    EXPECT_TRUE(found.empty());
    write(down + "a/out.yaml", "x");
    EXPECT_EQ(read_folder(path_.string(), found).size(), 1U);
    EXPECT_EQ(codes_of(found), (Codes{"E-folder-depth"}));
}

TEST_F(Folder, FilesPastTheLimitAreRefusedWithoutReadingThem) {
    write("big.yaml", "");
    fs::resize_file(path_ / "big.yaml", std::uintmax_t{8} << 30);
    const PackReport report = load_pack(path_.string(), catalog());
    EXPECT_EQ(codes_of(report.found), (Codes{"E-too-big"}));
}

}  // namespace
}  // namespace kc::pack

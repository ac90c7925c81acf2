// SPDX-License-Identifier: Apache-2.0
// Goal: what is read from the published plan of Xuancheng is what the finished pack says. The plan
// is not part of this repository; without it beside the checkout these tests are skipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <set>

#include "base/utf8.hpp"
#include "office/pack_files.hpp"
#include "office/vocabulary.hpp"
#include "pack/pack.hpp"

namespace kc::office {
namespace {

const std::string kPlan = KC_SOURCE_DIR "/../shared/plans/xuancheng-2024-work-plan.txt";
const std::string kPack = KC_SOURCE_DIR "/packs/xuancheng-2024";

class SharedPlan : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(kPlan)) GTEST_SKIP() << "there is no " << kPlan;
        auto file = read_plan_file(kPlan, embedded_vocabulary());
        ASSERT_TRUE(file.has_value());
        file_ = std::move(*file);
        catalog_ = pack::load_embedded_catalog().catalog;
    }

    NewPack made() const { return pack_from_plan(file_, catalog_, {}).value(); }

    PlanFile file_;
    pack::Catalog catalog_;
};

// "cn.htfirm.valid_count >= 850 家"
std::string told(const pack::Target& t) {
    return t.indicator + " " + std::string(to_string(t.bound)) + " " + base::to_string(t.value) +
           " " + base::to_string(t.unit);
}

TEST_F(SharedPlan, HasTheTargetsOfTheFinishedPack) {
    const pack::PackReport finished = pack::load_pack(kPack, catalog_);
    std::multiset<std::string> expected;
    for (const auto& entry : finished.pack.objects.targets) expected.insert(told(entry.value));
    std::multiset<std::string> found;
    for (const pack::Target& target : made().targets) found.insert(told(target));
    EXPECT_EQ(found, expected);
}

TEST_F(SharedPlan, HasTheTasksOfTheFinishedPack) {
    const pack::PackReport finished = pack::load_pack(kPack, catalog_);
    const NewPack pack = made();
    ASSERT_EQ(pack.tasks.size(), 12U);
    ASSERT_EQ(finished.pack.objects.tasks.size(), 12U);
    for (std::size_t i = 0; i < pack.tasks.size(); ++i) {
        const pack::Task& expected = finished.pack.objects.tasks[i].value;
        EXPECT_EQ(pack.tasks[i].number, expected.number);
        ASSERT_FALSE(pack.tasks[i].blocks.empty()) << pack.tasks[i].code;
        EXPECT_THAT(pack.tasks[i].blocks, testing::Contains(expected.blocks.front()))
            << pack.tasks[i].code;
    }
}

TEST_F(SharedPlan, SaysWhatTheFinishedPackSaysOfTheDocument) {
    const pack::PackReport finished = pack::load_pack(kPack, catalog_);
    const pack::Manifest& expected = finished.pack.manifest;
    const pack::Manifest found = made().manifest;
    EXPECT_EQ(found.code, expected.code);
    EXPECT_EQ(found.year, expected.year);
    EXPECT_EQ(found.region, expected.region);
    EXPECT_EQ(found.issuer, expected.issuer);
    ASSERT_TRUE(found.source && expected.source);
    EXPECT_EQ(found.source->number, expected.source->number);
    EXPECT_EQ(found.source->issued, expected.source->issued);
    EXPECT_EQ(found.source->index_number, expected.source->index_number);
    EXPECT_EQ(found.source->file_sha256, expected.source->file_sha256);
}

TEST_F(SharedPlan, BecomesAPackThatPassesTheChecks) {
    std::vector<pack::TextFile> files;
    for (pack::TextFile& file : files_of(made())) {
        if (file.path.ends_with(".yaml")) files.push_back(std::move(file));
    }
    const pack::PackReport report = pack::load_pack("new", files, catalog_);
    EXPECT_TRUE(report.is_good());
}

TEST_F(SharedPlan, EveryRunOfDigitsIsExplained) {
    const std::u32string text = base::decode_utf8(file_.text);
    const auto is_digit = [&](std::size_t i) {
        return i < text.size() && text[i] >= U'0' && text[i] <= U'9';
    };
    std::vector<bool> explained(text.size());
    for (const plan::Explanation& e : file_.plan.explanations) {
        for (auto i = e.span.start; i < e.span.end; ++i) {
            explained[static_cast<std::size_t>(i)] = true;
        }
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(i) || explained[i]) continue;
        const std::size_t from = i < 8 ? 0 : i - 8;
        ADD_FAILURE() << "not explained: " << base::encode_utf8(text.substr(from, 24)) << " at "
                      << i;
        while (is_digit(i)) ++i;
    }
}

}  // namespace
}  // namespace kc::office

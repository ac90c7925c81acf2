// SPDX-License-Identifier: Apache-2.0
// Goal: what a pack says about a target's course and shares decides its lamp and its counties'.
// Method: an office on a small pack of its own, with figures recorded as people would.
#include "office/office_targets.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "office/office_facts.hpp"

namespace kc::office {
namespace {

constexpr std::int64_t kMidJuly2024 = 1'721'016'000'000'000;

constexpr std::string_view kManifest = R"(kind: manifest
code: xuancheng-2024
name: {zh: 宣城市2024年}
year: 2024
issuer: {zh: 宣城市科学技术局}
region: "341800"
requires: [catalog]
)";

constexpr std::string_view kTarget = R"(kind: target
code: x.htfirms
name: {zh: 高新技术企业数}
indicator: cn.htfirm.valid_count
quantity: stock
bound: ">="
value: 850
unit: 家
unit_of_observation: "341800"
horizon: 2024
)";

constexpr std::string_view kSchedule = R"(trajectory:
  course: points
  points:
    - {date: 2024-06-30, value: 800}
    - {date: 2024-12-31, value: 850}
decomposition:
  shares:
    - {unit: "341802", value: 500}
    - {unit: "341882", value: 300}
)";

class OfficeTargets : public testing::Test {
protected:
    OfficeTargets() {
        static std::atomic<int> counter = 0;
        folder_ =
            std::filesystem::temp_directory_path() /
            ("kc-office-targets-" + std::to_string(::getpid()) + "-" + std::to_string(++counter));
        std::filesystem::create_directories(folder_ / "pack");
    }
    ~OfficeTargets() override {
        office_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    void open(const std::string& target) {
        std::ofstream(folder_ / "pack/pack.yaml") << kManifest;
        std::ofstream(folder_ / "pack/targets.yaml") << target;
        auto office = Office::open({.pack_folder = (folder_ / "pack").string(),
                                    .database = (folder_ / "office.db").string(),
                                    .clock = [] { return kMidJuly2024; }});
        ASSERT_TRUE(office) << to_string(office.error(), Language::en);
        office_ = std::move(*office);
    }

    void record(const std::string& unit, const std::string& value) {
        const CheckedFact checked = check_fact(*office_->live(),
                                               {.indicator = "cn.htfirm.valid_count",
                                                .unit = unit,
                                                .period = "2024-06",
                                                .value = value,
                                                .status = "verified"},
                                               {.may_verify = true});
        ASSERT_TRUE(checked.fact);
        ASSERT_TRUE(record_facts(*office_, {"li", unit + value}, {*checked.fact}));
    }

    std::string status() const {
        const TargetsNow now = targets_now(*office_);
        return std::string(now.find("x.htfirms")->status);
    }

    CountiesNow counties() const {
        const auto live = office_->live();
        return counties_at(*office_, *live, *live->lookup.target("x.htfirms"), office_->now());
    }

    std::filesystem::path folder_;
    std::unique_ptr<Office> office_;
};

TEST_F(OfficeTargets, WithoutACourseAStockBelowItsTargetIsNotJudgedByPace) {
    open(std::string(kTarget));
    record("341800", "780");
    EXPECT_EQ(status(), "unknown");
}

TEST_F(OfficeTargets, MilestonesDecideTheLamp) {
    open(std::string(kTarget) + std::string(kSchedule));
    record("341800", "805");
    EXPECT_EQ(status(), "on_track");
    record("341800", "780");
    EXPECT_EQ(status(), "at_risk");
    record("341800", "600");
    EXPECT_EQ(status(), "off_track");
}

TEST_F(OfficeTargets, ACountyIsHeldAgainstItsShareOfTheMilestones) {
    open(std::string(kTarget) + std::string(kSchedule));
    record("341802", "480");  // its share of 800 by June: 470.6
    record("341882", "100");
    for (const CountyNow& county : counties().counties) {
        if (county.unit->code == "341802") {
            EXPECT_EQ(county.target, base::Decimal(500));
            EXPECT_EQ(county.status, "on_track");
        } else if (county.unit->code == "341882") {
            EXPECT_EQ(county.status, "off_track");
        } else {
            EXPECT_FALSE(county.target);
            EXPECT_EQ(county.status, "unknown");
        }
    }
}

TEST_F(OfficeTargets, SharesThatDoNotMakeUpTheTargetAreSaid) {
    open(std::string(kTarget) + std::string(kSchedule));
    EXPECT_NE(counties().check.zh.find("800"), std::string::npos) << counties().check.zh;
    EXPECT_NE(counties().check.en.find("850"), std::string::npos) << counties().check.en;
}

}  // namespace
}  // namespace kc::office

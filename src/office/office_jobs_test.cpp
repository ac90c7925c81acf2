// SPDX-License-Identifier: Apache-2.0
// The office's work by the clock, round by round, with a clock of the test's own.
#include "office/office_jobs.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "office/office_notices.hpp"
#include "office/test_support.hpp"
#include "store/archive.hpp"

namespace kc::office {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kHourUs = 3'600'000'000;
// Ten days after June's sheets were due.
constexpr std::int64_t kNoon = test::kMidJuly2024;

constexpr std::string_view kForm = R"(kind: form
code: form.test
name: {zh: 月报, en: Monthly}
definition: {zh: 月末数, en: As of the last day}
fillers: {type: county}
frequency: month
first: 2024-06
deadline_days: 5
fields:
  - code: firms
    name: {zh: 高新技术企业数, en: High-tech firms}
    indicator: cn.htfirm.valid_count
    unit: 家
    required: yes
route:
  enter: {role: role.county_clerk}
  sign: {role: role.county_leader}
  check: {role: role.section_head, section: template.bureau.planning}
  publish: {role: role.section_head, section: template.bureau.planning}
reminders: {before: [3], after: [10]}
)";

class OfficeJobs : public test::OfficeTest {
protected:
    OfficeJobs() {
        put("pack.yaml", test::kBudgetedManifest);
        put("form.yaml", std::string(kForm));
        database_ = folder_.file("office.db");
        settings_.database = database_;
        settings_.worker = "test";
        settings_.done = [this](const store::Job& job, std::string_view error) {
            done_.push_back(job.kind + (error.empty() ? "" : " failed"));
        };
        open();
        jobs_.emplace(std::move(*store::Jobs::open(settings_.database, clock_.clock())));
    }

    std::vector<std::string> round() {
        done_.clear();
        const auto tried = do_jobs(*office_, settings_, *jobs_);
        EXPECT_TRUE(tried) << to_string(tried.error(), Language::en);
        std::sort(done_.begin(), done_.end());
        return done_;
    }

    static access::Actor clerk_of(const std::string& unit) {
        return person("li", "role.county_clerk", {.units = {unit}});
    }

    std::vector<std::string> backups() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(settings_.backup_folder)) {
            if (entry.path().extension() == ".kc") names.push_back(entry.path().filename());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    JobSettings settings_;
    std::vector<std::string> done_;
    std::optional<store::Jobs> jobs_;
};

using Names = std::vector<std::string>;

TEST_F(OfficeJobs, EachDayHasItsRemindersOnce) {
    EXPECT_EQ(round(), (Names{"expiries", "reminders"}));
    EXPECT_EQ(round(), Names{});
    *clock_.now_us = kNoon + 11 * kHourUs;  // still the 15th
    EXPECT_EQ(round(), Names{});
    *clock_.now_us = kNoon + 13 * kHourUs;  // 01:00 on the 16th
    EXPECT_EQ(round(), Names{});
    *clock_.now_us = kNoon + 20 * kHourUs;  // 08:00
    EXPECT_EQ(round(), (Names{"expiries", "reminders"}));
}

TEST_F(OfficeJobs, AReminderGoesToTheUnitWhoseSheetIsMissingAndToNoOther) {
    round();
    for (const char* unit : {"341802", "341821"}) {
        const auto notices = notices_for(*office_, clerk_of(unit), 30);
        ASSERT_TRUE(notices);
        ASSERT_EQ(notices->size(), 1U) << unit;
        EXPECT_EQ(notices->front().unit, unit);
        EXPECT_EQ(notices->front().subject, "form.test");
        EXPECT_EQ(notices->front().period, "2024-06");
        EXPECT_EQ(base::to_string(notices->front().due), "2024-07-05");
    }
    EXPECT_TRUE(notices_for(*office_, access::Actor{}, 30)->empty());
}

TEST_F(OfficeJobs, ADayThatIsNoReminderDayHasNone) {
    *clock_.now_us = kNoon + 24 * kHourUs;
    round();
    EXPECT_TRUE(notices_for(*office_, clerk_of("341802"), 30)->empty());
}

// A worker that was killed after it wrote and before it said so: the next one does it again.
TEST_F(OfficeJobs, TheSameDayTwiceMakesTheSameNoticesOnce) {
    const base::Date day = office_->today();
    const auto first = make_sheet_notices(*office_, day);
    const auto again = make_sheet_notices(*office_, day);
    ASSERT_TRUE(first);
    ASSERT_TRUE(again) << to_string(again.error(), Language::en);
    EXPECT_EQ(*first, 7);  // a county each
    EXPECT_EQ(*again, 7);
    EXPECT_EQ(notices_for(*office_, clerk_of("341802"), 30)->size(), 1U);
}

TEST_F(OfficeJobs, ABackupEveryNightAndOnlyTheNewestAreKept) {
    settings_.backup_folder = folder_.file("backups");
    settings_.backups_kept = 3;
    for (int day = 0; day < 5; ++day) {
        *clock_.now_us = kNoon + day * 24 * kHourUs;
        const Names done = round();
        EXPECT_TRUE(std::find(done.begin(), done.end(), "backup") != done.end()) << day;
    }
    EXPECT_EQ(backups(),
              (Names{"office-2024-07-17.kc", "office-2024-07-18.kc", "office-2024-07-19.kc"}));
    const auto restored = store::restore_backup(settings_.backup_folder + "/office-2024-07-19.kc",
                                                folder_.file("restored.db"), {});
    ASSERT_TRUE(restored) << to_string(restored.error(), Language::en);
    EXPECT_GT(restored->head.size, 0);
}

TEST_F(OfficeJobs, ABackupThatCannotBeMadeIsTriedAgainLaterAndThenGivenUp) {
    settings_.backup_folder = folder_.file("backups");
    std::ofstream(settings_.backup_folder) << "a file where the folder should be";
    EXPECT_EQ(round(), (Names{"backup failed", "expiries", "reminders"}));
    EXPECT_EQ(round(), Names{});  // not before its time
    for (int i = 0; i < 8; ++i) {
        pass(kHourUs / 2);
        round();
    }
    const auto listed = *jobs_->list(10);
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].state, "given_up");
    EXPECT_FALSE(listed[0].error.empty());
    fs::remove(settings_.backup_folder);
    EXPECT_TRUE(*jobs_->try_again(listed[0].id));
    EXPECT_EQ(round(), (Names{"backup"}));
    EXPECT_EQ(backups().size(), 1U);
}

}  // namespace
}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include "collection/progress.hpp"

#include <gtest/gtest.h>

#include "collection/test_support.hpp"

namespace kc::collection {
namespace {

using test::day;
using test::period;

pack::Form monthly() {
    return test::form_with("  - {code: a, name: {zh: 甲}, unit: 家}\n",
                           "reminders: {before: [3, 0], after: [1, 7]}\n");
}

std::vector<Filler> two() {
    return {{"341802", {"宣州区", "Xuanzhou"}, "341802", ""},
            {"341821", {"郎溪县", "Langxi"}, "341821", ""}};
}

SheetRow row(const std::string& unit, const std::string& month, SheetState state,
             std::int64_t published = 0) {
    return {.key = {"form.county", unit, period(month)},
            .state = state,
            .version = 3,
            .published_revision = published};
}

TEST(Progress, TellsDueFromLateByTheDay) {
    const pack::Form form = monthly();
    const auto at = [&](const char* today, SheetState state = SheetState::open) {
        return progress_of(form, period("2024-06"), state, day(today));
    };
    EXPECT_EQ(at("2024-06-30"), Progress::not_due);
    EXPECT_EQ(at("2024-07-01"), Progress::open);
    EXPECT_EQ(at("2024-07-05"), Progress::open);
    EXPECT_EQ(at("2024-07-06"), Progress::late);
    EXPECT_EQ(at("2024-07-06", SheetState::returned), Progress::late);
    EXPECT_EQ(at("2024-07-06", SheetState::submitted), Progress::submitted);
    EXPECT_EQ(at("2024-07-06", SheetState::published), Progress::published);
}

TEST(Progress, TheMatrixHasEveryUnitAndPeriod) {
    const pack::Form form = monthly();
    const auto cells = matrix_of(form, two(), {period("2024-05"), period("2024-06")},
                                 {row("341821", "2024-05", SheetState::published, 1),
                                  row("341821", "2024-06", SheetState::signed_off),
                                  row("340100", "2024-06", SheetState::draft)},
                                 day("2024-07-08"));
    ASSERT_EQ(cells.size(), 4U);
    EXPECT_EQ(cells[0].progress, Progress::late);
    EXPECT_EQ(cells[0].days_late, 33);
    EXPECT_EQ(cells[1].days_late, 3);
    EXPECT_EQ(cells[2].progress, Progress::published);
    EXPECT_EQ(cells[2].days_late, 0);
    EXPECT_EQ(cells[3].progress, Progress::signed_off);
    EXPECT_EQ(cells[3].version, 3);
}

TEST(Progress, RemindsOnTheFormsDaysOfWhatIsMissing) {
    const pack::Form form = monthly();
    const auto reminded = [&](const char* today, SheetState state, std::int64_t published = 0) {
        const auto cells = matrix_of(form, {two()[0]}, {period("2024-06")},
                                     {row("341802", "2024-06", state, published)}, day(today));
        return !reminders_on(form, cells, day(today)).empty();
    };
    EXPECT_TRUE(reminded("2024-07-02", SheetState::draft));
    EXPECT_FALSE(reminded("2024-07-03", SheetState::draft));
    EXPECT_TRUE(reminded("2024-07-05", SheetState::returned));
    EXPECT_TRUE(reminded("2024-07-06", SheetState::open));
    EXPECT_TRUE(reminded("2024-07-12", SheetState::open));
    EXPECT_FALSE(reminded("2024-07-12", SheetState::submitted));
    EXPECT_FALSE(reminded("2024-07-12", SheetState::draft, 1));
}

TEST(Progress, TheCalendarNamesTheDeadlinesOfTheDays) {
    const pack::Form form = monthly();
    const auto due = due_within({&form}, day("2024-02-05"), day("2024-03-05"));
    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].period, period("2024-01"));
    EXPECT_EQ(due[0].opens, day("2024-02-01"));
    EXPECT_EQ(due[1].deadline, day("2024-03-05"));
}

}  // namespace
}  // namespace kc::collection

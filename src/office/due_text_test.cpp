// SPDX-License-Identifier: Apache-2.0
#include "office/due_text.hpp"

#include <gtest/gtest.h>

namespace kc::office {
namespace {

struct Case {
    const char* words;
    const char* time;  // "" when a person has to say
};

class DueText : public testing::TestWithParam<Case> {};

TEST_P(DueText, IsReadInThePlansYear) {
    const auto due = due_of(GetParam().words, 2024);
    EXPECT_EQ(due ? to_string(*due) : "", GetParam().time) << GetParam().words;
}

INSTANTIATE_TEST_SUITE_P(
    Words, DueText,
    testing::Values(Case{"2024-06", "2024-06"}, Case{"2024年6月底前", "2024-06"},
                    Case{"6月底前", "2024-06"}, Case{"6月", "2024-06"}, Case{"11月份", "2024-11"},
                    Case{"9月30日前", "2024-09-30"}, Case{"2024年12月31日前完成", "2024-12-31"},
                    Case{"第三季度", "2024-Q3"}, Case{"三季度末", "2024-Q3"},
                    Case{"2025年一季度", "2025-Q1"}, Case{"上半年", "2024-H1"},
                    Case{"2024年下半年", "2024-H2"}, Case{"年底前", "2024"}, Case{"全年", "2024"},
                    Case{"2024年底", "2024"}, Case{"当年12月", "2024-12"}, Case{"年内", "2024"},
                    Case{"1—6月", "2024-01..06"}, Case{"持续推进", "ongoing"},
                    Case{"长期坚持", "ongoing"}, Case{"常态化开展", "ongoing"}, Case{"", ""},
                    Case{"6月、12月", ""}, Case{"按上级要求", ""}, Case{"13月", ""}));

TEST(DueTextWithoutYear, IsNotCompletedByGuessing) {
    EXPECT_FALSE(due_of("6月底前", 0));
    EXPECT_TRUE(due_of("2024年6月底前", 0));
}

}  // namespace
}  // namespace kc::office

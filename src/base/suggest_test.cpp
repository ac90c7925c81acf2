// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kc::base {
namespace {

const std::vector<std::string> kNames{"kind",         "code",   "unit",  "valid_count",
                                      "高新技术企业", "宁国市", "广德市"};

std::string suggested(std::string_view wrong) {
    return nearest(wrong, kNames).value_or("-");
}

TEST(Suggest, CountsEditsInCharacters) {
    EXPECT_EQ(edit_distance(U"", U""), 0U);
    EXPECT_EQ(edit_distance(U"", U"abc"), 3U);
    EXPECT_EQ(edit_distance(U"企业", U"企事业"), 1U);
    EXPECT_EQ(edit_distance(U"kidn", U"kind"), 1U);
    EXPECT_EQ(edit_distance(U"kitten", U"sitting"), 3U);
}

TEST(Suggest, FindsTheUsualSlips) {
    EXPECT_EQ(suggested("kidn"), "kind");
    EXPECT_EQ(suggested("knd"), "kind");
    EXPECT_EQ(suggested("codes"), "code");
    EXPECT_EQ(suggested("valid-Count"), "valid_count");
    EXPECT_EQ(suggested("高新技木企业"), "高新技术企业");
    EXPECT_EQ(suggested("宁国县"), "宁国市");
}

TEST(Suggest, KeepsQuietWhenNothingIsNear) {
    EXPECT_EQ(suggested(""), "-");
    EXPECT_EQ(suggested("weight"), "-");
    EXPECT_EQ(suggested("科技"), "-");
    EXPECT_EQ(nearest("a", std::vector<std::string>{"b"}), std::nullopt);
    EXPECT_EQ(nearest("kind", {}), std::nullopt);
}

TEST(Suggest, PrefersTheNearerAndThenTheFirst) {
    const std::vector<std::string> names{"target_date", "target_data", "targetdate"};
    EXPECT_EQ(nearest("target_dataa", names), "target_data");
    EXPECT_EQ(nearest("target_dat", names), "target_date");
}

TEST(Suggest, LeavesVeryLongNamesAlone) {
    const std::string longest(kMaxSuggestLength, 'x');
    const std::vector<std::string> names{longest, longest + "x"};
    EXPECT_EQ(nearest(std::string(kMaxSuggestLength - 1, 'x'), names), longest);
    EXPECT_EQ(nearest(longest + "x", names), std::nullopt);
}

}  // namespace
}  // namespace kc::base

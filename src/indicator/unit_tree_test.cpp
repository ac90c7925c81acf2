// SPDX-License-Identifier: Apache-2.0
#include "indicator/unit_tree.hpp"

#include <gtest/gtest.h>

#include "indicator/unit_selection.hpp"

namespace kc::indicator {
namespace {

TEST(UnitTree, OnlyUnitsThatAddAreParts) {
    const UnitTree tree = UnitTree::of({{.code = "city"},
                                        {.code = "a", .parent = "city"},
                                        {.code = "park", .parent = "city", .adds_to_parent = false},
                                        {.code = "b", .parent = "city"}})
                              .value();
    EXPECT_EQ(tree.parts(*tree.find("city")), (std::vector<std::uint32_t>{1, 3}));
    EXPECT_FALSE(tree.find("nowhere"));
}

TEST(UnitTree, AUnitWithoutANameIsCalledByItsCode) {
    const UnitTree tree = UnitTree::of({{.code = "a", .name = {"甲", ""}}}).value();
    EXPECT_EQ(tree.name_of("a"), (Words{"甲", "甲"}));
    EXPECT_EQ(tree.name_of("b"), (Words{"b", "b"}));
}

TEST(UnitTree, MistakesAreRefused) {
    EXPECT_FALSE(UnitTree::of({{.code = "a"}, {.code = "a"}}));
    EXPECT_FALSE(UnitTree::of({{.code = "a", .parent = "none"}}));
    EXPECT_FALSE(UnitTree::of({{.code = "a", .parent = "b"}, {.code = "b", .parent = "a"}}));
}

TEST(UnitTree, OneLevelMoreThanAllowedIsRefused) {
    const auto chain = [](int levels) {
        std::vector<UnitNode> nodes = {{.code = "0"}};
        for (int i = 1; i < levels; ++i) {
            nodes.push_back({.code = std::to_string(i), .parent = std::to_string(i - 1)});
        }
        return UnitTree::of(std::move(nodes));
    };
    EXPECT_TRUE(chain(UnitTree::kMaxDepth));
    EXPECT_FALSE(chain(UnitTree::kMaxDepth + 1));
}

TEST(UnitSelection, PartsComeBeforeTheirWholeAndOnlyOnce) {
    const UnitTree tree =
        UnitTree::of(
            {{.code = "city"}, {.code = "a", .parent = "city"}, {.code = "a1", .parent = "a"}})
            .value();
    const UnitSelection selection = select(tree, {"a", "city", "elsewhere", "a"});
    ASSERT_EQ(selection.entries.size(), 4U);
    EXPECT_EQ(selection.entries[0].code, "a1");
    EXPECT_EQ(selection.entries[1].code, "a");
    EXPECT_EQ(selection.entries[2].code, "city");
    EXPECT_EQ(selection.asked, (std::vector<std::uint32_t>{1, 2, 3, 1}));
}

}  // namespace
}  // namespace kc::indicator

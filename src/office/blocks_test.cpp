// SPDX-License-Identifier: Apache-2.0
#include "office/blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kc::office {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<pack::Entry<pack::BuildingBlock>> blocks() {
    std::vector<pack::Entry<pack::BuildingBlock>> all(4);
    all[0].value = {.code = "block.envoys", .cues = {"科技特派员"}};
    all[1].value = {.code = "block.vice_presidents", .cues = {"企业科技特派员", "科技副总"}};
    all[2].value = {.code = "block.platforms", .cues = {"创新平台", "平台建设", "重点实验室"}};
    all[3].value = {.code = "block.talent", .cues = {"人才引育", "人才"}};
    return all;
}

std::vector<std::string> codes(const BlockMatch& match) {
    std::vector<std::string> all;
    for (const BlockScore& block : match.chosen) all.push_back(block.code);
    return all;
}

TEST(Blocks, WordsOfTheTitleComeBeforeWordsOfTheText) {
    const BlockMatch match =
        match_blocks("推进平台建设", "选派科技特派员，引进人才，用好人才", blocks());
    EXPECT_EQ(match.chosen.front().code, "block.platforms");
}

TEST(Blocks, ALongerCueCoversAShorterOne) {
    EXPECT_THAT(codes(match_blocks("选派企业科技特派员", "", blocks())),
                ElementsAre("block.vice_presidents"));
}

TEST(Blocks, ASingleWordOfTheTextDoesNotAddABlock) {
    EXPECT_THAT(codes(match_blocks("推进平台建设", "做好人才服务", blocks())),
                ElementsAre("block.platforms"));
}

TEST(Blocks, ManyWordsOfTheTextAddABlock) {
    EXPECT_THAT(codes(match_blocks("做好人才引育", "建创新平台，申报重点实验室", blocks())),
                ElementsAre("block.talent", "block.platforms"));
}

TEST(Blocks, TheTextDecidesWhenTheTitleSaysNothing) {
    EXPECT_THAT(codes(match_blocks("狠抓落实", "选派科技副总", blocks())),
                ElementsAre("block.vice_presidents"));
}

TEST(Blocks, EquallyGoodOnesAreListed) {
    const BlockMatch match = match_blocks("人才引育与创新平台", "", blocks());
    EXPECT_THAT(match.tied, ElementsAre("block.platforms", "block.talent"));
}

TEST(Blocks, ACueTwiceCountsOnce) {
    const BlockMatch match = match_blocks("", "人才，人才，人才；创新平台", blocks());
    EXPECT_EQ(match.chosen.front().code, "block.platforms");
}

TEST(Blocks, NothingKnownGivesNothing) {
    EXPECT_THAT(match_blocks("走访企业", "", blocks()).chosen, IsEmpty());
}

}  // namespace
}  // namespace kc::office

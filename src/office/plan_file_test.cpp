// SPDX-License-Identifier: Apache-2.0
#include "office/plan_file.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "office/digest.hpp"

namespace kc::office {
namespace {

constexpr std::string_view kPlan =
    "明川市科技局2024年工作要点\n一、主要目标\n高新技术企业达到300家以上。\n";

TEST(PlanFile, SpansPointIntoItsText) {
    const auto file = read_plan_bytes(kPlan, "plan.txt", {});
    ASSERT_TRUE(file.has_value());
    ASSERT_EQ(file->plan.targets.size(), 1U);
    const plan::Target& target = file->plan.targets[0];
    const std::u32string text = base::decode_utf8(file->text);
    EXPECT_EQ(base::encode_utf8(
                  text.substr(static_cast<std::size_t>(target.span.start),
                              static_cast<std::size_t>(target.span.end - target.span.start))),
              target.text);
    EXPECT_EQ(file->format, "txt");
}

TEST(PlanFile, KnowsTheDigestOfItsBytes) {
    const auto file = read_plan_bytes(kPlan, "plan.txt", {});
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->sha256, sha256_hex(kPlan));
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(PlanFile, ATextNoPlanCanHaveIsRefused) {
    std::string text;
    while (text.size() <= kPlanTextBytesMax) text += "没有数字的一行文字。\n";
    const auto file = read_plan_bytes(text, "long.txt", {});
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error().code, "E-plan-too-long");
    EXPECT_EQ(file.error().at.file, "long.txt");
}

TEST(PlanFile, NoFileIsAnErrorWithItsName) {
    const auto file = read_plan_file("/nowhere/plan.txt", {});
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error().at.file, "/nowhere/plan.txt");
}

}  // namespace
}  // namespace kc::office

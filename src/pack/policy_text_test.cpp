// SPDX-License-Identifier: Apache-2.0
#include "pack/policy_text.hpp"

#include <gtest/gtest.h>

#include "pack/object_set.hpp"
#include "pack/test_support.hpp"
#include "pack/writer.hpp"

namespace kc::pack {
namespace {

std::string example() {
    return first_example("policy-format.md");
}

ObjectSet read(const std::string& text, Diagnostics& found) {
    return read_set(text, "p.yaml", found);
}

TEST(PolicyText, TheExampleOfTheFormatIsReadWhole) {
    Diagnostics found;
    const ObjectSet set = read(example(), found);
    for (const Diagnostic& d : found) ADD_FAILURE() << to_string(d, Language::en);
    ASSERT_EQ(set.policies.size(), 1U);
    const PolicyText& policy = set.policies[0].value;
    EXPECT_EQ(policy.code, "example.lab-grant");
    EXPECT_EQ(policy.facts.size(), 6U);
    EXPECT_TRUE(policy.facts[0].value.domain[1].is_open);
    EXPECT_EQ(policy.scores[0].value.bands[0][0].text, ">= 50%");
    EXPECT_TRUE(policy.scores[0].value.bands[0][0].quoted);
    EXPECT_EQ(policy.tests.size(), 6U);
}

TEST(PolicyText, WhatIsWrittenReadsTheSame) {
    Diagnostics found;
    const PolicyText policy = read(example(), found).policies.at(0).value;
    const ObjectSet again = read(write_yaml(policy), found);
    for (const Diagnostic& d : found) ADD_FAILURE() << to_string(d, Language::en);
    EXPECT_TRUE(again.policies.at(0).value == policy);
}

TEST(PolicyText, AKeyOneLevelTooHighIsToldWhereItBelongs) {
    Diagnostics found;
    read("kind: policy\ncode: a.b\nyes_if: x\n", found);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(to_string(found[0], Language::en),
              "p.yaml:3:1: there is no key 'yes_if' here (it belongs inside 'decision') "
              "[E-unknown-key]");
}

}  // namespace
}  // namespace kc::pack

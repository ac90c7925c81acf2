// SPDX-License-Identifier: Apache-2.0
#include "pack/policy_text.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "pack/object_set.hpp"
#include "pack/writer.hpp"

namespace kc::pack {
namespace {

// The first example of docs/policy-format.md.
std::string example() {
    std::ifstream in(KC_SOURCE_DIR "/docs/policy-format.md");
    std::stringstream text;
    text << in.rdbuf();
    const std::string document = text.str();
    const std::string mark = "```yaml\n";
    const std::size_t begin = document.find(mark) + mark.size();
    return document.substr(begin, document.find("```", begin) - begin);
}

ObjectSet read(const std::string& text, Diagnostics& found) {
    ObjectSet set;
    if (auto document = read_yaml(text, "p.yaml", found)) read_objects(document, set, found);
    return set;
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

// SPDX-License-Identifier: Apache-2.0
#include "policy/policy_set.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "pack/folder.hpp"
#include "policy/test_support.hpp"

namespace kc::policy {
namespace {

TEST(PolicySet, TheExampleOfTheFormatPassesItsTests) {
    const LoadedText loaded = load_text(example_of_the_format());
    for (const Diagnostic& d : loaded.found) ADD_FAILURE() << to_string(d, Language::en);
    EXPECT_EQ(loaded.report.tests, 6U);
}

TEST(PolicySet, EveryShippedPolicyPassesItsTests) {
    const LoadedText loaded = load_folder(KC_SOURCE_DIR "/catalog/policies");
    for (const Diagnostic& d : loaded.found) ADD_FAILURE() << to_string(d, Language::en);
    EXPECT_GE(loaded.report.set.policies().size(), 1U);
}

}  // namespace
}  // namespace kc::policy

// SPDX-License-Identifier: Apache-2.0
// What is said about a policy file that is wrong, word for word, in both languages: each file of
// tests/policy/bad has its messages beside it. KC_UPDATE=1 writes them anew, for review.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "policy/test_support.hpp"

namespace kc::policy {
namespace {

constexpr const char* kFolder = KC_SOURCE_DIR "/tests/policy/bad";

std::vector<std::string> names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

class BadPolicy : public ::testing::TestWithParam<std::string> {};

TEST_P(BadPolicy, SaysWhatIsWrongInBothLanguages) {
    const std::string path = std::string(kFolder) + "/" + GetParam();
    LoadedText loaded;
    add_text(loaded, file_text(path + ".yaml"), GetParam() + ".yaml");
    finish(loaded, {});
    std::string said;
    for (const Language language : {Language::zh, Language::en}) {
        for (const Diagnostic& one : loaded.found) {
            // A formula that cannot be read says what was expected; that is advice enough.
            const bool needs_hint = one.code != "E-formula-syntax";
            EXPECT_FALSE(needs_hint && (one.hint_zh.empty() || one.hint_en.empty())) << one.code;
            EXPECT_GT(one.at.line, 0) << one.code;
            said += to_string(one, language) + "\n";
        }
    }
    ASSERT_FALSE(said.empty());
    if (std::getenv("KC_UPDATE") != nullptr) {
        std::ofstream(path + ".txt") << said;
        return;
    }
    EXPECT_EQ(said, file_text(path + ".txt"));
}

INSTANTIATE_TEST_SUITE_P(Files, BadPolicy, ::testing::ValuesIn(names()),
                         [](const auto& one) { return one.param; });

}  // namespace
}  // namespace kc::policy

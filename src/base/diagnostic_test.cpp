// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <gtest/gtest.h>

namespace kc {
namespace {

Diagnostic sample() {
    return Diagnostic{"E-date", {"pack/a.yaml", 3, 7}, "没有2月30日", "there is no 30 February"}
        .hint("写成 2024-02-29", "write 2024-02-29");
}

TEST(Diagnostic, PrintsPlaceWordsAndHintInTheReadersLanguage) {
    EXPECT_EQ(to_string(sample(), Language::zh),
              "pack/a.yaml:3:7: 没有2月30日（写成 2024-02-29） [E-date]");
    EXPECT_EQ(to_string(sample(), Language::en),
              "pack/a.yaml:3:7: there is no 30 February (write 2024-02-29) [E-date]");
}

TEST(Diagnostic, GivesBothLanguagesWhenTheReaderIsUnknown) {
    EXPECT_EQ(language_of_locale("C.UTF-8"), Language::both);
    EXPECT_EQ(language_of_locale("zh_CN.UTF-8"), Language::zh);
    EXPECT_EQ(to_string(Diagnostic{"E-x", {}, "甲", "a"}, Language::both), "甲 / a [E-x]");
}

TEST(Diagnostic, StaysOnOneLine) {
    EXPECT_EQ(to_string(Diagnostic{"E-x", {}, "甲\n乙", ""}, Language::zh), "甲 乙 [E-x]");
}

TEST(Diagnostic, KeepsAKnownPlace) {
    EXPECT_EQ(sample().in_file("other").at.file, "pack/a.yaml");
    EXPECT_EQ((Diagnostic{"E-x", {}, "", ""}).in_file("f").at.file, "f");
}

}  // namespace
}  // namespace kc

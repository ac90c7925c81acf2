// SPDX-License-Identifier: Apache-2.0
#include "exchange/clean_text.hpp"

#include <gtest/gtest.h>

namespace kc::exchange {
namespace {

TEST(CleanText, EveryLineEndBecomesOne) {
    EXPECT_EQ(clean_text("a\r\nb\rc\nd\fe\vf\u0085g\u2028h\u2029i\r\n\r\n"),
              "a\nb\nc\nd\ne\nf\ng\nh\ni\n\n");
}

TEST(CleanText, DropsControlsAndCountsThem) {
    std::size_t dropped = 0;
    EXPECT_EQ(clean_text(std::string("a\0b\x01\x7F\u0080\u009F\tc", 11), &dropped), "ab\tc");
    EXPECT_EQ(dropped, 5U);
}

TEST(CleanText, DropsByteOrderMarks) {
    EXPECT_EQ(clean_text("\uFEFF一\uFEFF二！"), "一二！");
}

TEST(CleanText, KeepsBlanksOfEveryKind) {
    const std::string text = "\u00A0\u3000一 \u2003二\u200B三\u00AD";
    EXPECT_EQ(clean_text(std::string(text)), text);
}

TEST(CleanText, ASecondPassChangesNothing) {
    const std::string once = clean_text("\uFEFF\uFEFF一\r\r\n\x02二\u2028");
    EXPECT_EQ(once, "一\n\n二\n");
    EXPECT_EQ(clean_text(std::string(once)), once);
}

TEST(CleanLine, IsOneLineOfValidText) {
    EXPECT_EQ(clean_line("  工作\n要点\t\xFF "), "工作 要点 \uFFFD");
    EXPECT_EQ(clean_line(" \n "), "");
}

TEST(CleanPiece, LeavesCleanOnesAlone) {
    for (const char* piece : {"", "abc", "工作要点", " \u00A0"}) EXPECT_TRUE(is_clean_piece(piece));
    for (const char* piece : {"a\n", "\x7F", "\u0085", "\u2028", "\xC2", "\xE4\xB8"}) {
        EXPECT_FALSE(is_clean_piece(piece));
        EXPECT_TRUE(is_clean_piece(clean_piece(piece)));
    }
}

}  // namespace
}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kc::base {
namespace {

using namespace std::string_literals;

TEST(Utf8, DecodesEachLength) {
    EXPECT_EQ(decode_utf8("a\u00e9科😀"), U"a\u00e9科😀");
    EXPECT_TRUE(is_valid_utf8("a\u00e9科😀"));
    EXPECT_EQ(count_code_points("a\u00e9科😀"), 4U);
    EXPECT_EQ(decode_utf8("a\0b"s), U"a\0b"s);
}

TEST(Utf8, EachMaximalBrokenPieceBecomesOneReplacementCharacter) {
    EXPECT_EQ(decode_utf8("a\x80z"), U"a\uFFFDz");        // stray continuation
    EXPECT_EQ(decode_utf8("\xE7\xA7z"), U"\uFFFDz");      // cut before its end
    EXPECT_EQ(decode_utf8("\xE7\xA7"), U"\uFFFD");        // cut by the end of the text
    EXPECT_EQ(decode_utf8("\xC0\xAF"), U"\uFFFD\uFFFD");  // overlong
    EXPECT_EQ(decode_utf8("\xE0\x80\x80"), U"\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");  // surrogate
    EXPECT_EQ(decode_utf8("\xF4\x90\x80\x80").size(), 4U);          // above U+10FFFF
    EXPECT_EQ(decode_utf8("\xFF"), U"\uFFFD");
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_valid_utf8("\xE7\xA7"));
}

TEST(Utf8, TheReplacementCharacterItselfIsValid) {
    EXPECT_TRUE(is_valid_utf8("\uFFFD"));
}

TEST(Utf8, WritesReplacementForWhatUtf8CannotCarry) {
    EXPECT_EQ(encode_utf8(char32_t{0xD800}), "\uFFFD");
    EXPECT_EQ(encode_utf8(char32_t{0x110000}), "\uFFFD");
}

TEST(Utf8, ShortensForQuoting) {
    EXPECT_EQ(shortened("科创", 2), "科创");
    EXPECT_EQ(shortened("科技创新", 2), "科技…");
    EXPECT_EQ(shortened("a\xFF", 2), "a\uFFFD");
    EXPECT_EQ(shortened(std::string(1000, 'x')).size(), 40 + std::string("…").size());
}

TEST(Utf8, EveryScalarValueRoundTrips) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c == 0xD800) c = 0xE000;
        const std::string bytes = encode_utf8(c);
        ASSERT_EQ(decode_utf8(bytes), std::u32string(1, c)) << static_cast<unsigned>(c);
        ASSERT_TRUE(is_valid_utf8(bytes));
    }
}

TEST(Utf8, AnyBytesDecodeToTextThatRoundTrips) {
    std::mt19937 random(20240315);
    for (int round = 0; round < 20000; ++round) {
        std::string bytes(random() % 12, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % 256);
        const std::u32string text = decode_utf8(bytes);
        ASSERT_EQ(decode_utf8(encode_utf8(text)), text);
        ASSERT_EQ(text.size(), count_code_points(bytes));
        ASSERT_EQ(is_valid_utf8(bytes), encode_utf8(text) == bytes);
    }
}

}  // namespace
}  // namespace kc::base

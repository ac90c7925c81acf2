// SPDX-License-Identifier: Apache-2.0
#include "exchange/encoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <random>
#include <string>
#include <tuple>

#include "base/check.hpp"

namespace kc::exchange {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::string encode_as(std::string_view utf8, const char* encoding) {
    UErrorCode status = U_ZERO_ERROR;
    std::string bytes(utf8.size() * 4 + 16, '\0');
    const std::int32_t size =
        ucnv_convert(encoding, "UTF-8", bytes.data(), static_cast<std::int32_t>(bytes.size()),
                     utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
    KC_CHECK(U_SUCCESS(status));
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

constexpr std::string_view kSimplified =
    "云岭市科技局2024年工作要点\n一、主要目标\n力争全社会研发经费支出占GDP比重达2.5%，高新技术企业"
    "总数突破620家；“揭榜挂帅”项目15个、技术合同成交额45亿元以上。\n";
constexpr std::string_view kTraditional =
    "雲嶺市科技局2024年工作要點\n一、主要目標\n力爭全社會研發經費支出佔GDP比重達2.5%，高新技術企業"
    "總數突破620家；「揭榜掛帥」項目15個、技術合同成交額45億元以上。\n";

struct Written {
    const char* icu_name;
    std::string_view mark;
    Encoding expected;
};

void PrintTo(const Written& written, std::ostream* out) {
    *out << written.icu_name << (written.mark.empty() ? "" : " with mark");
}

class EveryEncoding : public testing::TestWithParam<std::tuple<Written, std::string_view>> {};

TEST_P(EveryEncoding, GivesTheSameText) {
    const auto& [written, text] = GetParam();
    const auto decoded = decode_text(std::string(written.mark) + encode_as(text, written.icu_name));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, text);
    EXPECT_EQ(decoded->encoding, written.expected);
    EXPECT_THAT(decoded->warnings, SizeIs(0));
}

INSTANTIATE_TEST_SUITE_P(
    Encodings, EveryEncoding,
    testing::Combine(testing::Values(Written{"UTF-8", "", Encoding::utf8},
                                     Written{"UTF-8", "\xEF\xBB\xBF", Encoding::utf8},
                                     Written{"UTF-16LE", "", Encoding::utf16le},
                                     Written{"UTF-16LE", "\xFF\xFE", Encoding::utf16le},
                                     Written{"UTF-16BE", "", Encoding::utf16be},
                                     Written{"UTF-16BE", "\xFE\xFF", Encoding::utf16be},
                                     Written{"GB18030", "", Encoding::gb18030},
                                     Written{"GB18030", "\x84\x31\x95\x33", Encoding::gb18030}),
                     testing::Values(kSimplified, kTraditional)));

INSTANTIATE_TEST_SUITE_P(Big5, EveryEncoding,
                         testing::Combine(testing::Values(Written{"Big5", "", Encoding::big5}),
                                          testing::Values(kTraditional)));

TEST(DecodeText, TellsShortTextsApart) {
    for (const std::string_view text :
         {"科技", "高企850家", "一、主要目标", "力争达到2.6%", "责任单位：高新科"}) {
        const auto decoded = decode_text(encode_as(text, "GB18030"));
        ASSERT_TRUE(decoded) << text;
        EXPECT_EQ(decoded->text, text);
        EXPECT_EQ(decode_text(text)->encoding, Encoding::utf8) << text;
    }
    for (const std::string_view text : {"科技創新", "主要目標", "高新技術企業850家", "責任單位"}) {
        const auto decoded = decode_text(encode_as(text, "Big5"));
        ASSERT_TRUE(decoded) << text;
        EXPECT_EQ(decoded->text, text);
    }
}

TEST(DecodeText, KeepsFourByteCharactersOfGb18030) {
    const std::string text = "企业名称：㐱𠮷科技有限公司，产值增长10%，注册资本三千万元";
    EXPECT_EQ(decode_text(encode_as(text, "GB18030"))->text, text);
}

TEST(DecodeText, ReadsWesternTextAsUtf8) {
    EXPECT_EQ(decode_text("R&D: 2.6 %")->encoding, Encoding::utf8);
    EXPECT_EQ(decode_text("na\u00EFve caf\u00E9")->text, "na\u00EFve caf\u00E9");
}

TEST(DecodeText, BelievesADeclarationThatFits) {
    // Two bytes that are a character in both; only the page can tell.
    const std::string bytes = encode_as("路", "GB18030");
    EXPECT_EQ(decode_text(bytes, "gb2312")->text, "路");
    EXPECT_EQ(decode_text(bytes)->text, "\u00B7");
}

TEST(DecodeText, IgnoresADeclarationThatDoesNotFit) {
    EXPECT_EQ(decode_text(kSimplified, "gb2312")->text, kSimplified);
    EXPECT_EQ(decode_text(encode_as(kSimplified, "GB18030"), "utf-8")->text, kSimplified);
    EXPECT_EQ(decode_text(encode_as(kSimplified, "GB18030"), "iso-8859-1")->text, kSimplified);
}

class CutOff : public testing::TestWithParam<const char*> {};

TEST_P(CutOff, LosesOneCharacterAndSaysSo) {
    const std::string_view text = kTraditional.substr(0, kTraditional.size() - 4);  // ends in 上
    std::string bytes = encode_as(text, GetParam());
    bytes.pop_back();
    const auto decoded = decode_text(bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, text.substr(0, text.size() - 3));
    ASSERT_THAT(decoded->warnings, SizeIs(1));
    EXPECT_EQ(decoded->warnings[0].code, "W-text-cut-off");
}

INSTANTIATE_TEST_SUITE_P(Encodings, CutOff,
                         testing::Values("UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"));

TEST(DecodeText, CutInsideAFourByteCharacter) {
    std::string bytes = encode_as("全市科技工作会议由张𠮷主持召开，𠮷", "GB18030");
    bytes.pop_back();
    const auto decoded = decode_text(bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, "全市科技工作会议由张𠮷主持召开，");
    EXPECT_THAT(decoded->warnings, SizeIs(1));
}

TEST(DecodeText, SaysWhereUtf8BreaksOff) {
    const auto decoded = decode_text(std::string(kSimplified) + "目标\xFF完成");
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, "E-encoding");
    EXPECT_EQ(decoded.error().at.line, 4);
    EXPECT_EQ(decoded.error().at.column, 3);
    EXPECT_THAT(decoded.error().en, HasSubstr("UTF-8"));
}

TEST(DecodeText, RefusesWhatItsMarkBelies) {
    const auto decoded = decode_text("\xEF\xBB\xBF" + encode_as(kSimplified, "GB18030"));
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, "E-encoding");
}

TEST(DecodeText, RefusesRandomBytes) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::string bytes(200, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % 255 + 1);
        EXPECT_FALSE(decode_text(bytes)) << "round " << round;
    }
}

TEST(DecodeText, DecodesChunkBordersInsideSurrogatePairs) {
    for (const std::size_t before : {8189U, 8190U, 8191U, 8192U, 16383U}) {
        std::string text(before, 'a');
        for (int i = 0; i < 3; ++i) text += "\U00020BB7科";
        EXPECT_EQ(decode_text("\xFF\xFE" + encode_as(text, "UTF-16LE"))->text, text) << before;
    }
}

}  // namespace
}  // namespace kc::exchange

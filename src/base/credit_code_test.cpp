// SPDX-License-Identifier: Apache-2.0
#include "base/credit_code.hpp"

#include <gtest/gtest.h>

#include "base/organisation_code.hpp"

namespace kc::base {
namespace {

std::string parsed(std::string_view text) {
    const Result<CreditCode> code = CreditCode::parse(text);
    return code ? code->text() : to_string(code.error(), Language::en);
}

// Codes of public bodies.
constexpr const char* kPublic[] = {"113417000032449839", "11341700003244967K", "11341703003250048P",
                                   "1134072200312560X5"};
// Made up, bodies 00000002 and on.
constexpr const char* kMadeUp[] = {"91341802000000027J", "913418210000000198", "91341882000000027E",
                                   "91341823000000035T", "913418240000000434", "91341825000000051D",
                                   "913418810000000195"};

TEST(CreditCode, AcceptsRealAndMadeUpCodes) {
    for (const char* text : kPublic) {
        EXPECT_EQ(parsed(text), text);
        EXPECT_TRUE(warnings(CreditCode::parse(text).value()).empty()) << text;
    }
    for (const char* text : kMadeUp) {
        EXPECT_EQ(parsed(text), text);
        EXPECT_TRUE(warnings(CreditCode::parse(text).value()).empty()) << text;
    }
}

TEST(CreditCode, PutsWidthCaseAndBlanksRight) {
    EXPECT_EQ(parsed(" 91341802 000000027j"), "91341802000000027J");
    EXPECT_EQ(parsed("９１３４１８０２００００００２７Ｊ"), parsed("91341802000000 27J"));
    EXPECT_EQ(parsed("９１３４１８０２０００００００２７Ｊ"), "91341802000000027J");
}

TEST(CreditCode, GivesItsParts) {
    const CreditCode code = CreditCode::parse("1134072200312560X5").value();
    EXPECT_EQ(code.department(), '1');
    EXPECT_EQ(code.kind(), '1');
    EXPECT_EQ(code.body(), "00312560X");
}

TEST(CreditCode, SaysWhatIsWrong) {
    EXPECT_EQ(parsed("91341802000000027"),
              "a unified social credit code has 18 characters, but this one has 17 (look for a "
              "missing or a superfluous character) [E-credit-code]");
    EXPECT_EQ(parsed("9134180200O000027J"),
              "character 11 of a unified social credit code is 'O', but should be a digit or a "
              "capital other than I, O, S, V, Z (perhaps 0 was taken for O) [E-credit-code]");
    EXPECT_EQ(parsed("91341802000000027K"),
              "the check digit of a unified social credit code is wrong: character 18 should be J, "
              "but is K (at least one character is wrong; compare with the original document) "
              "[E-credit-code]");
    EXPECT_EQ(CreditCode::parse("9134A802000000027J").error().zh,
              "统一社会信用代码第5位是“A”，应为数字");
    EXPECT_EQ(CreditCode::parse("9134180200000002科J").error().zh,
              "统一社会信用代码第17位是“科”，应为数字或I、O、S、V、Z以外的大写字母");
    EXPECT_EQ(CreditCode::parse("").error().code, "E-credit-code");
    EXPECT_EQ(CreditCode::parse(std::string(5000, '9')).error().code, "E-credit-code");
}

// Any one wrong character and any two neighbours swapped must be noticed: that is what the check
// digit is for.
TEST(CreditCode, NoticesEverySlipOfOneCharacter) {
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string right = kMadeUp[0];
    for (std::size_t i = 0; i < right.size(); ++i) {
        for (const char c : kAlphabet) {
            std::string slip = right;
            slip[i] = c;
            ASSERT_EQ(CreditCode::parse(slip).has_value(), c == right[i]) << slip;
        }
        if (i + 1 == right.size() || right[i] == right[i + 1]) continue;
        std::string swapped = right;
        std::swap(swapped[i], swapped[i + 1]);
        ASSERT_FALSE(CreditCode::parse(swapped).has_value()) << swapped;
    }
}

TEST(CreditCode, OnlyWarnsOfAWrongBodyCheck) {
    // Body 000000028 instead of ...27, with a right check for the whole.
    const Result<CreditCode> code = CreditCode::parse("91341802000000028M");
    ASSERT_TRUE(code.has_value()) << parsed("91341802000000028M");
    const Diagnostics odd = warnings(*code);
    ASSERT_EQ(odd.size(), 1U);
    EXPECT_EQ(odd[0].code, "W-credit-code-body");
    EXPECT_EQ(odd[0].severity, Severity::warning);
    EXPECT_NE(odd[0].en.find("character 17 should be 7, but is 8"), std::string::npos) << odd[0].en;
}

TEST(OrganisationCode, ReadsBothWritings) {
    EXPECT_EQ(OrganisationCode::parse("00324496-7")->text(), "003244967");
    EXPECT_EQ(OrganisationCode::parse("003244967")->text(), "003244967");
    EXPECT_EQ(OrganisationCode::parse("00312560x")->text(), "00312560X");
}

TEST(OrganisationCode, SaysWhatIsWrong) {
    EXPECT_EQ(OrganisationCode::parse("003244968").error().zh,
              "组织机构代码的校验码不对：按前面各位计算，第9位应为7，这里是8");
    EXPECT_EQ(OrganisationCode::parse("00324496").error().zh, "组织机构代码应为9位，这里有8位");
    EXPECT_EQ(OrganisationCode::parse("0032?4967").error().zh,
              "组织机构代码第5位是“?”，应为数字或大写字母");
}

}  // namespace
}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
#include "base/citizen_number.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

// The examples of the standard itself.
constexpr std::string_view kFirst = "11010519491231002X";
constexpr std::string_view kSecond = "440524188001010014";

std::string zh_of(std::string_view text) {
    const Result<CitizenNumber> number = CitizenNumber::parse(text);
    return number ? number->full() : number.error().zh;
}

// A number with its check worked out, for cards of other kinds.
std::string with_check(std::string body) {
    for (const char check : std::string_view("0123456789X")) {
        if (CitizenNumber::parse(body + check)) return body + check;
    }
    return body;
}

TEST(CitizenNumber, AcceptsTheStandardsExamples) {
    EXPECT_EQ(zh_of(kFirst), kFirst);
    EXPECT_EQ(zh_of(kSecond), kSecond);
    EXPECT_EQ(zh_of("11010519491231002x"), kFirst);
    EXPECT_EQ(zh_of("110105 19491231 002X"), kFirst);
}

TEST(CitizenNumber, TellsBirthAndSex) {
    const CitizenNumber first = CitizenNumber::parse(kFirst).value();
    EXPECT_EQ(to_string(first.birth_date()), "1949-12-31");
    EXPECT_FALSE(first.is_male());
    EXPECT_TRUE(CitizenNumber::parse(kSecond)->is_male());
}

TEST(CitizenNumber, MasksTheBirthDate) {
    EXPECT_EQ(CitizenNumber::parse(kSecond)->masked(), "440524********0014");
}

TEST(CitizenNumber, KnowsTheOtherCards) {
    using enum CitizenNumber::Kind;
    EXPECT_EQ(CitizenNumber::parse(kFirst)->kind(), citizen);
    EXPECT_EQ(CitizenNumber::parse(with_check("81000019900115001"))->kind(), hong_kong);
    EXPECT_EQ(CitizenNumber::parse(with_check("82000019900115001"))->kind(), macao);
    EXPECT_EQ(CitizenNumber::parse(with_check("83000019900115001"))->kind(), taiwan);
    EXPECT_EQ(CitizenNumber::parse(with_check("91115619900115001"))->kind(), foreigner);
}

TEST(CitizenNumber, SaysWhatIsWrong) {
    EXPECT_EQ(zh_of("1101051949123100"), "身份证件号码应为18位，这里有16位");
    EXPECT_EQ(zh_of("1101051949I231002X"), "身份证件号码第11位是“I”，应为数字");
    EXPECT_EQ(zh_of("11010519491231002Y"), "身份证件号码第18位是“Y”，应为数字或X");
    EXPECT_EQ(zh_of("110105194902300021"), "身份证件号码第7至14位不是有效的出生日期");
    EXPECT_EQ(zh_of("110105184912310021"), "身份证件号码第7至14位不是有效的出生日期");
    EXPECT_EQ(zh_of("110105194912310021"),
              "身份证件号码的校验码不对：按前面各位计算，第18位应为X，这里是1");
}

TEST(CitizenNumber, ExplainsOldNumbers) {
    EXPECT_EQ(CitizenNumber::parse("440524800101001").error().hint_en,
              "numbers of 15 digits are out of use; give the one of 18");
}

TEST(CitizenNumber, NeverQuotesTheNumber) {
    for (const char* text : {"110105194912310021", "110105194902300021", "1101051949123100"}) {
        const std::string message = to_string(CitizenNumber::parse(text).error(), Language::both);
        EXPECT_EQ(message.find("110105"), std::string::npos) << message;
    }
}

TEST(CitizenNumber, DoesNotRejectDissolvedRegions) {
    EXPECT_TRUE(CitizenNumber::parse(with_check("34182219900115001")).has_value());
    EXPECT_TRUE(CitizenNumber::parse(with_check("00000019900115001")).has_value());
}

}  // namespace
}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
#include "base/other_codes.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

std::string shown(const Result<std::string>& code) {
    return code ? *code : code.error().zh;
}

TEST(OtherCodes, SoftwareCopyright) {
    EXPECT_EQ(shown(parse_software_copyright("2024sr0123456")), "2024SR0123456");
    EXPECT_EQ(shown(parse_software_copyright("2012SR012345")), "2012SR012345");
    EXPECT_EQ(shown(parse_software_copyright("2024SR01234567")),
              "软件著作权登记号应为13位，这里有14位");
    EXPECT_EQ(shown(parse_software_copyright("2024RS0123456")),
              "软件著作权登记号第5位是“R”，应为S");
}

TEST(OtherCodes, HighTechCertificate) {
    EXPECT_EQ(shown(parse_high_tech_certificate("GR202334001234")), "GR202334001234");
    EXPECT_EQ(shown(parse_high_tech_certificate("GF202334001234")),
              "高新技术企业证书编号第2位是“F”，应为R");
    EXPECT_EQ(parse_high_tech_certificate("GR2023340012").error().hint_en,
              "it looks like GR202334001234");
}

TEST(OtherCodes, PatentClassification) {
    EXPECT_EQ(shown(parse_ipc("A01B33/08")), "A01B 33/08");
    EXPECT_EQ(shown(parse_ipc("h04l 1/0001")), "H04L 1/0001");
    for (const char* text : {"", "I01B 33/08", "A1B 33/08", "A01B 33", "A01B /08", "A01B 12345/08",
                             "A01B 33/0", "A01B 33/0812345", "A01B 33/08x", "A01"}) {
        EXPECT_EQ(parse_ipc(text).error().code, "E-ipc") << text;
    }
}

TEST(OtherCodes, Phone) {
    EXPECT_EQ(shown(parse_phone("139 0000 0000")), "13900000000");
    EXPECT_EQ(shown(parse_phone("+86-13900000000")), "13900000000");
    EXPECT_EQ(shown(parse_phone("0563-1234567")), "0563-1234567");
    EXPECT_EQ(shown(parse_phone("01012345678")), "010-12345678");
    EXPECT_EQ(shown(parse_phone("1390000000")), "手机号码应为11位，这里有10位");
    EXPECT_EQ(shown(parse_phone("12900000000")), "手机号码第2位是“2”，应为3至9");
    EXPECT_EQ(shown(parse_phone("23900000000")), "手机号码第1位是“2”，应为1");
    EXPECT_EQ(shown(parse_phone("0563-123456")), "固定电话号码应为11–12位，这里有10位");
    EXPECT_EQ(shown(parse_phone("0563-12345a7")), "固定电话号码第10位是“A”，应为数字");
}

TEST(OtherCodes, BankCard) {
    EXPECT_EQ(shown(parse_bank_card("4111 1111 1111 1111")), "4111111111111111");
    EXPECT_EQ(shown(parse_bank_card("4111111111111112")),
              "银行卡号的校验码不对：按前面各位计算，第16位应为1，这里是2");
    EXPECT_EQ(shown(parse_bank_card("41111111111111")), "银行卡号应为15–19位，这里有14位");
    EXPECT_EQ(shown(parse_bank_card("411111111111111a")), "银行卡号第16位是“A”，应为数字");
}

TEST(OtherCodes, BankBranch) {
    EXPECT_EQ(shown(parse_bank_branch("102300000000")), "102300000000");
    EXPECT_EQ(shown(parse_bank_branch("10230000000")), "联行号应为12位，这里有11位");
}

}  // namespace
}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
#include "base/document_number.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

std::string parsed(std::string_view text) {
    const Result<DocumentNumber> number = DocumentNumber::parse(text);
    return number ? to_string(*number) : number.error().zh;
}

TEST(DocumentNumber, AcceptsRealNumbers) {
    for (const char* text :
         {"宣政秘〔2021〕14号", "宣政办秘〔2018〕131号", "宣发〔2023〕10号", "皖科才〔2024〕2号",
          "皖科基地秘〔2023〕108号", "皖政秘〔2021〕87号", "皖经信明电〔2020〕19号"}) {
        EXPECT_EQ(parsed(text), text);
    }
}

TEST(DocumentNumber, PutsBracketsWidthAndBlanksRight) {
    for (const char* text : {"国科发火[2016]32号", "国科发火(2016)32号", "国科发火（2016）32号",
                             "国科发火【2016】32号", "国科发火﹝2016﹞32號",
                             "国科发火［２０１６］３２号", " 国科发火 〔2016〕 32 号 "}) {
        EXPECT_EQ(parsed(text), "国科发火〔2016〕32号") << text;
    }
}

TEST(DocumentNumber, GivesItsParts) {
    const DocumentNumber number = DocumentNumber::parse("国科发火〔2016〕32号").value();
    EXPECT_EQ(number.issuer(), "国科发火");
    EXPECT_EQ(number.year(), 2016);
    EXPECT_EQ(number.serial(), 32);
}

TEST(DocumentNumber, SaysWhatIsWrong) {
    EXPECT_EQ(parsed("国科发火2016年32号"), "发文字号“国科发火2016年32号”缺少年份括号");
    EXPECT_EQ(parsed("国〔2016〕32号"), "发文字号“国〔2016〕32号”的发文机关代字应为2至12个汉字");
    EXPECT_EQ(parsed("国科A〔2016〕32号"),
              "发文字号“国科A〔2016〕32号”的发文机关代字应为2至12个汉字");
    EXPECT_EQ(parsed("国科发火〔16〕32号"), "发文字号“国科发火〔16〕32号”的年份应为四位数字");
    EXPECT_EQ(parsed("国科发火〔2116〕32号"), "发文字号“国科发火〔2116〕32号”的年份应为四位数字");
    EXPECT_EQ(parsed("国科发火〔2016〕32"), "发文字号“国科发火〔2016〕32”应以“号”结尾");
    EXPECT_EQ(parsed("国科发火〔2016〕第32号"),
              "发文字号“国科发火〔2016〕第32号”的顺序号不加“第”，也不编虚位");
    EXPECT_EQ(parsed("国科发火〔2016〕032号"),
              "发文字号“国科发火〔2016〕032号”的顺序号不加“第”，也不编虚位");
    EXPECT_EQ(parsed("国科发火〔2016〕123456号"),
              "发文字号“国科发火〔2016〕123456号”的顺序号应为1至99999");
    EXPECT_EQ(parsed("国科发火〔2016〕号"), "发文字号“国科发火〔2016〕号”的顺序号应为1至99999");
}

TEST(DocumentNumber, NormalisesBracketsInRunningText) {
    EXPECT_EQ(with_document_brackets("见国科发火[2016]32号和皖科（２０２３）5号（试行）(2024年)"),
              "见国科发火〔2016〕32号和皖科〔2023〕5号（试行）(2024年)");
    EXPECT_EQ(with_document_brackets("[2016"), "[2016");
}

}  // namespace
}  // namespace kc::base

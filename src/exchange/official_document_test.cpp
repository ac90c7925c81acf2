// SPDX-License-Identifier: Apache-2.0
#include "exchange/official_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/document_text.hpp"
#include "exchange/docx_text.hpp"

namespace kc::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Everything in it is made up.
OfficialDocument sample_notice() {
    return {.issuer = "某市科学技术局",
            .number = "某科〔2024〕12号",
            .title = "关于做好2024年度高新技术企业\n培育工作的通知",
            .recipient = "各县市区科技局，各有关单位",
            .blocks = {Prose{"为做好今年工作，现将有关事项通知如下。"}, Heading{1, "总体要求"},
                       Prose{"全年新增高新技术企业80家以上。"}, Heading{2, "任务分解"},
                       Heading{3, "甲县"}, Heading{4, "第一季度"}, Heading{1, "保障措施"},
                       DocumentTable{.caption = "任务分解表",
                                     .header = {"县区", "上年末", "今年目标"},
                                     .rows = {{"甲县", "120", "140"}, {"乙区", "1,080", "1,200"}},
                                     .remark = "来源：某市科学技术局，截至2024年4月30日。",
                                     .unit = "单位：家"}},
            .annexes = {{.title = "进度表",
                         .blocks = {DocumentTable{.header = {"序号", "名称 <甲&乙>"},
                                                  .rows = {{"1", "a"}}}},
                         .is_landscape = true},
                        {.title = "联系表", .blocks = {Prose{"略。"}}}},
            .written_on = *base::Date::of(2024, 5, 6),
            .remark = "此件公开发布",
            .copies_to = {"某市人民政府办公室", "某市财政局"},
            .printed_by = "某市科学技术局办公室"};
}

std::string text_of(const OfficialDocument& document) {
    const auto docx = official_document_docx(document);
    if (!docx) return docx.error().code;
    const auto text = docx_to_text(*docx, {});
    return text ? text->text : text.error().en;
}

TEST(OfficialDocument, TheTextReadsInItsOrderWithItsNumbers) {
    const std::string text = text_of(sample_notice());

    for (const char* piece : {"某市科学技术局文件\n",
                              "某科〔2024〕12号\n",
                              "关于做好2024年度高新技术企业",
                              "各县市区科技局，各有关单位：\n",
                              "一、总体要求\n",
                              "（一）任务分解\n",
                              "1.甲县\n",
                              "（1）第一季度\n",
                              "二、保障措施\n",
                              "任务分解表\n",
                              "县区 | 上年末 | 今年目标\n",
                              "乙区 | 1,080 | 1,200\n",
                              "附件：1. 进度表\n",
                              "2. 联系表\n",
                              "2024年5月6日\n",
                              "（此件公开发布）\n",
                              "附件1\n",
                              "1 | a\n",
                              "附件2\n",
                              "抄送：某市人民政府办公室，某市财政局。"}) {
        EXPECT_THAT(text, HasSubstr(piece));
    }
}

TEST(OfficialDocument, EqualDocumentsAreEqualBytes) {
    EXPECT_EQ(official_document_docx(sample_notice()).value(),
              official_document_docx(sample_notice()).value());
}

TEST(OfficialDocument, ABulletinHasItsIssueAndNoSignature) {
    OfficialDocument bulletin = sample_notice();
    bulletin.form = OfficialDocument::Form::bulletin;
    bulletin.masthead = "科技工作通报";
    bulletin.number = "第5期";
    bulletin.annexes.clear();

    const std::string text = text_of(bulletin);

    EXPECT_THAT(text, HasSubstr("科技工作通报\n"));
    EXPECT_THAT(text, HasSubstr("第5期\n"));
    EXPECT_THAT(text, Not(HasSubstr("\n2024年5月6日\n")));
}

TEST(OfficialDocument, WhatIsMissingOrWrongIsOneClearError) {
    const auto code = [](auto spoil) {
        OfficialDocument document = sample_notice();
        spoil(document);
        const auto docx = official_document_docx(document);
        return docx ? std::string{} : docx.error().code;
    };

    EXPECT_EQ(code([](OfficialDocument& d) { d.title.clear(); }), "E-document-title");
    EXPECT_EQ(code([](OfficialDocument& d) { d.issuer.clear(); }), "E-document-issuer");
    EXPECT_NE(code([](OfficialDocument& d) { d.number = "十二号"; }), "");
    EXPECT_EQ(code([](OfficialDocument& d) {
                  std::get<DocumentTable>(d.blocks.back()).rows[0].pop_back();
              }),
              "E-document-table");
    EXPECT_EQ(
        code([](OfficialDocument& d) { std::get<DocumentTable>(d.blocks.back()).header.clear(); }),
        "E-document-table");
    EXPECT_EQ(code([](OfficialDocument& d) { d.blocks.resize(kDocumentBlocksMax + 1, Prose{}); }),
              "E-document-too-large");
    EXPECT_EQ(code([](OfficialDocument& d) {
                  d.blocks = {Prose{std::string(kDocumentTextBytesMax + 1, 'a')}};
              }),
              "E-document-too-large");
    EXPECT_EQ(code([](OfficialDocument& d) {
                  d.blocks = {DocumentTable{
                      .header = {"a"},
                      .rows = std::vector<std::vector<std::string>>(kDocumentCellsMax, {"b"})}};
              }),
              "E-document-too-large");
}

TEST(OfficialDocument, ForeignCharactersCannotBreakTheXml) {
    OfficialDocument document = sample_notice();
    document.title = "a<b>&\"'\x01\xFF";
    document.issuer = "局<&\">";

    EXPECT_THAT(text_of(document), HasSubstr("a<b>&\"'"));
}

}  // namespace
}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/soundness.hpp"
#include "exchange/zip_sample.hpp"

namespace kc::exchange {
namespace {

using testing::ElementsAre;
using testing::Pair;

DocumentText read(const std::string& body, ZipParts others = {}) {
    auto document = docx_to_text(make_docx(body, std::move(others)), {});
    EXPECT_TRUE(document) << (document ? "" : document.error().en);
    if (!document) return {};
    EXPECT_EQ(first_fault(*document), "");
    return *std::move(document);
}

std::string run(const std::string& text, const std::string& properties = {}) {
    return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text +
           "</w:t></w:r>";
}

std::string paragraph(const std::string& content, const std::string& properties = {}) {
    return "<w:p><w:pPr>" + properties + "</w:pPr>" + content + "</w:p>";
}

std::string styled(const std::string& style, const std::string& text) {
    return paragraph(run(text), "<w:pStyle w:val=\"" + style + "\"/>");
}

std::string cell(const std::string& text, const std::string& properties = {}) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(run(text)) + "</w:tc>";
}

std::string row(const std::string& cells, const std::string& properties = {}) {
    return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}

std::string table(const std::string& rows) {
    return "<w:tbl><w:tblPr/>" + rows + "</w:tbl>";
}

ZipParts styles(const std::string& content) {
    return {{"word/styles.xml", "<w:styles>" + content + "</w:styles>"}};
}

TEST(DocxText, ParagraphsAreLines) {
    EXPECT_EQ(read(paragraph(run("工作") + run("要点")) + "<w:p/>" + paragraph(run("目标"))).text,
              "工作要点\n目标\n");
}

TEST(DocxText, BreaksTabsAndHyphens) {
    EXPECT_EQ(read(paragraph("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t>"
                             "<w:br w:type=\"page\"/><w:t>2024</w:t><w:noBreakHyphen/>"
                             "<w:t>2025</w:t><w:softHyphen/></w:r>"))
                  .text,
              "一\t二\n三\n2024-2025\n");
}

TEST(DocxText, PrefixesDoNotMatter) {
    const std::string xml =
        "<x:document xmlns:x='w'><x:body><x:p><x:r><x:t>要点</x:t></x:r></x:p>"
        "</x:body></x:document>";
    EXPECT_EQ(docx_to_text(make_zip({{"word/document.xml", xml}}), {})->text, "要点\n");
}

TEST(DocxText, DeletionsGoAndInsertionsStay) {
    EXPECT_EQ(read(paragraph(run("新增") +
                             "<w:del><w:r><w:delText>40</w:delText></w:r></w:del>"
                             "<w:ins>" +
                             run("50") +
                             "</w:ins>"
                             "<w:moveFrom>" +
                             run("旧") + "</w:moveFrom><w:moveTo>" + run("个") + "</w:moveTo>"))
                  .text,
              "新增50个\n");
}

TEST(DocxText, ADeletedParagraphMarkJoinsTheNext) {
    EXPECT_EQ(read(paragraph(run("一"), "<w:rPr><w:del/></w:rPr>") + paragraph(run("二"))).text,
              "一二\n");
}

TEST(DocxText, HiddenTextIsLeftOut) {
    EXPECT_EQ(
        read(paragraph(run("一") + run("二", "<w:vanish/>") + run("三", "<w:vanish w:val=\"0\"/>")))
            .text,
        "一三\n");
}

TEST(DocxText, FieldsShowTheirResult) {
    const std::string begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    const std::string separate = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    const std::string end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    EXPECT_EQ(read(paragraph(begin + run("PAGE") + separate + run("3") + end + run("页"))).text,
              "3页\n");
    EXPECT_EQ(read(paragraph(begin + run("IF") + begin + run("X") + separate + run("a") + end +
                             separate + run("b") + end))
                  .text,
              "b\n");
    EXPECT_EQ(read(paragraph(run("一") + begin + run("没有结尾")) + paragraph(run("二"))).text,
              "一\n二\n");
    EXPECT_EQ(
        read(paragraph("<w:fldSimple w:instr=\"DATE\">" + run("2024年") + "</w:fldSimple>")).text,
        "2024年\n");
}

TEST(DocxText, OneOfTwoWaysToShowTheSame) {
    EXPECT_EQ(
        read(paragraph("<w:r><mc:AlternateContent><mc:Choice><w:t>新</w:t></mc:Choice>"
                       "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>"))
            .text,
        "新\n");
}

TEST(DocxText, TextBoxesFollowTheirParagraph) {
    EXPECT_EQ(read(paragraph(run("正文") + "<w:r><w:drawing><wps:txbx><w:txbxContent>" +
                             paragraph(run("框一")) + paragraph(run("框二")) +
                             "</w:txbxContent></wps:txbx></w:drawing></w:r>" + run("继续")) +
                   paragraph(run("下段")))
                  .text,
              "正文继续\n框一\n框二\n下段\n");
}

TEST(DocxText, NotesStandAtTheEnd) {
    const ZipParts notes = {
        {"word/footnotes.xml", "<w:footnotes><w:footnote w:id=\"-1\" w:type=\"separator\">" +
                                   paragraph(run("线")) + "</w:footnote><w:footnote w:id=\"5\">" +
                                   paragraph(run(" 含规上企业")) + "</w:footnote></w:footnotes>"},
        {"word/endnotes.xml", "<w:endnotes><w:endnote w:id=\"5\">" + paragraph(run("来源")) +
                                  "</w:endnote></w:endnotes>"}};
    const DocumentText document = read(
        paragraph(run("850家") + "<w:r><w:footnoteReference w:id=\"5\"/></w:r>" + run("。") +
                  "<w:r><w:endnoteReference w:id=\"5\"/><w:footnoteReference w:id=\"9\"/></w:r>") +
            paragraph(run("完")),
        notes);
    EXPECT_EQ(document.text, "850家[注1]。[尾注1]\n完\n[注1] 含规上企业\n[尾注1] 来源\n");
    EXPECT_TRUE(document.lines[2].note);
    EXPECT_FALSE(document.lines[1].note);
}

TEST(DocxText, HeadingsByStyleNameAndOutline) {
    const DocumentText document =
        read(styled("2", "一") + styled("a3", "二") + styled("own", "三") + styled("T", "标题") +
                 paragraph(run("四"), "<w:outlineLvl w:val=\"4\"/>") +
                 paragraph(run("五"), "<w:pStyle w:val=\"2\"/><w:outlineLvl w:val=\"9\"/>") +
                 styled("toc1", "目录行"),
             styles("<w:style w:styleId=\"2\"><w:name w:val=\"heading 1\"/></w:style>"
                    "<w:style w:styleId=\"a3\"><w:name w:val=\"标题 2\"/></w:style>"
                    "<w:style w:styleId=\"own\"><w:name w:val=\"公文三级\"/><w:basedOn "
                    "w:val=\"mid\"/></w:style>"
                    "<w:style w:styleId=\"mid\"><w:name w:val=\"x\"/><w:pPr><w:outlineLvl "
                    "w:val=\"2\"/></w:pPr></w:style>"
                    "<w:style w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>"
                    "<w:style w:styleId=\"toc1\"><w:name w:val=\"toc 1\"/></w:style>"));
    std::vector<int> levels;
    for (const LineStyle& line : document.lines) levels.push_back(line.heading_level);
    EXPECT_THAT(levels, ElementsAre(1, 2, 3, 0, 5, 0, 0));
    EXPECT_TRUE(document.lines[3].title);
    EXPECT_TRUE(document.lines[6].contents);
}

TEST(DocxText, StylesBasedOnEachOtherEnd) {
    const DocumentText document = read(
        styled("a", "一"), styles("<w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style>"
                                  "<w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>"));
    EXPECT_EQ(document.lines[0].heading_level, 0);
}

TEST(DocxText, BoldLeads) {
    const ZipParts bold = styles(
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"n\"><w:rPr/></w:style>"
        "<w:style w:styleId=\"strong\"><w:rPr><w:b/></w:rPr></w:style>");
    const auto lead = [&](const std::string& content, const std::string& properties = {}) {
        return read(paragraph(content, properties), bold).lines[0].bold_lead;
    };
    EXPECT_EQ(lead(run("1.加强。", "<w:b/>") + run("新增")), 11U);
    EXPECT_EQ(lead(run("1.", "<w:b w:val=\"1\"/>") + run("加", "<w:b/>") + run("新增")), 5U);
    EXPECT_EQ(lead(run("加强", "<w:b w:val=\"0\"/>")), 0U);
    EXPECT_EQ(lead(run("加强", "<w:rStyle w:val=\"strong\"/>") + run("新")), 6U);
    EXPECT_EQ(
        lead(run("加强") + run("新", "<w:b w:val=\"false\"/>"), "<w:pStyle w:val=\"strong\"/>"),
        6U);
    EXPECT_EQ(lead(run("新增") + run("50", "<w:b/>")), 0U);
}

TEST(DocxText, MergedCells) {
    const std::string restart = "<w:vMerge w:val=\"restart\"/>";
    const std::string go_on = "<w:vMerge/>";
    const DocumentText document =
        read(table(row(cell("类别") + cell("目标", "<w:gridSpan w:val=\"2\"/>"), "<w:tblHeader/>") +
                   row(cell("平台", restart) + cell("重点实验室") + cell("2家")) +
                   row(cell("", go_on) + cell("技术创新中心") + cell("3家")) +
                   row(cell("人才", restart) + cell("领军") + cell("5名"))));
    EXPECT_EQ(document.text,
              "类别 | 目标 | 目标\n平台 | 重点实验室 | 2家\n平台 | 技术创新中心 | 3家\n人才 | 领军 "
              "| 5名\n");
    EXPECT_TRUE(document.lines[0].header_row);
    ASSERT_EQ(document.repeats.size(), 2U);
    EXPECT_EQ(document.text.substr(document.repeats[1].begin, 6), "平台");
}

TEST(DocxText, MergedCellsBehindWideOnes) {
    const DocumentText document = read(table(row(cell("x") + cell("y") + cell("z")) +
                                             row(cell("a", "<w:gridSpan w:val=\"2\"/>") +
                                                 cell("高新科", "<w:vMerge w:val=\"restart\"/>")) +
                                             row(cell("b") + cell("c") + cell("", "<w:vMerge/>")) +
                                             row(cell("d"), "<w:gridBefore w:val=\"1\"/>")));
    EXPECT_EQ(document.text, "x | y | z\na |  | 高新科\nb | c | 高新科\n | d\n");
}

TEST(DocxText, RowsInContentControlsAndDeletedRows) {
    EXPECT_EQ(read(table("<w:sdt><w:sdtContent>" + row(cell("a") + cell("b")) +
                         "</w:sdtContent></w:sdt>" + row(cell("c") + cell("d"), "<w:del/>") +
                         row("<w:sdt><w:sdtContent>" + cell("e") + "</w:sdtContent></w:sdt>" +
                             cell("f"))))
                  .text,
              "a | b\ne | f\n");
}

TEST(DocxText, AContinuationWithNothingAboveIsACell) {
    EXPECT_EQ(read(table(row(cell("a", "<w:vMerge/>") + cell("b")))).text, "a | b\n");
}

TEST(DocxText, PropertiesAreMetadata) {
    const DocumentText document = read(
        paragraph(run("一")), {{"docProps/core.xml",
                                "<cp:coreProperties><dc:title>工作 要点</dc:title><dc:creator/>"
                                "<dcterms:created>2024-03-15T00:00:00Z</dcterms:created>"
                                "</cp:coreProperties>"}});
    EXPECT_THAT(document.metadata,
                ElementsAre(Pair("title", "工作 要点"), Pair("created", "2024-03-15T00:00:00Z")));
}

TEST(DocxText, BrokenCharactersAreReplaced) {
    EXPECT_EQ(read(paragraph(run("一\xFF&#xD800;&#1;二"))).text, "一\uFFFD\uFFFD\uFFFD\uFFFD二\n");
}

TEST(DocxText, SymbolsOfBoxesAndFractions) {
    EXPECT_EQ(
        read(paragraph("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>" + run("是") +
                       "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r>"
                       "<m:t>2</m:t></m:r></m:den></m:f></m:oMath>"))
            .text,
        "☑是1/2\n");
}

TEST(DocxText, NothingToReadIsAnError) {
    EXPECT_EQ(docx_to_text(make_docx("<w:p/>"), {}).error().code, "E-no-text");
    EXPECT_EQ(docx_to_text(make_zip({{"word/document.xml", "<x/>"}}), {}).error().code,
              "E-no-text");
}

TEST(DocxText, AnEmbeddedDocumentIsAWarning) {
    const DocumentText document = read(paragraph(run("一")) + "<w:altChunk r:id=\"r1\"/>");
    ASSERT_EQ(document.warnings.size(), 1U);
    EXPECT_EQ(document.warnings[0].code, "W-docx-embedded");
}

}  // namespace
}  // namespace kc::exchange

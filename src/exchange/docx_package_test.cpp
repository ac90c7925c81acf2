// SPDX-License-Identifier: Apache-2.0
// Goal: no package makes the reader crash, hang or fill the memory. Method: bad ones of each kind.
#include "exchange/docx_package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/docx_text.hpp"
#include "exchange/extract_text.hpp"
#include "exchange/soundness.hpp"
#include "exchange/zip_sample.hpp"

namespace kc::exchange {
namespace {

using testing::HasSubstr;

const std::string kParagraph = "<w:p><w:r><w:t>工作要点</w:t></w:r></w:p>";

std::string code_of(std::string_view bytes, const ExtractLimits& limits = {}) {
    const auto document = extract_text(bytes, "要点.docx", limits);
    return document ? "read as " + document->format : document.error().code;
}

TEST(DocxPackage, OpensADocument) {
    const std::string bytes = make_docx(kParagraph);
    auto package = DocxPackage::open(bytes, {});
    ASSERT_TRUE(package);
    EXPECT_EQ(package->main_part(), "word/document.xml");
    EXPECT_EQ(package->folder(), "word/");
    EXPECT_FALSE(package->has("word/styles.xml"));
}

TEST(DocxPackage, FollowsItsRelationships) {
    const std::string bytes =
        make_zip({{"_rels/.rels",
                   "<Relationships><Relationship Type='http://x/relationships/officeDocument' "
                   "Target='/word/document2.xml'/></Relationships>"},
                  {"word/document2.xml", "<d><body>" + kParagraph + "</body></d>"}});
    EXPECT_EQ(DocxPackage::open(bytes, {})->main_part(), "word/document2.xml");
    EXPECT_EQ(code_of(bytes), "read as docx");
}

TEST(DocxPackage, FindsNamesInAnotherCase) {
    EXPECT_EQ(code_of(make_zip({{"Word/Document.xml", "<d><body>" + kParagraph + "</body></d>"}})),
              "read as docx");
}

TEST(DocxPackage, NamesOtherPackages) {
    EXPECT_EQ(code_of(make_zip({{"a.txt", "x"}})), "E-archive");
    EXPECT_EQ(code_of(make_zip({{"[Content_Types].xml", "<T/>"}})), "E-docx-no-document");
    struct Other {
        ZipParts parts;
        const char* named;
    };
    for (const Other& other :
         {Other{{{"xl/workbook.xml", "<w/>"}}, ".xlsx"},
          Other{{{"ppt/presentation.xml", "<p/>"}}, ".pptx"}, Other{{{"OFD.xml", "<o/>"}}, "OFD"},
          Other{{{"META-INF/container.xml", "<c/>"}}, ".epub"},
          Other{{{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<c/>"}},
                ".odt"}}) {
        const auto document = extract_text(make_zip(other.parts), "a");
        ASSERT_FALSE(document) << other.named;
        EXPECT_EQ(document.error().code, "E-other-package");
        EXPECT_THAT(document.error().zh, HasSubstr(other.named));
    }
}

TEST(DocxPackage, RefusesAPassword) {
    const std::string bytes =
        make_zip({{"word/document.xml", "<d><body>" + kParagraph + "</body></d>"}}, "secret");
    EXPECT_EQ(code_of(bytes), "E-docx-password");
}

TEST(DocxPackage, RefusesEveryTruncation) {
    const std::string bytes = make_docx(kParagraph);
    for (std::size_t size = 4; size < bytes.size(); ++size) {
        const std::string code = code_of(bytes.substr(0, size));
        ASSERT_THAT(code, testing::StartsWith("E-")) << size;
    }
}

TEST(DocxPackage, SurvivesEveryBrokenByte) {
    const std::string bytes = make_docx(kParagraph);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ 0x55);
        if (const auto document = extract_text(broken, "要点.docx")) {
            EXPECT_EQ(first_fault(*document), "") << "byte " << at;
        }
    }
}

TEST(DocxPackage, RefusesABombByItsSize) {
    ExtractLimits limits;
    limits.docx_part_bytes_max = 100'000;
    EXPECT_EQ(code_of(make_docx(std::string(99'000, ' ') + kParagraph), limits), "read as docx");
    EXPECT_EQ(code_of(make_docx(std::string(100'000, ' ') + kParagraph), limits),
              "E-docx-too-large");
}

TEST(DocxPackage, RefusesABombByItsDensity) {
    const std::string bytes = make_docx(std::string(20 * kMebibyte, ' ') + kParagraph);
    EXPECT_LT(bytes.size(), 100'000U);
    EXPECT_EQ(code_of(bytes), "E-docx-too-large");
}

TEST(DocxPackage, RefusesPartsThatAreTooLargeTogether) {
    ExtractLimits limits;
    limits.docx_unpacked_bytes_max = 10'000;
    const std::string styles = "<s>" + std::string(6'000, 'x') + "</s>";
    const ZipParts others = {{"word/styles.xml", styles}, {"word/numbering.xml", styles}};
    EXPECT_EQ(code_of(make_docx(kParagraph, others), limits), "E-docx-too-large");
}

// A part that says it is small and is not: the stated size is all that is ever unpacked.
TEST(DocxPackage, RefusesAPartThatLiesAboutItsSize) {
    std::string bytes = make_docx(kParagraph + std::string(5'000, ' '));
    const std::size_t directory = bytes.rfind("PK\x01\x02");
    ASSERT_NE(directory, std::string::npos);
    bytes[directory + 24] = 100;  // uncompressed size, little-endian
    bytes[directory + 25] = 0;
    EXPECT_EQ(code_of(bytes), "E-docx-broken");
}

TEST(DocxPackage, RefusesTooManyParts) {
    ExtractLimits limits;
    limits.docx_entries_max = 5;
    ZipParts others;
    for (int i = 0; i < 3; ++i) others.emplace_back("media/" + std::to_string(i), "x");
    EXPECT_EQ(code_of(make_docx(kParagraph, others), limits), "read as docx");
    others.emplace_back("media/3", "x");
    EXPECT_EQ(code_of(make_docx(kParagraph, others), limits), "E-docx-too-many-parts");
}

TEST(DocxXml, RefusesTooManyElements) {
    ExtractLimits limits;
    limits.docx_nodes_max = 1'000;
    std::string body;
    for (int i = 0; i < 1'000; ++i) body += "<w:p/>";
    EXPECT_EQ(code_of(make_docx(kParagraph + body), limits), "E-docx-too-complex");
    EXPECT_EQ(code_of(make_docx(kParagraph + "<w:p" +
                                [] {
                                    std::string attributes;
                                    for (int i = 0; i < 2'100; ++i) attributes += " a=\"\"";
                                    return attributes;
                                }() +
                                "/>"),
                      limits),
              "E-docx-too-complex");
}

TEST(DocxXml, RefusesDepth) {
    const auto nested = [](int depth) {
        std::string begin;
        std::string end;
        for (int i = 0; i < depth; ++i) {
            begin += "<w:sdt><w:sdtContent>";
            end += "</w:sdtContent></w:sdt>";
        }
        return make_docx(begin + kParagraph + end);
    };
    EXPECT_EQ(code_of(nested(120)), "read as docx");
    EXPECT_EQ(code_of(nested(130)), "E-docx-too-complex");
    EXPECT_EQ(code_of(nested(20'000)), "E-docx-too-complex");
}

TEST(DocxXml, ExpandsNoEntities) {
    const std::string xml =
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>"
        "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><d><body><p><r><t>&b;&f;</t></r></p></body></d>";
    const auto document = docx_to_text(make_zip({{"word/document.xml", xml}}), {});
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "&b;&f;\n");
}

TEST(DocxXml, NamesBrokenXml) {
    EXPECT_EQ(code_of(make_docx("<w:p><w:r>")), "E-docx-broken");
    EXPECT_EQ(code_of(make_zip({{"word/document.xml", ""}})), "E-docx-broken");
    EXPECT_EQ(code_of(make_zip({{"word/document.xml", "no xml at all"}})), "E-docx-broken");
}

TEST(DocxXml, ADamagedCompanionIsAWarning) {
    const auto document = docx_to_text(make_docx(kParagraph, {{"word/numbering.xml", "<n"}}), {});
    ASSERT_TRUE(document);
    ASSERT_EQ(document->warnings.size(), 1U);
    EXPECT_EQ(document->warnings[0].code, "W-docx-part");
}

}  // namespace
}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/official_document_package.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <string_view>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/official_document_xml.hpp"

namespace kc::exchange {
namespace {

constexpr std::string_view kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

using Parts = std::vector<std::pair<std::string, std::string>>;

// For attributes and text alike.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : clean_line(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string content_types() {
    const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    std::string out =
        std::string(kHead) +
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" "
        "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";
    for (const auto& [part, type] :
         {std::pair{"document", "document.main"}, std::pair{"styles", "styles"},
          std::pair{"fontTable", "fontTable"}, std::pair{"settings", "settings"},
          std::pair{"footer1", "footer"}, std::pair{"footer2", "footer"}}) {
        out += fmt::format("<Override PartName=\"/word/{}.xml\" ContentType=\"{}{}+xml\"/>", part,
                           word, type);
    }
    return out + "</Types>";
}

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
    return fmt::format("<Relationship Id=\"{}\" Type=\"{}\" Target=\"{}\"/>", id, type, target);
}

std::string relations(const std::string& list) {
    return fmt::format(
        "{}<Relationships "
        "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}"
        "</Relationships>",
        kHead, list);
}

std::string package_relations() {
    return relations(
        relation("rId1", fmt::format("{}/officeDocument", kOffice), "word/document.xml") +
        relation("rId2",
                 "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                 "core-properties",
                 "docProps/core.xml"));
}

std::string document_relations() {
    const auto office = [](std::string_view type) { return fmt::format("{}/{}", kOffice, type); };
    return relations(relation("rIdStyles", office("styles"), "styles.xml") +
                     relation("rIdFonts", office("fontTable"), "fontTable.xml") +
                     relation("rIdSettings", office("settings"), "settings.xml") +
                     relation("rIdOdd", office("footer"), "footer1.xml") +
                     relation("rIdEven", office("footer"), "footer2.xml"));
}

std::string core_properties(const OfficialDocument& document) {
    return fmt::format(
        "{}<cp:coreProperties "
        "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>"
        "<dc:creator>{}</dc:creator><dcterms:created "
        "xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
        kHead, escaped(document.title), escaped(document.issuer),
        base::to_string(document.written_on));
}

std::string styles(const OfficialFonts& fonts) {
    return fmt::format(
        "{}<w:styles xmlns:w=\"{}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{}\" "
        "w:hAnsi=\"{}\" w:eastAsia=\"{}\"/><w:sz w:val=\"{}\"/><w:szCs w:val=\"{}\"/>"
        "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/>"
        "<w:pPr><w:widowControl w:val=\"0\"/><w:autoSpaceDE w:val=\"0\"/>"
        "<w:autoSpaceDN w:val=\"0\"/></w:pPr></w:style></w:styles>",
        kHead, kWord, escaped(fonts.latin), escaped(fonts.latin), escaped(fonts.body), kSizeThree,
        kSizeThree);
}

// Machines outside government often have the font under its newer name.
std::string font_table(const OfficialFonts& fonts) {
    std::string list;
    const auto add = [&](const std::string& name, std::string_view other) {
        list += fmt::format(
            "<w:font w:name=\"{}\"><w:altName w:val=\"{}\"/><w:charset "
            "w:val=\"86\"/><w:family w:val=\"auto\"/></w:font>",
            escaped(name), other);
    };
    add(fonts.title, "宋体");
    add(fonts.body, "仿宋");
    add(fonts.heading, "SimHei");
    add(fonts.subheading, "楷体");
    add(fonts.page_number, "SimSun");
    return fmt::format("{}<w:fonts xmlns:w=\"{}\">{}</w:fonts>", kHead, kWord, list);
}

std::string settings() {
    return fmt::format(
        "{}<w:settings xmlns:w=\"{}\"><w:evenAndOddHeaders/>"
        "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
        "<w:compatSetting w:name=\"compatibilityMode\" "
        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
        "</w:compat></w:settings>",
        kHead, kWord);
}

// "— 1 —" at the outer edge, one character in.
std::string footer(const OfficialFonts& fonts, bool is_odd) {
    const std::string look = fmt::format(
        "<w:rPr><w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\" w:eastAsia=\"{0}\"/><w:sz w:val=\"{1}\"/>"
        "</w:rPr>",
        escaped(fonts.page_number), kSizeFour);
    const auto run = [&](std::string_view inside) {
        return fmt::format("<w:r>{}{}</w:r>", look, inside);
    };
    return fmt::format(
        "{}<w:ftr xmlns:w=\"{}\"><w:p><w:pPr><w:ind w:{}Chars=\"100\" w:{}=\"{}\"/>"
        "<w:jc w:val=\"{}\"/></w:pPr>{}{}{}{}{}{}</w:p></w:ftr>",
        kHead, kWord, is_odd ? "right" : "left", is_odd ? "right" : "left", kSizeFour * 10,
        is_odd ? "right" : "left", run("<w:t xml:space=\"preserve\">— </w:t>"),
        run("<w:fldChar w:fldCharType=\"begin\"/>"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        run("<w:fldChar w:fldCharType=\"separate\"/>"),
        run("<w:t>1</w:t>") + run("<w:fldChar w:fldCharType=\"end\"/>"),
        run("<w:t xml:space=\"preserve\"> —</w:t>"));
}

Diagnostic cannot_pack() {
    return Diagnostic{.code = "E-document-write",
                      .zh = "生成 Word 文件失败",
                      .en = "the Word file could not be made"}
        .hint("重试；仍不行请查看可用内存", "try again; if it persists look at the free memory");
}

// Fixed dates, so that equal documents are equal files.
Result<std::string> zipped(const Parts& parts) {
    constexpr zip_uint16_t kTime = 0;
    constexpr zip_uint16_t kDate = (20U << 9U) | (1U << 5U) | 1U;  // 2000-01-01
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (target == nullptr) return unexpected(cannot_pack());
    zip_source_keep(target);
    zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    bool is_good = zip != nullptr;
    for (const auto& [name, content] : parts) {
        if (!is_good) break;
        zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        is_good = index >= 0 &&
                  zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), kTime, kDate, 0) == 0;
        if (index < 0) zip_source_free(source);
    }
    if (is_good) is_good = zip_close(zip) == 0;
    if (!is_good && zip != nullptr) zip_discard(zip);
    std::string bytes;
    if (is_good && zip_source_open(target) == 0) {
        zip_source_seek(target, 0, SEEK_END);
        bytes.resize(static_cast<std::size_t>(zip_source_tell(target)));
        zip_source_seek(target, 0, SEEK_SET);
        is_good = zip_source_read(target, bytes.data(), bytes.size()) ==
                  static_cast<zip_int64_t>(bytes.size());
        zip_source_close(target);
    }
    zip_source_free(target);
    if (!is_good || bytes.empty()) return unexpected(cannot_pack());
    return bytes;
}

}  // namespace

Result<std::string> pack_official_document(const std::string& document_xml,
                                           const OfficialDocument& document,
                                           const OfficialFonts& fonts) {
    return zipped({{"[Content_Types].xml", content_types()},
                   {"_rels/.rels", package_relations()},
                   {"word/document.xml", document_xml},
                   {"word/_rels/document.xml.rels", document_relations()},
                   {"word/styles.xml", styles(fonts)},
                   {"word/fontTable.xml", font_table(fonts)},
                   {"word/settings.xml", settings()},
                   {"word/footer1.xml", footer(fonts, true)},
                   {"word/footer2.xml", footer(fonts, false)},
                   {"docProps/core.xml", core_properties(document)}});
}

}  // namespace kc::exchange

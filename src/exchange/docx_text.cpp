// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_text.hpp"

#include <optional>
#include <utility>

#include "exchange/clean_text.hpp"
#include "exchange/docx_body.hpp"
#include "exchange/docx_package.hpp"
#include "exchange/office_xml.hpp"
#include "exchange/refusals.hpp"

namespace kc::exchange {
namespace {

// A companion part that the document can do without: absent when it is missing or damaged, an
// error only when it is out of bounds.
Result<std::optional<OfficeXml>> read_companion(DocxPackage& package, const std::string& part,
                                                const ExtractLimits& limits,
                                                Diagnostics& warnings) {
    if (!package.has(part)) return std::nullopt;
    Result<std::string> content = package.read(part);
    Result<OfficeXml> parsed = content ? OfficeXml::parse(*std::move(content), limits)
                                       : Result<OfficeXml>(unexpected(content.error()));
    if (parsed) return std::optional<OfficeXml>(*std::move(parsed));
    if (parsed.error().code != "E-docx-broken") return unexpected(parsed.error());
    warnings.push_back(Diagnostic{.code = "W-docx-part",
                                  .zh = "docx 中的 " + part + " 已损坏，编号、样式或注释可能不全",
                                  .en = part +
                                        " in the docx is damaged; numbers, styles or notes may be "
                                        "missing",
                                  .severity = Severity::warning});
    return std::nullopt;
}

void read_properties(const OfficeXml& properties, const ExtractLimits& limits,
                     DocumentText& document) {
    for (const pugi::xml_node node : properties.document().document_element().children()) {
        std::string value = clean_line(node.text().get());
        if (value.empty() || document.metadata.size() >= limits.metadata_entries_max) continue;
        document.metadata.emplace_back(clean_line(local_name(node)), std::move(value));
    }
}

pugi::xml_node root_of(const std::optional<OfficeXml>& part) {
    return part ? part->document().document_element() : pugi::xml_node{};
}

}  // namespace

Result<DocumentText> docx_to_text(std::string_view bytes, const ExtractLimits& limits) {
    Result<DocxPackage> package = DocxPackage::open(bytes, limits);
    if (!package) return unexpected(package.error());
    Result<std::string> main = package->read(package->main_part());
    if (!main) return unexpected(main.error());
    const Result<OfficeXml> body = OfficeXml::parse(*std::move(main), limits);
    if (!body) return unexpected(body.error());

    DocumentText document;
    document.lines_are_paragraphs = true;
    struct Companion {
        std::string part;
        std::optional<OfficeXml> xml = {};
    };
    const std::string folder = package->folder();
    Companion styles{folder + "styles.xml"};
    Companion numbering{folder + "numbering.xml"};
    Companion footnotes{folder + "footnotes.xml"};
    Companion endnotes{folder + "endnotes.xml"};
    Companion properties{"docProps/core.xml"};
    for (Companion* companion : {&styles, &numbering, &footnotes, &endnotes, &properties}) {
        auto read = read_companion(*package, companion->part, limits, document.warnings);
        if (!read) return unexpected(read.error());
        companion->xml = *std::move(read);
    }
    if (properties.xml) read_properties(*properties.xml, limits, document);

    const DocxStyles named_styles(root_of(styles.xml));
    DocxNumbering lists(root_of(numbering.xml));
    DocxBodyReader reader(named_styles, lists);
    reader.set_footnotes(root_of(footnotes.xml));
    reader.set_endnotes(root_of(endnotes.xml));
    Lines lines;
    reader.read_body(child(body->document().document_element(), "body"), lines);
    reader.read_notes(lines);
    if (reader.has_embedded_document()) {
        document.warnings.push_back(
            Diagnostic{.code = "W-docx-embedded",
                       .zh = "docx 里嵌入了另一个文档，其内容没有读取",
                       .en = "the docx embeds another document, which was not read",
                       .severity = Severity::warning}
                .hint("用 Word 打开后另存一次", "open it in Word and save it again"));
    }
    if (lines.empty()) {
        return unexpected(no_text("文档", "the document")
                              .hint("正文可能是图片；先做文字识别（OCR）",
                                    "the text may be a picture; run text recognition (OCR) first"));
    }
    if (!join_lines(lines, limits.text_bytes_max, document)) {
        return unexpected(too_much_text(limits.text_bytes_max));
    }
    return document;
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/official_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "base/document_number.hpp"
#include "base/numeral.hpp"
#include "base/utf8.hpp"
#include "exchange/official_document_package.hpp"
#include "exchange/official_document_xml.hpp"
#include "exchange/workbook_text.hpp"

namespace kc::exchange {
namespace {

using Form = OfficialDocument::Form;

constexpr std::int32_t kFirstLineIndent = 200;
constexpr std::int32_t kMastheadBelowTop = twips_of_mm(35);

Diagnostic bad_document(std::string_view code, std::string_view zh, std::string_view en,
                        std::string_view hint_zh, std::string_view hint_en) {
    return Diagnostic{.code = std::string(code), .zh = std::string(zh), .en = std::string(en)}.hint(
        std::string(hint_zh), std::string(hint_en));
}

Diagnostic too_large(std::string_view what_zh, std::string_view what_en, std::size_t max) {
    return bad_document("E-document-too-large", fmt::format("公文太长：{}超过 {}", what_zh, max),
                        fmt::format("the document is too long: more than {} {}", max, what_en),
                        "拆成几份，或把明细作为表格文件附上",
                        "split it, or attach the details as a workbook");
}

// What the blocks hold together, measured before anything is built.
struct Extent {
    std::size_t blocks = 0;
    std::size_t cells = 0;
    std::size_t bytes = 0;
};

Result<void> measure(const std::vector<DocumentBlock>& blocks, Extent& extent) {
    extent.blocks += blocks.size();
    for (const DocumentBlock& block : blocks) {
        if (const auto* prose = std::get_if<Prose>(&block)) extent.bytes += prose->text.size();
        if (const auto* heading = std::get_if<Heading>(&block))
            extent.bytes += heading->text.size();
        const auto* table = std::get_if<DocumentTable>(&block);
        if (table == nullptr) continue;
        const std::size_t columns = table->header.size();
        if (columns == 0 || columns > kDocumentColumnsMax)
            return unexpected(bad_document(
                "E-document-table", fmt::format("表格“{}”没有列或列太多", table->caption),
                fmt::format("table '{}' has no columns or too many", table->caption),
                "每张表 1 到 60 列", "give each table 1 to 60 columns"));
        extent.cells += columns * (table->rows.size() + 1);
        for (const auto& row : table->rows) {
            if (row.size() != columns)
                return unexpected(bad_document(
                    "E-document-table", fmt::format("表格“{}”各行列数不一", table->caption),
                    fmt::format("the rows of table '{}' differ in width", table->caption),
                    "补齐各行的单元格，没有的留空", "fill each row up; leave cells empty"));
            for (const std::string& cell : row) extent.bytes += cell.size();
        }
    }
    return {};
}

Result<void> check(const OfficialDocument& document) {
    if (document.title.empty())
        return unexpected(bad_document("E-document-title", "公文没有标题",
                                       "the document has no title", "填写标题", "give it a title"));
    if (document.issuer.empty() && document.form != Form::plain)
        return unexpected(bad_document("E-document-issuer", "公文没有发文机关",
                                       "the document has no issuer", "填写发文机关",
                                       "name the issuing body"));
    if (document.form == Form::red_header && !document.number.empty()) {
        if (const auto number = base::DocumentNumber::parse(document.number); !number)
            return unexpected(number.error());
    }
    Extent extent{.bytes = document.title.size() + document.recipient.size()};
    if (auto done = measure(document.blocks, extent); !done) return done;
    for (const Annex& annex : document.annexes) {
        if (auto done = measure(annex.blocks, extent); !done) return done;
    }
    if (extent.blocks > kDocumentBlocksMax)
        return unexpected(too_large("段落和表格", "paragraphs and tables", kDocumentBlocksMax));
    if (extent.cells > kDocumentCellsMax)
        return unexpected(too_large("表格单元格", "cells", kDocumentCellsMax));
    if (extent.bytes > kDocumentTextBytesMax)
        return unexpected(too_large("文字的字节", "bytes of text", kDocumentTextBytesMax));
    return {};
}

// 一、 （一） 1. （1）; each level begins anew below a higher one.
class HeadingNumbers {
public:
    std::string next(std::size_t level) {
        ++counts_[level - 1];
        std::fill(counts_.begin() + static_cast<std::ptrdiff_t>(level), counts_.end(), 0);
        const int count = counts_[level - 1];
        const auto chinese = base::format_chinese_numeral(base::Decimal(count));
        const std::string numeral = chinese ? base::encode_utf8(*chinese) : std::to_string(count);
        switch (level) {
            case 1: return numeral + "、";
            case 2: return "（" + numeral + "）";
            case 3: return std::to_string(count) + ".";
            default: return "（" + std::to_string(count) + "）";
        }
    }

private:
    std::array<int, 4> counts_ = {};
};

class Composer {
public:
    Composer(const OfficialDocument& document, DocumentBody& body)
        : document_(document), body_(body), fonts_(body.fonts()) {}

    void compose() {
        add_head();
        add_title();
        add_blocks(document_.blocks, kTextWidth);
        add_annex_list();
        if (document_.form != Form::bulletin) add_signature();
        if (!document_.remark.empty()) {
            body_.add_paragraph("（" + document_.remark + "）", {.indent_first = kFirstLineIndent});
        }
        add_annexes();
    }

private:
    std::string masthead() const {
        return document_.masthead.empty() ? document_.issuer + "文件" : document_.masthead;
    }

    // As large as the width lets it be, and no larger than is usual.
    static std::int32_t masthead_size(std::string_view text) {
        constexpr std::size_t kLargest = 62;  // points
        constexpr std::size_t kSmallest = 22;
        const std::size_t characters = std::max<std::size_t>(base::count_code_points(text), 1);
        const std::size_t fits = static_cast<std::size_t>(kTextWidth) / 21 / characters;
        return static_cast<std::int32_t>(2 * std::clamp(fits, kSmallest, kLargest));
    }

    void add_head() {
        if (document_.form == Form::plain) return;
        std::int32_t space = kMastheadBelowTop;
        for (const std::string& line : {document_.secrecy, document_.urgency}) {
            if (line.empty()) continue;
            body_.add_paragraph(line, {.run = {fonts_.heading}});
            space -= kLinePitch;
        }
        const std::string words = masthead();
        body_.add_paragraph(words, {.run = {fonts_.title, masthead_size(words), true},
                                    .align = "center",
                                    .space_before = std::max(space, 0),
                                    .line = 0});
        if (document_.form == Form::bulletin) return add_issue();
        body_.add_blank_lines(2);
        ParagraphLook number{.align = "center", .red_line_below = true};
        std::string text = document_.number;
        if (!document_.signer.empty()) {
            // 上行文: number left, signer right, both one character in. By a blank and a tab,
            // because an indent would shorten the line below.
            number.align = {};
            number.tab_right = kTextWidth - kSizeThree * 10;
            text = "　" + text + "\t签发人：" + document_.signer;
        }
        body_.add_paragraph(text, number);
    }

    void add_issue() {
        body_.add_blank_lines(1);
        if (!document_.number.empty()) body_.add_paragraph(document_.number, {.align = "center"});
        body_.add_paragraph(
            "　" + document_.issuer + "\t" + base::to_chinese_string(document_.written_on),
            {.red_line_below = true, .tab_right = kTextWidth - kSizeThree * 10});
    }

    void add_title() {
        constexpr std::int32_t kTitlePitch = 700;
        if (document_.form != Form::plain) body_.add_blank_lines(2);
        body_.add_paragraph(
            document_.title,
            {.run = {fonts_.title, kSizeTwo}, .align = "center", .line = kTitlePitch});
        body_.add_blank_lines(1);
        if (!document_.recipient.empty()) body_.add_paragraph(document_.recipient + "：", {});
    }

    void add_blocks(const std::vector<DocumentBlock>& blocks, std::int32_t width) {
        HeadingNumbers numbers;
        for (const DocumentBlock& block : blocks) {
            if (const auto* prose = std::get_if<Prose>(&block)) {
                body_.add_paragraph(prose->text,
                                    {.align = "both", .indent_first = kFirstLineIndent});
            } else if (const auto* heading = std::get_if<Heading>(&block)) {
                const std::size_t level = std::clamp<std::size_t>(heading->level, 1, 4);
                body_.add_paragraph(numbers.next(level) + heading->text,
                                    {.run = {heading_font(level)},
                                     .indent_first = kFirstLineIndent,
                                     .keep_next = true});
            } else if (const auto* table = std::get_if<DocumentTable>(&block)) {
                body_.add_table(*table, width);
            }
        }
    }

    std::string heading_font(std::size_t level) const {
        if (level == 1) return fonts_.heading;
        return level == 2 ? fonts_.subheading : fonts_.body;
    }

    void add_annex_list() {
        if (document_.annexes.empty()) return;
        body_.add_blank_lines(1);
        const bool is_one = document_.annexes.size() == 1;
        for (std::size_t i = 0; i < document_.annexes.size(); ++i) {
            const std::string& title = document_.annexes[i].title;
            const std::string label = i == 0 ? "附件：" : "";
            const std::string text =
                is_one ? label + title : fmt::format("{}{}. {}", label, i + 1, title);
            // Further lines begin under the first title's words.
            const std::int32_t hang = is_one ? 300 : i == 0 ? 400 : 100;
            body_.add_paragraph(text, {.indent_left = is_one ? 500 : 600, .hanging = hang});
        }
    }

    // In hundredths of a character of Chinese; digits are half as wide.
    static std::int32_t width_of(std::string_view text) {
        return static_cast<std::int32_t>(shown_width(text)) * 50;
    }

    // For a seal: the date four characters from the right, the issuer centred above it.
    void add_signature() {
        constexpr std::int32_t kDateFromRight = 400;
        constexpr std::int32_t kNearest = 100;
        const std::string day = base::to_chinese_string(document_.written_on);
        body_.add_blank_lines(2);
        if (!document_.issuer.empty()) {
            const std::int32_t over = (width_of(document_.issuer) - width_of(day)) / 2;
            body_.add_paragraph(document_.issuer,
                                {.align = "right",
                                 .indent_right = std::max(kDateFromRight - over, kNearest),
                                 .keep_next = true});
        }
        body_.add_paragraph(day, {.align = "right", .indent_right = kDateFromRight});
    }

    void add_annexes() {
        bool is_landscape = false;
        for (std::size_t i = 0; i < document_.annexes.size(); ++i) {
            const Annex& annex = document_.annexes[i];
            const bool turns = annex.is_landscape != is_landscape;
            if (turns) body_.end_section(is_landscape, false);
            is_landscape = annex.is_landscape;
            const std::string label =
                document_.annexes.size() == 1 ? std::string("附件") : fmt::format("附件{}", i + 1);
            body_.add_paragraph(label, {.run = {fonts_.heading}, .page_break_before = !turns});
            body_.add_blank_lines(1);
            body_.add_paragraph(annex.title,
                                {.run = {fonts_.title, kSizeTwo}, .align = "center", .line = 0});
            body_.add_blank_lines(1);
            add_blocks(annex.blocks, is_landscape ? kTextHeight : kTextWidth);
        }
        body_.add_imprint(document_);
        // A table must not be the last thing in a section.
        body_.add_paragraph({}, {.line = 20});
        body_.end_section(is_landscape, true);
    }

    const OfficialDocument& document_;
    DocumentBody& body_;
    const OfficialFonts& fonts_;
};

}  // namespace

Result<std::string> official_document_docx(const OfficialDocument& document,
                                           const OfficialFonts& fonts) {
    if (auto sound = check(document); !sound) return unexpected(sound.error());
    pugi::xml_document xml;
    pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node root = xml.append_child("w:document");
    root.append_attribute("xmlns:w") =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    root.append_attribute("xmlns:r") =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    DocumentBody body(root.append_child("w:body"), fonts);
    Composer(document, body).compose();
    std::ostringstream out;
    xml.save(out, "", pugi::format_raw);
    return pack_official_document(std::move(out).str(), document, fonts);
}

}  // namespace kc::exchange

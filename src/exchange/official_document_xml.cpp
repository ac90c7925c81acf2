// SPDX-License-Identifier: Apache-2.0
#include "exchange/official_document_xml.hpp"

#include <algorithm>
#include <utility>

#include "base/decimal.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/workbook_text.hpp"

namespace kc::exchange {
namespace {

constexpr const char* kRed = "FF0000";
constexpr std::int32_t kPageWidth = twips_of_mm(210);
constexpr std::int32_t kPageHeight = twips_of_mm(297);
constexpr std::int32_t kMarginTop = twips_of_mm(37);
constexpr std::int32_t kMarginLeft = twips_of_mm(28);
constexpr std::int32_t kMarginRight = kPageWidth - kMarginLeft - kTextWidth;
constexpr std::int32_t kMarginBottom = kPageHeight - kMarginTop - kTextHeight;
// The page number stands 7 mm below the text.
constexpr std::int32_t kFooterDistance = twips_of_mm(23);
// 28 characters of size 3 are a little wider than the text; so much is taken from each. A grid of
// characters would do the same, but programs do not agree on how wide its cells are.
constexpr std::int32_t kTighter = -5;

pugi::xml_node add(pugi::xml_node parent, const char* name) {
    return parent.append_child(name);
}

void set(pugi::xml_node node, const char* name, std::int32_t value) {
    node.append_attribute(name).set_value(value);
}

void set(pugi::xml_node node, const char* name, const char* value) {
    node.append_attribute(name).set_value(value);
}

void add_value(pugi::xml_node parent, const char* name, const char* value) {
    set(add(parent, name), "w:val", value);
}

void add_value(pugi::xml_node parent, const char* name, std::int32_t value) {
    set(add(parent, name), "w:val", value);
}

void add_line(pugi::xml_node borders, const char* side, std::int32_t eighths, const char* colour,
              std::int32_t space) {
    const pugi::xml_node line = add(borders, side);
    set(line, "w:val", "single");
    set(line, "w:sz", eighths);
    set(line, "w:space", space);
    set(line, "w:color", colour);
}

// Hundredths of a character and, for programs that do not know those, twips.
void set_indent(pugi::xml_node indent, const char* chars, const char* length,
                std::int32_t hundredths, std::int32_t size) {
    if (hundredths == 0) return;
    set(indent, chars, hundredths);
    set(indent, length, hundredths * size / 10);
}

// The order of elements in pPr is fixed by the schema.
void set_paragraph_properties(pugi::xml_node properties, const ParagraphLook& look) {
    if (look.keep_next) add(properties, "w:keepNext");
    if (look.page_break_before) add(properties, "w:pageBreakBefore");
    if (look.red_line_below) {
        constexpr std::int32_t kFourMillimetres = 11;  // points
        add_line(add(properties, "w:pBdr"), "w:bottom", 18, kRed, kFourMillimetres);
    }
    if (look.tab_right > 0) {
        const pugi::xml_node tab = add(add(properties, "w:tabs"), "w:tab");
        set(tab, "w:val", "right");
        set(tab, "w:pos", look.tab_right);
    }
    const pugi::xml_node spacing = add(properties, "w:spacing");
    set(spacing, "w:before", look.space_before);
    set(spacing, "w:after", 0);
    if (look.line > 0) {
        set(spacing, "w:line", look.line);
        set(spacing, "w:lineRule", "exact");
    }
    const pugi::xml_node indent = add(properties, "w:ind");
    set_indent(indent, "w:leftChars", "w:left", look.indent_left, look.run.size);
    set_indent(indent, "w:rightChars", "w:right", look.indent_right, look.run.size);
    set_indent(indent, "w:hangingChars", "w:hanging", look.hanging, look.run.size);
    set_indent(indent, "w:firstLineChars", "w:firstLine", look.indent_first, look.run.size);
    if (!look.align.empty()) add_value(properties, "w:jc", look.align.c_str());
}

bool is_number(std::string_view text) {
    std::string digits(text);
    std::erase(digits, ',');
    if (digits.ends_with('%')) digits.pop_back();
    return base::Decimal::parse(digits).has_value();
}

// Right for columns of numbers, centre for short words, left for long ones.
std::vector<std::string> alignments(const DocumentTable& table) {
    constexpr std::size_t kShort = 16;
    std::vector<std::string> out;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
        bool numbers = false;
        bool words = false;
        std::size_t longest = 0;
        for (const auto& row : table.rows) {
            if (row[column].empty()) continue;
            (is_number(row[column]) ? numbers : words) = true;
            longest = std::max(longest, shown_width(row[column]));
        }
        out.emplace_back(numbers && !words ? "right" : longest <= kShort ? "center" : "left");
    }
    return out;
}

// As wide as the longest words of each column; where that is too much, the widest give way first,
// where it is too little, all grow alike.
std::vector<std::int32_t> column_widths(const DocumentTable& table, std::int32_t width,
                                        std::int32_t size) {
    constexpr std::int32_t kCellMargins = 2 * 108;
    constexpr std::size_t kNarrowest = 4;
    const std::int32_t half_character = size * 5;
    std::vector<std::int32_t> natural;
    std::int64_t total = 0;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
        // A header may take two lines.
        std::size_t longest = std::max((shown_width(table.header[column]) + 3) / 2, kNarrowest);
        for (const auto& row : table.rows) longest = std::max(longest, shown_width(row[column]));
        const auto wanted = static_cast<std::int32_t>(std::min<std::size_t>(longest + 1, 1'000));
        natural.push_back(wanted * half_character + kCellMargins);
        total += natural.back();
    }
    if (total > width) {
        // The highest common limit under which they fit together.
        std::int32_t low = width / static_cast<std::int32_t>(natural.size());
        std::int32_t high = width;
        while (low < high) {
            const std::int32_t limit = (low + high + 1) / 2;
            std::int64_t sum = 0;
            for (const std::int32_t each : natural) sum += std::min(each, limit);
            (sum <= width ? low : high) = sum <= width ? limit : limit - 1;
        }
        for (std::int32_t& each : natural) each = std::min(each, low);
        return natural;
    }
    for (std::int32_t& each : natural)
        each = static_cast<std::int32_t>(std::int64_t{each} * width / total);
    return natural;
}

std::int32_t table_size(std::size_t columns) {
    if (columns <= 6) return kSizeSmallFour;
    return columns <= 10 ? kSizeFive : kSizeSmallFive;
}

}  // namespace

void set_run_properties(pugi::xml_node run, const RunLook& look, const OfficialFonts& fonts) {
    const pugi::xml_node properties = add(run, "w:rPr");
    const pugi::xml_node names = add(properties, "w:rFonts");
    const std::string& chinese = look.font.empty() ? fonts.body : look.font;
    set(names, "w:ascii", fonts.latin.c_str());
    set(names, "w:hAnsi", fonts.latin.c_str());
    set(names, "w:eastAsia", chinese.c_str());
    // Quotation marks and dashes belong to both scripts; here they are Chinese.
    set(names, "w:hint", "eastAsia");
    if (look.is_red) add_value(properties, "w:color", kRed);
    if (look.size == kSizeThree) add_value(properties, "w:spacing", kTighter);
    add_value(properties, "w:sz", look.size);
    add_value(properties, "w:szCs", look.size);
}

void DocumentBody::add_runs(pugi::xml_node paragraph, std::string_view text, const RunLook& look) {
    const pugi::xml_node run = add(paragraph, "w:r");
    set_run_properties(run, look, fonts_);
    const auto add_piece = [&](std::string_view piece) {
        if (piece.empty()) return;
        pugi::xml_node node = add(run, "w:t");
        set(node, "xml:space", "preserve");
        node.append_child(pugi::node_pcdata).set_value(clean_piece(piece).c_str());
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
        add_piece(text.substr(0, end));
        if (end == text.size()) return;
        add(run, text[end] == '\n' ? "w:br" : "w:tab");
        text.remove_prefix(end + 1);
    }
}

pugi::xml_node DocumentBody::add_paragraph(std::string_view text, const ParagraphLook& look) {
    const pugi::xml_node paragraph = add(body_, "w:p");
    set_paragraph_properties(add(paragraph, "w:pPr"), look);
    add_runs(paragraph, text, look.run);
    return paragraph;
}

void DocumentBody::add_blank_lines(int count) {
    for (int i = 0; i < count; ++i) add_paragraph({}, {});
}

void DocumentBody::add_cell(pugi::xml_node row, std::string_view text, std::int32_t width,
                            const ParagraphLook& look) {
    const pugi::xml_node cell = add(row, "w:tc");
    const pugi::xml_node properties = add(cell, "w:tcPr");
    const pugi::xml_node size = add(properties, "w:tcW");
    set(size, "w:w", width);
    set(size, "w:type", "dxa");
    add_value(properties, "w:vAlign", "center");
    const pugi::xml_node paragraph = add(cell, "w:p");
    set_paragraph_properties(add(paragraph, "w:pPr"), look);
    add_runs(paragraph, text, look.run);
}

void DocumentBody::add_table(const DocumentTable& table, std::int32_t width) {
    if (!table.caption.empty())
        add_paragraph(table.caption,
                      {.run = {fonts_.heading}, .align = "center", .keep_next = true});
    const std::int32_t text_size = table_size(table.header.size());
    if (!table.unit.empty())
        add_paragraph(table.unit, {.run = {{}, text_size}, .align = "right", .keep_next = true});
    const pugi::xml_node node = add(body_, "w:tbl");
    const pugi::xml_node properties = add(node, "w:tblPr");
    const pugi::xml_node whole = add(properties, "w:tblW");
    set(whole, "w:w", width);
    set(whole, "w:type", "dxa");
    add_value(properties, "w:jc", "center");
    const pugi::xml_node borders = add(properties, "w:tblBorders");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
        add_line(borders, side, 4, "000000", 0);
    }
    set(add(properties, "w:tblLayout"), "w:type", "fixed");
    const std::vector<std::int32_t> widths = column_widths(table, width, text_size);
    const pugi::xml_node grid = add(node, "w:tblGrid");
    for (const std::int32_t each : widths) set(add(grid, "w:gridCol"), "w:w", each);

    const std::vector<std::string> aligned = alignments(table);
    const auto add_row = [&](const std::vector<std::string>& cells, bool is_header) {
        const pugi::xml_node row = add(node, "w:tr");
        const pugi::xml_node row_properties = add(row, "w:trPr");
        add(row_properties, "w:cantSplit");
        if (is_header) add(row_properties, "w:tblHeader");
        for (std::size_t i = 0; i < cells.size(); ++i) {
            add_cell(row, cells[i], widths[i],
                     {.run = {is_header ? fonts_.heading : fonts_.body, text_size},
                      .align = is_header ? "center" : aligned[i],
                      .space_before = 40,
                      .line = 0});
        }
    };
    add_row(table.header, true);
    for (const auto& row : table.rows) add_row(row, false);
    if (!table.remark.empty())
        add_paragraph(table.remark, {.run = {{}, kSizeFive}, .space_before = 60, .line = 0});
}

void DocumentBody::add_imprint(const OfficialDocument& document) {
    if (document.copies_to.empty() && document.printed_by.empty()) return;
    const pugi::xml_node node = add(body_, "w:tbl");
    const pugi::xml_node properties = add(node, "w:tblPr");
    const pugi::xml_node place = add(properties, "w:tblpPr");
    set(place, "w:vertAnchor", "margin");
    set(place, "w:horzAnchor", "margin");
    set(place, "w:tblpXSpec", "center");
    set(place, "w:tblpYSpec", "bottom");
    const pugi::xml_node whole = add(properties, "w:tblW");
    set(whole, "w:w", kTextWidth);
    set(whole, "w:type", "dxa");
    const pugi::xml_node borders = add(properties, "w:tblBorders");
    constexpr std::int32_t kThick = 8;  // 0.35 mm
    constexpr std::int32_t kThin = 6;   // 0.25 mm
    add_line(borders, "w:top", kThick, "000000", 0);
    add_line(borders, "w:bottom", kThick, "000000", 0);
    add_line(borders, "w:insideH", kThin, "000000", 0);
    set(add(properties, "w:tblLayout"), "w:type", "fixed");
    set(add(add(node, "w:tblGrid"), "w:gridCol"), "w:w", kTextWidth);
    const auto add_line_of = [&](const std::string& text, ParagraphLook look) {
        const pugi::xml_node row = add(node, "w:tr");
        look.run.size = kSizeFour;
        look.indent_left += 100;
        look.indent_right = 100;
        add_cell(row, text, kTextWidth, look);
    };
    if (!document.copies_to.empty()) {
        std::string copies = "抄送：";
        for (const std::string& body : document.copies_to) {
            if (&body != &document.copies_to.front()) copies += "，";
            copies += body;
        }
        add_line_of(copies + "。", {.indent_left = 300, .hanging = 300});
    }
    if (!document.printed_by.empty()) {
        add_line_of(
            document.printed_by + "\t" + base::to_chinese_string(document.written_on) + "印发",
            {.tab_right = kTextWidth - 2 * 108 - kSizeFour * 10});
    }
}

void DocumentBody::add_section(pugi::xml_node parent, bool is_landscape) {
    const pugi::xml_node section = add(parent, "w:sectPr");
    for (const auto& [type, id] : {std::pair{"default", "rIdOdd"}, std::pair{"even", "rIdEven"}}) {
        const pugi::xml_node footer = add(section, "w:footerReference");
        set(footer, "w:type", type);
        set(footer, "r:id", id);
    }
    const pugi::xml_node size = add(section, "w:pgSz");
    set(size, "w:w", is_landscape ? kPageHeight : kPageWidth);
    set(size, "w:h", is_landscape ? kPageWidth : kPageHeight);
    if (is_landscape) set(size, "w:orient", "landscape");
    const pugi::xml_node margin = add(section, "w:pgMar");
    // Turned by a quarter: the top of the page becomes its left side.
    set(margin, "w:top", is_landscape ? kMarginLeft : kMarginTop);
    set(margin, "w:right", is_landscape ? kMarginTop : kMarginRight);
    set(margin, "w:bottom", is_landscape ? kMarginRight : kMarginBottom);
    set(margin, "w:left", is_landscape ? kMarginBottom : kMarginLeft);
    set(margin, "w:header", twips_of_mm(15));
    set(margin, "w:footer", is_landscape ? twips_of_mm(15) : kFooterDistance);
    set(margin, "w:gutter", 0);
}

void DocumentBody::end_section(bool is_landscape, bool is_last) {
    if (is_last) return add_section(body_, is_landscape);
    // A section that is not the last one keeps its properties in a paragraph at its end.
    const pugi::xml_node paragraph = add(body_, "w:p");
    const pugi::xml_node properties = add(paragraph, "w:pPr");
    const pugi::xml_node spacing = add(properties, "w:spacing");
    set(spacing, "w:line", 20);
    set(spacing, "w:lineRule", "exact");
    add_section(properties, is_landscape);
}

}  // namespace kc::exchange

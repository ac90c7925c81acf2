// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.hpp"
#include "exchange/office_xml.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kFieldDepthMax = 64;

// Merged cells further right than this are read as separate ones.
constexpr std::size_t kColumnsTracked = 1024;

// Containers of blocks that stand for nothing themselves: content controls, accepted insertions.
bool is_block_wrapper(std::string_view name) {
    return name == "sdt" || name == "sdtContent" || name == "customXml" || name == "smartTag" ||
           name == "ins" || name == "moveTo";
}

// Properties, and text that the finished document does not show.
bool is_skipped_inline(std::string_view name) {
    for (const std::string_view skipped :
         {"pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sectPr",
          "sdtPr", "Fallback", "docPr", "nvPicPr", "blipFill"}) {
        if (name == skipped) return true;
    }
    return false;
}

// Symbols of the Wingdings fonts that stand for something; others are ornaments.
std::string symbol_text(const pugi::xml_node& node) {
    const std::string_view hex = attribute(node, "char");
    unsigned code = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    const bool is_second = attribute(node, "font") == "Wingdings 2";
    switch (code & 0xFF) {
        case 0x52:
            if (code >= 0xF000) return is_second ? "☑" : "";
            break;
        case 0xA3:
            if (code >= 0xF000) return is_second ? "□" : "";
            break;
        case 0xA8:
            if (code >= 0xF000) return "□";
            break;
        case 0xFE:
            if (code >= 0xF000) return "☑";
            break;
        case 0xFC:
            if (code >= 0xF000) return "✓";
            break;
        default: break;
    }
    return code >= 0x20 && code < 0xE000 ? base::encode_utf8(static_cast<char32_t>(code))
                                         : std::string{};
}

// Rows of a table or cells of a row, through the wrappers they may stand in.
void collect(const pugi::xml_node& parent, std::string_view wanted,
             std::vector<pugi::xml_node>& found) {
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = local_name(node);
        if (name == wanted) {
            found.push_back(node);
        } else if (is_block_wrapper(name)) {
            collect(node, wanted, found);
        }
    }
}

std::uint32_t to_span(std::string_view text, std::int64_t at_least) {
    const std::int64_t most = kTableColumnsMax;
    return static_cast<std::uint32_t>(std::clamp(to_integer(text, at_least), at_least, most));
}

// The element that a paragraph or row carries when a tracked change deleted it.
bool is_deleted(const pugi::xml_node& properties) {
    return !child(properties, "del").empty();
}

}  // namespace

void DocxBodyReader::index_notes(const pugi::xml_node& part, NoteIndex& index) {
    for (const pugi::xml_node note : part.children()) {
        // Notes with a type are the rules drawn above the notes.
        if (!attribute(note, "type").empty() && attribute(note, "type") != "normal") continue;
        index.emplace(std::string(attribute(note, "id")), Note{note, {}});
    }
}

void DocxBodyReader::read_body(const pugi::xml_node& body, Lines& out) {
    read_blocks(body, out);
}

void DocxBodyReader::read_notes(Lines& out) {
    in_notes_ = true;
    for (const Note& note : notes_) {
        Lines lines;
        read_blocks(note.node, lines);
        for (Line& line : lines) line.style.note = true;
        if (lines.empty()) continue;
        std::string& text = lines.front().text;
        text = note.label + ' ' + text.substr(std::min(text.find_first_not_of(' '), text.size()));
        lines.front().style.bold_lead = 0;
        std::move(lines.begin(), lines.end(), std::back_inserter(out));
    }
}

void DocxBodyReader::read_blocks(const pugi::xml_node& parent, Lines& out) {
    Paragraph open;
    for (const pugi::xml_node node : parent.children()) read_block(node, out, open);
    end_paragraph(open, out);
}

void DocxBodyReader::read_block(const pugi::xml_node& node, Lines& out, Paragraph& open) {
    const std::string_view name = local_name(node);
    if (name == "p") {
        read_paragraph(node, out, open);
    } else if (name == "tbl") {
        end_paragraph(open, out);
        read_table(node, out);
    } else if (is_block_wrapper(name)) {
        for (const pugi::xml_node inner : node.children()) read_block(inner, out, open);
    } else if (name == "AlternateContent") {
        pugi::xml_node chosen = child(node, "Choice");
        if (!chosen) chosen = child(node, "Fallback");
        for (const pugi::xml_node inner : chosen.children()) read_block(inner, out, open);
    } else if (name == "altChunk") {
        has_embedded_document_ = true;
    }
}

void DocxBodyReader::read_paragraph(const pugi::xml_node& node, Lines& out, Paragraph& open) {
    const pugi::xml_node properties = child(node, "pPr");
    const LineStyle style = begin_paragraph(properties, open);
    open.line.style = style;
    read_inline(node, open, open.is_bold);
    // A field code never runs over a paragraph end; an unclosed one must not swallow the rest.
    if (is_in_field_code()) fields_.clear();
    // When the paragraph mark itself was deleted, the next paragraph continues this one.
    if (is_deleted(child(properties, "rPr"))) return;
    end_paragraph(open, out);
}

LineStyle DocxBodyReader::begin_paragraph(const pugi::xml_node& properties, Paragraph& paragraph) {
    const std::string_view style_id = value_of(properties, "pStyle");
    const DocxStyle& named = styles_.find(style_id);
    LineStyle style;
    style.heading_level = outline_level(properties).value_or(named.heading_level);
    style.title = named.is_title;
    style.contents = named.is_contents;
    paragraph.is_bold = named.is_bold.value_or(false);
    paragraph.is_hidden = named.is_hidden;

    std::optional<NumberingUse> use = numbering_use(properties);
    const bool is_by_style = named.numbering && (!use || use->number_id < 0);
    if (is_by_style) {
        const std::int64_t number_id = named.numbering->number_id;
        const std::int64_t tied = numbering_.level_of_style(number_id, style_id);
        const std::int64_t level = named.numbering->level.value_or(tied);
        use = NumberingUse{number_id, use && use->level ? *use->level : level};
    }
    if (use && use->number_id > 0) {
        style.list_item = true;
        if (!is_deleted(child(properties, "rPr"))) {
            paragraph.line.set_label(numbering_.next_label(use->number_id, use->level.value_or(0)),
                                     false);
        }
    }
    return style;
}

void DocxBodyReader::end_paragraph(Paragraph& paragraph, Lines& out) {
    paragraph.line.flush(paragraph.lines);
    paragraph.line.set_label({}, false);
    std::move(paragraph.lines.begin(), paragraph.lines.end(), std::back_inserter(out));
    std::move(paragraph.boxes.begin(), paragraph.boxes.end(), std::back_inserter(out));
    paragraph.lines.clear();
    paragraph.boxes.clear();
}

void DocxBodyReader::read_inline(const pugi::xml_node& parent, Paragraph& paragraph, bool is_bold) {
    for (const pugi::xml_node node : parent.children()) {
        if (node.type() == pugi::node_element) read_inline_element(node, paragraph, is_bold);
    }
}

void DocxBodyReader::read_inline_element(const pugi::xml_node& node, Paragraph& paragraph,
                                         bool is_bold) {
    const std::string_view name = local_name(node);
    if (name == "t") {
        if (!is_in_field_code()) paragraph.line.add_verbatim(node.text().get(), is_bold);
    } else if (name == "r") {
        read_run(node, paragraph);
    } else if (is_skipped_inline(name)) {
        return;
    } else if (name == "tab" || name == "ptab") {
        paragraph.line.add_tab();
    } else if (name == "br" || name == "cr") {
        paragraph.line.flush(paragraph.lines);
    } else if (name == "noBreakHyphen") {
        paragraph.line.add_verbatim("-", is_bold);
    } else if (name == "sym") {
        paragraph.line.add_verbatim(symbol_text(node), is_bold);
    } else if (name == "fldChar") {
        read_field_mark(node);
    } else if (name == "footnoteReference" || name == "endnoteReference") {
        read_note_mark(node, paragraph, name == "endnoteReference");
    } else if (name == "txbxContent") {
        const std::vector<bool> fields_around = std::exchange(fields_, {});
        read_blocks(node, paragraph.boxes);
        fields_ = fields_around;
    } else if (name == "AlternateContent") {
        read_choice(node, paragraph, is_bold);
    } else if (name == "den") {
        // A fraction in a formula is one number over another.
        paragraph.line.add_verbatim("/", is_bold);
        read_inline(node, paragraph, is_bold);
    } else {
        read_inline(node, paragraph, is_bold);
    }
}

void DocxBodyReader::read_run(const pugi::xml_node& run, Paragraph& paragraph) {
    const pugi::xml_node properties = child(run, "rPr");
    bool is_bold = paragraph.is_bold;
    bool is_hidden = paragraph.is_hidden;
    if (const std::string_view style_id = value_of(properties, "rStyle"); !style_id.empty()) {
        const DocxStyle& style = styles_.find(style_id);
        is_bold = style.is_bold.value_or(is_bold);
        is_hidden |= style.is_hidden;
    }
    if (is_on(properties, "vanish", is_hidden)) return;
    read_inline(run, paragraph, is_on(properties, "b", is_bold));
}

// The same content in two ways, for newer and older programs: only one is shown.
void DocxBodyReader::read_choice(const pugi::xml_node& node, Paragraph& paragraph, bool is_bold) {
    pugi::xml_node chosen = child(node, "Choice");
    if (!chosen) chosen = child(node, "Fallback");
    read_inline(chosen, paragraph, is_bold);
}

void DocxBodyReader::read_field_mark(const pugi::xml_node& node) {
    const std::string_view type = attribute(node, "fldCharType");
    if (type == "begin") {
        if (fields_.size() < kFieldDepthMax) fields_.push_back(true);
    } else if (type == "separate") {
        if (!fields_.empty()) fields_.back() = false;
    } else if (type == "end") {
        if (!fields_.empty()) fields_.pop_back();
    }
}

bool DocxBodyReader::is_in_field_code() const {
    return std::find(fields_.begin(), fields_.end(), true) != fields_.end();
}

// A reader sees a raised number, which in plain text would run into the words before it.
void DocxBodyReader::read_note_mark(const pugi::xml_node& node, Paragraph& paragraph,
                                    bool is_endnote) {
    NoteIndex& index = is_endnote ? endnotes_ : footnotes_;
    const auto found = index.find(std::string(attribute(node, "id")));
    if (in_notes_ || found == index.end()) return;
    Note& note = found->second;
    if (note.label.empty()) {
        note.label = is_endnote ? fmt::format("[尾注{}]", ++endnotes_seen_)
                                : fmt::format("[注{}]", ++footnotes_seen_);
        notes_.push_back(note);
    }
    paragraph.line.add_verbatim(note.label, false);
}

void DocxBodyReader::read_table(const pugi::xml_node& node, Lines& out) {
    OpenTable open;
    open.table.number = ++tables_seen_;
    std::vector<pugi::xml_node> rows;
    collect(node, "tr", rows);
    for (const pugi::xml_node& row : rows) {
        if (!is_deleted(child(row, "trPr"))) read_row(row, open);
    }
    append_table(out, std::move(open.table));
}

void DocxBodyReader::read_row(const pugi::xml_node& node, OpenTable& open) {
    const pugi::xml_node properties = child(node, "trPr");
    TableRow& row = open.table.rows.emplace_back();
    row.is_header = is_on(properties, "tblHeader");
    std::size_t column = to_span(value_of(properties, "gridBefore"), 0);
    if (column > 0) row.cells.push_back({.column_span = static_cast<std::uint32_t>(column)});
    std::vector<pugi::xml_node> cells;
    collect(node, "tc", cells);
    for (const pugi::xml_node& cell : cells) {
        const std::uint32_t width = to_span(value_of(child(cell, "tcPr"), "gridSpan"), 1);
        read_cell(cell, std::min(column, kColumnsTracked), width, open);
        column += width;
    }
}

// A cell that continues the one above has no text of its own; it makes that one taller.
void DocxBodyReader::read_cell(const pugi::xml_node& node, std::size_t column, std::uint32_t width,
                               OpenTable& open) {
    std::vector<TableRow>& rows = open.table.rows;
    if (open.above.size() <= column) open.above.resize(column + 1);
    CellAbove& above = open.above[column];
    const pugi::xml_node merge = child(child(node, "tcPr"), "vMerge");
    const bool continues = !merge.empty() && attribute(merge, "val") != "restart";
    if (continues && above.is_open) {
        rows[above.row].cells[above.cell].row_span =
            static_cast<std::uint32_t>(rows.size() - above.row);
        return;
    }
    above = {rows.size() - 1, rows.back().cells.size(), !merge.empty()};
    TableCell& cell = rows.back().cells.emplace_back();
    cell.column_span = width;
    read_blocks(node, cell.lines);
}

}  // namespace kc::exchange

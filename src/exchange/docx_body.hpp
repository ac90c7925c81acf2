// SPDX-License-Identifier: Apache-2.0
// The body of a .docx: paragraphs, runs, tables, text boxes. Private to the docx reader.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/docx_numbering.hpp"
#include "exchange/docx_styles.hpp"
#include "exchange/line_builder.hpp"
#include "exchange/lines.hpp"
#include "exchange/table.hpp"

namespace kc::exchange {

class DocxBodyReader {
public:
    DocxBodyReader(const DocxStyles& styles, DocxNumbering& numbering)
        : styles_(styles), numbering_(numbering) {}

    // The parts that hold the notes; references to notes that are in neither are dropped.
    void set_footnotes(const pugi::xml_node& footnotes) { index_notes(footnotes, footnotes_); }
    void set_endnotes(const pugi::xml_node& endnotes) { index_notes(endnotes, endnotes_); }

    void read_body(const pugi::xml_node& body, Lines& out);

    // The notes that the body refers to, in the order of the references.
    void read_notes(Lines& out);

    bool has_embedded_document() const { return has_embedded_document_; }

private:
    struct Note {
        pugi::xml_node node = {};
        std::string label = {};  // "" until it is referred to
    };
    using NoteIndex = std::unordered_map<std::string, Note>;

    // A paragraph while its runs are read.
    struct Paragraph {
        LineBuilder line = {};
        Lines lines = {};
        Lines boxes = {};
        bool is_bold = false;    // by its style
        bool is_hidden = false;  // by its style
    };

    // The cell that others may continue below, by the grid column it begins in.
    struct CellAbove {
        std::size_t row = 0;
        std::size_t cell = 0;
        bool is_open = false;
    };

    struct OpenTable {
        Table table = {};
        std::vector<CellAbove> above = {};
    };

    static void index_notes(const pugi::xml_node& part, NoteIndex& index);

    void read_blocks(const pugi::xml_node& parent, Lines& out);
    void read_block(const pugi::xml_node& node, Lines& out, Paragraph& open);
    void read_paragraph(const pugi::xml_node& node, Lines& out, Paragraph& open);
    LineStyle begin_paragraph(const pugi::xml_node& properties, Paragraph& paragraph);
    static void end_paragraph(Paragraph& paragraph, Lines& out);

    void read_inline(const pugi::xml_node& parent, Paragraph& paragraph, bool is_bold);
    void read_inline_element(const pugi::xml_node& node, Paragraph& paragraph, bool is_bold);
    void read_run(const pugi::xml_node& run, Paragraph& paragraph);
    void read_choice(const pugi::xml_node& node, Paragraph& paragraph, bool is_bold);
    void read_field_mark(const pugi::xml_node& node);
    void read_note_mark(const pugi::xml_node& node, Paragraph& paragraph, bool is_endnote);
    bool is_in_field_code() const;

    void read_table(const pugi::xml_node& node, Lines& out);
    void read_row(const pugi::xml_node& node, OpenTable& open);
    void read_cell(const pugi::xml_node& node, std::size_t column, std::uint32_t width,
                   OpenTable& open);

    const DocxStyles& styles_;
    DocxNumbering& numbering_;
    NoteIndex footnotes_ = {};
    NoteIndex endnotes_ = {};
    std::vector<Note> notes_ = {};
    std::size_t footnotes_seen_ = 0;
    std::size_t endnotes_seen_ = 0;
    bool in_notes_ = false;
    bool has_embedded_document_ = false;
    std::uint32_t tables_seen_ = 0;
    // One entry for each field that has begun and not ended: true while in its code part.
    std::vector<bool> fields_ = {};
};

}  // namespace kc::exchange

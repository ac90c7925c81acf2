// SPDX-License-Identifier: Apache-2.0
// From normalised text to blocks: headings, paragraphs and table rows, with their labels.
//
// Captured pages break lines in the middle of sentences, or run a whole plan into one line. Lines
// are joined where a sentence goes on and split where a numbered item begins; page furniture
// (page numbers, print buttons, visit counters) is set aside but kept, so that every numeral of
// the document can still be accounted for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/text.hpp"

namespace kc::plan {

// Numbering styles in the order official documents nest them (GB/T 9704: 一、 （一） 1. （1）).
enum class LabelStyle : std::uint8_t {
    none,
    chapter,       // 第一章, 第二部分
    han,           // 一、
    han_paren,     // （一）
    arabic,        // 1. or 1、
    arabic_paren,  // (1) or 1)
    circled,       // ①
};

struct Label {
    LabelStyle style = LabelStyle::none;
    std::int32_t number = 0;
    std::size_t length = 0;  // characters the label takes
};

// The label a text starts with at `pos`, style none when there is none.
Label label_at(const Text& text, std::size_t pos);

enum class BlockKind : std::uint8_t { paragraph, table_row, furniture };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    Text text;  // the label included
    Label label;
    bool bold_lead = false;
    std::int32_t section = -1;  // set by the outline
};

struct LayoutHints {
    // What the file format knew of each source line, when it knew anything.
    std::vector<std::uint8_t> heading_level;  // 0 none
};

std::vector<Block> layout(const Text& normalised);

// Cells of a table row with the place of each in the row's text.
struct Cell {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<Cell> cells_of(const Text& row);

}  // namespace kc::plan

// SPDX-License-Identifier: Apache-2.0
// WordprocessingML in small: runs, paragraphs, tables, sections. Private to official documents.
//
// Lengths are twips (1/20 pt) unless a name says otherwise; font sizes are half points, as in the
// format itself.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/official_document.hpp"

namespace kc::exchange {

inline constexpr std::int32_t kTwipsPerMillimetre1000 = 56'693;  // a thousand of them

constexpr std::int32_t twips_of_mm(std::int32_t mm) {
    return (mm * kTwipsPerMillimetre1000 + 500) / 1000;
}

// Sizes of type by their Chinese names, in half points.
inline constexpr std::int32_t kSizeTwo = 44;    // 二号
inline constexpr std::int32_t kSizeThree = 32;  // 三号
inline constexpr std::int32_t kSizeFour = 28;   // 四号
inline constexpr std::int32_t kSizeSmallFour = 24;
inline constexpr std::int32_t kSizeFive = 21;
inline constexpr std::int32_t kSizeSmallFive = 18;

// 22 lines on 225 mm.
inline constexpr std::int32_t kLinePitch = 579;
inline constexpr std::int32_t kTextWidth = twips_of_mm(156);
inline constexpr std::int32_t kTextHeight = twips_of_mm(225);

struct RunLook {
    std::string font = {};  // for Chinese characters
    std::int32_t size = kSizeThree;
    bool is_red = false;
};

struct ParagraphLook {
    RunLook run = {};
    std::string align = {};         // "center", "right", "both"; "" is left
    std::int32_t indent_first = 0;  // in hundredths of a character, as are left and right
    std::int32_t indent_left = 0;
    std::int32_t indent_right = 0;
    std::int32_t hanging = 0;
    std::int32_t space_before = 0;
    std::int32_t line = kLinePitch;  // exactly; 0: as high as it needs
    bool keep_next = false;
    bool page_break_before = false;
    bool red_line_below = false;
    std::int32_t tab_right = 0;  // a tab stop at the right edge; 0: none
};

class DocumentBody {
public:
    DocumentBody(pugi::xml_node body, OfficialFonts fonts)
        : body_(body), fonts_(std::move(fonts)) {}

    // Line ends in the text become line breaks, tabs become tabs.
    pugi::xml_node add_paragraph(std::string_view text, const ParagraphLook& look);
    void add_blank_lines(int count);
    void add_table(const DocumentTable& table, std::int32_t width);
    // Copies and printer between lines at the foot of the last page (版记).
    void add_imprint(const OfficialDocument& document);

    // Ends a section: what has been added since the last one is laid out so.
    void end_section(bool is_landscape, bool is_last);

    [[nodiscard]] const OfficialFonts& fonts() const { return fonts_; }

private:
    void add_section(pugi::xml_node parent, bool is_landscape);
    void add_runs(pugi::xml_node paragraph, std::string_view text, const RunLook& look);
    void add_cell(pugi::xml_node row, std::string_view text, std::int32_t width,
                  const ParagraphLook& look);

    pugi::xml_node body_;
    OfficialFonts fonts_;
};

void set_run_properties(pugi::xml_node run, const RunLook& look, const OfficialFonts& fonts);

}  // namespace kc::exchange

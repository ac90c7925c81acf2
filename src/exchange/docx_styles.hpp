// SPDX-License-Identifier: Apache-2.0
// The named styles of a .docx, with what they inherit worked out. Private to the docx reader.
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kc::exchange {

// Which list a paragraph is an item of.
struct NumberingUse {
    std::int64_t number_id = 0;  // 0: taken out of any list
    std::optional<std::int64_t> level = {};
};

struct DocxStyle {
    std::uint8_t heading_level = 0;
    bool is_title = false;
    bool is_contents = false;
    std::optional<bool> is_bold = {};
    bool is_hidden = false;
    std::optional<NumberingUse> numbering = {};
};

class DocxStyles {
public:
    DocxStyles() = default;
    explicit DocxStyles(const pugi::xml_node& styles);

    // The style with that id; the default paragraph style for "", a plain one when unknown.
    const DocxStyle& find(std::string_view id) const;

private:
    std::unordered_map<std::string, DocxStyle> styles_ = {};
    std::string default_paragraph_ = {};
    DocxStyle plain_ = {};
};

// w:numPr of paragraph properties, in a style or a paragraph.
std::optional<NumberingUse> numbering_use(const pugi::xml_node& paragraph_properties);

// w:outlineLvl as 1..9; 0 for body text or when not said.
std::optional<std::uint8_t> outline_level(const pugi::xml_node& paragraph_properties);

}  // namespace kc::exchange

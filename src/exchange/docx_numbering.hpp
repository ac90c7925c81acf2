// SPDX-License-Identifier: Apache-2.0
// The automatic numbers of a .docx. A paragraph only says "level 2 of list 5"; the label that a
// reader sees ("（三）") has to be counted out from numbering.xml in document order.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>

#include "exchange/docx_styles.hpp"

namespace kc::exchange {

class DocxNumbering {
public:
    DocxNumbering() = default;
    explicit DocxNumbering(const pugi::xml_node& numbering);

    // The label of the next paragraph in that place, with the blank that parts it from the text;
    // "" for bullets that are mere signs, and when there is no such list. Counts on each call.
    std::string next_label(std::int64_t number_id, std::int64_t level);

    // The level that a list ties to a paragraph style, for styles that name a list alone.
    std::int64_t level_of_style(std::int64_t number_id, std::string_view style_id) const;

private:
    static constexpr std::size_t kLevels = 9;

    struct Level {
        std::int64_t start = 1;
        std::string format = "decimal";
        std::string text = {};  // "第%1章", %1 standing for the number of level 1
        std::string suffix = "tab";
        std::int64_t restart = -1;  // after a level up to this one (from 1); -1: any higher level
        bool is_arabic = false;     // all numbers in the label in Arabic digits
        std::string style_id = {};
    };
    using Levels = std::array<Level, kLevels>;

    struct List {
        Levels levels = {};
        std::string style_link = {};     // the numbering style this list defines …
        std::string style_defined = {};  // … or the one whose list it borrows
        std::array<std::optional<std::int64_t>, kLevels> counters = {};
    };

    struct Instance {
        std::string list = {};
        std::array<std::optional<std::int64_t>, kLevels> start_overrides = {};
        std::unordered_map<std::size_t, Level> level_overrides = {};
        bool was_used = false;
    };

    static Level read_level(const pugi::xml_node& node);
    static Instance read_instance(const pugi::xml_node& node);
    void follow_style_links();

    const Level& level_of(const Instance& instance, const List& list, std::size_t level) const;
    std::string label_text(const Instance& instance, const List& list, std::size_t level) const;

    std::unordered_map<std::string, List> lists_ = {};
    std::unordered_map<std::int64_t, Instance> instances_ = {};
};

}  // namespace kc::exchange

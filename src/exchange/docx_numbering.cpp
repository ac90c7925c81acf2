// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_numbering.hpp"

#include <algorithm>
#include <utility>

#include "exchange/clean_text.hpp"
#include "exchange/lines.hpp"
#include "exchange/number_format.hpp"
#include "exchange/office_xml.hpp"

namespace kc::exchange {
namespace {

// A label is a few characters; without an end a hostile one could be copied to every paragraph.
constexpr std::size_t kLabelBytesMax = 96;

// Word's limit; also keeps the counting far from overflow.
constexpr std::int64_t kNumberMax = 32767;

std::int64_t to_number(std::string_view text, std::int64_t otherwise) {
    return std::clamp<std::int64_t>(to_integer(text, otherwise), 0, kNumberMax);
}

// Bullets are pictures of dots; only one made of letters or Chinese says something.
bool is_worded_bullet(std::string_view bullet) {
    constexpr std::string_view kDots = "o-*·•–—§";
    if (kDots.find(bullet) != std::string_view::npos) return false;
    const auto lead = static_cast<unsigned char>(bullet.front());
    const bool is_letter = (lead >= 'a' && lead <= 'z') || (lead >= 'A' && lead <= 'Z') ||
                           (lead >= '0' && lead <= '9');
    return is_letter || (lead >= 0xE4 && lead <= 0xE9) || bullet.starts_with("（");
}

// "一、加强", but "1. 加强" and "第一章 总则": after punctuation of full width the tab is not seen.
std::string with_gap(std::string label, std::string_view suffix) {
    if (suffix == "nothing" || label.empty()) return label;
    for (const std::string_view end : {"、", "．", "）", "：", "。", "】", "〕", "，"}) {
        if (label.ends_with(end)) return label;
    }
    return label + ' ';
}

}  // namespace

DocxNumbering::Level DocxNumbering::read_level(const pugi::xml_node& node) {
    Level level;
    level.start = to_number(value_of(node, "start"), 1);
    if (const pugi::xml_node format = child(node, "numFmt")) {
        level.format = attribute(format, "val");
    } else if (const pugi::xml_node choice = child(node, "AlternateContent")) {
        // Formats newer than the standard come with a fallback that every program knows.
        level.format = value_of(child(choice, "Fallback"), "numFmt");
    }
    const std::string_view text = value_of(node, "lvlText");
    if (text.size() <= kLabelBytesMax) level.text = clean_piece(text);
    if (const pugi::xml_node suffix = child(node, "suff")) level.suffix = attribute(suffix, "val");
    level.restart = to_integer(value_of(node, "lvlRestart"), -1);
    level.is_arabic = is_on(node, "isLgl");
    level.style_id = value_of(node, "pStyle");
    return level;
}

DocxNumbering::Instance DocxNumbering::read_instance(const pugi::xml_node& node) {
    Instance instance;
    instance.list = value_of(node, "abstractNumId");
    for (const pugi::xml_node inner : node.children()) {
        if (local_name(inner) != "lvlOverride") continue;
        const std::int64_t at = to_integer(attribute(inner, "ilvl"), -1);
        if (at < 0 || at >= static_cast<std::int64_t>(kLevels)) continue;
        const auto index = static_cast<std::size_t>(at);
        if (child(inner, "startOverride")) {
            instance.start_overrides[index] = to_number(value_of(inner, "startOverride"), 1);
        }
        if (const pugi::xml_node level = child(inner, "lvl")) {
            instance.level_overrides[index] = read_level(level);
        }
    }
    return instance;
}

DocxNumbering::DocxNumbering(const pugi::xml_node& numbering) {
    for (const pugi::xml_node node : numbering.children()) {
        if (local_name(node) == "abstractNum") {
            List& list = lists_[std::string(attribute(node, "abstractNumId"))];
            list.style_link = value_of(node, "numStyleLink");
            list.style_defined = value_of(node, "styleLink");
            for (const pugi::xml_node inner : node.children()) {
                const std::int64_t at = to_integer(attribute(inner, "ilvl"), -1);
                if (local_name(inner) != "lvl" || at < 0 ||
                    at >= static_cast<std::int64_t>(kLevels)) {
                    continue;
                }
                list.levels[static_cast<std::size_t>(at)] = read_level(inner);
            }
        } else if (local_name(node) == "num") {
            instances_[to_integer(attribute(node, "numId"), -1)] = read_instance(node);
        }
    }
    follow_style_links();
}

// A list may say "as numbering style X"; another list then defines X.
void DocxNumbering::follow_style_links() {
    std::unordered_map<std::string, const List*> defined;
    for (const auto& [id, list] : lists_) {
        if (!list.style_defined.empty()) defined.emplace(list.style_defined, &list);
    }
    for (auto& [id, list] : lists_) {
        if (list.style_link.empty()) continue;
        if (const auto found = defined.find(list.style_link); found != defined.end()) {
            list.levels = Levels(found->second->levels);
        }
    }
}

const DocxNumbering::Level& DocxNumbering::level_of(const Instance& instance, const List& list,
                                                    std::size_t level) const {
    const auto override = instance.level_overrides.find(level);
    return override == instance.level_overrides.end() ? list.levels[level] : override->second;
}

std::string DocxNumbering::next_label(std::int64_t number_id, std::int64_t level) {
    const auto found = instances_.find(number_id);
    if (found == instances_.end() || level < 0 || level >= static_cast<std::int64_t>(kLevels)) {
        return {};
    }
    Instance& instance = found->second;
    const auto owner = lists_.find(instance.list);
    if (owner == lists_.end()) return {};
    List& list = owner->second;
    // Several instances count in one list; one that overrides a start begins anew there.
    if (!instance.was_used) {
        for (std::size_t i = 0; i < kLevels; ++i) {
            if (instance.start_overrides[i]) list.counters[i].reset();
        }
        instance.was_used = true;
    }
    const auto at = static_cast<std::size_t>(level);
    const Level& definition = level_of(instance, list, at);
    std::optional<std::int64_t>& counter = list.counters[at];
    const std::int64_t start = instance.start_overrides[at].value_or(definition.start);
    counter = counter ? std::min(*counter + 1, kNumberMax) : start;
    for (std::size_t deeper = at + 1; deeper < kLevels; ++deeper) {
        const std::int64_t restart = level_of(instance, list, deeper).restart;
        if (restart < 0 || level < restart) list.counters[deeper].reset();
    }
    if (definition.format == "bullet") {
        return !definition.text.empty() && is_worded_bullet(definition.text)
                   ? with_gap(definition.text, definition.suffix)
                   : std::string{};
    }
    return with_gap(label_text(instance, list, at), definition.suffix);
}

std::string DocxNumbering::label_text(const Instance& instance, const List& list,
                                      std::size_t level) const {
    const Level& definition = level_of(instance, list, level);
    std::string label;
    for (std::size_t i = 0; i < definition.text.size(); ++i) {
        const char c = definition.text[i];
        const char next = i + 1 < definition.text.size() ? definition.text[i + 1] : '\0';
        if (c != '%' || next < '1' || next > '9') {
            label += c;
            continue;
        }
        ++i;
        const auto shown = static_cast<std::size_t>(next - '1');
        const Level& of = level_of(instance, list, shown);
        const std::int64_t number = list.counters[shown].value_or(of.start);
        label += format_number(number, definition.is_arabic ? "decimal" : of.format);
    }
    return label;
}

std::int64_t DocxNumbering::level_of_style(std::int64_t number_id,
                                           std::string_view style_id) const {
    const auto instance = instances_.find(number_id);
    if (instance == instances_.end()) return 0;
    const auto list = lists_.find(instance->second.list);
    if (list == lists_.end()) return 0;
    for (std::size_t i = 0; i < kLevels; ++i) {
        if (!style_id.empty() && list->second.levels[i].style_id == style_id) {
            return static_cast<std::int64_t>(i);
        }
    }
    return 0;
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_styles.hpp"

#include <utility>
#include <vector>

#include "exchange/office_xml.hpp"

namespace kc::exchange {
namespace {

constexpr int kInheritanceDepthMax = 32;

std::string lower_without_blanks(std::string_view name) {
    std::string lower;
    for (const char c : name) {
        if (c != ' ') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lower;
}

// "heading 2", "标题 2": programs write the name in English or in their own language.
std::uint8_t heading_level_of_name(std::string_view name) {
    for (const std::string_view head : {"heading", "标题", "標題"}) {
        if (!name.starts_with(head)) continue;
        const std::string_view rest = name.substr(head.size());
        if (rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9') {
            return static_cast<std::uint8_t>(rest[0] - '0');
        }
    }
    return 0;
}

struct RawStyle {
    DocxStyle own = {};
    std::optional<std::uint8_t> outline = {};
    std::string parent = {};
};

RawStyle read_style(const pugi::xml_node& node) {
    RawStyle raw;
    const std::string name = lower_without_blanks(value_of(node, "name"));
    const pugi::xml_node paragraph = child(node, "pPr");
    const pugi::xml_node run = child(node, "rPr");
    raw.outline = outline_level(paragraph);
    if (const std::uint8_t level = heading_level_of_name(name)) raw.outline = level;
    raw.own.is_title = name == "title" || name == "标题" || name == "標題";
    raw.own.is_contents = name.starts_with("toc") || name.starts_with("目录");
    if (child(run, "b")) raw.own.is_bold = is_on(run, "b");
    raw.own.is_hidden = is_on(run, "vanish");
    raw.own.numbering = numbering_use(paragraph);
    raw.parent = std::string(value_of(node, "basedOn"));
    return raw;
}

// What a style leaves open it takes from the one it is based on. Title and contents are names, not
// properties, and are not handed down.
DocxStyle resolve(const std::unordered_map<std::string, RawStyle>& raw, const RawStyle& style) {
    DocxStyle resolved = style.own;
    std::optional<std::uint8_t> outline = style.outline;
    const RawStyle* at = &style;
    for (int depth = 0; depth < kInheritanceDepthMax; ++depth) {
        const auto parent = raw.find(at->parent);
        if (parent == raw.end()) break;
        at = &parent->second;
        if (!outline) outline = at->outline;
        if (!resolved.is_bold) resolved.is_bold = at->own.is_bold;
        if (!resolved.numbering) resolved.numbering = at->own.numbering;
        resolved.is_hidden |= at->own.is_hidden;
    }
    resolved.heading_level = outline.value_or(0);
    return resolved;
}

}  // namespace

DocxStyles::DocxStyles(const pugi::xml_node& styles) {
    std::unordered_map<std::string, RawStyle> raw;
    for (const pugi::xml_node node : styles.children()) {
        if (local_name(node) != "style") continue;
        std::string id(attribute(node, "styleId"));
        const std::string_view is_default = attribute(node, "default");
        if (attribute(node, "type") == "paragraph" && (is_default == "1" || is_default == "true")) {
            default_paragraph_ = id;
        }
        raw.emplace(std::move(id), read_style(node));
    }
    for (const auto& [id, style] : raw) styles_.emplace(id, resolve(raw, style));
}

const DocxStyle& DocxStyles::find(std::string_view id) const {
    const auto found = styles_.find(id.empty() ? default_paragraph_ : std::string(id));
    return found == styles_.end() ? plain_ : found->second;
}

std::optional<NumberingUse> numbering_use(const pugi::xml_node& paragraph_properties) {
    const pugi::xml_node numbering = child(paragraph_properties, "numPr");
    if (!numbering) return std::nullopt;
    NumberingUse use;
    use.number_id = to_integer(value_of(numbering, "numId"), -1);
    if (child(numbering, "ilvl")) use.level = to_integer(value_of(numbering, "ilvl"), 0);
    // A level alone (numbering of the style, deeper) keeps the list to be filled in by the caller.
    return use;
}

std::optional<std::uint8_t> outline_level(const pugi::xml_node& paragraph_properties) {
    const pugi::xml_node outline = child(paragraph_properties, "outlineLvl");
    if (!outline) return std::nullopt;
    const std::int64_t level = to_integer(attribute(outline, "val"), 9);
    return level >= 0 && level < 9 ? static_cast<std::uint8_t>(level + 1) : std::uint8_t{0};
}

}  // namespace kc::exchange

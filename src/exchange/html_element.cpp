// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_element.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "exchange/number_format.hpp"

namespace kc::exchange {
namespace {

bool is_never_shown(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_AUDIO:
        case GUMBO_TAG_BUTTON:
        case GUMBO_TAG_CANVAS:
        case GUMBO_TAG_DEL:
        case GUMBO_TAG_IFRAME:
        case GUMBO_TAG_MAP:
        case GUMBO_TAG_NAV:
        case GUMBO_TAG_NOEMBED:
        case GUMBO_TAG_NOFRAMES:
        case GUMBO_TAG_NOSCRIPT:
        case GUMBO_TAG_OBJECT:
        case GUMBO_TAG_RP:
        case GUMBO_TAG_RT:
        case GUMBO_TAG_SCRIPT:
        case GUMBO_TAG_SELECT:
        case GUMBO_TAG_STYLE:
        case GUMBO_TAG_SVG:
        case GUMBO_TAG_TEMPLATE:
        case GUMBO_TAG_TEXTAREA:
        case GUMBO_TAG_TITLE:
        case GUMBO_TAG_VIDEO: return true;
        default: return false;
    }
}

// True when the style attribute sets `property` to `value`; blanks and case do not matter.
bool has_style(std::string_view style, std::string_view property, std::string_view value) {
    std::string folded;
    for (const char c : style) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const std::string wanted = fmt::format("{}:{}", property, value);
    for (std::size_t at = folded.find(wanted); at != std::string::npos;
         at = folded.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        const bool begins = at == 0 || folded[at - 1] == ';';
        if (begins && (end == folded.size() || folded[end] == ';' || folded[end] == '!'))
            return true;
    }
    return false;
}

// A quick look before the thorough one: most style attributes are about fonts and margins.
bool mentions(std::string_view style, std::string_view lower, std::string_view upper) {
    return style.find(lower) != std::string_view::npos ||
           style.find(upper) != std::string_view::npos;
}

}  // namespace

std::string_view attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

std::uint32_t span_attribute(const GumboElement& element, const char* name, std::uint32_t max) {
    const std::string_view value = attribute(element, name);
    std::uint32_t span = 1;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), span);
    if (error == std::errc::result_out_of_range) return max;
    if (error != std::errc{} || end == value.data()) return 1;
    if (span == 0) return max == kRowSpanMax ? max : 1;
    return std::min(span, max);
}

bool is_block(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_ADDRESS:
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_ASIDE:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_BODY:
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_CENTER:
        case GUMBO_TAG_DD:
        case GUMBO_TAG_DETAILS:
        case GUMBO_TAG_DIR:
        case GUMBO_TAG_DIV:
        case GUMBO_TAG_DL:
        case GUMBO_TAG_DT:
        case GUMBO_TAG_FIELDSET:
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_FIGURE:
        case GUMBO_TAG_FOOTER:
        case GUMBO_TAG_FORM:
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
        case GUMBO_TAG_HEADER:
        case GUMBO_TAG_HR:
        case GUMBO_TAG_LEGEND:
        case GUMBO_TAG_LI:
        case GUMBO_TAG_LISTING:
        case GUMBO_TAG_MAIN:
        case GUMBO_TAG_MENU:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_P:
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_SECTION:
        case GUMBO_TAG_SUMMARY:
        case GUMBO_TAG_TABLE:
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TFOOT:
        case GUMBO_TAG_TH:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TR:
        case GUMBO_TAG_UL:
        case GUMBO_TAG_XMP: return true;
        default: return false;
    }
}

int heading_level(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_H1: return 1;
        case GUMBO_TAG_H2: return 2;
        case GUMBO_TAG_H3: return 3;
        case GUMBO_TAG_H4: return 4;
        case GUMBO_TAG_H5: return 5;
        case GUMBO_TAG_H6: return 6;
        default: return 0;
    }
}

bool is_skipped(const GumboElement& element) {
    if (is_never_shown(element.tag)) return true;
    if (element.attributes.length == 0) return false;
    if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
    if (attribute(element, "role") == "navigation") return true;
    const std::string_view style = attribute(element, "style");
    if (!mentions(style, "none", "NONE") && !mentions(style, "hidden", "HIDDEN")) return false;
    return has_style(style, "display", "none") || has_style(style, "visibility", "hidden");
}

bool is_bold(const GumboElement& element, bool is_bold_around) {
    bool bold = is_bold_around;
    switch (element.tag) {
        case GUMBO_TAG_B:
        case GUMBO_TAG_STRONG:
        case GUMBO_TAG_TH: bold = true; break;
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6: bold = true; break;
        default: break;
    }
    const std::string_view style = attribute(element, "style");
    if (!mentions(style, "weight", "WEIGHT")) return bold;
    for (const std::string_view weight : {"bold", "bolder", "600", "700", "800", "900"}) {
        if (has_style(style, "font-weight", weight)) return true;
    }
    for (const std::string_view weight : {"normal", "lighter", "400", "300"}) {
        if (has_style(style, "font-weight", weight)) return false;
    }
    return bold;
}

ListLabels::ListLabels(const GumboElement& list) : is_numbered_(list.tag == GUMBO_TAG_OL) {
    const std::string_view style = attribute(list, "style");
    if (has_style(style, "list-style", "none") || has_style(style, "list-style-type", "none")) {
        is_numbered_ = false;
    }
    const std::string_view type = attribute(list, "type");
    if (type.size() == 1) type_ = type.front();
    const std::string_view start = attribute(list, "start");
    std::int32_t first = 1;
    if (std::from_chars(start.data(), start.data() + start.size(), first).ec == std::errc{}) {
        next_ = first;
    }
    if (gumbo_get_attribute(&list.attributes, "reversed") != nullptr && start.empty()) {
        std::int64_t items = 0;
        for (unsigned i = 0; i < list.children.length; ++i) {
            const auto* child = static_cast<const GumboNode*>(list.children.data[i]);
            items += child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_LI;
        }
        next_ = items;
        step_ = -1;
    }
}

std::string ListLabels::next(const GumboElement& item) {
    if (!is_numbered_) return {};
    const std::string_view value = attribute(item, "value");
    std::int32_t set = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), set).ec == std::errc{}) {
        next_ = set;
    }
    const std::int64_t number = next_;
    next_ += step_;
    std::string_view format = "decimal";
    switch (type_) {
        case 'a': format = "lowerLetter"; break;
        case 'A': format = "upperLetter"; break;
        case 'i': format = "lowerRoman"; break;
        case 'I': format = "upperRoman"; break;
        default: break;
    }
    return format_number(number, format) + ". ";
}

}  // namespace kc::exchange

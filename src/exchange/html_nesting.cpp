// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_nesting.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace kc::exchange {
namespace {

constexpr std::size_t kNameBytesMax = 24;

// Elements that cannot stay open: void ones, and those that the next one of their kind closes.
constexpr std::string_view kNeverCounted[] = {
    "area",   "base",  "br",  "col", "embed",  "hr",       "img",  "input", "link", "meta", "param",
    "source", "track", "wbr", "p",   "li",     "dd",       "dt",   "td",    "th",   "tr",   "tbody",
    "thead",  "tfoot", "rp",  "rt",  "option", "optgroup", "html", "head",  "body",
};

constexpr std::string_view kRawText[] = {"script", "style",  "textarea", "title",
                                         "xmp",    "iframe", "noframes"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view name_at(std::string_view html, std::size_t at, std::string& buffer) {
    buffer.clear();
    while (at < html.size() && buffer.size() < kNameBytesMax) {
        const char c = html[at++];
        if (c == '>' || c == '/' || static_cast<unsigned char>(c) <= 0x20) break;
        buffer += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return buffer;
}

bool contains(const auto& names, std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// The end of a raw text element: its end tag in whatever case, or the end of the page.
std::size_t skip_raw_text(std::string_view html, std::size_t at, std::string_view name) {
    std::string found;
    for (;;) {
        at = html.find("</", at);
        if (at == std::string_view::npos) return html.size();
        if (name_at(html, at + 2, found) == name) return at;
        at += 2;
    }
}

}  // namespace

HtmlNesting measure_nesting(std::string_view html) {
    HtmlNesting nesting;
    std::unordered_map<std::string, std::size_t> open;
    std::size_t depth = 0;
    std::string name;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        if (html.substr(at).starts_with("<!--")) {
            const std::size_t end = html.find("-->", at + 4);
            if (end == std::string_view::npos) break;
            at = end;
            continue;
        }
        ++at;
        const bool is_end = at < html.size() && html[at] == '/';
        if (is_end) ++at;
        if (at >= html.size() || !is_letter(html[at])) continue;
        name_at(html, at, name);
        if (!is_end && contains(kRawText, name)) {
            at = skip_raw_text(html, at, name);
            continue;
        }
        nesting.work += depth;
        if (contains(kNeverCounted, name)) continue;
        std::size_t& count = open[name];
        if (!is_end) {
            ++count;
            nesting.depth_max = std::max(nesting.depth_max, ++depth);
        } else if (count > 0) {
            --count;
            --depth;
        }
    }
    return nesting;
}

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
#include "exchange/office_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace kc::exchange {
namespace {

Diagnostic broken_xml(const char* why) {
    return Diagnostic{.code = "E-docx-broken",
                      .zh = fmt::format("docx 文件已损坏（XML 有误：{}）", why),
                      .en = fmt::format("the docx file is damaged (bad XML: {})", why)}
        .hint("用 Word 或 WPS 打开修复后另存为 .docx",
              "open it in Word or WPS, let it repair the file and save it as .docx");
}

Diagnostic too_complex() {
    return Diagnostic{.code = "E-docx-too-complex",
                      .zh = "docx 的结构过于复杂（元素过多或嵌套过深），读不了",
                      .en = "the docx has too many or too deeply nested elements to be read"}
        .hint("用 Word 打开，把正文另存为 .txt 后再试",
              "open it in Word and save the text as .txt");
}

bool is_deeper_than(const pugi::xml_document& document, std::size_t depth_max) {
    std::size_t depth = 0;
    pugi::xml_node node = document.first_child();
    while (node) {
        if (const pugi::xml_node inner = node.first_child()) {
            if (++depth > depth_max) return true;
            node = inner;
            continue;
        }
        while (node && !node.next_sibling()) {
            node = node.parent();
            if (depth > 0) --depth;
        }
        node = node.next_sibling();
    }
    return false;
}

}  // namespace

Result<OfficeXml> OfficeXml::parse(std::string&& part, const ExtractLimits& limits) {
    // Every element has its "<" and every attribute its "=", so this bounds the memory.
    const auto marks = static_cast<std::size_t>(std::count(part.begin(), part.end(), '<'));
    const auto equals = static_cast<std::size_t>(std::count(part.begin(), part.end(), '='));
    if (marks > limits.docx_nodes_max || equals > 2 * limits.docx_nodes_max) {
        return unexpected(too_complex());
    }
    auto text = std::make_unique<std::string>(std::move(part));
    auto document = std::make_unique<pugi::xml_document>();
    // Blank text matters: <w:t xml:space="preserve"> </w:t> is a space between words.
    constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes |
                                pugi::parse_wconv_attribute | pugi::parse_eol |
                                pugi::parse_ws_pcdata_single;
    const pugi::xml_parse_result result =
        document->load_buffer_inplace(text->data(), text->size(), kFlags);
    if (!result) return unexpected(broken_xml(result.description()));
    if (is_deeper_than(*document, limits.docx_depth_max)) return unexpected(too_complex());
    return OfficeXml(std::move(text), std::move(document));
}

std::string_view local_name(const char* qualified_name) {
    const std::string_view name = qualified_name;
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node inner : node.children()) {
        if (local_name(inner) == name) return inner;
    }
    return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute candidate : node.attributes()) {
        if (local_name(candidate.name()) == name) return candidate.value();
    }
    return {};
}

std::string_view value_of(const pugi::xml_node& node, std::string_view name) {
    return attribute(child(node, name), "val");
}

bool is_on(const pugi::xml_node& node, std::string_view name, bool otherwise) {
    const pugi::xml_node property = child(node, name);
    if (!property) return otherwise;
    const std::string_view value = attribute(property, "val");
    return value != "0" && value != "false" && value != "off" && value != "none";
}

std::int64_t to_integer(std::string_view text, std::int64_t otherwise) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

}  // namespace kc::exchange

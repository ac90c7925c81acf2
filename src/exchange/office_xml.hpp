// SPDX-License-Identifier: Apache-2.0
// One XML part of an office package, parsed within bounds. Private to the docx reader (pugixml).
//
// Elements are known by their local name: "w:p" and "ns0:p" are both "p", for some programs
// choose prefixes of their own.
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

class OfficeXml {
public:
    static Result<OfficeXml> parse(std::string&& part, const ExtractLimits& limits);

    const pugi::xml_document& document() const { return *document_; }

private:
    OfficeXml(std::unique_ptr<std::string> text, std::unique_ptr<pugi::xml_document> document)
        : text_(std::move(text)), document_(std::move(document)) {}

    std::unique_ptr<std::string> text_;  // parsed in place
    std::unique_ptr<pugi::xml_document> document_;
};

std::string_view local_name(const char* qualified_name);
inline std::string_view local_name(const pugi::xml_node& node) {
    return local_name(node.name());
}

// The first child element of that local name; a null node when there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);

// The attribute of that local name, "" when there is none.
std::string_view attribute(const pugi::xml_node& node, std::string_view name);

// child(node, name)/@val, the shape of most properties; "" when the child or the value is missing.
std::string_view value_of(const pugi::xml_node& node, std::string_view name);

// A switch such as <w:b/>: on when present, unless its value says 0, false or off.
bool is_on(const pugi::xml_node& node, std::string_view name, bool otherwise = false);

// A whole number; `otherwise` when it is none.
std::int64_t to_integer(std::string_view text, std::int64_t otherwise);

}  // namespace kc::exchange

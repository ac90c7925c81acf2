// SPDX-License-Identifier: Apache-2.0
#include "server/contract.hpp"

#include "base/decimal.hpp"
#include "pack/yaml_tree.hpp"
#include "server/json_writer.hpp"

namespace kc::server {
namespace {

// Recursion is bounded: the YAML reader refuses depth above kMaxDepth.
void write(const pack::Node& node, JsonWriter& json) {
    switch (node.type) {
        case pack::NodeType::map:
            json.begin_object();
            for (std::size_t i = 0; i < node.keys.size(); ++i) {
                json.key(node.keys[i].text);
                write(node.items[i], json);
            }
            json.end_object();
            return;
        case pack::NodeType::sequence:
            json.begin_array();
            for (const pack::Node& item : node.items) write(item, json);
            json.end_array();
            return;
        case pack::NodeType::scalar: break;
    }
    if (node.quoted) {
        json.text(node.text);
    } else if (node.is_null()) {
        json.null();
    } else if (node.text == "true" || node.text == "false") {
        json.boolean(node.text == "true");
    } else if (const auto number = base::Decimal::parse(node.text);
               number && base::to_string(*number) == node.text) {
        json.number(*number);
    } else {
        json.text(node.text);
    }
}

}  // namespace

Result<std::string> contract_json() {
    Diagnostics found;
    const auto document = pack::read_yaml(contract_yaml(), "api/openapi.yaml", found);
    if (!found.empty()) return unexpected(found.front());
    JsonWriter json;
    write(document->root, json);
    return std::move(json).finish();
}

}  // namespace kc::server

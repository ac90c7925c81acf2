// SPDX-License-Identifier: Apache-2.0
// A YAML file as a tree in which every value and every key knows where it stands.
//
// Only the plain part of YAML is read: maps, lists and scalars. Whatever makes two readers see
// different things (duplicate keys, anchors and aliases, tags, tabs, several documents) is refused
// with its place. Scalars stay the text they are in the file: `010`, `no` and `1:30` mean nothing
// until somebody asks for a number, and then they are an error rather than 8, false and 90.
//
//   Diagnostics found;
//   if (auto document = read_yaml(text, "pack.yaml", found)) use(document->root);
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/limits.hpp"

namespace kc::pack {

enum class NodeType : std::uint8_t { scalar, sequence, map };

struct Key {
    std::string text = {};
    std::int32_t line = 0;
    std::int32_t column = 0;
};

struct Node {
    NodeType type = NodeType::scalar;
    bool quoted = false;  // in quotes or a block scalar, so it can only be text
    std::int32_t line = 0;
    std::int32_t column = 0;
    std::string text = {};         // of a scalar
    std::vector<Key> keys = {};    // of a map, in the order of the file
    std::vector<Node> items = {};  // of a sequence, or the values of a map beside `keys`

    // Nothing, `~` or `null` without quotes.
    bool is_null() const;

    // The value of a key; null when this is not a map or has no such key.
    const Node* find(std::string_view key) const;
    const Key* find_key(std::string_view key) const;
};

// Compares what is said; where it stands and how it is quoted are left out. Every way to write
// nothing is the same, and none of them is the empty text.
bool same_content(const Node& a, const Node& b);

struct Document {
    std::string file = {};
    Node root = {};

    Place place(const Node& node) const { return {file, node.line, node.column}; }
    Place place(const Key& key) const { return {file, key.line, key.column}; }
};

// Null when the text cannot be made a tree; what else is wrong goes to `found` and the tree is
// still given, so that a reader learns of several mistakes at once.
std::shared_ptr<const Document> read_yaml(std::string_view text, std::string file,
                                          Diagnostics& found);

}  // namespace kc::pack

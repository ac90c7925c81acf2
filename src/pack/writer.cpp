// SPDX-License-Identifier: Apache-2.0
#include "pack/writer.hpp"

#include <utility>

#include "pack/document_shapes.hpp"
#include "pack/form_shapes.hpp"
#include "pack/policy_shapes.hpp"
#include "pack/registry_shapes.hpp"
#include "pack/role_shapes.hpp"
#include "pack/shapes.hpp"
#include "pack/yaml_text.hpp"

namespace kc::pack {
namespace {

Node new_map() {
    Node map;
    map.type = NodeType::map;
    return map;
}

void add(Node& map, std::string_view key, Node value) {
    map.keys.push_back({std::string(key)});
    map.items.push_back(std::move(value));
}

}  // namespace

template <typename T>
std::string write_yaml(const T& object, std::string_view comment) {
    Node root = new_map();
    add(root, "kind", text_node(std::string(T::kKind), true));
    Node fields = write_map(shape_of<T>(), &object);
    for (std::size_t i = 0; i < fields.keys.size(); ++i) {
        add(root, fields.keys[i].text, std::move(fields.items[i]));
    }
    return to_yaml(root, comment);
}

template <typename T>
std::string write_yaml_list(std::span<const T> objects, std::string_view comment) {
    Node list;
    list.type = NodeType::sequence;
    for (const T& object : objects) list.items.push_back(write_map(shape_of<T>(), &object));
    Node root = new_map();
    add(root, "kind", text_node(std::string(T::kKind), true));
    add(root, "objects", std::move(list));
    return to_yaml(root, comment);
}

template std::string write_yaml(const Manifest&, std::string_view);
template std::string write_yaml(const UnitTree&, std::string_view);
template std::string write_yaml(const Indicator&, std::string_view);
template std::string write_yaml(const BuildingBlock&, std::string_view);
template std::string write_yaml(const Target&, std::string_view);
template std::string write_yaml(const Task&, std::string_view);
template std::string write_yaml(const PolicyText&, std::string_view);
template std::string write_yaml(const RoleText&, std::string_view);
template std::string write_yaml(const Registry&, std::string_view);
template std::string write_yaml(const Form&, std::string_view);
template std::string write_yaml(const DocumentTemplate&, std::string_view);

template std::string write_yaml_list(std::span<const Manifest>, std::string_view);
template std::string write_yaml_list(std::span<const UnitTree>, std::string_view);
template std::string write_yaml_list(std::span<const Indicator>, std::string_view);
template std::string write_yaml_list(std::span<const BuildingBlock>, std::string_view);
template std::string write_yaml_list(std::span<const Target>, std::string_view);
template std::string write_yaml_list(std::span<const Task>, std::string_view);
template std::string write_yaml_list(std::span<const PolicyText>, std::string_view);
template std::string write_yaml_list(std::span<const RoleText>, std::string_view);
template std::string write_yaml_list(std::span<const Registry>, std::string_view);
template std::string write_yaml_list(std::span<const Form>, std::string_view);
template std::string write_yaml_list(std::span<const DocumentTemplate>, std::string_view);

}  // namespace kc::pack

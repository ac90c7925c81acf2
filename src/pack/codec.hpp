// SPDX-License-Identifier: Apache-2.0
// How a C++ type stands in a tree: Codec<M>::read, ::write and the field type it has by default.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/unit.hpp"
#include "pack/field_type.hpp"
#include "pack/named.hpp"
#include "pack/reader.hpp"
#include "pack/time.hpp"
#include "pack/words.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::pack {

// The shape of a struct; specialised beside its definition.
template <typename T>
const Shape& shape_of();

void read_map(const Shape& shape, void* object, const Node& from, Reader& reader);
Node write_map(const Shape& shape, const void* object);

inline Node text_node(std::string text, bool quoted) {
    Node node;
    node.text = std::move(text);
    node.quoted = quoted;
    return node;
}

// Structs that have a shape.
template <typename T>
struct Codec {
    static FieldType type() { return {.kind = FieldKind::map, .shape = &shape_of<T>}; }
    static void read(const FieldType& type, const Node& from, T& to, Reader& reader) {
        if (reader.expect_map(type, from)) read_map(shape_of<T>(), &to, from, reader);
    }
    static Node write(const T& value) { return write_map(shape_of<T>(), &value); }
};

template <>
struct Codec<std::string> {
    static FieldType type() { return {}; }
    static void read(const FieldType& type, const Node& from, std::string& to, Reader& reader) {
        if (auto text = reader.read_text(type, from)) to = std::move(*text);
    }
    static Node write(const std::string& value) { return text_node(value, true); }
};

template <>
struct Codec<base::Decimal> {
    static FieldType type() { return {.kind = FieldKind::number}; }
    static void read(const FieldType& type, const Node& from, base::Decimal& to, Reader& reader) {
        if (auto number = reader.read_number(type, from)) to = *number;
    }
    static Node write(const base::Decimal& value) {
        return text_node(base::to_string(value), false);
    }
};

template <>
struct Codec<std::int32_t> {
    static FieldType type() { return {.kind = FieldKind::whole}; }
    static void read(const FieldType& type, const Node& from, std::int32_t& to, Reader& reader) {
        if (auto number = reader.read_whole(type, from)) to = *number;
    }
    static Node write(std::int32_t value) { return text_node(std::to_string(value), false); }
};

template <>
struct Codec<bool> {
    static FieldType type() { return {.kind = FieldKind::yes_no}; }
    static void read(const FieldType& type, const Node& from, bool& to, Reader& reader) {
        if (auto answer = reader.read_yes_no(type, from)) to = *answer;
    }
    static Node write(bool value) { return text_node(value ? "yes" : "no", false); }
};

template <>
struct Codec<base::Unit> {
    static FieldType type() { return {.kind = FieldKind::unit}; }
    static void read(const FieldType& type, const Node& from, base::Unit& to, Reader& reader) {
        if (auto unit = reader.read_unit(type, from)) to = *unit;
    }
    static Node write(base::Unit value) { return text_node(base::to_string(value), true); }
};

template <>
struct Codec<base::Date> {
    static FieldType type() { return {.kind = FieldKind::date}; }
    static void read(const FieldType& type, const Node& from, base::Date& to, Reader& reader) {
        if (auto day = reader.read_day(type, from)) to = *day;
    }
    static Node write(base::Date value) { return text_node(base::to_string(value), false); }
};

template <>
struct Codec<Time> {
    static FieldType type() { return {.kind = FieldKind::time}; }
    static void read(const FieldType& type, const Node& from, Time& to, Reader& reader) {
        if (auto time = reader.read_time(type, from)) to = *time;
    }
    static Node write(const Time& value) { return text_node(pack::to_string(value), false); }
};

template <Worded E>
struct Codec<E> {
    static FieldType type() { return {.kind = FieldKind::word, .words = kWords<E>}; }
    static void read(const FieldType& type, const Node& from, E& to, Reader& reader) {
        if (auto index = reader.read_word(type, from)) to = static_cast<E>(*index);
    }
    static Node write(E value) { return text_node(std::string(to_string(value)), true); }
};

template <typename T>
struct Codec<std::optional<T>> {
    static FieldType type() { return Codec<T>::type(); }
    static void read(const FieldType& type, const Node& from, std::optional<T>& to,
                     Reader& reader) {
        Codec<T>::read(type, from, to.emplace(), reader);
    }
    static Node write(const std::optional<T>& value) { return Codec<T>::write(*value); }
};

template <>
struct Codec<Located> {
    static FieldType type() { return expression(); }
    static void read(const FieldType& type, const Node& from, Located& to, Reader& reader) {
        if (auto value = reader.read_expression(type, from)) to = std::move(*value);
    }
    static Node write(const Located& value) {
        if (!value.is_open) return text_node(value.text, true);
        return text_node("~", false);
    }
};

// Names that people choose, each once (the tree sees to that), with what they stand for.
template <typename T>
struct Codec<std::vector<Named<T>>> {
    static FieldType type() { return table_of(Codec<T>::type()); }
    static void read(const FieldType& type, const Node& from, Table<T>& to, Reader& reader) {
        if (!reader.expect_map(type, from)) return;
        const std::string_view outer = reader.field();
        for (std::size_t i = 0; i < from.keys.size(); ++i) {
            Named<T>& entry = to.emplace_back();
            entry.name = reader.name_of(from.keys[i]);
            reader.set_field(from.keys[i].text);
            Codec<T>::read(*type.element, from.items[i], entry.value, reader);
        }
        reader.set_field(outer);
    }
    static Node write(const Table<T>& table) {
        Node map;
        map.type = NodeType::map;
        for (const Named<T>& entry : table) {
            map.keys.push_back({entry.name.text});
            map.items.push_back(Codec<T>::write(entry.value));
        }
        return map;
    }
};

template <typename T>
struct Codec<std::vector<T>> {
    static FieldType type() { return list_of(Codec<T>::type()); }
    static void read(const FieldType& type, const Node& from, std::vector<T>& to, Reader& reader) {
        if (!reader.expect_list(type, from)) return;
        for (const Node& item : from.items) {
            Codec<T>::read(*type.element, item, to.emplace_back(), reader);
        }
    }
    static Node write(const std::vector<T>& values) {
        Node list;
        list.type = NodeType::sequence;
        for (const T& value : values) list.items.push_back(Codec<T>::write(value));
        return list;
    }
};

}  // namespace kc::pack

// SPDX-License-Identifier: Apache-2.0
// The fields of a map, and how each is read into and written from a C++ struct.
//
//   template <>
//   const Shape& shape_of<Tile>() {
//       static const Shape shape = ShapeBuilder<Tile>()
//                                      .required("column", &Tile::column, whole_between(0, 99),
//                                                "列，从0起", "column, from 0")
//                                      .build();
//       return shape;
//   }
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pack/codec.hpp"
#include "pack/field_type.hpp"

namespace kc::pack {

struct Field {
    std::string_view name;
    FieldType type;
    bool is_required = false;
    std::string_view zh;  // what it means; its first words are the field's name in Chinese
    std::string_view en;
    // `object` is the struct the shape was built for.
    std::function<void(void* object, const Node&, Reader&)> read;
    // False when there is nothing to write.
    std::function<bool(const void* object, Node& to)> write;
};

class Shape {
public:
    explicit Shape(std::vector<Field> fields) : fields_(std::move(fields)) {}

    const std::vector<Field>& fields() const { return fields_; }
    const Field* find(std::string_view name) const;

private:
    std::vector<Field> fields_;
};

// Reads what can be read and reports everything that is wrong.
void read_map(const Shape& shape, void* object, const Node& from, Reader& reader);

// Keys in the order of the shape; optional fields that hold their default are left out.
Node write_map(const Shape& shape, const void* object);

template <typename T>
class ShapeBuilder {
public:
    template <typename M>
    ShapeBuilder& required(std::string_view name, M T::*member, FieldType type, std::string_view zh,
                           std::string_view en) {
        return add(name, member, std::move(type), true, zh, en);
    }

    template <typename M>
    ShapeBuilder& optional(std::string_view name, M T::*member, FieldType type, std::string_view zh,
                           std::string_view en) {
        return add(name, member, std::move(type), false, zh, en);
    }

    // With the type that goes without saying for M.
    template <typename M>
    ShapeBuilder& required(std::string_view name, M T::*member, std::string_view zh,
                           std::string_view en) {
        return add(name, member, Codec<M>::type(), true, zh, en);
    }

    template <typename M>
    ShapeBuilder& optional(std::string_view name, M T::*member, std::string_view zh,
                           std::string_view en) {
        return add(name, member, Codec<M>::type(), false, zh, en);
    }

    Shape build() { return Shape(std::move(fields_)); }

private:
    template <typename M>
    ShapeBuilder& add(std::string_view name, M T::*member, FieldType type, bool is_required,
                      std::string_view zh, std::string_view en) {
        Field field{name, std::move(type), is_required, zh, en, {}, {}};
        // The shape outlives its fields' functions, but vectors of fields move: so the type is
        // held by value here.
        field.read = [member, kept = field.type](void* object, const Node& from, Reader& reader) {
            Codec<M>::read(kept, from, static_cast<T*>(object)->*member, reader);
        };
        field.write = [member, is_required](const void* object, Node& to) {
            const M& value = static_cast<const T*>(object)->*member;
            if (!is_required && value == M{}) return false;
            to = Codec<M>::write(value);
            return true;
        };
        fields_.push_back(std::move(field));
        return *this;
    }

    std::vector<Field> fields_;
};

}  // namespace kc::pack

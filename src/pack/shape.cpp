// SPDX-License-Identifier: Apache-2.0
#include "pack/shape.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pack/unknown_key.hpp"

namespace kc::pack {
namespace {

void report_missing(const Field& field, const Node& map, Reader& reader) {
    reader.report(map,
                  Diagnostic{"E-missing",
                             {},
                             fmt::format("缺少 {}：{}", field.name, field.zh),
                             fmt::format("'{}' is missing: {}", field.name, field.en)}
                      .hint(fmt::format("加上一行 {}: {}", field.name, example_of(field.type)),
                            fmt::format("add a line {}: {}", field.name, example_of(field.type))));
}

void report_no_value(const Field& field, const Node& value, Reader& reader) {
    const bool is_tilde =
        value.text == "~" &&
        std::find(field.type.words.begin(), field.type.words.end(), "~") != field.type.words.end();
    Diagnostic diagnostic{"E-no-value",
                          {},
                          fmt::format("{} 没有值", field.name),
                          fmt::format("'{}' has no value", field.name)};
    if (is_tilde) {
        diagnostic = std::move(diagnostic)
                         .hint("不加引号的 ~ 表示“无”，要写 \"~\"",
                               "~ without quotes means nothing; write \"~\"");
    } else if (field.is_required) {
        const std::string example = fmt::format("{}: {}", field.name, example_of(field.type));
        diagnostic = std::move(diagnostic).hint("例如 " + example, "for example " + example);
    } else {
        diagnostic = std::move(diagnostic).hint("没有就不写这个键", "leave the key out");
    }
    reader.report(value, std::move(diagnostic));
}

// What is required must also say something.
bool is_hollow(const Node& value) {
    if (value.type == NodeType::scalar) return value.text.empty();
    return value.type == NodeType::sequence && value.items.empty();
}

void read_field(const Field& field, void* object, const Node& value, Reader& reader) {
    if (value.is_null() || (field.is_required && is_hollow(value))) {
        report_no_value(field, value, reader);
        return;
    }
    const std::string_view outer = reader.field();
    reader.set_field(field.name);
    field.read(object, value, reader);
    reader.set_field(outer);
}

}  // namespace

const Field* Shape::find(std::string_view name) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const Field& field) { return field.name == name; });
    return found == fields_.end() ? nullptr : &*found;
}

void read_map(const Shape& shape, void* object, const Node& from, Reader& reader) {
    reader.around().push_back({reader.field(), &shape});
    const bool is_object = reader.around().size() == 1;
    std::vector<std::string_view> meant;
    for (std::size_t i = 0; i < from.keys.size(); ++i) {
        const Key& key = from.keys[i];
        if (is_object && key.text == "kind") continue;  // it chose this shape
        if (const Field* field = shape.find(key.text)) {
            read_field(*field, object, from.items[i], reader);
            continue;
        }
        UnknownKey unknown = unknown_key(key.text, reader.around());
        meant.push_back(unknown.meant);
        reader.report(key, std::move(unknown.diagnostic));
    }
    for (const Field& field : shape.fields()) {
        // A misspelt key is one mistake, not two.
        const bool is_misspelt = std::find(meant.begin(), meant.end(), field.name) != meant.end();
        if (field.is_required && !is_misspelt && from.find(field.name) == nullptr) {
            report_missing(field, from, reader);
        }
    }
    reader.around().pop_back();
}

Node write_map(const Shape& shape, const void* object) {
    Node map;
    map.type = NodeType::map;
    for (const Field& field : shape.fields()) {
        Node value;
        if (!field.write(object, value)) continue;
        map.keys.push_back({std::string(field.name)});
        map.items.push_back(std::move(value));
    }
    return map;
}

}  // namespace kc::pack

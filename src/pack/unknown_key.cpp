// SPDX-License-Identifier: Apache-2.0
#include "pack/unknown_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/suggest.hpp"
#include "pack/shape.hpp"

namespace kc::pack {
namespace {

// Names that people bring from other formats.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kForeignNames{{
    {"id", "code"},
    {"title", "name"},
    {"type", "kind"},
    {"label", "name"},
    {"desc", "definition"},
    {"description", "definition"},
    {"synonyms", "aliases"},
    {"deadline", "due"},
    {"owner", "owners"},
    {"comparator", "bound"},
    {"operator", "bound"},
    {"period", "horizon"},
}};

// The Chinese name of a field: the first words of its explanation.
std::string_view chinese_name(const Field& field) {
    for (const std::string_view end : {"，", "（", "；", "："}) {
        if (const std::size_t at = field.zh.find(end); at != std::string_view::npos) {
            return field.zh.substr(0, at);
        }
    }
    return field.zh;
}

const Field* same_meaning(std::string_view key, const Shape& shape) {
    for (const Field& field : shape.fields()) {
        if (chinese_name(field) == key) return &field;
    }
    for (const auto& [foreign, ours] : kForeignNames) {
        if (foreign == key && shape.find(ours) != nullptr) return shape.find(ours);
    }
    return nullptr;
}

const Shape* shape_inside(const Field& field) {
    const bool has_elements =
        field.type.kind == FieldKind::list || field.type.kind == FieldKind::table;
    const FieldType& type = has_elements ? *field.type.element : field.type;
    return type.kind == FieldKind::map ? &type.shape() : nullptr;
}

// The field of this map whose own map knows the key.
const Field* one_level_down(std::string_view key, const Shape& shape) {
    for (const Field& field : shape.fields()) {
        const Shape* inside = shape_inside(field);
        if (inside != nullptr && inside != &shape && inside->find(key) != nullptr) return &field;
        if (field.type.kind == FieldKind::bilingual && (key == "zh" || key == "en")) return &field;
    }
    return nullptr;
}

// The key under which stands the map inside which this key was wrongly put.
std::optional<std::string_view> levels_up(std::string_view key,
                                          std::span<const Reader::Around> around) {
    for (std::size_t i = around.size() - 1; i-- > 0;) {
        if (around[i].shape->find(key) != nullptr) return around[i + 1].key;
    }
    return std::nullopt;
}

bool is_words_by_language(const Shape& shape) {
    return shape.fields().size() == 2 && shape.find("zh") != nullptr;
}

std::vector<std::string> names_of(const Shape& shape) {
    std::vector<std::string> names;
    for (const Field& field : shape.fields()) names.emplace_back(field.name);
    return names;
}

struct Advice {
    Phrase hint = {};
    std::string_view meant = {};
};

Advice advice(std::string_view key, std::span<const Reader::Around> around) {
    const Shape& here = *around.back().shape;
    if (const Field* meant = same_meaning(key, here)) {
        return {{fmt::format("改成 {}", meant->name), fmt::format("write {}", meant->name)},
                meant->name};
    }
    if (const Field* inside = one_level_down(key, here)) {
        return {{fmt::format("它写在 {} 里面", inside->name),
                 fmt::format("it belongs inside '{}'", inside->name)}};
    }
    if (const auto beside = levels_up(key, around)) {
        return {{fmt::format("它写在外面，与 {} 并列", *beside),
                 fmt::format("it belongs further out, beside '{}'", *beside)}};
    }
    // {en: Law, order and outreach} is two entries to YAML.
    if (is_words_by_language(here) && key.find(' ') != std::string_view::npos) {
        return {
            {"花括号里含逗号的文字要加引号", "inside { } put text that holds a comma in quotes"}};
    }
    const std::vector<std::string> names = names_of(here);
    if (const auto near = base::nearest(key, names)) {
        return {{fmt::format("是不是 {}？", *near), fmt::format("did you mean '{}'?", *near)},
                here.find(*near)->name};
    }
    return {{fmt::format("这里可以写 {}", fmt::join(names, "、")),
             fmt::format("the keys here are {}", fmt::join(names, ", "))}};
}

}  // namespace

UnknownKey unknown_key(std::string_view key, std::span<const Reader::Around> around) {
    Advice found = advice(key, around);
    return {Diagnostic{"E-unknown-key",
                       {},
                       fmt::format("这里没有 {} 这个键", key),
                       fmt::format("there is no key '{}' here", key)}
                .hint(std::move(found.hint.zh), std::move(found.hint.en)),
            found.meant};
}

}  // namespace kc::pack

// SPDX-License-Identifier: Apache-2.0
#include "pack/code_index.hpp"

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "pack/document_shapes.hpp"
#include "pack/form_shapes.hpp"
#include "pack/kinds.hpp"
#include "pack/limits.hpp"
#include "pack/policy_shapes.hpp"
#include "pack/registry_shapes.hpp"
#include "pack/role_shapes.hpp"
#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

using Visit = std::function<void(const FieldType&, const Node&)>;

void visit_value(const FieldType& type, const Node& value, const Visit& visit) {
    switch (type.kind) {
        case FieldKind::bilingual: visit(type, value); return;
        case FieldKind::map:
            if (value.type == NodeType::map) for_each_value(type.shape(), value, visit);
            return;
        case FieldKind::list:
        case FieldKind::table:
            for (const Node& item : value.items) visit_value(*type.element, item, visit);
            return;
        default:
            if (value.type == NodeType::scalar && !value.is_null()) visit(type, value);
    }
}

template <typename Act>
void for_each_object(const ObjectSet& set, Act act) {
    for_each_kind(set, [&]<typename T>(const std::vector<Entry<T>>& entries) {
        for (const Entry<T>& entry : entries) act(shape_of<T>(), entry.origin);
    });
}

bool is_reference(const FieldType& type, const Node& value) {
    return type.kind == FieldKind::reference ||
           (type.kind == FieldKind::text_or_reference && looks_like_code(value.text));
}

Diagnostic leads_nowhere(const FieldType& type, const Node& value, const CodeIndex& index) {
    Diagnostic diagnostic{"E-reference",
                          {},
                          fmt::format("没有代码为 {} 的 {}", value.text, type.of),
                          fmt::format("there is no {} with the code {}", type.of, value.text)};
    const std::vector<std::string> codes = index.codes(type.of);
    if (const auto near = base::nearest(value.text, codes)) {
        return std::move(diagnostic)
            .hint(fmt::format("是不是 {}？", *near), fmt::format("did you mean {}?", *near));
    }
    if (const std::string_view other = index.kind_of(value.text); !other.empty()) {
        return std::move(diagnostic)
            .hint(fmt::format("这个代码属于 {}", other), fmt::format("that code is a {}", other));
    }
    const KindInfo* kind = find_kind(type.of);
    const bool may_be_in_catalog = type.of == "unit" || (kind != nullptr && kind->in_catalog);
    if (codes.empty() && may_be_in_catalog) {
        return std::move(diagnostic)
            .hint(fmt::format("这里还没有任何 {}；pack.yaml 里写 requires: [catalog] 了吗？",
                              type.of),
                  fmt::format("there is no {} at all; does pack.yaml have requires: [catalog]?",
                              type.of));
    }
    return std::move(diagnostic).hint("检查代码，或先定义它", "check the code, or define it first");
}

}  // namespace

void CodeIndex::add_all(const ObjectSet& set, Diagnostics& found) {
    for_each_object(set, [&](const Shape& shape, const Origin& origin) {
        for_each_value(shape, *origin.node, [&](const FieldType& type, const Node& value) {
            if (type.kind != FieldKind::code || type.of.empty() || !is_code(value.text)) return;
            const Place here = origin.document->place(value);
            const auto [first, is_new] = places_[std::string(type.of)].emplace(value.text, here);
            if (is_new) return;
            found.push_back(Diagnostic{"E-duplicate-code", here,
                                       fmt::format("{} 的代码 {} 已经用过", type.of, value.text),
                                       fmt::format("the {} code {} is taken", type.of, value.text)}
                                .hint(fmt::format("第一次出现在 {}", to_string(first->second)),
                                      fmt::format("first at {}", to_string(first->second))));
        });
    });
}

bool CodeIndex::knows(std::string_view kind, std::string_view code) const {
    const auto of_kind = places_.find(kind);
    return of_kind != places_.end() && of_kind->second.find(code) != of_kind->second.end();
}

std::vector<std::string> CodeIndex::codes(std::string_view kind) const {
    std::vector<std::string> list;
    const auto of_kind = places_.find(kind);
    if (of_kind == places_.end()) return list;
    for (const auto& [code, place] : of_kind->second) list.push_back(code);
    return list;
}

std::string_view CodeIndex::kind_of(std::string_view code) const {
    for (const auto& [kind, codes] : places_) {
        if (codes.find(code) != codes.end()) return kind;
    }
    return {};
}

void for_each_value(const Shape& shape, const Node& object, const Visit& visit) {
    for (std::size_t i = 0; i < object.keys.size(); ++i) {
        const Field* field = shape.find(object.keys[i].text);
        if (field != nullptr) visit_value(field->type, object.items[i], visit);
    }
}

void check_references(const ObjectSet& set, const CodeIndex& index, Diagnostics& found) {
    for_each_object(set, [&](const Shape& shape, const Origin& origin) {
        for_each_value(shape, *origin.node, [&](const FieldType& type, const Node& value) {
            if (!is_reference(type, value) || !is_code(value.text)) return;
            if (index.knows(type.of, value.text)) return;
            // Looking for the nearest code takes its time; nobody reads past the limit.
            if (found.size() > kMaxFindings) return;
            Diagnostic diagnostic = leads_nowhere(type, value, index);
            diagnostic.at = origin.document->place(value);
            found.push_back(std::move(diagnostic));
        });
    });
}

void check_translated(const ObjectSet& set, Diagnostics& found) {
    for_each_object(set, [&](const Shape& shape, const Origin& origin) {
        for_each_value(shape, *origin.node, [&](const FieldType& type, const Node& value) {
            if (type.kind != FieldKind::bilingual || value.find("en") != nullptr) return;
            found.push_back(Diagnostic{"W-english", origin.document->place(value), "没有英文",
                                       "there is no English", "加上一行 en: …", "add a line en: …",
                                       Severity::warning});
        });
    });
}

}  // namespace kc::pack

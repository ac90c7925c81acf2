// SPDX-License-Identifier: Apache-2.0
#include "pack/json_schema.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/check.hpp"
#include "pack/json_text.hpp"
#include "pack/kinds.hpp"

namespace kc::pack {
namespace {

constexpr const char* kCodePattern = "^[a-z0-9][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)*$";
constexpr const char* kTimePattern =
    "^(\\d{4}|\\d{4}-H[12]|\\d{4}-Q[1-4]|\\d{4}-\\d{2}|\\d{4}-\\d{2}-\\d{2}|\\d{4}\\.\\.\\d{4}|"
    "\\d{4}-\\d{2}\\.\\.\\d{2})$";

class SchemaWriter {
public:
    std::string whole(std::string_view kind) {
        json_.begin_object();
        json_.key("$schema").text("https://json-schema.org/draft/2020-12/schema");
        if (const KindInfo* info = find_kind(kind)) {
            json_.key("title").text(fmt::format("{} {}", info->name, info->zh));
            json_.key("description").text(fmt::format("{} {}", info->about_zh, info->about_en));
            json_.key("$ref").text(fmt::format("#/$defs/file-{}", kind));
        } else {
            KC_CHECK(kind.empty());
            json_.key("title").text("pack 包");
            json_.key("anyOf").begin_array();
            for (const KindInfo& k : kinds()) reference(fmt::format("file-{}", k.name));
            json_.end_array();
        }
        json_.key("$defs").begin_object();
        for (const KindInfo& k : kinds()) {
            if (kind.empty() || kind == k.name) define_kind(k);
        }
        define_parts();
        json_.end_object().end_object();
        return std::move(json_).finish();
    }

private:
    void reference(std::string_view definition) {
        json_.begin_object().key("$ref").text(fmt::format("#/$defs/{}", definition)).end_object();
    }

    void define_kind(const KindInfo& kind) {
        json_.key(fmt::format("file-{}", kind.name)).begin_object();
        json_.key("anyOf").begin_array();
        reference(kind.name);
        reference(fmt::format("list-{}", kind.name));
        json_.end_array().end_object();

        json_.key(fmt::format("list-{}", kind.name)).begin_object();
        json_.key("type").text("object").key("properties").begin_object();
        kind_property(kind);
        json_.key("objects").begin_object().key("type").text("array").key("items");
        reference(fmt::format("entry-{}", kind.name));
        json_.end_object().end_object();
        json_.key("required").begin_array().text("objects").end_array();
        json_.key("additionalProperties").bare("false").end_object();

        // An entry of a list may leave its kind to the list.
        json_.key(std::string(kind.name)).begin_object();
        map_members(kind.shape(), &kind, true);
        json_.end_object();
        json_.key(fmt::format("entry-{}", kind.name)).begin_object();
        map_members(kind.shape(), &kind, false);
        json_.end_object();
    }

    // The maps met while writing, each once: some hold themselves, and many are shared.
    void define_parts() {
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            json_.key(fmt::format("part-{}", i)).begin_object();
            map_members(*parts_[i], nullptr, false);
            json_.end_object();
        }
    }

    std::string part_name(const Shape& shape) {
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (parts_[i] == &shape) return fmt::format("part-{}", i);
        }
        parts_.push_back(&shape);
        return fmt::format("part-{}", parts_.size() - 1);
    }

    void kind_property(const KindInfo& kind) {
        json_.key("kind").begin_object().key("const").text(kind.name).end_object();
    }

    void map_members(const Shape& shape, const KindInfo* kind, bool needs_kind) {
        json_.key("type").text("object").key("properties").begin_object();
        if (kind != nullptr) kind_property(*kind);
        for (const Field& field : shape.fields()) {
            json_.key(field.name).begin_object();
            json_.key("description").text(fmt::format("{} {}", field.zh, field.en));
            type_members(field.type);
            json_.end_object();
        }
        json_.end_object().key("required").begin_array();
        if (needs_kind) json_.text("kind");
        for (const Field& field : shape.fields()) {
            if (field.is_required) json_.text(field.name);
        }
        json_.end_array().key("additionalProperties").bare("false");
    }

    void type_members(const FieldType& type) {
        switch (type.kind) {
            case FieldKind::expression:
            case FieldKind::text:
            case FieldKind::text_or_reference:
            case FieldKind::unit: any_scalar(); break;
            case FieldKind::code:
            case FieldKind::reference: pattern(kCodePattern); break;
            case FieldKind::time: pattern(kTimePattern); break;
            case FieldKind::time_or_ongoing:
                pattern("^ongoing$|" + std::string(kTimePattern));
                break;
            case FieldKind::date: pattern("^\\d{4}-\\d{2}-\\d{2}$"); break;
            case FieldKind::number:
            case FieldKind::whole: number_members(type); break;
            case FieldKind::yes_no: one_of(std::vector<std::string_view>{"yes", "no"}); break;
            case FieldKind::word: one_of(type.words); break;
            case FieldKind::limit: limit_members(); break;
            case FieldKind::table: table_members(type); break;
            case FieldKind::any: break;
            case FieldKind::list: list_members(type); break;
            case FieldKind::bilingual:
            case FieldKind::map:
                json_.key("$ref").text("#/$defs/" + part_name(type.shape()));
                break;
        }
    }

    // Text may look like a number to the editor's YAML reader: `number: 4`, `region: 341800`.
    void any_scalar() {
        json_.key("type").begin_array();
        json_.text("string").text("number").text("boolean").end_array();
    }

    void limit_members() {
        json_.key("type").begin_array();
        json_.text("string").text("number").text("boolean").text("null").end_array();
    }

    void table_members(const FieldType& type) {
        json_.key("type").text("object").key("additionalProperties").begin_object();
        type_members(*type.element);
        json_.end_object();
    }

    void pattern(std::string_view pattern) {
        json_.key("type").begin_array().text("string").text("integer").end_array();
        json_.key("pattern").text(pattern);
    }

    void number_members(const FieldType& type) {
        json_.key("type").text(type.kind == FieldKind::whole ? "integer" : "number");
        if (type.min) json_.key("minimum").bare(base::to_string(*type.min));
        if (type.max) json_.key("maximum").bare(base::to_string(*type.max));
    }

    void one_of(std::span<const std::string_view> words) {
        json_.key("enum").begin_array();
        for (const std::string_view word : words) json_.text(word);
        json_.end_array();
    }

    void list_members(const FieldType& type) {
        json_.key("type").text("array");
        if (type.length > 0) {
            json_.key("minItems").bare(std::to_string(type.length));
            json_.key("maxItems").bare(std::to_string(type.length));
        }
        json_.key("items").begin_object();
        type_members(*type.element);
        json_.end_object();
    }

    JsonText json_;
    std::vector<const Shape*> parts_;
};

}  // namespace

std::string json_schema(std::string_view kind) {
    return SchemaWriter().whole(kind);
}

}  // namespace kc::pack

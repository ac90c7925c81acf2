// SPDX-License-Identifier: Apache-2.0
#include "schema_check.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace kc::test {
namespace {

using server::JsonType;
using server::JsonValue;

bool has_type(const JsonValue& value, std::string_view type) {
    switch (value.type) {
        case JsonType::null: return type == "null";
        case JsonType::boolean: return type == "boolean";
        case JsonType::text: return type == "string";
        case JsonType::array: return type == "array";
        case JsonType::object: return type == "object";
        case JsonType::number:
            return type == "number" ||
                   (type == "integer" && value.text.find('.') == std::string::npos);
    }
    return false;
}

bool fits_type(const JsonValue& value, const JsonValue& type) {
    if (type.type == JsonType::text) return has_type(value, type.text);
    return std::any_of(type.items.begin(), type.items.end(),
                       [&](const JsonValue& one) { return has_type(value, one.text); });
}

std::string object_misfit(const JsonValue& value, const JsonValue& schema,
                          const JsonValue& contract, const std::string& at) {
    if (const JsonValue* required = schema.find("required")) {
        for (const JsonValue& name : required->items) {
            if (value.find(name.text) == nullptr) return at + ": lacks " + name.text;
        }
    }
    const JsonValue* properties = schema.find("properties");
    const JsonValue* others = schema.find("additionalProperties");
    for (const auto& [name, member] : value.members) {
        const JsonValue* known = properties == nullptr ? nullptr : properties->find(name);
        if (known == nullptr) known = others;
        if (known == nullptr) return at + ": has " + name + ", which the contract does not know";
        if (auto fault = misfit(member, *known, contract, at + "/" + name); !fault.empty())
            return fault;
    }
    return {};
}

}  // namespace

const JsonValue* at_reference(const JsonValue& contract, std::string_view reference) {
    const JsonValue* at = &contract;
    reference.remove_prefix(std::min<std::size_t>(2, reference.size()));
    while (!reference.empty() && at != nullptr) {
        const std::size_t end = std::min(reference.find('/'), reference.size());
        at = at->find(reference.substr(0, end));
        reference.remove_prefix(std::min(end + 1, reference.size()));
    }
    return at;
}

std::string misfit(const JsonValue& value, const JsonValue& schema, const JsonValue& contract,
                   const std::string& at) {
    if (schema.type == JsonType::boolean) return schema.text == "true" ? "" : at + ": not allowed";
    if (const JsonValue* reference = schema.find("$ref")) {
        const JsonValue* target = at_reference(contract, reference->text);
        if (target == nullptr) return at + ": dangling " + reference->text;
        return misfit(value, *target, contract, at);
    }
    if (const JsonValue* choices = schema.find("oneOf")) {
        std::string faults;
        for (const JsonValue& choice : choices->items) {
            const std::string fault = misfit(value, choice, contract, at);
            if (fault.empty()) return {};
            faults += " | " + fault;
        }
        return faults;
    }
    if (const JsonValue* type = schema.find("type"); type != nullptr && !fits_type(value, *type))
        return at + ": wrong type";
    if (const JsonValue* words = schema.find("enum")) {
        const bool known = std::any_of(words->items.begin(), words->items.end(),
                                       [&](const auto& word) { return word.text == value.text; });
        if (!known) return at + ": '" + value.text + "' is none of the words";
    }
    if (value.type == JsonType::object) return object_misfit(value, schema, contract, at);
    if (const JsonValue* items = schema.find("items"); items != nullptr) {
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            auto fault = misfit(value.items[i], *items, contract, at + "/" + std::to_string(i));
            if (!fault.empty()) return fault;
        }
    }
    return {};
}

std::string reply_misfit(const server::JsonValue& contract, const std::string& method,
                         const std::string& path, const Reply& reply) {
    const server::JsonValue* item = contract.find("paths")->find(path);
    const server::JsonValue* operation = item == nullptr ? nullptr : item->find(method);
    if (operation == nullptr) return fmt::format("{} {} is not documented", method, path);
    const server::JsonValue* responses = operation->find("responses");
    const server::JsonValue* response = responses->find(std::to_string(reply.status));
    if (response == nullptr && reply.status >= 400) response = responses->find("default");
    if (response == nullptr) return fmt::format("status {} is not documented", reply.status);
    if (const server::JsonValue* reference = response->find("$ref"))
        response = at_reference(contract, reference->text);
    const server::JsonValue* content = response->find("content");
    if (content == nullptr) return reply.body.empty() ? "" : "a body where none is documented";
    const server::JsonValue* media = content->find(reply.header("content-type"));
    if (media == nullptr) return "content type " + reply.header("content-type");
    return misfit(reply.json(), *media->find("schema"), contract);
}

}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
#include "server/body_fields.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::server {

BodyFields::BodyFields(const JsonValue& object, std::string pointer,
                       std::vector<FieldError>& errors)
    : object_(object), pointer_(std::move(pointer)), errors_(errors) {
    if (object_.type != JsonType::object)
        errors_.push_back(
            {pointer_, {"E-body", {}, "这里需要一个对象", "an object is needed here"}});
}

std::string BodyFields::pointer_to(std::string_view name) const {
    return fmt::format("{}/{}", pointer_, name);
}

void BodyFields::error(std::string_view name, Diagnostic what) {
    errors_.push_back({pointer_to(name), std::move(what)});
}

void BodyFields::wrong_type(std::string_view name, const char* zh, const char* en) {
    error(name, {"E-body-type",
                 {},
                 fmt::format("“{}”应是{}", name, zh),
                 fmt::format("'{}' has to be {}", name, en)});
}

const JsonValue* BodyFields::take(std::string_view name, bool required) {
    taken_.push_back(name);
    const JsonValue* value = object_.find(name);
    if (value == nullptr && required && object_.type == JsonType::object)
        error(name, {"E-body-missing",
                     {},
                     fmt::format("缺少“{}”", name),
                     fmt::format("'{}' is missing", name)});
    return value;
}

const JsonValue* BodyFields::any(std::string_view name) {
    return take(name, false);
}

std::optional<std::string> BodyFields::optional_text(std::string_view name, std::size_t bytes_max) {
    const JsonValue* value = take(name, false);
    if (value == nullptr || value->type == JsonType::null) return std::nullopt;
    if (value->type != JsonType::text) {
        wrong_type(name, "文字", "a text");
        return std::nullopt;
    }
    if (value->text.size() > bytes_max) {
        error(name, {"E-body-long",
                     {},
                     fmt::format("“{}”超过{}字节", name, bytes_max),
                     fmt::format("'{}' is longer than {} bytes", name, bytes_max)});
        return std::nullopt;
    }
    return value->text;
}

std::string BodyFields::text(std::string_view name, std::size_t bytes_max) {
    if (object_.find(name) == nullptr) {
        take(name, true);
        return {};
    }
    const std::size_t before = errors_.size();
    auto value = optional_text(name, bytes_max);
    if (!value && errors_.size() == before) wrong_type(name, "文字", "a text");
    return value.value_or("");
}

std::optional<bool> BodyFields::optional_boolean(std::string_view name) {
    const JsonValue* value = take(name, false);
    if (value == nullptr) return std::nullopt;
    if (value->type == JsonType::boolean) return value->text == "true";
    wrong_type(name, "true 或 false", "true or false");
    return std::nullopt;
}

std::optional<base::Decimal> BodyFields::decimal(std::string_view name) {
    const JsonValue* value = take(name, true);
    if (value == nullptr) return std::nullopt;
    if (value->type != JsonType::number && value->type != JsonType::text) {
        wrong_type(name, "数", "a number");
        return std::nullopt;
    }
    auto number = base::Decimal::parse(value->text);
    if (!number) {
        error(name, number.error());
        return std::nullopt;
    }
    return *number;
}

std::optional<std::int64_t> BodyFields::whole(std::string_view name) {
    const auto value = decimal(name);
    if (!value) return std::nullopt;
    const auto number = value->to_whole();
    if (!number) wrong_type(name, "整数", "a whole number");
    return number;
}

std::optional<std::int64_t> BodyFields::optional_whole(std::string_view name) {
    const JsonValue* value = object_.find(name);
    if (value != nullptr && value->type != JsonType::null) return whole(name);
    take(name, false);
    return std::nullopt;
}

const std::vector<JsonValue>* BodyFields::array(std::string_view name, std::size_t max) {
    const JsonValue* value = take(name, true);
    if (value == nullptr) return nullptr;
    if (value->type != JsonType::array) {
        wrong_type(name, "列表", "a list");
        return nullptr;
    }
    if (value->items.empty() || value->items.size() > max) {
        error(name, {"E-body-count",
                     {},
                     fmt::format("“{}”应有1至{}项", name, max),
                     fmt::format("'{}' has to have 1 to {} items", name, max)});
        return nullptr;
    }
    return &value->items;
}

const JsonValue* BodyFields::optional_object(std::string_view name) {
    const JsonValue* value = take(name, false);
    if (value == nullptr || value->type == JsonType::null) return nullptr;
    if (value->type == JsonType::object) return value;
    wrong_type(name, "对象", "an object");
    return nullptr;
}

void BodyFields::end() {
    for (const auto& [name, value] : object_.members) {
        if (std::find(taken_.begin(), taken_.end(), name) != taken_.end()) continue;
        errors_.push_back({pointer_to(base::shortened(name)),
                           {"E-body-unknown",
                            {},
                            fmt::format("不认识“{}”", base::shortened(name)),
                            fmt::format("'{}' is not known here", base::shortened(name))}});
    }
}

}  // namespace kc::server

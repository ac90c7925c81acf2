// SPDX-License-Identifier: Apache-2.0
// Writes JSON straight into a text, without a tree and without blanks. Numbers are exact decimals.
//
//   JsonWriter json;
//   json.begin_object().key("code").text("xc2024.rd").key("value").number(value).end_object();
//   std::string out = std::move(json).finish();
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"

namespace kc::server {

class JsonWriter {
public:
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    // Broken UTF-8 comes out as U+FFFD.
    JsonWriter& text(std::string_view value);
    JsonWriter& number(base::Decimal value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    template <std::integral T>
    JsonWriter& number(T value) {
        return bare(std::to_string(value));
    }

    // A whole value, already JSON.
    JsonWriter& bare(std::string_view json);

    template <typename T>
    JsonWriter& number_or_null(const std::optional<T>& value) {
        return value ? number(*value) : null();
    }
    // Null for the empty text.
    JsonWriter& text_or_null(std::string_view value) {
        return value.empty() ? null() : text(value);
    }
    JsonWriter& words(std::string_view zh, std::string_view en);

    std::string finish() &&;

private:
    void before_value();

    std::string out_;
    std::vector<bool> is_empty_;
    bool after_key_ = false;
};

}  // namespace kc::server

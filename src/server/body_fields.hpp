// SPDX-License-Identifier: Apache-2.0
// Takes the fields of a JSON object one by one and notes everything that is wrong with them.
//
//   BodyFields fields(body, "", errors);
//   const std::string name = fields.text("name");
//   fields.end();                       // what was not taken is unknown
//   if (!errors.empty()) return …
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "server/json_reader.hpp"
#include "server/problem.hpp"

namespace kc::server {

inline constexpr std::size_t kTextBytesMax = 2'000;

class BodyFields {
public:
    // `object` and `errors` must outlive this; `pointer` is where the object stands.
    BodyFields(const JsonValue& object, std::string pointer, std::vector<FieldError>& errors);

    // Required; empty after an error.
    std::string text(std::string_view name, std::size_t bytes_max = kTextBytesMax);
    std::optional<std::string> optional_text(std::string_view name,
                                             std::size_t bytes_max = kTextBytesMax);
    std::optional<bool> optional_boolean(std::string_view name);
    // A number, or the same as text.
    std::optional<base::Decimal> decimal(std::string_view name);
    std::optional<std::int64_t> whole(std::string_view name);
    std::optional<std::int64_t> optional_whole(std::string_view name);
    // The items of a required array, at least one and at most `max`.
    const std::vector<JsonValue>* array(std::string_view name, std::size_t max);
    const JsonValue* optional_object(std::string_view name);
    // Whatever stands there; null when nothing does.
    const JsonValue* any(std::string_view name);

    void end();

    void error(std::string_view name, Diagnostic what);
    [[nodiscard]] std::string pointer_to(std::string_view name) const;

private:
    const JsonValue* take(std::string_view name, bool required);
    void wrong_type(std::string_view name, const char* zh, const char* en);

    const JsonValue& object_;
    std::string pointer_;
    std::vector<FieldError>& errors_;
    std::vector<std::string_view> taken_;
};

}  // namespace kc::server

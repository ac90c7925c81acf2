// SPDX-License-Identifier: Apache-2.0
// One value on its way into a statement: nothing, a whole number, text or bytes.
//
// Those four are all a table holds, on every database: yes/no is 0 or 1, a decimal is exact text or
// a scaled whole number, time is microseconds since 1970 UTC. Floating-point numbers do not
// convert.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/decimal.hpp"
#include "store/sha256.hpp"

namespace kc::store {

// Text and bytes are looked at, not copied: a Value lives no longer than the call it is made for.
class Value {
public:
    Value(std::nullopt_t) {}  // NOLINT: implicit on purpose, here and below
    template <std::integral T>
    requires(sizeof(T) < sizeof(std::int64_t) || std::signed_integral<T>) Value(T value)
        : value_(static_cast<std::int64_t>(value)) {}
    template <std::floating_point T>
    Value(T) = delete;
    Value(std::string_view text) : value_(text) {}
    Value(const std::string& text) : value_(std::string_view(text)) {}
    Value(const char* text) : value_(std::string_view(text)) {}
    Value(Bytes bytes) : value_(bytes) {}
    Value(const Hash& hash) : value_(Bytes(hash)) {}
    Value(base::Decimal decimal) : value_(base::to_string(decimal)) {}
    template <typename T>
    Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value(std::nullopt)) {}

    using Variant =
        std::variant<std::monostate, std::int64_t, std::string_view, Bytes, std::string>;
    [[nodiscard]] const Variant& get() const { return value_; }

private:
    Variant value_;
};

}  // namespace kc::store

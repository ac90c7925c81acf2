// SPDX-License-Identifier: Apache-2.0
// SHA-256, over one piece or several.
//
// A Sha256 is used again and again: finish() leaves it ready for the next message, because making
// the underlying context costs more than hashing a short row.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kc::store {

using Hash = std::array<std::uint8_t, 32>;
using Bytes = std::span<const std::uint8_t>;

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(Bytes bytes);
    void update(std::string_view text);
    Hash finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

Hash sha256(std::string_view text);

inline Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Empty when they are not 32.
std::optional<Hash> hash_of_bytes(Bytes bytes);

// 64 lower-case hexadecimal digits, and back; empty when it is something else.
std::string to_hex(const Hash& hash);
std::optional<Hash> hash_of_hex(std::string_view text);

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// Passwords: what is accepted, and how they are kept (argon2id, 19 MiB, two passes).
//
// Hashing takes some 20 ms by intent; it belongs on a worker, never on an event loop.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::access {

inline constexpr std::size_t kPasswordCharactersMin = 10;
inline constexpr std::size_t kPasswordBytesMax = 256;

// Length, not recipes: no forced mixture of signs. `name` must not be part of it.
Result<void> check_password(std::string_view password, std::string_view name);

// "$argon2id$v=19$m=19456,t=2,p=1$…" with a random salt.
std::string hash_password(std::string_view password);

bool password_matches(std::string_view password, const std::string& hash);

// Costs as much as a wrong password does; for names that do not exist.
void waste_a_check(std::string_view password);

// `bytes` random bytes from the system, in hex.
std::string random_hex(std::size_t bytes);

// In time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace kc::access

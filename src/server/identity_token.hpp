// SPDX-License-Identifier: Apache-2.0
// The token by which a provider says who somebody is (OpenID Connect Core 1.0 §2 and §3.1.3.7):
// a signed JSON Web Token. Values in, an answer out.
//
// Only RS256 and ES256 are taken, whatever a token says about itself: what would need no key, or
// our own secret for one, is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "server/json_reader.hpp"

namespace kc::server {

inline constexpr std::size_t kTokenBytesMax = 64U << 10U;
inline constexpr std::size_t kTokenKeysMax = 50;
// Clocks of two machines may differ by so much.
inline constexpr std::int64_t kClockSkewSeconds = 60;
// A token is used at once: one that was made longer ago is refused although it has not ended.
inline constexpr std::int64_t kTokenAgeSecondsMax = 10 * 60;

// A public key of a provider; numbers as big-endian bytes.
struct TokenKey {
    std::string id = {};
    std::string algorithm = {};  // RS256 or ES256
    std::string first = {};      // modulus, or x
    std::string second = {};     // exponent, or y
};

// Those of a key set (RFC 7517) that such tokens can be signed with; the others are left out.
Result<std::vector<TokenKey>> read_token_keys(std::string_view json);

struct IdentityToken {
    std::string algorithm = {};
    std::string key_id = {};
    std::string signed_text = {};
    std::string signature = {};
    JsonValue claims = {};
};
Result<IdentityToken> read_identity_token(std::string_view compact);

// Whether one of the keys that the token may mean has signed it.
bool is_signed_by(const IdentityToken& token, const std::vector<TokenKey>& keys);

struct TokenExpectation {
    std::string issuer = {};
    std::string client_id = {};
    std::string nonce = {};
    std::int64_t now_seconds = 0;
};

// Nothing, or which claim is not as it has to be.
Result<void> check_claims(const IdentityToken& token, const TokenExpectation& expected);

// The texts of a claim that is a text or a list of texts.
std::vector<std::string> texts_of(const JsonValue* claim);

}  // namespace kc::server

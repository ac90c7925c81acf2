// SPDX-License-Identifier: Apache-2.0
// Secrets that have to be read again (keys of second factors) are kept sealed: AES-256-GCM with a
// key in a file of its own, so that a copy of the database alone gives nothing.
//
//   auto box = SecretBox::open("office.kc.key");   // made when missing, readable by us only
//   std::string kept = box->seal(secret, "totp/li");
//   Result<std::string> secret = box->unseal(kept, "totp/li");
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::access {

class SecretBox {
public:
    static constexpr std::size_t kKeyBytes = 32;

    // Errors: the file cannot be made or read, is of another size, or others may read it.
    static Result<SecretBox> open(const std::string& path);

    // Hex of nonce, text and tag. `purpose` is bound to it: what was sealed for one account does
    // not open for another.
    [[nodiscard]] std::string seal(std::string_view secret, std::string_view purpose) const;
    [[nodiscard]] Result<std::string> unseal(std::string_view sealed,
                                             std::string_view purpose) const;

private:
    std::array<unsigned char, kKeyBytes> key_{};
};

}  // namespace kc::access

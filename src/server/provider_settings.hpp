// SPDX-License-Identifier: Apache-2.0
// A provider of identities (OpenID Connect) that people may sign in with, as the office's settings
// name it (settings.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kc::server {

inline constexpr std::size_t kProvidersMax = 4;

struct ProviderSettings {
    std::string code = {};  // in addresses: "city"
    std::string name_zh = {};
    std::string name_en = {};
    std::string issuer = {};  // https://…; http only for the machine itself
    std::string client_id = {};
    std::string client_secret = {};  // read from a file; empty for a public client
    std::string ca_file = {};        // further authorities of TLS; empty: the system's only
    // What in a token counts as a second factor shown there; nothing does by itself.
    std::vector<std::string> factor_acr = {};
    std::vector<std::string> factor_amr = {};
};

}  // namespace kc::server

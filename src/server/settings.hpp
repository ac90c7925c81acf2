// SPDX-License-Identifier: Apache-2.0
// What an office is told about its surroundings, in a file of YAML beside the data: whom it asks
// for a second factor, and which providers of identities it trusts. docs/access.md shows one.
//
//   auto settings = read_settings("/etc/kechuang/settings.yaml");
#pragma once

#include <string>
#include <vector>

#include "access/duty.hpp"
#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "server/provider_settings.hpp"

namespace kc::server {

inline constexpr std::size_t kSettingsBytesMax = 64U << 10U;
inline constexpr std::size_t kProxiesMax = 64;

struct Settings {
    access::FactorPolicy factors = {};
    std::string address = {};  // without a slash at the end
    std::vector<ProviderSettings> providers = {};
    std::vector<std::string> proxies = {};  // addresses as the system writes them
};

// Everything that is wrong goes to `found`, with its place. Secrets are read from their files.
Result<Settings> read_settings(const std::string& path, Diagnostics& found);

}  // namespace kc::server

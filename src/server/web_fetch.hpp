// SPDX-License-Identifier: Apache-2.0
// Asks another server over HTTPS, with its certificate checked. Plain HTTP goes to this machine
// only. No redirects are followed, and there are limits of time and size.
//
//   auto answer = fetch({.url = "https://id.example/.well-known/openid-configuration"});
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::server {

inline constexpr long kFetchSecondsMax = 10;
inline constexpr std::size_t kFetchBytesMax = 1U << 20U;

struct FetchRequest {
    std::string url = {};
    std::optional<std::string> form = {};  // then it is a POST of these fields
    std::string user = {};                 // Basic, with `password`
    std::string password = {};
    std::string ca_file = {};  // in place of the system's authorities
};

struct Fetched {
    int status = 0;
    std::string body = {};
};

// https, or http to localhost, 127.0.0.1 or [::1].
bool is_safe_url(std::string_view url);

// An error when there was no answer; a status such as 400 is one.
Result<Fetched> fetch(const FetchRequest& request);

// For queries and forms.
std::string percent_encoded(std::string_view text);

}  // namespace kc::server

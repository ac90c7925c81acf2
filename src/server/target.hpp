// SPDX-License-Identifier: Apache-2.0
// The target of a request: path and query, decoded once.
//
// Encoded slashes, NUL, "." and ".." segments and broken escapes are refused rather than repaired:
// two readers of the same address must never see different paths.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace kc::server {

struct Target {
    static constexpr std::size_t kMaxBytes = 4'096;
    static constexpr std::size_t kMaxSegments = 16;
    static constexpr std::size_t kMaxQueryPairs = 32;

    std::string path = {};                   // decoded, begins with "/"
    std::vector<std::string> segments = {};  // decoded; none for "/"
    std::vector<std::pair<std::string, std::string>> query = {};
    std::string raw = {};  // as sent

    // Only origin form: "/path?query".
    static Result<Target> parse(std::string_view raw);

    // The first value of the name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
};

// Valid UTF-8 without control characters, or nothing. `plus_is_blank` as in queries.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
// The files of the pages, read once into memory with their compressed forms and tags.
//
// Files below assets/ carry a hash in their name and never change; everything else is asked for
// anew each time and mostly answered with 304. Any path without a file is a view inside the page,
// so it gets index.html.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "server/message.hpp"

namespace kc::server {

class Assets {
public:
    static constexpr std::size_t kFilesMax = 1'000;
    static constexpr std::size_t kBytesMax = 64U << 20U;

    // No files: a page that says so stands at "/".
    Assets();

    // Every file below the folder; hidden ones and links are left out.
    static Result<Assets> load(const std::string& folder);

    // Empty for a file (a path with a dot in its last part) that is not there. The body is shared.
    [[nodiscard]] std::optional<Response> find(const Request& request) const;

private:
    struct Asset {
        std::string content_type;
        std::string etag;
        bool never_changes = false;
        std::shared_ptr<const std::string> plain;
        std::shared_ptr<const std::string> gzip;
        std::shared_ptr<const std::string> brotli;
    };
    void add(const std::string& path, std::string bytes);

    std::map<std::string, Asset, std::less<>> files_;
};

}  // namespace kc::server

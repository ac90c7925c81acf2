// SPDX-License-Identifier: Apache-2.0
// The files of the pages, in memory with their compressed forms and tags.
//
// Files below assets/ carry a hash in their name and never change; everything else is asked for
// anew each time and mostly answered with 304. Other paths are views inside the page, so they get
// index.html: /targets/xc2024.rd is one, dot and all.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "server/embedded_pages.hpp"
#include "server/message.hpp"

namespace kc::server {

class Assets {
public:
    static constexpr std::size_t kFilesMax = 1'000;
    static constexpr std::size_t kBytesMax = 64U << 20U;

    // No files: a page that says so stands at "/".
    Assets();

    // The pages inside the program; "/" says how to get them when it has none.
    static Assets embedded(const std::vector<EmbeddedFile>& files);

    // Every file below the folder, for work on the pages; hidden ones and links are left out.
    static Result<Assets> load(const std::string& folder);

    // Empty for a file that is not there: below assets/, or at the top with an ending that files
    // have. The body is shared.
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
    struct Forms {
        std::string plain = {};
        std::string gzip = {};  // empty: not shorter
        std::string brotli = {};
    };
    void add(const std::string& path, Forms forms);
    void add_compressed(const std::string& path, std::string bytes);

    std::map<std::string, Asset, std::less<>> files_;
};

}  // namespace kc::server

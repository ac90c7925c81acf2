// SPDX-License-Identifier: Apache-2.0
// The built pages that travel inside the program; cmake/web.cmake makes the source of this.
#pragma once

#include <string_view>
#include <vector>

namespace kc::server {

// The bytes live as long as the program. A compressed form that saves nothing is empty.
struct EmbeddedFile {
    std::string_view path = {};  // as asked for, "/assets/index-1a2b3c.js"
    std::string_view plain = {};
    std::string_view gzip = {};
    std::string_view brotli = {};
};

// Empty when the program was built without Node.js.
std::vector<EmbeddedFile> embedded_pages();

}  // namespace kc::server

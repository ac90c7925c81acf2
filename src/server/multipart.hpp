// SPDX-License-Identifier: Apache-2.0
// The parts of a form with a file (multipart/form-data, RFC 7578) that is in memory already.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kc::server {

struct FormPart {
    std::string name = {};
    std::string file_name = {};  // last piece of a path only
    std::string content_type = {};
    std::string_view bytes = {};  // of the body
};

inline constexpr std::size_t kFormPartsMax = 16;

// `body` must outlive the parts.
Result<std::vector<FormPart>> read_form(std::string_view content_type, std::string_view body);

// The part called "file".
Result<FormPart> file_of_form(std::string_view content_type, std::string_view body);

// A body that is a file, or a form with one in its part "file".
Result<std::string_view> file_of_body(std::string_view content_type, std::string_view body);

}  // namespace kc::server

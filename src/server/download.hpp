// SPDX-License-Identifier: Apache-2.0
// An answer that the browser saves as a file instead of showing it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/message.hpp"

namespace kc::server {

// The value of Content-Disposition for a name in any script (RFC 6266): the name as it is, and one
// in ASCII for programs that know no other.
std::string download_disposition(std::string_view file_name);

Response download(std::string bytes, std::string_view media_type, std::string_view file_name);
Response download(std::shared_ptr<const FileBody> file, std::string_view media_type,
                  std::string_view file_name);

}  // namespace kc::server

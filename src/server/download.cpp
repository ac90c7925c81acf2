// SPDX-License-Identifier: Apache-2.0
#include "server/download.hpp"

#include <utility>

#include <fmt/format.h>

namespace kc::server {
namespace {

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '-' || c == '_';
}

}  // namespace

std::string download_disposition(std::string_view file_name) {
    std::string ascii;
    std::string encoded;
    bool is_ascii = true;
    for (const char c : file_name) {
        if (is_plain(c)) {
            ascii += c;
            encoded += c;
            continue;
        }
        is_ascii = false;
        // A character of several bytes leaves one mark.
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ascii += '_';
        encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    std::string value = fmt::format("attachment; filename=\"{}\"", ascii);
    if (!is_ascii) value += "; filename*=UTF-8''" + encoded;
    return value;
}

Response download(std::string bytes, std::string_view media_type, std::string_view file_name) {
    Response response = download(std::shared_ptr<const FileBody>(), media_type, file_name);
    response.body = std::move(bytes);
    return response;
}

Response download(std::shared_ptr<const FileBody> file, std::string_view media_type,
                  std::string_view file_name) {
    Response response;
    response.file = std::move(file);
    response.set("Content-Type", std::string(media_type));
    response.set("Content-Disposition", download_disposition(file_name));
    return response;
}

}  // namespace kc::server

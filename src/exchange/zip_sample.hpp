// SPDX-License-Identifier: Apache-2.0
// Zip packages made in memory, good and bad. For tests and fuzz targets.
#pragma once

#include <zip.h>

#include <string>
#include <utility>
#include <vector>

#include "base/check.hpp"

namespace kc::exchange {

using ZipParts = std::vector<std::pair<std::string, std::string>>;  // name, content

// `password`, when given, encrypts every part; parts may also be stored as they are, which is fast.
inline std::string make_zip(const ZipParts& parts, const char* password = nullptr,
                            zip_int32_t compression = ZIP_CM_DEFLATE) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    KC_CHECK(target != nullptr);
    zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    KC_CHECK(zip != nullptr);
    zip_source_keep(target);
    for (const auto& [name, content] : parts) {
        zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        KC_CHECK(index >= 0);
        zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), compression, 0);
        if (password != nullptr) {
            zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                    password);
        }
    }
    KC_CHECK(zip_close(zip) == 0);
    KC_CHECK(zip_source_open(target) == 0);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

inline constexpr const char* kWordNamespace =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

// A document with that body, and other parts as they are.
inline std::string make_docx(const std::string& body, ZipParts others = {}) {
    ZipParts parts = std::move(others);
    parts.emplace_back("[Content_Types].xml", "<Types/>");
    parts.emplace_back("word/document.xml",
                       "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " +
                           std::string(kWordNamespace) + "><w:body>" + body +
                           "<w:sectPr/></w:body></w:document>");
    return make_zip(parts);
}

}  // namespace kc::exchange

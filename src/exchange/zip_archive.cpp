// SPDX-License-Identifier: Apache-2.0
#include "exchange/zip_archive.hpp"

#include <zip.h>

#include <algorithm>
#include <utility>

namespace kc::exchange {

std::unique_ptr<ZipArchive> ZipArchive::open(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (opened == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (opened == nullptr) return nullptr;
    return std::unique_ptr<ZipArchive>(new ZipArchive(opened));  // NOLINT: private constructor
}

ZipArchive::~ZipArchive() {
    zip_discard(zip_);
}

std::int64_t ZipArchive::entries() const {
    return zip_get_num_entries(zip_, 0);
}

std::int64_t ZipArchive::find(const std::string& part) const {
    const zip_int64_t exact = zip_name_locate(zip_, part.c_str(), 0);
    return exact >= 0 ? exact : zip_name_locate(zip_, part.c_str(), ZIP_FL_NOCASE);
}

std::optional<ZipPart> ZipArchive::part(const std::string& name) const {
    const std::int64_t index = find(name);
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (index < 0 || zip_stat_index(zip_, static_cast<zip_uint64_t>(index), 0, &stat) != 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0)
        return std::nullopt;
    const bool is_encrypted =
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
    return ZipPart{index, stat.size, stat.size / std::max<zip_uint64_t>(stat.comp_size, 1),
                   is_encrypted};
}

zip_file* ZipArchive::open_part(const ZipPart& part) const {
    return zip_fopen_index(zip_, static_cast<zip_uint64_t>(part.index), 0);
}

}  // namespace kc::exchange

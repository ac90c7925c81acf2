// SPDX-License-Identifier: Apache-2.0
// The zip around office files, open for reading in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;
struct zip_file;

namespace kc::exchange {

// A part of the archive as it is declared there; libzip holds it to that while it is read.
struct ZipPart {
    std::int64_t index = 0;
    std::uint64_t bytes = 0;
    std::uint64_t ratio = 0;  // of its size to what it is packed in
    bool is_encrypted = false;
};

class ZipArchive {
public:
    // Null when it is no complete zip. `bytes` must outlive the archive.
    static std::unique_ptr<ZipArchive> open(std::string_view bytes);

    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    // Negative when the directory cannot be read.
    [[nodiscard]] std::int64_t entries() const;
    [[nodiscard]] bool has(const std::string& part) const { return find(part) >= 0; }
    // Nothing when there is none, or its size is not declared.
    [[nodiscard]] std::optional<ZipPart> part(const std::string& name) const;
    // Null when it cannot be opened; to be closed with zip_fclose.
    [[nodiscard]] zip_file* open_part(const ZipPart& part) const;

private:
    explicit ZipArchive(zip* opened) : zip_(opened) {}
    // -1 when there is none. Some programs write names in another case.
    [[nodiscard]] std::int64_t find(const std::string& part) const;

    zip* zip_;
};

}  // namespace kc::exchange

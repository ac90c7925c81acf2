// SPDX-License-Identifier: Apache-2.0
// A file as the body of an answer, read piece by piece while it is sent. It may have lost its name
// meanwhile: what is open stays readable, and its room on the disk is free when this goes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.hpp"

namespace kc::server {

class FileBody {
public:
    static Result<std::shared_ptr<const FileBody>> open(const std::string& path);
    ~FileBody();
    FileBody(const FileBody&) = delete;
    FileBody& operator=(const FileBody&) = delete;

    [[nodiscard]] std::uint64_t size() const { return size_; }
    // Fills it as far as the file goes; false when the disk fails.
    bool read(std::uint64_t offset, std::span<char> to) const;

private:
    FileBody(int file, std::uint64_t size) : file_(file), size_(size) {}

    int file_;
    std::uint64_t size_;
};

}  // namespace kc::server

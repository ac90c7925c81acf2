// SPDX-License-Identifier: Apache-2.0
// One program writes to a database at a time. The lock goes when the process does, however it ends.
#pragma once

#include <string>

#include "base/result.hpp"

namespace kc::store {

class FileLock {
public:
    // Makes the file when it is missing; E-store-in-use when somebody else holds it.
    static Result<FileLock> take(const std::string& path);

    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace kc::store

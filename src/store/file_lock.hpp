// SPDX-License-Identifier: Apache-2.0
// One program writes to a database at a time. The lock goes when the process does, however it ends.
#pragma once

#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"

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

// The same on PostgreSQL, for as long as the connection lives; nothing to do for a file.
Result<void> lock_for_writing(Connection& connection);

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// One program writes to a database at a time. The lock goes when the process does, however it ends.
#pragma once

#include <cstdint>
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

// Who else may write to a PostgreSQL database. Who writes alone and who writes together with others
// never do so at the same time.
enum class Writers : std::uint8_t { one, several };

// For as long as the connection lives; nothing to do for a file.
Result<void> lock_for_writing(Connection& connection, Writers writers = Writers::one);

// Of a database that several write to, whether nobody else has it open just now. While this holds
// (let_others_in ends it) nobody can come: the time to bring tables up to date.
Result<bool> lock_out_others(Connection& connection);
Result<void> let_others_in(Connection& connection);

// Within a transaction and until its end: waits for other processes' batches. What is read
// afterwards is what they have left.
Result<void> take_turn(Connection& connection);

}  // namespace kc::store

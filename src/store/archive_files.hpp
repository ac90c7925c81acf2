// SPDX-License-Identifier: Apache-2.0
// Files of an office inside a backup, and the digest beside it.
#pragma once

#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::store {

// Puts every file below `folder` into the table of files, by its path from there. A folder that is
// not there has none.
Result<void> store_files(Connection& backup, const std::string& folder);

// Writes them into `folder`, which must not be there or be empty. A path that leads out of it is
// damage.
Result<void> take_out_files(Connection& backup, const std::string& folder);

Result<Hash> sha256_of_file(const std::string& path);

// "FILE.sha256", as sha256sum reads and writes it, of what is still called `content`.
Result<void> write_digest_file(const std::string& content, const std::string& file);
// False when there is one and it tells otherwise; a missing one tells nothing.
Result<bool> agrees_with_digest_file(const std::string& file);

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// Files kept in the database under the SHA-256 of their bytes: the same bytes once, however often
// they are attached, and nothing ever deleted.
//
// They live in the database and not beside it, so that a backup, a move to PostgreSQL and a second
// instance have them without further care. The journal holds only the digest of a file; so the
// journal proves what a file said, and `verify_content` that it still says it.
//
//   Hash digest = *keep_content(transaction, bytes);
//   std::optional<std::string> bytes = *read_content(connection, digest);
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"
#include "store/findings.hpp"
#include "store/sha256.hpp"

namespace kc::store {

// A row of a copy or backup holds at most this much of a file.
inline constexpr std::size_t kContentPartBytes = std::size_t{256} << 10U;
inline constexpr std::size_t kMaxContentBytes = std::size_t{64} << 20U;

// E-content-size when it is larger than that.
Result<Hash> keep_content(Transaction& transaction, std::string_view bytes);

// Nothing when there is no such file; E-content-damaged when it no longer has this digest.
Result<std::optional<std::string>> read_content(Connection& connection, const Hash& digest);

// Every file, part by part: one that lost its digest is a finding.
Result<void> verify_content(Connection& connection, Findings& findings);

}  // namespace kc::store

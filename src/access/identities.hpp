// SPDX-License-Identifier: Apache-2.0
// Which identity of which provider belongs to which account. An identity is the pair of issuer and
// subject: a mail address or a name can be given to somebody else. Nothing is deleted, only ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"

namespace kc::access {

inline constexpr std::size_t kSubjectBytesMax = 255;
inline constexpr std::size_t kIdentitiesPerAccountMax = 8;

struct Identity {
    std::int64_t number = 0;
    std::string issuer = {};
    std::string subject = {};
    std::string account = {};
    std::string linked_by = {};
    std::int64_t linked_at_us = 0;
};

std::string_view identity_tables();

Result<std::vector<Identity>> identities_of(store::Connection& connection,
                                            std::string_view account);
// Whose it is; nothing when it is nobody's.
Result<std::optional<Identity>> find_identity(store::Connection& connection,
                                              std::string_view issuer, std::string_view subject);

// The number. Errors: it is linked already, to this account or another; the account has too many.
Result<std::int64_t> link_identity(store::Transaction& transaction, const Identity& identity);
// An error when the account has no such identity.
Result<void> unlink_identity(store::Transaction& transaction, std::string_view account,
                             std::int64_t number);

}  // namespace kc::access

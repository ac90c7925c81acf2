// SPDX-License-Identifier: Apache-2.0
// Accounts as the database keeps them. Writing happens inside a command of the store's writer; none
// of this commits anything.
//
// Five wrong passwords in a row lock an account for a quarter of an hour: the count and the lock
// are in the table, so that a restart forgives nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "base/result.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"
#include "store/migrate.hpp"

namespace kc::access {

inline constexpr std::int64_t kFailuresMax = 5;
inline constexpr std::int64_t kLockSeconds = 15 * 60;
inline constexpr std::size_t kNameCharactersMax = 40;

struct Account {
    std::string name = {};
    std::string password_hash = {};
    Role role = Role::none;
    bool is_open = true;
    std::int64_t failures = 0;
    std::int64_t locked_until_us = 0;
    std::int64_t created_at_us = 0;
    std::int64_t version = 1;  // goes up when role or state change
    // Of a password somebody else set: until when it lets in, to be changed and to nothing else.
    // 0 for one's own.
    std::int64_t password_until_us = 0;
};

// A password set by an administrator is good for so long.
inline constexpr std::int64_t kTemporaryPasswordSeconds = 72 * 60 * 60;

struct AccountFilter {
    std::string search = {};  // part of the name; upper and lower case are the same
    // Code of a role that the account has, or was granted and has not lost; "none" for accounts
    // without any.
    std::string role = {};
    std::optional<bool> is_open = {};
};

store::Schema access_schema();

// Letters, digits, Chinese characters, and . _ - between them.
Result<void> check_name(std::string_view name);

Result<std::optional<Account>> find_account(store::Connection& connection, std::string_view name);
Result<std::optional<Account>> find_account(store::Transaction& transaction, std::string_view name);

// By name, after the given one.
Result<std::vector<Account>> list_accounts(store::Connection& connection,
                                           const AccountFilter& filter, std::string_view after,
                                           std::int64_t limit);

// Whether the administrators exist.
Result<bool> is_set_up(store::Connection& connection);
Result<bool> is_set_up(store::Transaction& transaction);

Result<void> insert_account(store::Transaction& transaction, const Account& account);

// Role, state and version; an error when the version is not the one before.
Result<void> change_account(store::Transaction& transaction, const Account& changed);

// Counts of failures and locks go with the old password. `until_us` as in Account.
Result<void> change_password(store::Transaction& transaction, std::string_view name,
                             std::string_view password_hash, std::int64_t until_us = 0);

// The count of failures goes up, or back to nothing.
Result<void> note_failure(store::Transaction& transaction, std::string_view name);
Result<void> note_success(store::Transaction& transaction, std::string_view name);

}  // namespace kc::access

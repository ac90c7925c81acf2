// SPDX-License-Identifier: Apache-2.0
// The second factor of accounts, as the database keeps it: the sealed key, the last step used, and
// hashes of ten recovery codes that are good once each.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/secret_box.hpp"
#include "base/result.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"

namespace kc::access {

inline constexpr std::size_t kRecoveryCodes = 10;
inline constexpr std::size_t kRecoveryCodeBytes = 10;  // 16 characters of base32

struct SecondFactor {
    std::string account = {};
    std::string sealed_key = {};
    bool is_confirmed = false;  // a code of it was entered once; before, it is not asked for
    std::int64_t last_step = 0;
};

std::string_view second_factor_tables();

Result<std::optional<SecondFactor>> find_second_factor(store::Connection& connection,
                                                       std::string_view account);
Result<std::optional<SecondFactor>> find_second_factor(store::Transaction& transaction,
                                                       std::string_view account);

// The accounts that have confirmed one.
Result<std::set<std::string>> accounts_with_factor(store::Connection& connection);

// In place of one that was not confirmed; an error when there is a confirmed one.
Result<void> begin_second_factor(store::Transaction& transaction, std::string_view account,
                                 std::string_view sealed_key);

// Whether the code of the app, or a recovery code, is right; uses it up. The first right code of
// the app confirms the factor.
Result<bool> use_code(store::Transaction& transaction, const SecretBox& box,
                      std::string_view account, std::string_view code);

// Puts new recovery codes in place of all earlier ones.
Result<void> keep_recovery_codes(store::Transaction& transaction, std::string_view account,
                                 const std::vector<std::string>& codes);
std::vector<std::string> new_recovery_codes();
// How many are unused.
Result<std::int64_t> recovery_codes_left(store::Connection& connection, std::string_view account);

Result<void> remove_second_factor(store::Transaction& transaction, std::string_view account);

// A new key, and what SecretBox binds it to.
std::string new_totp_key();
std::string totp_purpose(std::string_view account);

}  // namespace kc::access

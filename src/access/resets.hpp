// SPDX-License-Identifier: Apache-2.0
// Passwords and second factors set anew by administrators for somebody who lost theirs.
//
// Whoever can set both alone can become anybody. So a second factor is always removed by two
// administrators of different kinds, and so is the password of whoever holds a role that needs two
// to be granted. Of such a password each of the two learns one half; only the person gets both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/grant_rules.hpp"
#include "base/result.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"

namespace kc::access {

// What nobody confirms in this time is over.
inline constexpr std::int64_t kResetWaitSeconds = 7 * 24 * 60 * 60;
inline constexpr std::size_t kResetsListed = 200;

enum class ResetWhat : std::uint8_t { password, second_factor };
std::string_view to_string(ResetWhat what);
std::optional<ResetWhat> parse_reset_what(std::string_view text);

struct Reset {
    std::int64_t number = 0;
    std::string account = {};
    ResetWhat what = ResetWhat::password;
    std::string reason = {};
    std::string asked_by = {};
    std::int64_t asked_at_us = 0;
    std::string settled_by = {};  // who confirmed or withdrew it; empty while it waits
    std::int64_t settled_at_us = 0;
    bool is_done = false;
    std::string sealed_half = {};  // of a password that waits

    [[nodiscard]] bool is_waiting(std::int64_t now_us) const {
        return settled_by.empty() && now_us - asked_at_us < kResetWaitSeconds * 1'000'000;
    }
};

std::string_view reset_tables();

// Whether a second administrator has to confirm it. Grants that wait or have not begun count.
bool reset_needs_second(const RoleBook& book, const Held& held, ResetWhat what);

// Nobody sets their own anew, and nobody asks twice at once.
Result<void> check_reset(const std::vector<Reset>& of_account, ResetWhat what,
                         std::string_view account, std::string_view asker, std::int64_t now_us);

// It waits, and the second person is somebody else of another kind than the first.
Result<void> check_reset_confirmation(const Reset& reset, std::string_view second,
                                      std::string_view second_kind, std::string_view first_kind,
                                      std::int64_t now_us);

// Eight signs that can be read out over the telephone; a temporary password is two of them.
std::string new_password_half();
std::string whole_password(std::string_view first, std::string_view second);
// What the first half is sealed for.
std::string half_purpose(std::string_view account);

Result<std::int64_t> insert_reset(store::Transaction& transaction, const Reset& reset);
// By the transaction's actor, now; forgets the half. An error when it is settled already.
Result<void> settle_reset(store::Transaction& transaction, std::int64_t number, bool is_done);

Result<std::optional<Reset>> find_reset(store::Connection& connection, std::int64_t number);
Result<std::optional<Reset>> find_reset(store::Transaction& transaction, std::int64_t number);
Result<std::vector<Reset>> resets_of(store::Transaction& transaction, std::string_view account);
// The newest first, kResetsListed at most.
Result<std::vector<Reset>> latest_resets(store::Connection& connection);

}  // namespace kc::access

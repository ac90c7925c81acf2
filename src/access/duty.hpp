// SPDX-License-Identifier: Apache-2.0
// What somebody who is signed in has to do before anything else: put a password of their own in
// place of one that was set for them, or show a second factor where their roles demand one.
//
//   const Duty duty = due(*standing, session.has_factor, now);
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "access/standing.hpp"

namespace kc::access {

enum class Duty : std::uint8_t {
    none,
    password,       // set one's own
    second_factor,  // set one, or enter a code of the one that is set
};
std::string_view to_string(Duty duty);

// The roles of whom a second factor is demanded, beside those that say so themselves.
enum class FactorDuty : std::uint8_t {
    nobody,
    administrators,
    sensitive,  // also who sees secret fields of others, verifies or approves
    everybody,
};
std::optional<FactorDuty> parse_factor_duty(std::string_view text);

// An office's choice. Whoever comes to hold such a role has some days to find a telephone.
struct FactorPolicy {
    FactorDuty of = FactorDuty::administrators;
    std::int32_t grace_days = 14;
};
inline constexpr std::int32_t kGraceDaysMax = 92;

bool demands_factor(const FactorPolicy& policy, const pack::RoleText& role);

// The end of the grace of a role held since then.
std::int64_t factor_due_us(const FactorPolicy& policy, std::int64_t since_us);

// A temporary password comes first: whoever knows it besides must not set the second factor.
// A factor that was set is asked for whatever the roles say.
Duty due(const Standing& standing, bool has_shown_factor, std::int64_t now_us);

}  // namespace kc::access

// SPDX-License-Identifier: Apache-2.0
#include "access/duty.hpp"

#include <algorithm>
#include <array>

namespace kc::access {
namespace {

constexpr std::int64_t kDayUs = 24LL * 60 * 60 * 1'000'000;
constexpr std::array<std::string_view, 4> kFactorDuties = {"nobody", "administrators", "sensitive",
                                                           "everybody"};

bool settles_records(const pack::RoleText& role) {
    return std::any_of(role.authorities.begin(), role.authorities.end(), [](const auto& one) {
        return std::any_of(one.verbs.begin(), one.verbs.end(), [](pack::Verb verb) {
            return verb == pack::Verb::verify || verb == pack::Verb::approve;
        });
    });
}

}  // namespace

std::string_view to_string(Duty duty) {
    constexpr std::array<std::string_view, 3> kWords = {"none", "password", "second_factor"};
    return kWords[static_cast<std::size_t>(duty)];
}

std::optional<FactorDuty> parse_factor_duty(std::string_view text) {
    const auto found = std::find(kFactorDuties.begin(), kFactorDuties.end(), text);
    if (found == kFactorDuties.end()) return std::nullopt;
    return static_cast<FactorDuty>(found - kFactorDuties.begin());
}

bool demands_factor(const FactorPolicy& policy, const pack::RoleText& role) {
    if (role.second_factor) return true;
    switch (policy.of) {
        case FactorDuty::nobody: return false;
        case FactorDuty::administrators: return role.is_administrator;
        case FactorDuty::sensitive: return needs_second_person(role) || settles_records(role);
        case FactorDuty::everybody: return true;
    }
    return true;
}

std::int64_t factor_due_us(const FactorPolicy& policy, std::int64_t since_us) {
    return since_us + policy.grace_days * kDayUs;
}

Duty due(const Standing& standing, bool has_shown_factor, std::int64_t now_us) {
    if (standing.has_temporary_password) return Duty::password;
    if (has_shown_factor) return Duty::none;
    if (standing.has_second_factor) return Duty::second_factor;
    const bool is_demanded = standing.factor_due_us && *standing.factor_due_us <= now_us;
    return is_demanded ? Duty::second_factor : Duty::none;
}

}  // namespace kc::access

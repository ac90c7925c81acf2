// SPDX-License-Identifier: Apache-2.0
// Roles given to people, each with its own scope and time; roles lent for a time; and the parts
// people have in single records. As the database keeps them: nothing is deleted, only ended.
//
// A role that administers or that shows secret fields takes effect only when a second
// administrator, of another kind than the first, has confirmed the grant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/accounts.hpp"
#include "access/standing.hpp"
#include "access/subject.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"

namespace kc::access {

inline constexpr std::size_t kScopesMax = 100;  // units or sections of one grant
inline constexpr std::size_t kGrantsPerAccountMax = 50;
inline constexpr std::int32_t kDelegationDaysMax = 92;
inline constexpr std::size_t kReasonCharactersMax = 200;

struct Grant {
    std::int64_t number = 0;
    std::string account = {};
    std::string role = {};  // code
    std::vector<std::string> units = {};
    std::vector<std::string> sections = {};
    std::string body = {};  // unified social credit code
    std::optional<base::Date> valid_from = {};
    std::optional<base::Date> valid_to = {};  // the last day
    std::string granted_by = {};
    std::int64_t granted_at_us = 0;
    bool needs_second = false;
    std::string confirmed_by = {};  // empty while nobody has
    std::int64_t confirmed_at_us = 0;
    std::string ended_by = {};  // empty while it lasts
    std::int64_t ended_at_us = 0;

    [[nodiscard]] bool is_waiting() const { return needs_second && confirmed_by.empty(); }
    [[nodiscard]] bool is_live(base::Date today) const {
        return ended_by.empty() && !is_waiting() && (!valid_from || *valid_from <= today) &&
               (!valid_to || today <= *valid_to);
    }
};

// A grant lent to somebody else, from a day to a day.
struct Delegation {
    std::int64_t number = 0;
    std::string owner = {};     // whose grant it is
    std::string delegate = {};  // who acts on the owner's behalf
    std::int64_t grant = 0;
    base::Date valid_from = {};
    base::Date valid_to = {};  // the last day
    std::string reason = {};
    std::int64_t made_at_us = 0;
    std::string ended_by = {};
    std::int64_t ended_at_us = 0;

    [[nodiscard]] bool is_live(base::Date today) const {
        return ended_by.empty() && valid_from <= today && today <= valid_to;
    }
};

// "live", "waiting", "future", "past" or "ended".
std::string_view state_of(const Grant& grant, base::Date today);
// "live", "future", "past" or "ended".
std::string_view state_of(const Delegation& one, base::Date today);

// Everything granted to an account, ended ones too, by number.
Result<std::vector<Grant>> grants_of(store::Connection& connection, std::string_view account);
Result<std::vector<Grant>> grants_of(store::Transaction& transaction, std::string_view account);
Result<std::optional<Grant>> find_grant(store::Connection& connection, std::int64_t number);
Result<std::optional<Grant>> find_grant(store::Transaction& transaction, std::int64_t number);
// Those that wait for a second administrator.
Result<std::vector<Grant>> waiting_grants(store::Connection& connection);

struct GrantFilter {
    std::string account = {};
    std::string role = {};    // code
    std::int64_t before = 0;  // number; 0: from the newest
};
// The newest first.
Result<std::vector<Grant>> latest_grants(store::Connection& connection, const GrantFilter& filter,
                                         std::int64_t limit);

// What was lent by or to an account, by number.
Result<std::vector<Delegation>> delegations_of(store::Connection& connection,
                                               std::string_view account);
Result<std::vector<Delegation>> delegations_of(store::Transaction& transaction,
                                               std::string_view account);

Result<std::optional<Delegation>> find_delegation(store::Transaction& transaction,
                                                  std::int64_t number);
// Of everybody, the newest first, kLoansListed at most.
inline constexpr std::int64_t kLoansListed = 500;
Result<std::vector<Delegation>> latest_delegations(store::Connection& connection);

// The new number.
Result<std::int64_t> insert_grant(store::Transaction& transaction, const Grant& grant);
Result<std::int64_t> insert_delegation(store::Transaction& transaction,
                                       const Delegation& delegation);

// By the transaction's actor, now. An error when it is over already.
Result<void> confirm_grant(store::Transaction& transaction, std::int64_t number);
Result<void> end_grant(store::Transaction& transaction, std::int64_t number);
Result<void> end_delegation(store::Transaction& transaction, std::int64_t number);

// Parts in a record. `subject` is the shape's name, `record` its number.
Result<void> give_part(store::Transaction& transaction, std::string_view subject,
                       std::int64_t record, const Part& part);
Result<void> take_part(store::Transaction& transaction, std::string_view subject,
                       std::int64_t record, const Part& part);
Result<std::vector<Part>> parts_in(store::Connection& connection, std::string_view subject,
                                   std::int64_t record);

}  // namespace kc::access

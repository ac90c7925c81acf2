// SPDX-License-Identifier: Apache-2.0
// What may be granted, confirmed and lent. Values in, an answer out; grants.hpp keeps them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "access/grants.hpp"
#include "access/role_book.hpp"
#include "access/unit_scopes.hpp"

namespace kc::access {

// What an account holds, to see whether something more is compatible: the role of the account
// itself, grants that have not ended, and what it was lent.
struct Held {
    std::string account = {};
    Role role = Role::none;
    std::vector<Grant> grants = {};
    std::vector<Delegation> delegations = {};  // by and to the account
    // Codes of the roles of `delegations` to the account.
    std::vector<std::string> lent_roles = {};
};

// Sets `needs_second`. Errors: no such role, a scope missing, unknown or of no use, days in the
// wrong order or too many, a role that excludes one held, too many grants.
Result<void> check_grant(const RoleBook& book, const UnitScopes& units, const Held& held,
                         base::Date today, Grant& grant);

// Code of the administrator's role among these; empty when there is none.
std::string administrator_role(const Standing& standing);
std::string administrator_role(const RoleBook& book, const Held& held);

// The second person is not the first, not the one who gets the role, and an administrator of
// another kind than the first. `..._kind` is the code of their administrator's role.
Result<void> check_confirmation(const Grant& grant, std::string_view second,
                                std::string_view second_kind, std::string_view first_kind);

// Whether the account may be given this role as its own beside what it was granted.
Result<void> check_account_role(const RoleBook& book, const Held& held, Role role);

// The grant is one's own and live, its role may be lent, the other person may hold it, and the
// days lie within the grant's and are not too many. What was lent cannot be lent on: a delegation
// names a grant of its owner, and a loan is no grant.
Result<void> check_delegation(const RoleBook& book, const Grant& grant, const Held& delegate,
                              base::Date today, const Delegation& delegation);

}  // namespace kc::access

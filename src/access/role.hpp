// SPDX-License-Identifier: Apache-2.0
// Who may do what at the door of a route: one function decides, and says why. What the roles cover
// stands in catalog/roles; which rows of a table it reaches, decide.hpp tells.
//
// Four administrators share what a super user would have. The system administrator opens accounts
// but cannot give them a right; the security administrator gives rights but cannot open accounts;
// the audit administrator reads the journal and changes nothing; the business administrator runs
// the plan. Nobody holds two of these roles, and an account has one role.
//
//   const Decision decision = allow(actor, Action::record_facts);
//   if (!decision.allowed) return forbidden(decision.reason);
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/duty.hpp"
#include "access/standing.hpp"
#include "base/diagnostic.hpp"

namespace kc::access {

// The roles an account itself can have. Others are granted beside it, with a scope (grants.hpp).
enum class Role : std::uint8_t {
    none,  // an account that nobody has given a role yet
    system_administrator,
    security_administrator,
    audit_administrator,
    business_administrator,
    clerk,
    viewer,
};
inline constexpr std::size_t kRoles = 7;

inline constexpr std::array<Role, 4> kAdministrators = {
    Role::system_administrator, Role::security_administrator, Role::audit_administrator,
    Role::business_administrator};

std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);
// In the catalog: "role.clerk".
std::string role_code(Role role);
bool is_administrator(Role role);
std::string_view name_zh(Role role);
std::string_view name_en(Role role);
// What an administrator does and does not do, in a sentence.
std::string_view duty_zh(Role role);
std::string_view duty_en(Role role);

// What a route asks for: one action on one kind of object.
enum class Action : std::uint8_t {
    read,  // plan, targets, tasks, indicators, figures
    record_facts,
    draft_plan,
    make_pack,
    see_users,
    create_user,
    grant_role,
    close_account,
    read_journal,
    read_policies,
    read_evaluations,
    read_records,
    create_records,
    edit_records,
    submit_records,
    sign_records,
    check_records,
    verify_records,
    return_records,
    publish_records,
    import_records,
    export_records,
    read_forms,
    fill_forms,
    sign_forms,
    verify_forms,
    return_forms,
    publish_forms,
    see_roles,
    confirm_grant,
    delegate_role,
    explain_access,
    reset_account,
    confirm_reset,
    export_plan,  // targets and tasks, as a file
    export_figures,
    export_forms,
    export_journal,
    export_users,
};
inline constexpr std::size_t kActions = 39;
std::string_view to_string(Action action);
pack::Verb verb_of(Action action);
pack::ObjectKind kind_of(Action action);

struct Actor {
    std::string name = {};  // empty: nobody has signed in
    Role role = Role::none;
    bool is_local = false;  // at the machine itself
    // All roles of the person today; when there is none, the shipped role alone counts.
    std::shared_ptr<const Standing> standing = {};
    // What comes before anything else. The server asks for it at each route.
    Duty due = Duty::none;
};

// Never null. Of somebody at the machine itself who has not signed in: a reader's.
std::shared_ptr<const Standing> standing_of(const Actor& actor);

// What is acted on, where that matters.
struct Object {
    std::string account = {};        // whose account
    Role account_role = Role::none;  // its role now
    Role new_role = Role::none;      // the role to be given
};

struct Decision {
    bool allowed = false;
    std::string_view zh = {};  // the reason, also when allowed
    std::string_view en = {};
    std::string rule = {};  // the first that covers it: "role.clerk.read_plan"
};

Decision allow(const Actor& actor, Action action, const Object& object = {});

// The same without an object and without reasons.
bool may(const Actor& actor, Action action);

// For showing only what can be done.
std::vector<Action> allowed_actions(const Actor& actor);

}  // namespace kc::access

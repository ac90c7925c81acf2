// SPDX-License-Identifier: Apache-2.0
#include "access/role.hpp"

#include <algorithm>

namespace kc::access {
namespace {

constexpr std::array<std::string_view, kRoles> kRoleWords = {"none",
                                                             "system_administrator",
                                                             "security_administrator",
                                                             "audit_administrator",
                                                             "business_administrator",
                                                             "clerk",
                                                             "viewer"};

// The words stand in the catalog, but for the role that is none.
const pack::RoleText& text_of(Role role) {
    static const pack::RoleText none{
        .code = role_code(Role::none),
        .name = {"未授权", "no role"},
        .duty = {"什么也不能做，等安全管理员授权",
                 "can do nothing until the security administrator gives a role"}};
    const pack::RoleText* text = RoleBook::shipped()->find(role_code(role));
    return text == nullptr ? none : *text;
}

struct ActionWords {
    std::string_view word;
    pack::Verb verb;
    pack::ObjectKind kind;
};
using pack::ObjectKind;
using pack::Verb;
constexpr std::array<ActionWords, kActions> kActionWords = {{
    {"read", Verb::read, ObjectKind::target},
    {"record_facts", Verb::create, ObjectKind::figure},
    {"draft_plan", Verb::create, ObjectKind::plan},
    {"make_pack", Verb::publish, ObjectKind::pack},
    {"see_users", Verb::read, ObjectKind::account},
    {"create_user", Verb::create, ObjectKind::account},
    {"grant_role", Verb::grant, ObjectKind::role},
    {"close_account", Verb::close, ObjectKind::account},
    {"read_journal", Verb::read, ObjectKind::journal},
    {"read_policies", Verb::read, ObjectKind::policy},
    {"read_evaluations", Verb::read, ObjectKind::evaluation},
    {"read_records", Verb::read, ObjectKind::record},
    {"create_records", Verb::create, ObjectKind::record},
    {"edit_records", Verb::edit, ObjectKind::record},
    {"submit_records", Verb::submit, ObjectKind::record},
    {"sign_records", Verb::sign, ObjectKind::record},
    {"check_records", Verb::check, ObjectKind::record},
    {"verify_records", Verb::verify, ObjectKind::record},
    {"return_records", Verb::hand_back, ObjectKind::record},
    {"publish_records", Verb::publish, ObjectKind::record},
    {"import_records", Verb::bring_in, ObjectKind::record},
    {"export_records", Verb::take_out, ObjectKind::record},
    {"read_forms", Verb::read, ObjectKind::form},
    {"fill_forms", Verb::edit, ObjectKind::form},
    {"sign_forms", Verb::sign, ObjectKind::form},
    {"verify_forms", Verb::verify, ObjectKind::form},
    {"return_forms", Verb::hand_back, ObjectKind::form},
    {"publish_forms", Verb::publish, ObjectKind::form},
    {"see_roles", Verb::read, ObjectKind::role},
    {"confirm_grant", Verb::confirm, ObjectKind::role},
    {"delegate_role", Verb::delegate, ObjectKind::role},
    {"explain_access", Verb::explain, ObjectKind::role},
    {"reset_account", Verb::edit, ObjectKind::account},
    {"confirm_reset", Verb::confirm, ObjectKind::account},
    {"export_plan", Verb::take_out, ObjectKind::target},
    {"export_figures", Verb::take_out, ObjectKind::figure},
    {"export_forms", Verb::take_out, ObjectKind::form},
    {"export_journal", Verb::take_out, ObjectKind::journal},
    {"export_users", Verb::take_out, ObjectKind::account},
}};

template <typename T>
bool has(const std::vector<T>& list, T value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

// Whether a role held forbids it in every state.
bool is_denied(const Standing& standing, Verb verb, ObjectKind kind) {
    for (const Holding& holding : standing.holdings) {
        for (const pack::Denial& denial : holding.role->denials) {
            if (denial.states.empty() && has(denial.verbs, verb) && has(denial.kinds, kind))
                return true;
        }
    }
    return false;
}

struct Covering {
    const Holding* holding = nullptr;
    const pack::Authority* authority = nullptr;
};

// Whether it is covered for any object at all.
std::optional<Covering> covering(const Standing& standing, Action action) {
    const Verb verb = verb_of(action);
    const ObjectKind kind = kind_of(action);
    for (const Holding& holding : standing.holdings) {
        for (const pack::Authority& authority : holding.role->authorities) {
            if (!has(authority.verbs, verb) || !has(authority.kinds, kind)) continue;
            if (is_denied(standing, verb, kind)) return std::nullopt;
            return Covering{&holding, &authority};
        }
    }
    return std::nullopt;
}

Decision no(std::string_view zh, std::string_view en) {
    return {false, zh, en, {}};
}
Decision yes(std::string_view zh, std::string_view en) {
    return {true, zh, en, {}};
}

// Rights over accounts reach neither one's own account nor, for roles, the administrators': else
// two of those roles could come into one hand.
Decision allow_on_account(const Actor& actor, Action action, const Object& object) {
    if (!object.account.empty() && object.account == actor.name)
        return no("不能改动自己的账号", "nobody changes their own account");
    if (action == Action::grant_role &&
        (is_administrator(object.account_role) || is_administrator(object.new_role)))
        return no("四个管理员角色在首次运行时设定，不能授予或收回",
                  "the four administrators are set in the first run; their roles are neither "
                  "given nor taken");
    if (action == Action::close_account && is_administrator(object.account_role))
        return no("管理员账号不能停用", "an administrator's account cannot be closed");
    return yes("角色包含这项权限", "the role covers it");
}

}  // namespace

std::string_view to_string(Role role) {
    return kRoleWords[static_cast<std::size_t>(role)];
}
std::string_view name_zh(Role role) {
    return text_of(role).name.zh;
}
std::string_view name_en(Role role) {
    return text_of(role).name.en;
}
std::string_view duty_zh(Role role) {
    return text_of(role).duty.zh;
}
std::string_view duty_en(Role role) {
    return text_of(role).duty.en;
}

std::optional<Role> parse_role(std::string_view text) {
    for (std::size_t i = 0; i < kRoles; ++i) {
        if (kRoleWords[i] == text) return static_cast<Role>(i);
    }
    return std::nullopt;
}

std::string role_code(Role role) {
    return "role." + std::string(to_string(role));
}

bool is_administrator(Role role) {
    return std::find(kAdministrators.begin(), kAdministrators.end(), role) != kAdministrators.end();
}

std::string_view to_string(Action action) {
    return kActionWords[static_cast<std::size_t>(action)].word;
}
Verb verb_of(Action action) {
    return kActionWords[static_cast<std::size_t>(action)].verb;
}
ObjectKind kind_of(Action action) {
    return kActionWords[static_cast<std::size_t>(action)].kind;
}

std::shared_ptr<const Standing> standing_of(const Actor& actor) {
    if (actor.standing != nullptr) return actor.standing;
    if (actor.name.empty()) return shipped_standing(actor.is_local ? "role.local_reader" : "");
    return shipped_standing(role_code(actor.role));
}

Decision allow(const Actor& actor, Action action, const Object& object) {
    const auto standing = standing_of(actor);
    const auto covered = covering(*standing, action);
    if (!covered && actor.name.empty()) return no("没有登录", "nobody is signed in");
    if (!covered) return no("您的角色不包含这项权限", "your role does not cover this");
    Decision decision = actor.name.empty() ? yes("在本机查看", "reading at the machine itself")
                                           : allow_on_account(actor, action, object);
    decision.rule = covered->holding->role->code + "." + covered->authority->id;
    return decision;
}

bool may(const Actor& actor, Action action) {
    return covering(*standing_of(actor), action).has_value();
}

std::vector<Action> allowed_actions(const Actor& actor) {
    std::vector<Action> actions;
    if (actor.due != Duty::none) return actions;
    for (std::size_t i = 0; i < kActions; ++i) {
        const auto action = static_cast<Action>(i);
        if (allow(actor, action).allowed) actions.push_back(action);
    }
    return actions;
}

}  // namespace kc::access

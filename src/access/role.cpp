// SPDX-License-Identifier: Apache-2.0
#include "access/role.hpp"

#include <algorithm>

namespace kc::access {
namespace {

struct RoleWords {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
    std::string_view duty_zh;
    std::string_view duty_en;
};

constexpr std::array<RoleWords, kRoles> kRoleWords = {{
    {"none", "未授权", "no role", "什么也不能做，等安全管理员授权",
     "can do nothing until the security administrator gives a role"},
    {"system_administrator", "系统管理员", "system administrator",
     "开立和停用账号；不授权，不看业务数据，不看日志",
     "opens and closes accounts; gives no rights, sees no figures and no journal"},
    {"security_administrator", "安全管理员", "security administrator",
     "授予和收回角色；不开立账号，不看业务数据，不看日志",
     "gives and takes roles; opens no accounts, sees no figures and no journal"},
    {"audit_administrator", "审计管理员", "audit administrator", "查看和校验日志；不能改动任何内容",
     "reads and verifies the journal; changes nothing"},
    {"business_administrator", "业务管理员", "business administrator",
     "上传计划、生成工作包、填报数据", "uploads plans, makes packs, records figures"},
    {"clerk", "经办人", "clerk", "查看计划和目标，填报数据",
     "reads plan and targets, records figures"},
    {"viewer", "查看人", "viewer", "只查看计划和目标", "reads plan and targets"},
}};

constexpr std::array<std::string_view, kActions> kActionWords = {
    "read",        "record_facts", "draft_plan",    "make_pack",   "see_users",
    "create_user", "grant_role",   "close_account", "read_journal"};

const RoleWords& words_of(Role role) {
    return kRoleWords[static_cast<std::size_t>(role)];
}

bool is_administrator(Role role) {
    return std::find(kAdministrators.begin(), kAdministrators.end(), role) != kAdministrators.end();
}

bool role_covers(Role role, Action action) {
    const auto is = [role](std::initializer_list<Role> roles) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    switch (action) {
        case Action::read: return is({Role::business_administrator, Role::clerk, Role::viewer});
        case Action::record_facts: return is({Role::business_administrator, Role::clerk});
        case Action::draft_plan:
        case Action::make_pack: return is({Role::business_administrator});
        case Action::see_users:
            return is({Role::system_administrator, Role::security_administrator,
                       Role::audit_administrator});
        case Action::create_user:
        case Action::close_account: return is({Role::system_administrator});
        case Action::grant_role: return is({Role::security_administrator});
        case Action::read_journal: return is({Role::audit_administrator});
    }
    return false;
}

Decision no(std::string_view zh, std::string_view en) {
    return {false, zh, en};
}
Decision yes(std::string_view zh, std::string_view en) {
    return {true, zh, en};
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
    return words_of(role).code;
}
std::string_view name_zh(Role role) {
    return words_of(role).zh;
}
std::string_view name_en(Role role) {
    return words_of(role).en;
}
std::string_view duty_zh(Role role) {
    return words_of(role).duty_zh;
}
std::string_view duty_en(Role role) {
    return words_of(role).duty_en;
}

std::optional<Role> parse_role(std::string_view text) {
    for (std::size_t i = 0; i < kRoles; ++i) {
        if (kRoleWords[i].code == text) return static_cast<Role>(i);
    }
    return std::nullopt;
}

std::string_view to_string(Action action) {
    return kActionWords[static_cast<std::size_t>(action)];
}

Decision allow(const Actor& actor, Action action, const Object& object) {
    if (action == Action::read && actor.is_local && actor.name.empty())
        return yes("在本机查看", "reading at the machine itself");
    if (actor.name.empty()) return no("没有登录", "nobody is signed in");
    if (!role_covers(actor.role, action))
        return no("您的角色不包含这项权限", "your role does not cover this");
    return allow_on_account(actor, action, object);
}

std::vector<Action> allowed_actions(const Actor& actor) {
    std::vector<Action> actions;
    for (std::size_t i = 0; i < kActions; ++i) {
        const auto action = static_cast<Action>(i);
        if (allow(actor, action).allowed) actions.push_back(action);
    }
    return actions;
}

}  // namespace kc::access

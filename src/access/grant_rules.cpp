// SPDX-License-Identifier: Apache-2.0
#include "access/grant_rules.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/credit_code.hpp"
#include "base/utf8.hpp"

namespace kc::access {
namespace {

tl::unexpected<Diagnostic> refused(const char* code, std::string zh, std::string en,
                                   std::string hint_zh, std::string hint_en) {
    return unexpected(Diagnostic{code, {}, std::move(zh), std::move(en)}.hint(std::move(hint_zh),
                                                                              std::move(hint_en)));
}

Result<void> check_scope(const pack::RoleText& role, const UnitScopes& units, const Grant& grant) {
    const ScopeNeeds needs = needs_of(role);
    if (grant.units.size() > kScopesMax || grant.sections.size() > kScopesMax)
        return refused("E-grant-scope", fmt::format("一次授权最多{}个单位", kScopesMax),
                       fmt::format("one grant takes {} units at most", kScopesMax),
                       "改授它们的上级单位", "grant the unit above them instead");
    if (needs.units == grant.units.empty())
        return needs.units
                   ? refused("E-grant-scope", "这个角色要写明管哪些地区",
                             "this role has to say for which units", "填写 units", "fill 'units'")
                   : refused("E-grant-scope", "这个角色不按地区授权",
                             "this role is not granted by unit", "去掉 units", "leave 'units' out");
    if (needs.sections == grant.sections.empty())
        return needs.sections ? refused("E-grant-scope", "这个角色要写明管哪些科室",
                                        "this role has to say for which sections", "填写 sections",
                                        "fill 'sections'")
                              : refused("E-grant-scope", "这个角色不按科室授权",
                                        "this role is not granted by section", "去掉 sections",
                                        "leave 'sections' out");
    if (needs.body == grant.body.empty())
        return needs.body ? refused("E-grant-scope", "这个角色要写明是哪个单位",
                                    "this role has to say for which firm or body",
                                    "填写统一社会信用代码", "give its unified social credit code")
                          : refused("E-grant-scope", "这个角色不按企业或院所授权",
                                    "this role is not granted by firm or body", "去掉 body",
                                    "leave 'body' out");
    for (const auto* list : {&grant.units, &grant.sections}) {
        for (const std::string& code : *list) {
            if (!units.knows(code))
                return refused("E-grant-scope", fmt::format("没有单位 {}", code),
                               fmt::format("there is no unit {}", code), "检查代码",
                               "check the code");
        }
    }
    if (!grant.body.empty()) {
        if (auto code = base::CreditCode::parse(grant.body); !code) return unexpected(code.error());
    }
    return {};
}

Result<void> check_days(const pack::RoleText& role, base::Date today, const Grant& grant) {
    if (grant.valid_to && *grant.valid_to < grant.valid_from.value_or(today))
        return refused("E-validity", "截止日期早于起始日期或今天",
                       "it ends before it begins, or before today", "检查两个日期",
                       "check the two dates");
    if (!role.days_max) return {};
    if (!grant.valid_to ||
        base::days_between(grant.valid_from.value_or(today), *grant.valid_to) >= *role.days_max)
        return refused("E-validity", fmt::format("这个角色最长授予{}天", *role.days_max),
                       fmt::format("this role is granted for {} days at most", *role.days_max),
                       "写上截止日期", "give the last day");
    return {};
}

Result<void> check_compatible(const RoleBook& book, const Held& held, std::string_view role) {
    std::vector<std::string> codes = held.lent_roles;
    codes.push_back(role_code(held.role));
    for (const Grant& grant : held.grants) {
        // One that waits or has not begun counts: else two could be brought in one by one.
        if (grant.ended_by.empty()) codes.push_back(grant.role);
    }
    for (const std::string& code : codes) {
        if (!book.exclude_each_other(code, role)) continue;
        const pack::RoleText* other = book.find(code);
        return refused("E-role-excluded",
                       fmt::format("{}已担任“{}”，与这个角色不相容", held.account,
                                   other == nullptr ? code : other->name.zh),
                       fmt::format("{} is {} already, which excludes this role", held.account,
                                   other == nullptr ? code : other->name.en),
                       "授予另一个人", "grant it to somebody else");
    }
    return {};
}

bool may_be_lent(const pack::RoleText& role) {
    if (role.is_administrator) return false;
    return std::any_of(
        role.authorities.begin(), role.authorities.end(), [](const pack::Authority& one) {
            return std::find(one.verbs.begin(), one.verbs.end(), Verb::delegate) != one.verbs.end();
        });
}

}  // namespace

Result<void> check_grant(const RoleBook& book, const UnitScopes& units, const Held& held,
                         base::Date today, Grant& grant) {
    const pack::RoleText* role = book.find(grant.role);
    if (role == nullptr)
        return refused("E-role", "没有这个角色", "there is no such role",
                       "角色见 GET /api/v1/roles", "the roles stand at GET /api/v1/roles");
    const bool has_grants = std::any_of(held.grants.begin(), held.grants.end(),
                                        [](const Grant& one) { return one.ended_by.empty(); });
    const bool holds_any = held.role != Role::none || has_grants || !held.lent_roles.empty();
    if (role->is_administrator && holds_any)
        return refused("E-role-excluded", "管理员角色只授予没有其他角色的账号",
                       "an administrator's role goes to an account without another role",
                       "新开一个账号", "open an account for it");
    if (!administrator_role(book, held).empty())
        return refused("E-role-excluded", "管理员账号不兼任其他角色",
                       "an administrator's account takes no further role", "新开一个账号",
                       "open an account for it");
    const auto live = std::count_if(held.grants.begin(), held.grants.end(),
                                    [](const Grant& one) { return one.ended_by.empty(); });
    if (static_cast<std::size_t>(live) >= kGrantsPerAccountMax)
        return refused("E-grant-many", fmt::format("一个账号最多{}项授权", kGrantsPerAccountMax),
                       fmt::format("an account has {} grants at most", kGrantsPerAccountMax),
                       "先收回用不着的", "end those no longer needed");
    if (auto fine = check_scope(*role, units, grant); !fine) return fine;
    if (auto fine = check_days(*role, today, grant); !fine) return fine;
    if (auto fine = check_compatible(book, held, grant.role); !fine) return fine;
    grant.needs_second = needs_second_person(*role);
    return {};
}

std::string administrator_role(const Standing& standing) {
    for (const Holding& one : standing.holdings) {
        if (one.role->is_administrator) return one.role->code;
    }
    return {};
}

std::string administrator_role(const RoleBook& book, const Held& held) {
    if (is_administrator(held.role)) return role_code(held.role);
    for (const Grant& one : held.grants) {
        const pack::RoleText* role = book.find(one.role);
        if (role != nullptr && role->is_administrator && one.ended_by.empty()) return one.role;
    }
    return {};
}

Result<void> check_account_role(const RoleBook& book, const Held& held, Role role) {
    if (!administrator_role(book, held).empty() && role != Role::none)
        return refused("E-role-excluded", "管理员账号不兼任其他角色",
                       "an administrator's account takes no further role", "新开一个账号",
                       "open an account for it");
    Held others = held;
    others.role = Role::none;
    return check_compatible(book, others, role_code(role));
}

Result<void> check_confirmation(const Grant& grant, std::string_view second,
                                std::string_view second_kind, std::string_view first_kind) {
    if (!grant.is_waiting() || !grant.ended_by.empty())
        return refused("E-grant-settled", "这项授权不等待确认",
                       "this grant does not wait to be confirmed", "刷新后再看",
                       "reload and look again");
    if (second == grant.account)
        return refused("E-second-person", "不能确认授予自己的角色",
                       "nobody confirms a role given to themselves", "请另一位管理员确认",
                       "ask another administrator");
    if (second == grant.granted_by || second_kind == first_kind || second_kind.empty())
        return refused("E-second-person", "要由另一类管理员确认",
                       "an administrator of another kind has to confirm it",
                       "请系统管理员或业务管理员确认",
                       "ask the system or the business administrator");
    return {};
}

Result<void> check_delegation(const RoleBook& book, const Grant& grant, const Held& delegate,
                              base::Date today, const Delegation& delegation) {
    const pack::RoleText* role = book.find(grant.role);
    if (role == nullptr || grant.account != delegation.owner || !grant.is_live(today))
        return refused("E-delegation", "只能委托自己现有的角色",
                       "only a role one holds oneself can be lent", "选一项自己的授权",
                       "choose one of your own grants");
    if (!may_be_lent(*role))
        return refused("E-delegation", "这个角色不能委托", "this role cannot be lent",
                       "请安全管理员另行授权", "ask the security administrator for a grant");
    if (delegation.delegate == delegation.owner)
        return refused("E-delegation", "不能委托给自己", "nobody delegates to themselves",
                       "写另一个账号", "name another account");
    if (!administrator_role(book, delegate).empty())
        return refused("E-delegation", "管理员不接受委托", "administrators act on nobody's behalf",
                       "委托给别人", "choose somebody else");
    if (delegation.valid_to < delegation.valid_from || delegation.valid_to < today ||
        (grant.valid_to && *grant.valid_to < delegation.valid_to))
        return refused("E-validity", "截止日期早于起始日期、今天，或晚于授权的截止日期",
                       "it ends before it begins, before today, or after the grant itself",
                       "检查日期", "check the dates");
    if (base::days_between(delegation.valid_from, delegation.valid_to) >= kDelegationDaysMax)
        return refused("E-validity", fmt::format("委托最长{}天", kDelegationDaysMax),
                       fmt::format("a role is lent for {} days at most", kDelegationDaysMax),
                       "改短一些", "make it shorter");
    if (base::decode_utf8(delegation.reason).size() > kReasonCharactersMax)
        return refused("E-too-long", fmt::format("事由超过{}个字", kReasonCharactersMax),
                       fmt::format("the reason has more than {} characters", kReasonCharactersMax),
                       "写短一些", "make it shorter");
    return check_compatible(book, delegate, grant.role);
}

}  // namespace kc::access

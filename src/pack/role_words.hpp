// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that roles use. The order is the order of the enumerators.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pack/registry_words.hpp"
#include "pack/words.hpp"

namespace kc::pack {

// What somebody does to an object.
enum class Verb : std::uint8_t {
    read,
    create,
    edit,
    submit,     // 提交
    sign,       // 签字
    check,      // 初审
    verify,     // 核验
    approve,    // 审批
    hand_back,  // 退回
    publish,    // 发布
    withdraw,   // 撤回
    close,      // 办结、停用
    assign,     // 分派
    review,     // 评审、打分
    bring_in,   // 导入
    take_out,   // 导出
    administer,
    grant,
    confirm,  // the second person of two
    delegate,
    explain,
};
constexpr std::array<std::string_view, 21> words_of(Verb) {
    return {"read",    "create", "edit",       "submit",   "sign",    "check",    "verify",
            "approve", "return", "publish",    "withdraw", "close",   "assign",   "review",
            "import",  "export", "administer", "grant",    "confirm", "delegate", "explain"};
}

enum class ObjectKind : std::uint8_t {
    plan,
    target,
    task,
    indicator,
    figure,  // a fact: the value of an indicator for a unit and period
    record,  // of a registry
    form,    // what a unit fills in for a period
    matter,  // 督办事项
    policy,
    evaluation,
    document,
    attachment,
    disclosure,
    pack,
    account,
    role,
    journal,
};
constexpr std::array<std::string_view, 17> words_of(ObjectKind) {
    return {"plan",       "target", "task",    "indicator",  "figure",   "record",
            "form",       "matter", "policy",  "evaluation", "document", "attachment",
            "disclosure", "pack",   "account", "role",       "journal"};
}

// Which objects an authority reaches. All but the last two are narrowed by the grant of the role.
enum class Reach : std::uint8_t {
    own,       // the person is the object's owner
    body,      // of the grant's firm, university or institute
    unit,      // of the grant's units and everything below them
    section,   // of the grant's sections
    parent,    // of the units above the grant's: what is meant to be read downwards
    assigned,  // the person has a part in it: reviewer, handler …
    city,      // of the office's own city
    all,       // of other cities too
};
constexpr std::array<std::string_view, 8> words_of(Reach) {
    return {"own", "body", "unit", "section", "parent", "assigned", "city", "all"};
}

// The part a person has in one record.
enum class ProcessRole : std::uint8_t {
    owner,
    partner,
    handler,
    reviewer,
    chair,
    mentor,
    matchmaker,
    monitor,
    envoy,
};
constexpr std::array<std::string_view, 9> words_of(ProcessRole) {
    return {"owner",  "partner",    "handler", "reviewer", "chair",
            "mentor", "matchmaker", "monitor", "envoy"};
}

// Where a record stands on its way.
enum class RecordState : std::uint8_t {
    draft,
    submitted,
    signed_off,
    checked,
    verified,
    published,
    returned,
    withdrawn,
    closed,
};
constexpr std::array<std::string_view, 9> words_of(RecordState) {
    return {"draft",     "submitted", "signed",    "checked", "verified",
            "published", "returned",  "withdrawn", "closed"};
}

// In the order of how much is seen.
enum class Sight : std::uint8_t { hidden, masked, clear };
constexpr std::array<std::string_view, 3> words_of(Sight) {
    return {"hidden", "masked", "clear"};
}

enum class RoleGroup : std::uint8_t {
    office,
    county,
    park,
    firm,
    university,
    expert,
    partner,
    visitor,
    oversight,
    system,
};
constexpr std::array<std::string_view, 10> words_of(RoleGroup) {
    return {"office", "county",  "park",    "firm",      "university",
            "expert", "partner", "visitor", "oversight", "system"};
}

}  // namespace kc::pack

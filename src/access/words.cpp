// SPDX-License-Identifier: Apache-2.0
#include "access/words.hpp"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace kc::access {
namespace {

constexpr std::array<Words, pack::kWords<Verb>.size()> kVerbs{{
    {"查看", "read"},        {"新建", "create"},  {"修改", "edit"},     {"提交", "submit"},
    {"审签", "sign"},        {"初审", "check"},   {"核验", "verify"},   {"审批", "approve"},
    {"退回", "return"},      {"发布", "publish"}, {"撤回", "withdraw"}, {"办结或停用", "close"},
    {"分派", "assign"},      {"评审", "review"},  {"导入", "import"},   {"导出", "export"},
    {"管理", "administer"},  {"授予", "grant"},   {"确认", "confirm"},  {"委托", "delegate"},
    {"查询依据", "explain"},
}};

constexpr std::array<Words, pack::kWords<ObjectKind>.size()> kObjects{{
    {"计划", "plan"},
    {"目标", "target"},
    {"任务", "task"},
    {"指标", "indicator"},
    {"数据", "figure"},
    {"登记记录", "record"},
    {"填报表", "form"},
    {"督办事项", "matter"},
    {"政策", "policy"},
    {"评价", "evaluation"},
    {"文件", "document"},
    {"附件", "attachment"},
    {"公开事项", "disclosure"},
    {"计划包", "pack"},
    {"账号", "account"},
    {"角色", "role"},
    {"操作日志", "journal"},
}};

constexpr std::array<Words, pack::kWords<Reach>.size()> kReaches{{
    {"本人负责的", "one's own"},
    {"本单位的", "of one's own firm or body"},
    {"所辖地区的", "of the units granted"},
    {"所辖科室的", "of the sections granted"},
    {"上级下发的", "of the units above"},
    {"分派给本人的", "assigned to one"},
    {"全市的", "of the city"},
    {"不限范围", "without limit"},
}};

constexpr std::array<Words, 8> kOutcomes{{
    {"没有角色包含这项权限", "no role covers it"},
    {"另有角色明令禁止", "a role held forbids it"},
    {"不包括这个登记库", "it does not cover this registry"},
    {"不在授权范围内", "it is outside the scope granted"},
    {"没有参与这条记录", "the person has no part in this record"},
    {"现在的状态不允许", "the present state does not allow it"},
    {"不能办理自己填报的内容", "nobody does this to what they entered themselves"},
    {"允许", "allowed"},
}};

constexpr std::array<Words, pack::kWords<RecordState>.size()> kStates{{
    {"草稿", "draft"},
    {"已提交", "submitted"},
    {"已审签", "signed"},
    {"已初审", "checked"},
    {"已核验", "verified"},
    {"已发布", "published"},
    {"已退回", "returned"},
    {"已撤回", "withdrawn"},
    {"已办结或停用", "closed"},
}};

constexpr std::array<Words, pack::kWords<ProcessRole>.size()> kParts{{
    {"负责人", "owner"},
    {"合作方", "partner"},
    {"经办人", "handler"},
    {"评审人", "reviewer"},
    {"组长", "chair"},
    {"辅导人", "mentor"},
    {"对接人", "matchmaker"},
    {"监测人", "monitor"},
    {"特派员", "envoy"},
}};

template <typename E, std::size_t N>
pack::Bilingual listed(const std::vector<E>& list, const std::array<Words, N>& words) {
    pack::Bilingual text;
    for (const E one : list) {
        const Words& word = words[static_cast<std::size_t>(one)];
        if (!text.zh.empty()) text = {text.zh + "、", text.en + ", "};
        text = {text.zh + std::string(word.zh), text.en + std::string(word.en)};
    }
    return text;
}

void add(pack::Bilingual& to, std::string_view zh, std::string_view en) {
    if (!to.zh.empty()) to = {to.zh + "；", to.en + "; "};
    to = {to.zh + std::string(zh), to.en + std::string(en)};
}

std::string_view sight_zh(Sight sight) {
    return sight == Sight::clear ? "可见" : "部分可见";
}
std::string_view sight_en(Sight sight) {
    return sight == Sight::clear ? "shown" : "masked";
}

// What an authority adds beside action, object and scope.
pack::Bilingual conditions_of(const pack::Authority& authority) {
    pack::Bilingual all;
    if (!authority.parts.empty()) {
        const pack::Bilingual parts = listed(authority.parts, kParts);
        add(all, "身份：" + parts.zh, "as " + parts.en);
    }
    if (!authority.states.empty()) {
        const pack::Bilingual states = listed(authority.states, kStates);
        add(all, "状态：" + states.zh, "in state " + states.en);
    }
    if (!authority.registries.empty()) {
        const std::string codes = fmt::format("{}", fmt::join(authority.registries, ", "));
        add(all, "登记库：" + codes, "of registry " + codes);
    }
    if (authority.sees.internal == Sight::hidden)
        add(all, "不见内部字段", "internal fields not shown");
    if (authority.sees.personal != Sight::hidden)
        add(all, fmt::format("个人信息{}", sight_zh(authority.sees.personal)),
            fmt::format("personal fields {}", sight_en(authority.sees.personal)));
    if (authority.sees.secret != Sight::hidden)
        add(all, fmt::format("秘密字段{}", sight_zh(authority.sees.secret)),
            fmt::format("secret fields {}", sight_en(authority.sees.secret)));
    return all;
}

}  // namespace

Words verb_words(Verb verb) {
    return kVerbs[static_cast<std::size_t>(verb)];
}
Words kind_words(ObjectKind kind) {
    return kObjects[static_cast<std::size_t>(kind)];
}
Words reach_words(Reach reach) {
    return kReaches[static_cast<std::size_t>(reach)];
}
Words state_words(RecordState state) {
    return kStates[static_cast<std::size_t>(state)];
}

pack::Bilingual authority_sentence(const pack::Authority& authority) {
    const pack::Bilingual verbs = listed(authority.verbs, kVerbs);
    const pack::Bilingual kinds = listed(authority.kinds, kObjects);
    const Words reach = reach_words(authority.within);
    pack::Bilingual sentence{fmt::format("{}{}{}", verbs.zh, reach.zh, kinds.zh),
                             fmt::format("{}: {}, {}", verbs.en, kinds.en, reach.en)};
    const pack::Bilingual more = conditions_of(authority);
    if (more.zh.empty()) return sentence;
    return {fmt::format("{}（{}）", sentence.zh, more.zh),
            fmt::format("{} ({})", sentence.en, more.en)};
}

pack::Bilingual denial_sentence(const pack::Denial& denial) {
    const pack::Bilingual verbs = listed(denial.verbs, kVerbs);
    const pack::Bilingual kinds = listed(denial.kinds, kObjects);
    pack::Bilingual sentence{fmt::format("不得{}{}", verbs.zh, kinds.zh),
                             fmt::format("never {}: {}", verbs.en, kinds.en)};
    if (denial.states.empty()) return sentence;
    const pack::Bilingual states = listed(denial.states, kStates);
    return {fmt::format("{}（状态：{}）", sentence.zh, states.zh),
            fmt::format("{} (in state {})", sentence.en, states.en)};
}

Words outcome_words(Outcome outcome) {
    return kOutcomes[static_cast<std::size_t>(outcome)];
}

}  // namespace kc::access

// SPDX-License-Identifier: Apache-2.0
#include "access/words.hpp"

#include <array>

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
    {"名录记录", "record"},
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
    {"不包括这个名录", "it does not cover this registry"},
    {"不在授权范围内", "it is outside the scope granted"},
    {"没有参与这条记录", "the person has no part in this record"},
    {"现在的状态不允许", "the present state does not allow it"},
    {"不能办理自己填报的内容", "nobody does this to what they entered themselves"},
    {"允许", "allowed"},
}};

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
Words outcome_words(Outcome outcome) {
    return kOutcomes[static_cast<std::size_t>(outcome)];
}

}  // namespace kc::access

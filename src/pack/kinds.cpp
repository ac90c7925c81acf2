// SPDX-License-Identifier: Apache-2.0
#include "pack/kinds.hpp"

#include <algorithm>
#include <array>

#include "pack/document_shapes.hpp"
#include "pack/form_shapes.hpp"
#include "pack/policy_shapes.hpp"
#include "pack/registry_shapes.hpp"
#include "pack/role_shapes.hpp"
#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::array kKinds{
    KindInfo{Manifest::kKind, "包清单", "`pack.yaml`：这个包是什么、从哪里来。",
             "`pack.yaml`: what this pack is and where it comes from.", false, &shape_of<Manifest>},
    KindInfo{UnitTree::kKind, "单位树", "行政区、园区和科室，排成树。",
             "Administrative units, parks and offices, as a tree.", true, &shape_of<UnitTree>},
    KindInfo{Indicator::kKind, "指标", "计划为之定目标的数。",
             "A figure that plans set targets for.", true, &shape_of<Indicator>},
    KindInfo{BuildingBlock::kKind, "任务模块", "任务要求的一类工作。",
             "A kind of work that tasks ask for.", true, &shape_of<BuildingBlock>},
    KindInfo{Target::kKind, "目标", "一个指标、一个数值、一个范围、一个层次（见 plan-rows.md）。",
             "One metric, one value, one scope, one level (see plan-rows.md).", false,
             &shape_of<Target>},
    KindInfo{Task::kKind, "任务", "计划中的一项工作。", "One piece of work of the plan.", false,
             &shape_of<Task>},
    KindInfo{PolicyText::kKind, "政策", "由有名有号的条款译成的规则（见 policy-format.md）。",
             "Named articles translated into rules (see policy-format.md).", true,
             &shape_of<PolicyText>},
    KindInfo{Registry::kKind, "登记库", "一类对象的登记：企业、证书、平台等，有哪些字段。",
             "What a record of one kind holds: a firm, a certificate, a platform …", true,
             &shape_of<Registry>},
    KindInfo{Form::kKind, "填报表", "各单位每期填什么、怎么校验、怎么审发（见 collection.md）。",
             "What units fill in for each period, its checks and its way (see collection.md).",
             true, &shape_of<Form>},
    KindInfo{RoleText::kKind, "角色", "谁能对什么做什么（见 access.md）。",
             "Who may do what to which objects (see access.md).", true, &shape_of<RoleText>},
    KindInfo{DocumentTemplate::kKind, "公文模板", "通报、通知等公文，内容由办公室的数据填入。",
             "Bulletins and notices that the office's figures fill in.", true,
             &shape_of<DocumentTemplate>},
};

}  // namespace

std::span<const KindInfo> kinds() {
    return kKinds;
}

const KindInfo* find_kind(std::string_view name) {
    const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                    [&](const KindInfo& kind) { return kind.name == name; });
    return found == kKinds.end() ? nullptr : &*found;
}

}  // namespace kc::pack

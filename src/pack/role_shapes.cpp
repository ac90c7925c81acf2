// SPDX-License-Identifier: Apache-2.0
// The fields of a role. The loader, the writer, the JSON Schema and the tables of
// docs/pack-format.md all come from here; docs/access.md explains them with an example.
#include "pack/role_shapes.hpp"

#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::int32_t kDaysMax = 3660;

}  // namespace

template <>
const Shape& shape_of<ClassSight>() {
    using T = ClassSight;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("public", &T::open, "公开字段，默认 clear", "public fields; clear by default")
            .optional("internal", &T::internal, "内部字段，默认 clear",
                      "internal fields; clear by default")
            .optional("personal", &T::personal, "个人信息字段，默认 hidden",
                      "personal fields; hidden by default")
            .optional("secret", &T::secret, "商业秘密等字段，默认 hidden",
                      "secret fields; hidden by default")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Authority>() {
    using T = Authority;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("id", &T::id, code_of(""), "名称，在角色内不重复，解释时引用",
                      "its name within the role, told when a decision is explained")
            .required("do", &T::verbs, "动作", "the actions")
            .required("on", &T::kinds, "对象种类", "the kinds of object")
            .required("within", &T::within, "范围", "which of them")
            .optional("as", &T::parts, "在这条记录中的身份，仅 assigned",
                      "the part one must have in the record, for `assigned`")
            .optional("states", &T::states, "状态，不写为任何状态",
                      "the states it must be in; any when left out")
            .optional("registries", &T::registries, list_of(code_of("")), "登记库，不写为任何登记库",
                      "the registries; any when left out")
            .optional("sees", &T::sees, "各类字段看到多少", "what is seen of each class of field")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Denial>() {
    using T = Denial;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("do", &T::verbs, "动作", "the actions")
            .required("on", &T::kinds, "对象种类", "the kinds of object")
            .optional("states", &T::states, "状态，不写为任何状态", "the states; any when left out")
            .build();
    return shape;
}

template <>
const Shape& shape_of<RoleText>() {
    using T = RoleText;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("role"), "代码，如 role.county_clerk",
                      "code, such as role.county_clerk")
            .required("name", &T::name, "名称", "name")
            .required("duty", &T::duty, "职责", "what its holders do")
            .required("group", &T::group, "哪一类人", "what sort of people hold it")
            .required("authorities", &T::authorities, "权限", "what they may do")
            .optional("denials", &T::denials, "禁止，优先于此人的所有权限",
                      "what they may not do, whatever other roles allow")
            .optional("not_own", &T::not_own, "不能对自己填报的内容做的动作",
                      "actions not done to what one entered oneself")
            .optional("excludes", &T::excludes, list_of(reference_to("role")),
                      "不相容角色，同一人不能兼任", "roles that one person cannot hold beside it")
            .optional("administrator", &T::is_administrator, "是否管理员，授予时须第二人确认",
                      "an administrator's role, whose grant a second person confirms")
            .optional("second_factor", &T::second_factor, "须用第二因素登录，不论办公系统如何设置",
                      "signs in with a second factor, whatever the office has set")
            .optional("days_max", &T::days_max, whole_between(1, kDaysMax), "授予最长的天数",
                      "the most days a grant may last")
            .build();
    return shape;
}

}  // namespace kc::pack

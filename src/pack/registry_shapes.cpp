// SPDX-License-Identifier: Apache-2.0
// The fields of a registry and of a counting rule. The loader, the writer, the JSON Schema and the
// tables of docs/pack-format.md all come from here.
#include "pack/registry_shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::int32_t kMaxPlaces = 6;

}  // namespace

template <>
const Shape& shape_of<Choice>() {
    static const Shape shape = ShapeBuilder<Choice>()
                                   .required("code", &Choice::code, code_of(""), "代码", "code")
                                   .required("name", &Choice::name, "名称", "name")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<RegistryField>() {
    using T = RegistryField;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of(""), "代码，小写字母、数字和下划线",
                      "code of small letters, digits and _")
            .required("name", &T::name, "名称", "name")
            .required("type", &T::type, "数据类型", "type of value")
            .optional("format", &T::format, "格式，有校验规则的", "a form with rules of its own")
            .optional("unit", &T::unit, "计量单位；金额是录入用的单位",
                      "unit of measure; of money the unit people enter")
            .optional("places", &T::places, whole_between(0, kMaxPlaces), "小数位数",
                      "digits after the point")
            .optional("min", &T::min, "最小值", "the least it may be")
            .optional("max", &T::max, "最大值", "the most it may be")
            .optional("choices", &T::choices, "可选项", "what may be chosen")
            .optional("of", &T::of, reference_to("registry"), "所引用的登记库",
                      "the registry referred to")
            .optional("required", &T::is_required, "必填", "whether it must be filled in")
            .optional("unique", &T::is_unique, "不得重复", "whether no two records share it")
            .optional("class", &T::field_class, "知悉范围：内部、公开、个人信息、商业秘密",
                      "who may see it: internal, public, personal data, secret")
            .optional("mask", &T::mask, "遮盖方式，给不能看全的人",
                      "what those who may not see it all are shown")
            .optional("help", &T::help, "填写说明", "how to fill it in")
            .build();
    return shape;
}

template <>
const Shape& shape_of<RegistryValidity>() {
    using T = RegistryValidity;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("from", &T::from, "起始日所在的日期字段", "the date field of its first day")
            .optional("to", &T::to, "最后一日所在的日期字段", "the date field of its last day")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Registry>() {
    using T = Registry;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("registry"), "代码", "code")
            .required("name", &T::name, "名称", "name")
            .required("definition", &T::definition, "登记什么，什么算一条记录",
                      "what is registered, and what one record is")
            .required("title", &T::title, code_of(""), "作为标题的字段",
                      "the field that names a record")
            .optional("keys", &T::keys, list_of(code_of("")), "识别同一对象的字段，供导入用",
                      "the fields that tell records apart, for imports")
            .optional("unit", &T::unit, code_of(""),
                      "所属行政区的字段，或取其行政区的引用字段；决定谁能看",
                      "the region field, or the reference whose region is taken; scopes access")
            .optional("owner", &T::owner, code_of(""), "归属对象的引用字段，或 self",
                      "the reference to whom it belongs, or self")
            .optional("section", &T::section, reference_to("unit"),
                      "负责核验的科室；各地可在 manifest 的 sections 里另定",
                      "the section that verifies its records; a manifest's `sections` may name "
                      "another")
            .optional("validity", &T::validity, "有效期所在的字段", "the fields of its validity")
            .optional("listed", &T::listed, list_of(code_of("")), "列表显示的字段，按顺序",
                      "the fields a list shows, in order")
            .required("fields", &T::fields, "字段", "fields")
            .optional("yearly", &T::yearly, "逐年数据的字段", "figures kept for each year")
            .build();
    return shape;
}

template <>
const Shape& shape_of<RegistrySection>() {
    using T = RegistrySection;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("registry", &T::registry, reference_to("registry"), "登记库", "the registry")
            .required("section", &T::section, reference_to("unit"), "负责的科室",
                      "the section that looks after it")
            .build();
    return shape;
}

template <>
const Shape& shape_of<CoverageItem>() {
    using T = CoverageItem;
    static const Shape shape = ShapeBuilder<T>()
                                   .required("code", &T::code, code_of(""), "代码", "code")
                                   .required("name", &T::name, "名称", "name")
                                   .required("filter", &T::filter, "公式：成立即已清零",
                                             "formula: holds for what is no longer at zero")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<Coverage>() {
    using T = Coverage;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("of", &T::of, "公式：分母包括哪些；不写是全部",
                      "formula: what the share is of; all records when left out")
            .optional("frozen", &T::frozen, "分母锁定在哪一天", "the day on which the set is fixed")
            .optional("on", &T::on, "分母锁定的日期，代替 frozen",
                      "the very day, in place of `frozen`")
            .optional("items", &T::items, "清零事项，可配置", "what is to be cleared, item by item")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Counts>() {
    using T = Counts;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("registry", &T::registry, reference_to("registry"), "登记库", "the registry")
            .required("when", &T::when, "期末有效的，或日期在期内的",
                      "valid on the last day, or dated within the period")
            .optional("state", &T::state, "走到哪一步才计入：报送、核验或发布",
                      "from which state on a record counts")
            .optional("date", &T::date, code_of(""), "日期字段；不写是有效期的起始日",
                      "the date field; validity's first day when left out")
            .optional("filter", &T::filter, "公式：计入哪些记录", "formula: which records count")
            .optional("distinct", &T::distinct, code_of(""), "相同的只计一次，按这个字段",
                      "records that share this field count once")
            .optional("sum", &T::sum, code_of(""), "求和的字段；不写是计数",
                      "the field summed up; left out, records are counted")
            .optional("dimensions", &T::dimensions, list_of(code_of("")), "分类，选择字段",
                      "choice fields to break it down by")
            .optional("coverage", &T::coverage, "覆盖率的分母", "what a coverage is of")
            .build();
    return shape;
}

}  // namespace kc::pack

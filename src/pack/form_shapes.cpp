// SPDX-License-Identifier: Apache-2.0
// The fields of a form. The loader, the writer, the JSON Schema and the tables of
// docs/pack-format.md all come from here; docs/collection.md explains them with an example.
#include "pack/form_shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::int32_t kMaxPlaces = 6;
constexpr std::int32_t kMaxDeadlineDays = 366;
constexpr std::int32_t kMaxReminderDays = 90;

}  // namespace

template <>
const Shape& shape_of<Fillers>() {
    using T = Fillers;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("type", &T::type, "填报单位的种类", "what sort of unit fills it in")
            .optional("only", &T::only, list_of(reference_to("unit")), "只有这些单位填",
                      "only these units")
            .optional("except", &T::except, list_of(reference_to("unit")), "这些单位不填",
                      "all but these units")
            .optional("registry", &T::registry, reference_to("registry"), "企业名单取自哪个登记库",
                      "the registry that the firms come from")
            .optional("filter", &T::filter,
                      "哪些企业填：对登记字段的公式，按报告期最后一天的情况判断",
                      "which of them: a formula over the record's fields, as of the period's last "
                      "day")
            .optional("fixed_days", &T::fixed_days, whole_between(0, kMaxDeadlineDays),
                      "期末之后多少天锁定名单", "days after that day when the list is fixed")
            .build();
    return shape;
}

template <>
const Shape& shape_of<FormCheck>() {
    using T = FormCheck;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("rule", &T::rule, "公式：填对了就成立",
                      "formula: holds where the figures are right")
            .optional("severity", &T::severity, "不成立时：error 不能上报，warning 说明后可上报",
                      "what it means when it does not: error blocks, warning needs an explanation")
            .required("message", &T::message, "不成立时对填报人说的话",
                      "what is said when it does not hold")
            .build();
    return shape;
}

template <>
const Shape& shape_of<FormField>() {
    using T = FormField;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of(""), "代码，公式里用的名字",
                      "code, the name formulas use")
            .required("name", &T::name, "名称", "name")
            .optional("help", &T::help, "填写说明", "how to fill it in")
            .optional("indicator", &T::indicator, reference_to("indicator"),
                      "填的是哪个指标；不写则只用于校验",
                      "the indicator it is a figure of; left out, it only serves checks")
            .optional("dimensions", &T::dimensions, "分类", "dimensions of the figure")
            .required("unit", &T::unit, "填报的计量单位", "the unit people enter it in")
            .optional("places", &T::places, whole_between(0, kMaxPlaces), "小数位数",
                      "digits after the point")
            .optional("required", &T::is_required, "必填", "whether it must be filled in")
            .optional("min", &T::min, "最小值（含）", "the least it may be, inclusive")
            .optional("max", &T::max, "最大值（含）", "the most it may be, inclusive")
            .optional("covers", &T::covers, "数据的时期：本期，或自年初累计",
                      "what it covers: the period, or the year to date")
            .optional("prefill", &T::prefill, "预填什么", "what stands in it to begin with")
            .optional("control", &T::control, reference_to("indicator"), "对照的指标，差异要显示",
                      "an indicator it is compared with")
            .optional("checks", &T::checks, "校验", "checks")
            .build();
    return shape;
}

template <>
const Shape& shape_of<RouteStep>() {
    using T = RouteStep;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("role", &T::role, reference_to("role"), "由哪个角色办", "who: a role")
            .optional("section", &T::section, reference_to("unit"), "由哪个科室办",
                      "who: a section")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Route>() {
    using T = Route;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("enter", &T::enter, "填报", "who enters it")
            .optional("sign", &T::sign, "审签；不写则不审签", "who signs it; nobody when left out")
            .required("check", &T::check, "审核", "who checks it")
            .required("publish", &T::publish, "发布", "who publishes it")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Reminders>() {
    using T = Reminders;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("before", &T::before, list_of(whole_between(0, kMaxReminderDays)),
                      "截止日之前几天", "days before the deadline")
            .optional("after", &T::after, list_of(whole_between(1, kMaxReminderDays)),
                      "截止日之后几天", "days after it")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Form>() {
    using T = Form;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("form"), "代码，如 form.county_monthly",
                      "code, such as form.county_monthly")
            .required("name", &T::name, "名称", "name")
            .required("definition", &T::definition, "用途和填报要求",
                      "what it is for and how it is to be filled in")
            .optional("basis", &T::basis, "依据的文件", "the document that allows it")
            .required("fillers", &T::fillers, "填报单位", "who fills it in")
            .required("frequency", &T::frequency, "频率", "how often")
            .required("first", &T::first, "第一个报告期", "its first period")
            .optional("last", &T::last, "最后一个报告期", "its last period")
            .required("deadline_days", &T::deadline_days, whole_between(0, kMaxDeadlineDays),
                      "截止：期末之后多少天", "the deadline: days after the period's last day")
            .required("fields", &T::fields, "填报项", "what is filled in")
            .optional("checks", &T::checks, "各项之间的校验", "checks between fields")
            .required("route", &T::route, "流程", "its way")
            .optional("reminders", &T::reminders, "提醒", "reminders")
            .build();
    return shape;
}

template <>
const Shape& shape_of<BurdenBudget>() {
    using T = BurdenBudget;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("units", &T::units, "单位种类", "sort of unit")
            .required("fields_per_month", &T::fields_per_month,
                      "每个单位每月最多填多少项，各表合计",
                      "the most fields one unit fills in a month, over all forms")
            .build();
    return shape;
}

}  // namespace kc::pack

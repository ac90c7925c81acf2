// SPDX-License-Identifier: Apache-2.0
// The fields of a policy. The loader, the writer, the JSON Schema and the tables of
// docs/pack-format.md all come from here; docs/policy-format.md explains them with an example.
#include "pack/policy_shapes.hpp"

#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::int32_t kMaxVersion = 9999;
constexpr std::int32_t kMaxSteps = 100'000;
constexpr std::int32_t kMaxYears = 99;

FieldType rows_of_two() {
    return list_of(list_of(expression(), 2));
}

}  // namespace

template <>
const Shape& shape_of<InForce>() {
    static const Shape shape = ShapeBuilder<InForce>()
                                   .optional("from", &InForce::from, "起始日", "the first day")
                                   .optional("until", &InForce::until, "最后一日", "the last day")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PolicySource>() {
    using T = PolicySource;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("doc", &T::doc, "文号或文件名", "document number or name")
            .optional("title", &T::title, "标题", "title")
            .optional("issued", &T::issued, "发文日期", "date of issue")
            .optional("kind", &T::kind, "文件性质", "what sort of document it is")
            .optional("in_force", &T::in_force, "有效期间", "when it is in force")
            .required("checked", &T::checked, "与什么核对过", "what it was compared with")
            .optional("note", &T::note, "说明", "note")
            .optional("articles", &T::articles, "条款，条号到要点",
                      "articles: number to what it says in short")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyDates>() {
    using T = PolicyDates;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("law", &T::law, "适用法律日期，一个日期事实的名称；不写就是评价日",
                      "the day whose law holds: a date fact; left out, the day asked for")
            .optional("data", &T::data, "数据年度", "which year's figures are used")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyOrigin>() {
    using T = PolicyOrigin;
    static const Shape shape = ShapeBuilder<T>()
                                   .required("en", &T::en, "英文名称", "name in English")
                                   .required("authoritative", &T::authoritative, "是否权威来源",
                                             "whether an authority vouches for it")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyField>() {
    using T = PolicyField;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, "英文代码，如 valid_to", "ASCII name, such as valid_to")
            .required("en", &T::en, "英文名称", "name in English")
            .required("type", &T::type, "数据类型", "type of value")
            .optional("unit", &T::unit, "计量单位", "unit of measure")
            .optional("words", &T::words, "可取的文字", "the texts it may be")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyCollection>() {
    using T = PolicyCollection;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, "英文代码", "ASCII name")
            .required("en", &T::en, "英文名称", "name in English")
            .required("fields", &T::fields, "每一项的内容", "what each entry holds")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyFact>() {
    using T = PolicyFact;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, "英文代码，如 staff", "ASCII name, such as staff")
            .required("en", &T::en, "英文名称", "name in English")
            .required("type", &T::type, "数据类型", "type of value")
            .optional("unit", &T::unit, "计量单位", "unit of measure")
            .optional("domain", &T::domain, list_of(limit(), 2), "法定或必然的范围，缺数时按此推算",
                      "what it may be when it is missing")
            .optional("plausible", &T::plausible, list_of(limit(), 2), "常见范围，超出时提示核对",
                      "outside this a figure is flagged, not refused")
            .optional("words", &T::words, "可取的文字", "the texts it may be")
            .optional("period", &T::period, "所属期间", "what time it is about")
            .optional("indicator", &T::indicator, reference_to("indicator"),
                      "它是哪个指标的数；与指标同名的不必写",
                      "the indicator whose figure it is; needless where it bears the same name")
            .optional("rank", &T::rank, "来源次序，前者优先；名称见 origins",
                      "where it comes from, the best first; names of `origins`")
            .optional("stale_after", &T::stale_after, "多久算过时，如 18个月",
                      "how old it may be, such as 18个月")
            .optional("about", &T::about, "口径", "what is counted, and how")
            .optional("from", &T::from, "由哪个列表算出，名称见 collections",
                      "the list it is computed from; a name of `collections`")
            .optional("take", &T::take, "算法", "how the list becomes one value")
            .optional("field", &T::field, "取列表的哪一项", "the field taken of the list")
            .optional("where", &T::where, "列表中哪些计入", "which entries of the list count")
            .optional("cite", &T::cite, "条款，如 m115.6.2", "article, such as m115.6.2")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyParameter>() {
    using T = PolicyParameter;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, "英文代码", "ASCII name")
            .required("en", &T::en, "英文名称", "name in English")
            .optional("unit", &T::unit, "计量单位", "unit of measure")
            .optional("cite", &T::cite, "条款", "article")
            .required("values", &T::values, "启用日期到数值；~ 表示废止",
                      "first day to value; ~ for repealed")
            .optional("step", &T::step, "最小变动，如 1人", "its smallest step, such as 1人")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyDefinition>() {
    using T = PolicyDefinition;
    static const Shape shape = ShapeBuilder<T>()
                                   .optional("code", &T::code, "英文代码", "ASCII name")
                                   .required("en", &T::en, "英文名称", "name in English")
                                   .optional("cite", &T::cite, "条款", "article")
                                   .required("is", &T::is, "算式", "the formula")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyCondition>() {
    using T = PolicyCondition;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("code", &T::code, "英文代码", "ASCII name")
            .required("en", &T::en, "英文名称", "name in English")
            .optional("cite", &T::cite, "条款", "article")
            .optional("must", &T::must, "必须成立", "what must hold")
            .optional("all", &T::all, "都要成立", "what must all hold")
            .optional("any", &T::any, "其中之一成立", "of which one must hold")
            .optional("if_missing", &T::if_missing, "缺数时能否问申请人",
                      "whether the applicant can be asked for what is missing")
            .optional("authority", &T::authority, "由谁认定", "who knows it")
            .optional("from", &T::from, "起始日", "the first day it holds")
            .optional("until", &T::until, "最后一日", "the last day it holds")
            .optional("about", &T::about, "说明", "what it means")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyScore>() {
    using T = PolicyScore;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("code", &T::code, "英文代码", "ASCII name")
            .required("en", &T::en, "英文名称", "name in English")
            .optional("cite", &T::cite, "条款", "article")
            .optional("max", &T::max, "满分，也是上限", "the most it is worth; more is cut")
            .optional("of", &T::of, "分档所看的数", "the number the bands look at")
            .optional("if_zero", &T::if_zero, "除数为零时", "when the divisor is zero")
            .optional("bands", &T::bands, rows_of_two(), "分档：[范围, 分值]",
                      "bands: [range, points]")
            .optional("first", &T::first, rows_of_two(), "第一个成立的：[条件, 分值]",
                      "the first that holds: [condition, points]")
            .optional("points", &T::points, "分值的算式", "the points as a formula")
            .optional("best_of", &T::best_of, "取其中最高的", "the best of these")
            .optional("sum_of", &T::sum_of, "这些之和", "the sum of these")
            .optional("from", &T::from, "起始日", "the first day it holds")
            .optional("until", &T::until, "最后一日", "the last day it holds")
            .optional("about", &T::about, "说明", "what it means")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyDecision>() {
    using T = PolicyDecision;
    static const Shape shape = ShapeBuilder<T>()
                                   .optional("cite", &T::cite, "条款", "article")
                                   .required("yes_if", &T::yes_if, "何时符合", "when it is yes")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyAmount>() {
    using T = PolicyAmount;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("code", &T::code, "英文代码", "ASCII name")
            .required("en", &T::en, "英文名称", "name in English")
            .optional("cite", &T::cite, "条款", "article")
            .optional("when", &T::when, "何时给予，除符合之外", "when it is due, besides a yes")
            .optional("of", &T::of, "计算基数", "what it is reckoned from")
            .optional("fixed", &T::fixed, "定额", "a fixed amount")
            .optional("rate", &T::rate, "比例", "a share of `of`")
            .optional("tiers", &T::tiers, rows_of_two(), "分段：[范围, 比例或定额]",
                      "tiers: [range, rate or amount]")
            .optional("tier_by", &T::tier_by, "分段累进或全额", "rates by slice or for the whole")
            .optional("cap", &T::cap, "上限", "the most it can be")
            .optional("round_to", &T::round_to, "取整单位，如 1元", "rounded to, such as 1元")
            .optional("round", &T::round, "取整方向", "which way it is rounded")
            .optional("about", &T::about, "说明", "what it means")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyLimit>() {
    using T = PolicyLimit;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("en", &T::en, "英文名称", "name in English")
            .optional("cite", &T::cite, "条款", "article")
            .required("of", &T::of, "哪几项合计", "the amounts added up")
            .required("at_most", &T::at_most, "合计上限", "the most they can be together")
            .optional("used", &T::used, "已经用去的", "what has been used already")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyBudget>() {
    using T = PolicyBudget;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("cite", &T::cite, "条款", "article")
            .required("pool", &T::pool, "预算总额", "all there is to give")
            .required("rule", &T::rule, "不够时怎么分", "how it is shared out when short")
            .optional("order_by", &T::order_by, "先后次序看哪个事实", "the fact that orders claims")
            .optional("round_to", &T::round_to, "取整单位", "rounded to")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyStacking>() {
    using T = PolicyStacking;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("with", &T::with, "与哪些政策，政策族代码", "which policies, by family")
            .required("rule", &T::rule, "关系", "how they go together")
            .optional("years", &T::years, whole_between(1, kMaxYears), "间隔年数",
                      "years between them")
            .optional("cite", &T::cite, "条款", "article")
            .optional("note", &T::note, "说明", "note")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyOutcome>() {
    using T = PolicyOutcome;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("grant", &T::grant, "给予什么", "what is granted")
            .optional("valid_for", &T::valid_for, "有效多久，如 3年", "how long it is valid")
            .optional("until_end_of_year", &T::until_end_of_year, "当年有效", "valid this year")
            .optional("expires", &T::expires, "到期日，一个日期事实", "its last day, a date fact")
            .optional("warn_before", &T::warn_before, "提前多久提醒，如 12个月",
                      "how long before the end to warn")
            .optional("cite", &T::cite, "条款", "article")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyOmission>() {
    using T = PolicyOmission;
    static const Shape shape = ShapeBuilder<T>()
                                   .required("cite", &T::cite, "条款", "article")
                                   .required("why", &T::why, "为何不编", "why there is no rule")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyGap>() {
    using T = PolicyGap;
    static const Shape shape = ShapeBuilder<T>()
                                   .optional("cite", &T::cite, "条款", "article")
                                   .required("what", &T::what, "哪里没有核实", "what is unverified")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyLever>() {
    using T = PolicyLever;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, "英文代码", "ASCII name")
            .required("en", &T::en, "英文名称", "name in English")
            .required("step", &T::step, "一步多大，如 1人", "one step, such as 1人")
            .required("changes", &T::changes, "每一步，各事实变几步：{职工总数: +1}",
                      "how each fact follows, in steps")
            .optional("limit", &T::limit, "做到哪里为止", "what must still hold")
            .optional("max_steps", &T::max_steps, whole_between(1, kMaxSteps), "最多几步",
                      "the most steps worth proposing")
            .optional("effort", &T::effort, number_between(0, 1'000'000), "每步费力多少，用于比较",
                      "effort of a step, to compare levers")
            .optional("lead_time", &T::lead_time, "多久见效，如 6个月", "how long it takes")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyTest>() {
    using T = PolicyTest;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("name", &T::name, "名称", "name")
            .optional("on", &T::on, "评价日", "the day asked for")
            .optional("without_base", &T::without_base, "不用基准例", "not built on `base`")
            .optional("given", &T::given, "已知的事实", "facts that are known")
            .optional("missing", &T::missing, "缺少的事实", "facts that are missing")
            .optional("not_applicable", &T::not_applicable, "不适用的事实",
                      "facts that do not apply")
            .required("expect", &T::expect, "应得的结果", "what must come out")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PolicyText>() {
    using T = PolicyText;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("policy"), "代码，如 cn.tech-sme.2017",
                      "code, such as cn.tech-sme.2017")
            .optional("family", &T::family, "政策族，同一政策的各个版本相同；不写就是 code",
                      "what its editions have in common; left out, the code")
            .required("version", &T::version, whole_between(1, kMaxVersion),
                      "本译本的版本，不是法的版本", "version of this encoding, not of the law")
            .required("title", &T::title, "标题", "title")
            .required("subject", &T::subject, "对象，如 enterprise、person、team",
                      "whom it is about, such as enterprise, person, team")
            .required("status", &T::status, "可信程度；advisory 是参考性预判",
                      "how far it can be relied on")
            .optional("gaps", &T::gaps, "没有核实的地方", "what could not be verified")
            .required("in_force", &T::in_force, "哪些日期适用", "the law dates it holds for")
            .optional("alternative", &T::alternative, "与同族版本重叠，须点名才用",
                      "overlaps another edition and is used only when named")
            .optional("authority", &T::authority, "主管部门", "who decides")
            .optional("about", &T::about, "说明", "what it is about")
            .required("sources", &T::sources, "依据的文件", "the documents it translates")
            .optional("dates", &T::dates, "看哪些日期", "which dates matter")
            .optional("origins", &T::origins, "事实的来源", "where facts come from")
            .optional("collections", &T::collections, "列表，如知识产权",
                      "lists, such as a firm's rights")
            .required("facts", &T::facts, "读取的事实", "the facts it reads")
            .optional("parameters", &T::parameters, "有日期的参数", "figures with dates")
            .optional("definitions", &T::definitions, "中间量", "named formulas")
            .optional("conditions", &T::conditions, "条件", "conditions")
            .optional("scores", &T::scores, "评分", "scores; their sum is 总分 / total")
            .required("decision", &T::decision, "结论", "the decision")
            .optional("amounts", &T::amounts, "金额", "amounts")
            .optional("limits", &T::limits, "合计上限", "limits over several amounts")
            .optional("budget", &T::budget, "预算", "what there is to give")
            .optional("stacking", &T::stacking, "与其他政策的关系", "how it goes with others")
            .optional("outcomes", &T::outcomes, "结果", "what a yes gives")
            .optional("next", &T::next, "下一级台阶，政策族代码", "the next rungs, by family")
            .optional("not_encoded", &T::not_encoded, "没有译成规则的条款",
                      "articles without a rule")
            .optional("levers", &T::levers, "申请人能做的", "what an applicant can change")
            .optional("fixed", &T::fixed, "从不建议改变的事实", "facts never proposed to change")
            .optional("base", &T::base, "基准例：测试没写的事实", "facts that tests leave out")
            .optional("tests", &T::tests, "测试", "tests")
            .build();
    return shape;
}

}  // namespace kc::pack

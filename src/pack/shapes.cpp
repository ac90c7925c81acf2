// SPDX-License-Identifier: Apache-2.0
// The one definition of every field: the loader, the writer, the JSON Schema and the tables of
// docs/pack-format.md all come from here.
#include "pack/shapes.hpp"

#include "pack/form_shapes.hpp"
#include "pack/registry_shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::int32_t kFirstYear = 1949;
constexpr std::int32_t kLastYear = 2200;
constexpr std::int32_t kMaxLagMonths = 60;
constexpr std::int32_t kMaxTile = 99;
constexpr std::int32_t kMaxSpan = 1'000'000'000;

}  // namespace

template <>
const Shape& shape_of<Bilingual>() {
    static const Shape shape = ShapeBuilder<Bilingual>()
                                   .required("zh", &Bilingual::zh, "中文", "in Chinese")
                                   .optional("en", &Bilingual::en, "英文", "in English")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<PlanDocument>() {
    using T = PlanDocument;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("title", &T::title, "文件标题", "its title")
            .optional("number", &T::number, "发文字号", "document number")
            .optional("issued", &T::issued, "发文日期", "date of issue")
            .optional("index_number", &T::index_number, "索引号", "disclosure index number")
            .optional("file_sha256", &T::file_sha256, "原文件的 SHA-256",
                      "SHA-256 of the file read")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Manifest>() {
    using T = Manifest;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("manifest"), "包的代码，如 xuancheng-2024",
                      "code of the pack, such as xuancheng-2024")
            .required("name", &T::name, "名称", "name")
            .required("year", &T::year, whole_between(kFirstYear, kLastYear), "计划年度",
                      "the year planned")
            .required("issuer", &T::issuer, "发布机构", "who issued the plan")
            .required("region", &T::region, reference_to("unit"), "所属行政区",
                      "the administrative unit it is for")
            .optional("requires", &T::required, list_of(text()), "引用的公共目录，现为 catalog",
                      "what it builds on; `catalog` for now")
            .optional("source", &T::source, "计划文件", "the plan document")
            .optional("forms", &T::forms, list_of(reference_to("form")),
                      "采用公共目录里的哪些填报表", "the catalog's forms that are in use here")
            .optional("burden", &T::burden, "填报负担的限额",
                      "how much units may be asked to fill in")
            .optional("sections", &T::sections, "本地各登记库由哪个科室负责",
                      "which section here looks after which registry")
            .optional("notes", &T::notes, "备注", "notes")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Tile>() {
    static const Shape shape =
        ShapeBuilder<Tile>()
            .required("column", &Tile::column, whole_between(0, kMaxTile), "列，从0起",
                      "column, from 0")
            .required("row", &Tile::row, whole_between(0, kMaxTile), "行，从0起", "row, from 0")
            .build();
    return shape;
}

template <>
const Shape& shape_of<AdminUnit>() {
    using T = AdminUnit;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("unit"), "代码，行政区划代码或自编代码",
                      "administrative division code, or an own code")
            .required("name", &T::name, "名称", "name")
            .optional("short", &T::short_name, "简称", "short name")
            .required("type", &T::type, "类型", "type")
            .optional("valid_from", &T::valid_from, "启用日期", "in force from")
            .optional("valid_to", &T::valid_to, "停用日期，最后一天", "last day in force")
            .optional("was", &T::was, code_of(""), "以前的代码", "the older code")
            .optional("pseudo", &T::is_pseudo, "统计用的虚拟单位", "exists for statistics only")
            .optional("neighbours", &T::neighbours, list_of(reference_to("unit")), "相邻单位",
                      "neighbours")
            .optional("tile", &T::tile, "示意图中的位置", "place in a tile map")
            .optional("aliases", &T::aliases, "别名", "other names met")
            .optional("children", &T::children, "下级单位", "units below")
            .build();
    return shape;
}

template <>
const Shape& shape_of<UnitTree>() {
    using T = UnitTree;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("unit-tree"), "代码，整棵树的", "code of the tree")
            .required("name", &T::name, "名称", "name")
            .optional("source", &T::source, "依据", "what it rests on")
            .required("units", &T::units, "单位", "the units")
            .build();
    return shape;
}

template <>
const Shape& shape_of<LookAlike>() {
    using T = LookAlike;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("code", &T::code, reference_to("indicator"), "指标代码",
                      "its code, when it is in the catalog")
            .optional("text", &T::text, "说法", "its wording, when it is not")
            .required("reason", &T::reason, "区别", "the difference")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Indicator>() {
    using T = Indicator;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("indicator"), "代码", "code")
            .required("name", &T::name, "名称", "name")
            .required("definition", &T::definition, "口径", "what is counted, and how")
            .optional("unit", &T::unit, "计量单位；只有指数和排名可以不写",
                      "unit of measure; only an index or a rank may go without")
            .required("quantity", &T::quantity, "量的性质", "what sort of quantity it is")
            .required("direction", &T::direction, "方向：越高越好、越低越好或无方向",
                      "which way is better")
            .required("frequency", &T::frequency, "发布频率", "how often there is a new figure")
            .optional("pace", &T::pace, "进度是否均匀：每月大致相同，或集中在某些月份",
                      "whether it comes evenly over the year, or in some months")
            .optional("publication_lag_months", &T::publication_lag_months,
                      whole_between(0, kMaxLagMonths), "发布滞后，期末到发布的月数",
                      "months from the end of the period to publication")
            .required("source", &T::source, "数据来源（发布机关）",
                      "the authority that publishes it")
            .optional("basis", &T::basis, "依据，文件和制度", "documents the definition rests on")
            .optional("numerator", &T::numerator, text_or_reference_to("indicator"), "分子",
                      "numerator")
            .optional("denominator", &T::denominator, text_or_reference_to("indicator"), "分母",
                      "denominator")
            .optional("counts", &T::counts, "由登记库计数的规则；填报数随之成为对照数",
                      "how it is counted from records; what is reported is then compared with it")
            .optional("leading", &T::leading, list_of(reference_to("indicator")),
                      "先行指标，发布之前可看的",
                      "indicators to watch before this one is published")
            .optional("aliases", &T::aliases, "别名，文件中的其他说法",
                      "other wordings met in documents")
            .optional("not", &T::look_alikes, "容易混淆的指标",
                      "look-alikes that are something else")
            .required("theme", &T::theme, "主题", "theme")
            .required("certainty", &T::certainty, "可靠程度：口径已核对、凭经验、示例",
                      "how sure the definition is")
            .optional("notes", &T::notes, "备注", "notes")
            .build();
    return shape;
}

template <>
const Shape& shape_of<BuildingBlock>() {
    using T = BuildingBlock;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("building-block"), "代码", "code")
            .required("name", &T::name, "名称", "name")
            .required("definition", &T::definition, "定义，这类工作包括什么",
                      "what work of this kind is")
            .required("cues", &T::cues, "识别用词",
                      "words by which a task of this kind is recognised")
            .optional("modules", &T::modules, "业务模块", "parts of the program that serve it")
            .optional("indicators", &T::indicators, list_of(reference_to("indicator")),
                      "指标，通常受影响的", "indicators that such work usually moves")
            .optional("notes", &T::notes, "备注", "notes")
            .build();
    return shape;
}

template <>
const Shape& shape_of<SourceSentence>() {
    using T = SourceSentence;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("document", &T::document, "文件", "the document")
            .optional("section", &T::section, "章节", "the section")
            .required("sentence", &T::sentence, "原句或转述", "the sentence, or its paraphrase")
            .optional("span", &T::span, list_of(whole_between(0, kMaxSpan), 2),
                      "位置，在提取文本中的字符 [起, 止)",
                      "characters [start, end) of the extracted text")
            .required("wording", &T::wording, "原文或转述", "as written or in other words")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Todo>() {
    using T = Todo;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("field", &T::field, "字段", "the field")
            .required("zh", &T::zh, "说明（中文）", "what is open, in Chinese")
            .optional("en", &T::en, "说明（英文）", "what is open, in English")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Baseline>() {
    using T = Baseline;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("value", &T::value, "数值，按 unit 计", "the number, in `unit`")
            .optional("period", &T::period, "时期", "of when")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Milestone>() {
    using T = Milestone;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("date", &T::date, "日期", "by when")
            .required("value", &T::value, "应达到的数值，按 unit 计", "how much by then, in `unit`")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Trajectory>() {
    using T = Trajectory;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("course", &T::course, "走法：匀速、随时、时间点、按月占比",
                      "how it is approached")
            .optional("points", &T::points, "时间点及应达到的数值，按日期先后",
                      "milestones by date, for `points`")
            .optional("line_between", &T::line_between, "两个时间点之间按直线推算",
                      "a straight line between two points is fair")
            .optional("profile", &T::profile, list_of(number_between(0, 100), 12),
                      "各月末累计占全年的百分比，12个数，末数为100",
                      "12 percentages of the year's total by each month's end; the last is 100")
            .build();
    return shape;
}

template <>
const Shape& shape_of<CountyShare>() {
    using T = CountyShare;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("unit", &T::unit, reference_to("unit"), "县市区", "the county")
            .required("value", &T::value, "数值，按目标的 unit 计",
                      "its share, in the target's unit")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Decomposition>() {
    using T = Decomposition;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("check", &T::check, "核对方式：合计等于总目标，或各自达到",
                      "whether the shares add up to the whole, or each is to be reached")
            .optional("tolerance", &T::tolerance, "合计允许的差额，默认为四舍五入能解释的",
                      "difference allowed in the sum; by default what rounding explains")
            .required("shares", &T::shares, "各县市区的分解数", "the share of each county")
            .build();
    return shape;
}

template <>
const Shape& shape_of<Target>() {
    using T = Target;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("target"), "代码，如 xc2024.rd_intensity",
                      "code, such as xc2024.rd_intensity")
            .required("name", &T::name, "名称", "name")
            .optional("indicator", &T::indicator, reference_to("indicator"),
                      "指标；没有时要写 todo", "the indicator; without one a `todo` is needed")
            .required("quantity", &T::quantity, "量的性质", "what sort of quantity is meant")
            .required("bound", &T::bound, "界限，达到、不低于、不超过等",
                      "on which side of the value it is met")
            .required("value", &T::value, "数值，按 unit 计", "the number, in `unit`")
            .optional("value_high", &T::value_high, "区间上限（仅 range）",
                      "upper end, for `range` only")
            .optional("unit", &T::unit, "计量单位；只有指数和排名可以不写",
                      "unit of measure; only an index or a rank may go without")
            .optional("baseline", &T::baseline, "原有水平", "where it starts from")
            .optional("hedge", &T::hedge, "力争、确保等原词", "the hedge as written")
            .optional("scope", &T::scope, "范围，原词，如 全市", "the scope as written")
            .optional("unit_of_observation", &T::unit_of_observation, reference_to("unit"),
                      "考核对象", "the unit it is measured for")
            .required("horizon", &T::horizon, "完成时间", "when it is to be reached")
            .optional("trajectory", &T::trajectory, "进度安排，各时间应达到多少",
                      "where it should be at each time of the year")
            .optional("leading", &T::leading, list_of(reference_to("indicator")),
                      "先行指标，代替指标自带的",
                      "indicators to watch meanwhile, instead of the indicator's own")
            .optional("decomposition", &T::decomposition, "分解到县市区", "the counties' shares")
            .optional("level", &T::level, "基本目标或争取目标，默认 base",
                      "base or stretch; base when left out")
            .optional("part_of", &T::part_of, reference_to("target"), "其中项所属的目标",
                      "the target it is a part of (其中)")
            .optional("task", &T::task, reference_to("task"), "任务", "the task it belongs to")
            .optional("owners", &T::owners, "责任单位", "who answers for it")
            .optional("source", &T::source, "出处", "where it is said")
            .optional("confidence", &T::confidence, number_between(0, 1), "把握，0到1",
                      "how sure the reader was, 0 to 1")
            .optional("notes", &T::notes, "备注", "notes")
            .optional("todo", &T::todo, "待人工确认的事项", "what a person has to settle")
            .build();
    return shape;
}

template <>
const Shape& shape_of<PlannedActivity>() {
    using T = PlannedActivity;
    static const Shape shape = ShapeBuilder<T>()
                                   .required("text", &T::text, "活动", "what")
                                   .optional("when", &T::when, "时间", "when")
                                   .build();
    return shape;
}

template <>
const Shape& shape_of<Task>() {
    using T = Task;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("task"), "代码，如 xc2024.task.platforms",
                      "code, such as xc2024.task.platforms")
            .required("number", &T::number, "序号，文件中的", "its number in the document")
            .required("name", &T::name, "名称", "name")
            .optional("blocks", &T::blocks, list_of(reference_to("building-block")),
                      "任务模块；没有时要写 todo",
                      "building blocks; without one a `todo` is needed")
            .optional("text", &T::text, "任务内容", "what is to be done")
            .optional("actions", &T::actions, "具体举措", "the single actions")
            .optional("owners", &T::owners, "责任单位", "who answers for it")
            .optional("due", &T::due, time_or_ongoing(), "完成时限，持续推进写 ongoing",
                      "when it is due; `ongoing` when it has no end")
            .optional("planned", &T::planned, "计划中的活动", "what is planned for a time")
            .optional("targets", &T::targets, list_of(reference_to("target")), "相关目标",
                      "targets it serves")
            .optional("source", &T::source, "出处", "where it is said")
            .optional("confidence", &T::confidence, number_between(0, 1), "把握，0到1",
                      "how sure the reader was, 0 to 1")
            .optional("notes", &T::notes, "备注", "notes")
            .optional("todo", &T::todo, "待人工确认的事项", "what a person has to settle")
            .build();
    return shape;
}

}  // namespace kc::pack

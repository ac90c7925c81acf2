// SPDX-License-Identifier: Apache-2.0
#include "pack/diff.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pack/similarity.hpp"
#include "pack/text_table.hpp"

namespace kc::pack {
namespace {

const Catalog& catalog() {
    static const CatalogReport report = load_catalog(KC_SOURCE_DIR "/tests/pack/good/catalog");
    return report.catalog;
}

// A target in one line: code tail, then fields that replace the usual ones.
struct Row {
    std::string tail;
    std::string name = "研发投入强度";
    std::string indicator = "cn.rd.intensity";
    std::string quantity = "ratio";
    std::string bound = ">=";
    std::string value = "2.6";
    std::string unit = "%";
    std::string horizon = {};  // the plan's year when empty
    std::string more = {};
};

Pack pack_of(int year, const std::vector<Row>& rows, const std::string& tasks = {}) {
    std::string targets = "kind: target\nobjects:\n";
    for (const Row& row : rows) {
        targets += fmt::format(
            "  - {{code: xc{}.{}, name: {{zh: {}}}, quantity: {}, bound: \"{}\", value: {}, "
            "unit: \"{}\", horizon: {}{}{}}}\n",
            year, row.tail, row.name, row.quantity, row.bound, row.value, row.unit,
            row.horizon.empty() ? std::to_string(year) : row.horizon,
            row.indicator.empty() ? ", todo: [{field: indicator, zh: 甲}]"
                                  : ", indicator: " + row.indicator,
            row.more);
    }
    std::vector<TextFile> files{
        {"pack.yaml", fmt::format("kind: manifest\ncode: xc-{0}\nname: {{zh: 计划}}\nyear: {0}\n"
                                  "issuer: {{zh: 局}}\nregion: \"341800\"\nrequires: [catalog]\n",
                                  year)}};
    if (!rows.empty()) files.push_back({"targets.yaml", targets});
    if (!tasks.empty()) files.push_back({"tasks.yaml", tasks});
    PackReport report = load_pack(".", files, catalog());
    EXPECT_TRUE(report.is_good()) << to_string(report.found.at(0), Language::en);
    return std::move(report.pack);
}

// "after's tail kind before's tail" for each change.
std::vector<std::string> changes(const std::vector<Row>& last, const std::vector<Row>& now) {
    std::vector<std::string> list;
    for (const TargetChange& c : diff(pack_of(2023, last), pack_of(2024, now), catalog()).targets) {
        const auto tail = [](const std::optional<Target>& t) {
            return t ? t->code.substr(t->code.find('.') + 1) : std::string("-");
        };
        list.push_back(fmt::format("{} {} {}", tail(c.before), to_string(c.kind), tail(c.after)));
    }
    return list;
}

using Changes = std::vector<std::string>;

TEST(Diff, ComparesACityWhoseCodeDiffersFromYearToYear) {
    Pack last = pack_of(2023, {{.tail = "rd", .value = "2.4"}});
    Pack now = pack_of(2024, {{.tail = "rd", .value = "2.6"}});
    last.manifest.region = last.objects.targets.at(0).value.unit_of_observation = "xc-2023.region";
    now.manifest.region = now.objects.targets.at(0).value.unit_of_observation = "xc-2024.region";
    const std::vector<TargetChange> found = diff(last, now, catalog()).targets;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(to_string(found[0].kind), "raised");
}

TEST(Diff, SaysWhatIsRaisedLoweredNewDroppedAndUnchanged) {
    const Row firms{.tail = "firms",
                    .name = "高新技术企业",
                    .indicator = "cn.htfirm.valid_count",
                    .quantity = "stock",
                    .value = "800",
                    .unit = "家"};
    Row more_firms = firms;
    more_firms.value = "850";
    const Row rank{.tail = "rank",
                   .name = "位次",
                   .indicator = "",
                   .quantity = "rank",
                   .bound = "rank<=",
                   .value = "8",
                   .unit = "位"};
    const Row spending{.tail = "spending",
                       .name = "研发经费支出",
                       .indicator = "cn.rd.expenditure",
                       .quantity = "amount",
                       .value = "50",
                       .unit = "亿元"};
    EXPECT_EQ(
        changes({{.tail = "rd"}, firms, rank}, {spending, more_firms, {.tail = "rd"}}),
        (Changes{"- new spending", "firms raised firms", "rd unchanged rd", "rank dropped -"}));
    EXPECT_EQ(changes({more_firms}, {firms}), (Changes{"firms lowered firms"}));
}

TEST(Diff, RaisedIsAboutAmbitionNotAboutNumbers) {
    Row before{.tail = "rank",
               .name = "位次",
               .indicator = "",
               .quantity = "rank",
               .bound = "rank<=",
               .value = "8",
               .unit = "位"};
    Row after = before;
    after.value = "5";
    EXPECT_EQ(changes({before}, {after}), (Changes{"rank raised rank"}));

    before = {.tail = "energy",
              .name = "能耗",
              .indicator = "cn.energy.intensity",
              .quantity = "index",
              .bound = "<=",
              .value = "95",
              .unit = ""};
    after = before;
    after.value = "97";
    EXPECT_EQ(changes({before}, {after}), (Changes{"energy lowered energy"}));
}

TEST(Diff, ValuesAreComparedAcrossUnits) {
    Row before{.tail = "x",
               .name = "研发经费支出",
               .indicator = "cn.rd.expenditure",
               .quantity = "amount",
               .value = "0.3",
               .unit = "亿元"};
    Row after = before;
    after.value = "3000";
    after.unit = "万元";
    EXPECT_EQ(changes({before}, {after}), (Changes{"x reworded x"}));
    after.value = "3000.000001";
    EXPECT_EQ(changes({before}, {after}), (Changes{"x raised x"}));
}

TEST(Diff, TheSameValueInOtherWordsIsReworded) {
    EXPECT_EQ(changes({{.tail = "rd"}}, {{.tail = "rd", .bound = "="}}),
              (Changes{"rd reworded rd"}));
    EXPECT_EQ(changes({{.tail = "rd"}}, {{.tail = "rd", .more = ", hedge: 力争"}}),
              (Changes{"rd reworded rd"}));
}

TEST(Diff, TheIndicatorDecidesBeforeTheName) {
    const Row spending{.tail = "b",
                       .name = "研发投入强度",
                       .indicator = "cn.rd.expenditure",
                       .quantity = "amount",
                       .value = "50",
                       .unit = "亿元"};
    EXPECT_EQ(changes({{.tail = "a", .name = "R&D占比"}}, {spending, {.tail = "c"}}),
              (Changes{"- new b", "a reworded c"}));
}

TEST(Diff, WithoutAnIndicatorNamesThatAreAlikeBelongTogether) {
    const Row before{.tail = "p1",
                     .name = "省级以上创新平台新建",
                     .indicator = "",
                     .quantity = "new",
                     .value = "40",
                     .unit = "个"};
    Row after = before;
    after.tail = "q7";
    after.name = "新建省级以上创新平台";
    after.value = "50";
    EXPECT_EQ(changes({before}, {after}), (Changes{"p1 raised q7"}));
    after.name = "技术合同成交额登记";
    EXPECT_EQ(changes({before}, {after}), (Changes{"- new q7", "p1 dropped -"}));
}

TEST(Diff, AnotherQuantityUnitOfObservationOrLevelIsAnotherTarget) {
    const Row stock{.tail = "f",
                    .name = "高新技术企业",
                    .indicator = "cn.htfirm.valid_count",
                    .quantity = "stock",
                    .value = "80",
                    .unit = "家"};
    Row other = stock;
    other.quantity = "growth";
    other.unit = "%";
    EXPECT_EQ(changes({stock}, {other}), (Changes{"- new f", "f dropped -"}));
    other = stock;
    other.more = ", unit_of_observation: \"341802\"";
    EXPECT_EQ(changes({stock}, {other}), (Changes{"- new f", "f dropped -"}));
    other = stock;
    other.more = ", level: stretch";
    EXPECT_EQ(changes({stock}, {other}), (Changes{"- new f", "f dropped -"}));
    other = stock;
    other.more = ", scope: 全市";  // the same as saying nothing
    EXPECT_EQ(changes({stock}, {other}), (Changes{"f reworded f"}));
}

TEST(Diff, QuarterlyMilestonesMeetTheSameQuarterOfTheYearBefore) {
    std::vector<Row> last, now;
    for (int quarter = 1; quarter <= 4; ++quarter) {
        Row row{.tail = fmt::format("q{}", quarter), .value = std::to_string(quarter)};
        row.horizon = fmt::format("2023-Q{}", quarter);
        last.push_back(row);
        row.tail = fmt::format("m{}", quarter);
        row.horizon = fmt::format("2024-Q{}", quarter);
        now.insert(now.begin(), row);
    }
    EXPECT_EQ(changes(last, now), (Changes{"q4 unchanged m4", "q3 unchanged m3", "q2 unchanged m2",
                                           "q1 unchanged m1"}));
}

constexpr const char* kTasks2023 =
    "kind: task\nobjects:\n"
    "  - {code: xc2023.task.platforms, number: 4, name: {zh: 推进创新平台建设}, "
    "blocks: [cn.block.platform]}\n"
    "  - {code: xc2023.task.law, number: 3, name: {zh: 加强法治保障}, "
    "blocks: [cn.block.platform]}\n"
    "  - {code: xc2023.task.envoys, number: 9, name: {zh: 深化科技特派员制度}, "
    "blocks: [cn.block.platform]}\n";
constexpr const char* kTasks2024 =
    "kind: task\nobjects:\n"
    "  - {code: xc2024.task.platforms, number: 4, name: {zh: 高质量推进创新平台建设}, "
    "blocks: [cn.block.platform]}\n"
    "  - {code: xc2024.task.x, number: 10, name: {zh: 深化科技特派员制度}, "
    "blocks: [cn.block.platform]}\n"
    "  - {code: xc2024.task.talent, number: 8, name: {zh: 引育人才}, "
    "blocks: [cn.block.platform]}\n";

TEST(Diff, TasksAreRenamedRenumberedNewOrDropped) {
    const PackDiff changes =
        diff(pack_of(2023, {}, kTasks2023), pack_of(2024, {}, kTasks2024), catalog());
    ASSERT_EQ(changes.tasks.size(), 4U);
    EXPECT_EQ(changes.tasks[0].kind, TaskChangeKind::renamed);
    EXPECT_EQ(changes.tasks[1].kind, TaskChangeKind::renumbered);
    EXPECT_EQ(changes.tasks[2].kind, TaskChangeKind::added);
    EXPECT_EQ(changes.tasks[3].kind, TaskChangeKind::dropped);
    EXPECT_EQ(changes.tasks[3].before->code, "xc2023.task.law");
}

TEST(Diff, TheTableLinesUpInBothLanguages) {
    const PackDiff changes = diff(pack_of(2023, {{.tail = "rd", .value = "2.5"}}, kTasks2023),
                                  pack_of(2024, {{.tail = "rd"}}), catalog());
    EXPECT_EQ(to_table(changes, Language::zh),
              "变化  目标          2023   2024   另有不同\n"
              "提高  研发投入强度  ≥2.5%  ≥2.6%\n"
              "提高 1\n"
              "\n"
              "变化  2023                  2024\n"
              "取消  4 推进创新平台建设    -\n"
              "取消  3 加强法治保障        -\n"
              "取消  9 深化科技特派员制度  -\n"
              "取消 3\n");
    EXPECT_NE(to_table(changes, Language::en).find("raised  研发投入强度  ≥2.5%  ≥2.6%\n"),
              std::string::npos);
}

TEST(Diff, JsonHoldsBothSides) {
    const PackDiff changes = diff(pack_of(2023, {}), pack_of(2024, {{.tail = "rd"}}), catalog());
    Diagnostics found;
    const auto document = read_yaml(to_json(changes), "j", found);
    ASSERT_TRUE(document);
    const Node& change = document->root.find("targets")->items.at(0);
    EXPECT_EQ(change.find("change")->text, "new");
    EXPECT_TRUE(change.find("before")->is_null());
    EXPECT_EQ(change.find("after")->find("value")->text, "2.6");
    EXPECT_EQ(document->root.find("after")->find("year")->text, "2024");
}

TEST(Similarity, SharedPairsDecide) {
    const auto like = [](std::string_view a, std::string_view b) {
        return likeness(NamePairs(a), NamePairs(b));
    };
    EXPECT_EQ(like("高新技术企业", "高新技术企业"), 1000);
    EXPECT_EQ(like("高新技术企业", "高新技术企业（家）"), 909);
    EXPECT_EQ(like("研发", "专利"), 0);
    EXPECT_EQ(like("", ""), 1000);
}

TEST(TextTable, ChineseIsTwoCellsWide) {
    EXPECT_EQ(display_width("a高b"), 4U);
    EXPECT_EQ(text_table({{"甲", "x"}, {"abc", "y"}}), "甲   x\nabc  y\n");
}

}  // namespace
}  // namespace kc::pack

// SPDX-License-Identifier: Apache-2.0
#include "office/pack_from_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "office/pack_files.hpp"
#include "office/vocabulary.hpp"
#include "pack/pack.hpp"

namespace kc::office {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

const pack::Catalog& catalog() {
    static const pack::CatalogReport report = pack::load_embedded_catalog();
    return report.catalog;
}

// Rows as the reader would give them: these tests are about what becomes of a row, not about
// reading.
class Plan {
public:
    Plan() {
        file_.name = "plan.txt";
        file_.plan.title = "宣城市科技局2024年工作要点";
        file_.plan.issuer = "宣城市科学技术局";
        file_.plan.year = 2024;
    }

    plan::Target& target(std::string sentence, std::string metric, std::string kind,
                         std::int32_t value, std::string unit) {
        plan::Target row;
        row.text = sentence;
        row.metric = std::move(metric);
        row.kind = std::move(kind);
        row.bound = "=";
        row.value = value;
        row.unit = std::move(unit);
        row.level = "base";
        row.horizon = "2024";
        row.confidence_percent = 95;
        row.span = add(sentence);
        file_.plan.targets.push_back(std::move(row));
        return file_.plan.targets.back();
    }

    plan::Task& task(std::string number, std::string title, std::string text) {
        plan::Task item;
        item.span = add(number + "." + title + "。" + text);
        item.number = std::move(number);
        item.title = std::move(title);
        item.text = std::move(text);
        file_.plan.tasks.push_back(std::move(item));
        return file_.plan.tasks.back();
    }

    PlanFile& file() { return file_; }

    NewPack pack() const {
        auto made = pack_from_plan(file_, catalog(), {});
        EXPECT_TRUE(made.has_value());
        return made ? *made : NewPack{};
    }

private:
    plan::Span add(const std::string& line) {
        const auto size = [&] {
            return static_cast<std::int32_t>(base::decode_utf8(file_.text).size());
        };
        const std::int32_t start = size();
        file_.text += line;
        const std::int32_t end = size();
        file_.text += "\n";
        return {start, end};
    }

    PlanFile file_;
};

Diagnostics errors_in(const NewPack& pack) {
    std::vector<pack::TextFile> files;
    for (pack::TextFile& file : files_of(pack)) {
        if (file.path.ends_with(".yaml")) files.push_back(std::move(file));
    }
    Diagnostics errors;
    for (const Diagnostic& d : pack::load_pack("new", files, catalog()).found) {
        if (d.severity == Severity::error) errors.push_back(d);
    }
    return errors;
}

std::vector<std::string> todo_fields(const pack::Target& target) {
    std::vector<std::string> fields;
    for (const pack::Todo& todo : target.todo) fields.push_back(todo.field);
    return fields;
}

TEST(PackFromPlan, TheRegionIsFoundFromTheIssuer) {
    Plan plan;
    plan.target("高新技术企业达850家", "高新技术企业", "stock", 850, "家");
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.manifest.region, "341800");
    EXPECT_EQ(pack.manifest.code, "xuancheng-2024");
    EXPECT_EQ(pack.manifest.issuer.en, "Xuancheng Science and Technology Bureau");
    EXPECT_EQ(pack.targets[0].unit_of_observation, "341800");
}

TEST(PackFromPlan, AnUnknownRegionGetsAPlaceOfItsOwn) {
    Plan plan;
    plan.file().plan.issuer = "明川市科学技术局";
    plan.file().plan.title = "";
    plan.target("高新技术企业达850家", "高新技术企业", "stock", 850, "家");
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.manifest.code, "mingchuan-2024");
    EXPECT_EQ(pack.manifest.region, "mingchuan.region");
    EXPECT_THAT(pack.todo, Contains(Field(&pack::Todo::field, "region")));
    EXPECT_THAT(errors_in(pack), IsEmpty());
}

TEST(PackFromPlan, MetadataOfThePageGoesToTheManifest) {
    Plan plan;
    plan.file().plan.metadata = {{"发布文号", "宣科[2024]5号"},
                                 {"发文日期", "2024-03-21 16:05"},
                                 {"索引号", "113417000032449839/202403-00019"}};
    plan.target("高新技术企业达850家", "高新技术企业", "stock", 850, "家");
    const pack::PlanDocument source = plan.pack().manifest.source.value();
    EXPECT_EQ(source.number, "宣科〔2024〕5号");
    EXPECT_EQ(to_string(source.issued.value()), "2024-03-21");
    EXPECT_EQ(source.index_number, "113417000032449839/202403-00019");
}

TEST(PackFromPlan, ABoundTargetIsCalledAfterItsIndicator) {
    Plan plan;
    plan.target("高新技术企业达850家", "高新技术企业", "stock", 850, "家").indicator =
        "cn.htfirm.valid_count";
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.targets[0].code, "xuancheng-2024.htfirm_valid_count");
    EXPECT_EQ(pack.targets[0].indicator, "cn.htfirm.valid_count");
    EXPECT_EQ(pack.targets[0].source->sentence, "高新技术企业达850家");
    EXPECT_THAT(todo_fields(pack.targets[0]), ElementsAre("owners"));
}

TEST(PackFromPlan, AnUnboundTargetIsTodo) {
    Plan plan;
    plan.target("走访企业300家", "走访企业", "new", 300, "家");
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.targets[0].code, "xuancheng-2024.zfqy");
    EXPECT_THAT(todo_fields(pack.targets[0]), ElementsAre("indicator", "owners"));
}

TEST(PackFromPlan, TimeCountyAndLevelKeepCodesApart) {
    Plan plan;
    const auto add = [&]() -> plan::Target& {
        plan::Target& row = plan.target("高企达9家", "高新技术企业", "stock", 9, "家");
        row.indicator = "cn.htfirm.valid_count";
        return row;
    };
    add();
    add().horizon = "2024-Q1";
    add().horizon = "2024-06";
    add().horizon = "2025";
    add().level = "stretch";
    add().scope = "广德市";
    std::vector<std::string> tails;
    for (const pack::Target& target : plan.pack().targets) {
        tails.push_back(target.code.substr(std::string("xuancheng-2024.htfirm_").size()));
    }
    EXPECT_THAT(tails,
                ElementsAre("valid_count", "valid_count_q1", "valid_count_m06", "valid_count_y2025",
                            "valid_count_stretch", "valid_count_341882"));
}

TEST(PackFromPlan, TheSameCommitmentTwiceIsOneTarget) {
    Plan plan;
    plan.target("高新技术企业达850家", "高新技术企业", "stock", 850, "家");
    plan.target("高新技术企业达到850家", "高新技术企业", "stock", 850, "家");
    const NewPack pack = plan.pack();
    ASSERT_EQ(pack.targets.size(), 1U);
    EXPECT_FALSE(pack.targets[0].notes.empty());
}

TEST(PackFromPlan, TwoNumbersForOneTargetAreTodo) {
    Plan plan;
    for (const int value : {850, 860}) {
        plan.target("高企达标", "高新技术企业", "stock", value, "家").indicator =
            "cn.htfirm.valid_count";
    }
    const NewPack pack = plan.pack();
    ASSERT_EQ(pack.targets.size(), 2U);
    EXPECT_THAT(todo_fields(pack.targets[1]), Contains("value"));
}

TEST(PackFromPlan, APartNamesItsWhole) {
    Plan plan;
    plan.target("新增平台50个", "平台", "new", 50, "个");
    plan.target("其中省级10个", "省级平台", "new", 10, "个");
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.targets[1].part_of, pack.targets[0].code);
}

TEST(PackFromPlan, CountiesTogetherAreTodo) {
    Plan plan;
    plan.target("各县市区新增平台5个", "平台", "new", 5, "个").scope = "各县市区";
    const pack::Target target = plan.pack().targets[0];
    EXPECT_EQ(target.scope, "各县市区");
    EXPECT_EQ(target.unit_of_observation, "");
    EXPECT_THAT(todo_fields(target), Contains("unit_of_observation"));
}

TEST(PackFromPlan, ATaskOwnsTheTargetsInItsWords) {
    Plan plan;
    plan::Task& task = plan.task("1", "推进创新平台建设", "新建平台50个。");
    task.owners = {"平台科"};
    task.due = "11月底前";
    const plan::Span span = task.span;
    plan.target("x", "平台", "new", 50, "个").span = {span.start + 5, span.end - 1};
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.tasks[0].code, "xuancheng-2024.task.platforms");
    EXPECT_THAT(pack.tasks[0].blocks, ElementsAre("block.platforms"));
    EXPECT_EQ(to_string(pack.tasks[0].due.value()), "2024-11");
    EXPECT_THAT(pack.tasks[0].todo, IsEmpty());
    EXPECT_EQ(pack.targets[0].task, pack.tasks[0].code);
    EXPECT_THAT(pack.targets[0].owners, ElementsAre("平台科"));
    EXPECT_THAT(pack.tasks[0].targets, ElementsAre(pack.targets[0].code));
    EXPECT_EQ(pack.unit_trees[0].units[0].children[0].name.zh, "平台科");
}

TEST(PackFromPlan, AnUnreadableDeadlineIsTodo) {
    Plan plan;
    plan.task("1", "推进创新平台建设", "").due = "适时";
    const pack::Task task = plan.pack().tasks[0];
    EXPECT_FALSE(task.due);
    EXPECT_THAT(task.todo, Contains(Field(&pack::Todo::field, "due")));
}

// Goal: rows that contradict themselves never make a pack that `check` refuses.
TEST(PackFromPlan, ContradictoryRowsMakeAPackWithoutErrors) {
    Plan plan;
    plan.target("一", "甲", "growth", 5, "家");
    plan.target("二", "乙", "difference", 5, "%");
    plan.target("三", "丙", "multiple", 2, "家");
    plan.target("四", "丁", "coverage", 120, "%");
    plan.target("五", "戊", "stock", 3, "");
    plan.target("六", "己", "new", 3, "怪单位");
    plan.target("七", "庚", "rank", 0, "位");
    plan.target("八", "辛", "stock", 3, "个").bound = "rank<=";
    plan.target("九", "壬", "stock", 3, "个").bound = "range";
    plan.target("十", "癸", "stock", 3, "%").indicator = "cn.htfirm.valid_count";
    plan.target("十一", "子", "nonsense", 3, "个").bound = "nonsense";
    plan.target("十二", "丑", "stock", 3, "个").horizon = "将来";
    plan.target("十三", "", "stock", 3, "个").level = "nonsense";
    const NewPack pack = plan.pack();
    EXPECT_EQ(pack.targets.size(), 13U);
    for (const Diagnostic& error : errors_in(pack)) {
        ADD_FAILURE() << to_string(error, Language::en);
    }
}

TEST(PackFromPlan, ADenominatorInTheNameGoesToTheUnit) {
    Plan plan;
    plan.target("每万人口高价值发明专利拥有量6件", "每万人口高价值发明专利拥有量", "ratio", 6, "件")
        .indicator = "cn.patent.high_value_per_10k";
    const pack::Target target = plan.pack().targets[0];
    EXPECT_EQ(base::to_string(target.unit), "件/万人");
    EXPECT_EQ(target.indicator, "cn.patent.high_value_per_10k");
}

TEST(PackFromPlan, AnEmptyPlanIsRefused) {
    const auto made = pack_from_plan(Plan().file(), catalog(), {});
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, "E-plan-empty");
}

TEST(PackFromPlan, AYearMustBeKnown) {
    Plan plan;
    plan.target("甲达5家", "甲", "stock", 5, "家");
    plan.file().plan.year = 0;
    const auto made = pack_from_plan(plan.file(), catalog(), {});
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, "E-plan-year");
    EXPECT_EQ(pack_from_plan(plan.file(), catalog(), {.year = 2023})->manifest.year, 2023);
}

TEST(PackFromPlan, OptionsThatNameNothingAreRefused) {
    Plan plan;
    plan.target("甲达5家", "甲", "stock", 5, "家");
    EXPECT_EQ(pack_from_plan(plan.file(), catalog(), {.region = "341899"}).error().code,
              "E-region");
    EXPECT_EQ(pack_from_plan(plan.file(), catalog(), {.code = "宣城"}).error().code, "E-pack-code");
    EXPECT_EQ(pack_from_plan(plan.file(), catalog(), {.code = "a.b"}).error().code, "E-pack-code");
}

}  // namespace
}  // namespace kc::office

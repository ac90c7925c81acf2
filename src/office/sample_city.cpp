// SPDX-License-Identifier: Apache-2.0
// The pack of the sample city; its records are in sample_records.cpp.
#include "office/sample_city.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "office/sample_words.hpp"

namespace kc::office {
namespace {

constexpr std::string_view kMark =
    "# 虚构样例：城市、单位、企业和数字均为编造，与任何真实地区无关。\n"
    "# Fictitious sample: city, bodies, firms and figures are made up and belong to no real "
    "place.\n";

std::string pack_file(int year) {
    return fmt::format(R"({}kind: manifest
code: chengwan-{}
name: {{zh: 澄湾市（虚构）科技局{}年工作包, en: "Chengwan (fictitious) Science and Technology Bureau, {}"}}
year: {}
issuer: {{zh: 澄湾市（虚构）科学技术局, en: Chengwan (fictitious) Science and Technology Bureau}}
region: "{}"
requires: [catalog]
forms: [form.county_monthly, form.county_quarterly]
notes: 虚构样例，仅用于试用本程序。
)",
                       kMark, year, year, year, year, kSampleCity);
}

std::string units_file() {
    std::string text = fmt::format(R"({}kind: unit-tree
code: cw.units
name: {{zh: 澄湾市（虚构）行政区划, en: divisions of Chengwan (fictitious)}}
units:
  - code: "{}"
    name: {{zh: 澄湾市（虚构）, en: Chengwan (fictitious)}}
    short: 澄湾
    type: city
    children:
)",
                                   kMark, kSampleCity);
    for (const SampleCounty& county : kSampleCounties) {
        text += fmt::format(
            "      - {{code: \"{}\", name: {{zh: {}（虚构）, en: {} (fictitious)}}, short: {}, "
            "type: {}}}\n",
            county.code, county.zh, county.en, county.short_name, county.type);
    }
    return text;
}

struct SampleTarget {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
    std::string_view indicator;
    std::string_view quantity;
    int value;  // for the whole city; in tenths where `tenths`
    bool tenths;
    std::string_view unit;
    bool scales;  // with the size of the sample
    // Of the year, by the end of each month: certificates come in autumn. Empty: nobody said, so
    // nobody can judge.
    std::string_view course;
};

constexpr std::string_view kEven = "{course: line}";
constexpr std::string_view kSpringToAutumn =
    "{course: profile, profile: [0, 2, 8, 18, 30, 44, 58, 72, 84, 93, 98, 100]}";
constexpr std::string_view kEndOfYear =
    "{course: profile, profile: [3, 6, 12, 18, 25, 35, 43, 51, 60, 70, 83, 100]}";
constexpr std::string_view kAutumn =
    "{course: profile, profile: [0, 0, 0, 0, 0, 2, 5, 12, 30, 55, 80, 100]}";

constexpr std::array<SampleTarget, 12> kTargets = {{
    {"rd_intensity", "全社会研发经费投入强度", "R&D intensity", "cn.rd.intensity", "ratio", 24,
     true, "%", false, ""},
    {"htfirms", "高新技术企业总数", "High-tech enterprises, valid", "cn.htfirm.valid_count",
     "stock", 450, false, "家", true, kEven},
    {"techsme", "科技型中小企业评价入库数", "Technology SMEs registered", "cn.techsme.registered",
     "register", 520, false, "家", true, kSpringToAutumn},
    {"platforms", "新增省级以上创新平台", "New provincial-or-above platforms",
     "cn.platform.provincial.new", "new", 20, false, "个", true, kEven},
    {"coverage", "规上工业企业研发活动覆盖率", "R&D activity coverage",
     "cn.rd.above_scale.activity_coverage", "coverage", 600, true, "%", false, kEven},
    {"iur", "产学研合作项目", "Industry-university-research projects", "cn.iur.projects", "new",
     300, false, "项", true, kEven},
    {"absorbed", "吸纳技术合同成交额", "Absorbed technology contracts", "cn.techcontract.absorbed",
     "amount", 125, true, "亿元", true, kEndOfYear},
    {"contracts", "技术合同登记项数", "Technology contracts registered", "cn.techcontract.count",
     "register", 480, false, "项", true, kEndOfYear},
    {"g60", "G60科创走廊项目", "G60 projects", "cn.g60.projects_settled", "new", 22, false, "个",
     true, kEven},
    {"talents", "G60科创走廊引进人才", "G60 talents", "cn.g60.talents", "new", 35, false, "人",
     true, kEven},
    {"vice_presidents", "选派科技副总", "Science vice-presidents",
     "cn.talent.science_vice_presidents", "new", 30, false, "人", true, kSpringToAutumn},
    {"growth", "高新技术企业重新认定", "High-tech enterprises recognised again",
     "cn.htfirm.rerecognised", "new", 70, false, "家", true, kAutumn},
}};

// Largest remainder by the counties' weights, so that the shares make up the whole.
std::string shares_of(int value) {
    std::string text;
    int left = value;
    int weight_left = 0;
    for (const SampleCounty& county : kSampleCounties) weight_left += county.weight;
    for (const SampleCounty& county : kSampleCounties) {
        const int share = left * county.weight / weight_left;
        text += fmt::format("        - {{unit: \"{}\", value: {}}}\n", county.code, share);
        left -= share;
        weight_left -= county.weight;
    }
    return text;
}

std::string targets_file(const SampleOptions& options, int year) {
    std::string text = fmt::format("{}kind: target\nobjects:\n", kMark);
    for (const SampleTarget& target : kTargets) {
        const bool is_small = options.size == SampleSize::small && target.scales;
        const int value = is_small ? std::max(1, target.value / 10) : target.value;
        const std::string number =
            target.tenths ? fmt::format("{}.{}", value / 10, value % 10) : fmt::to_string(value);
        text += fmt::format(
            R"(  - code: cw{0}.{1}
    name: {{zh: {2}, en: "{3}"}}
    indicator: {4}
    quantity: {5}
    bound: ">="
    value: {6}
    unit: "{7}"
    unit_of_observation: "{8}"
    horizon: {0}
    owners: [规划科]
    source:
      section: 主要目标
      sentence: "（虚构样例）{0}年{2}达到{6}{7}以上。"
      wording: paraphrase
)",
            year, target.code, target.zh, target.en, target.indicator, target.quantity, number,
            target.unit, kSampleCity);
        if (!target.course.empty()) text += fmt::format("    trajectory: {}\n", target.course);
        if (target.code == "htfirms") {
            text += "    decomposition:\n      check: sum\n      shares:\n" + shares_of(value);
        }
    }
    return text;
}

std::string tasks_file(int year) {
    return fmt::format(R"({0}kind: task
objects:
  - code: cw{1}.task.firms
    number: "1"
    name: {{zh: 培育科技型企业, en: Raise technology firms}}
    text: "（虚构样例）组织高新技术企业申报，对证书到期的企业逐家提醒。"
    owners: [高新科]
    due: {1}-12-31
    targets: [cw{1}.htfirms, cw{1}.techsme]
    todo:
      - {{field: blocks, zh: 虚构样例没有选任务模块, en: the sample chooses no building block}}
  - code: cw{1}.task.platforms
    number: "2"
    name: {{zh: 建设创新平台, en: Build platforms}}
    text: "（虚构样例）争取省级以上创新平台，按期组织考核。"
    owners: [平台科]
    due: {1}-12-31
    targets: [cw{1}.platforms]
    todo:
      - {{field: blocks, zh: 虚构样例没有选任务模块, en: the sample chooses no building block}}
)",
                       kMark, year);
}

}  // namespace

std::vector<pack::TextFile> sample_pack(const SampleOptions& options) {
    const int year = options.today.year();
    return {{"pack.yaml", pack_file(year)},
            {"units.yaml", units_file()},
            {"targets.yaml", targets_file(options, year)},
            {"tasks.yaml", tasks_file(year)}};
}

}  // namespace kc::office

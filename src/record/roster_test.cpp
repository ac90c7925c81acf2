// SPDX-License-Identifier: Apache-2.0
#include "record/roster.hpp"

#include "record/test_support.hpp"

namespace kc::record::test {
namespace {

class RecordRoster : public RecordTest {
protected:
    static pack::Fillers above_scale() {
        pack::Fillers fillers;
        fillers.type = pack::FillerType::firm;
        fillers.registry = "t.firm";
        fillers.filter.text = "above";
        return fillers;
    }
    Roster roster(const char* period, std::optional<std::int64_t> known = {},
                  const std::string& only = {}) {
        auto found = roster_of(reader().connection(), *registries_, above_scale(),
                               {base::Period::parse(period).value(), known, only});
        EXPECT_TRUE(found) << found.error().en;
        return found ? std::move(*found) : Roster{};
    }
    static std::vector<std::string> names(const std::vector<RosterFirm>& firms) {
        std::vector<std::string> names;
        for (const RosterFirm& one : firms) names.push_back(one.name);
        return names;
    }
    using Names = std::vector<std::string>;
};

TEST_F(RecordRoster, NamesFirmsOfTheRuleAndThoseNobodyCanTellOf) {
    firm("甲", "泾县", {{"code", kCodes[0]}, {"above", "是"}});
    firm("乙", "宣州区", {{"code", kCodes[1]}, {"above", "否"}});
    firm("丙", "宣州区", {{"code", kCodes[2]}});
    firm("丁", "宣州区", {{"above", "是"}});  // nobody can be asked without a code
    firm("戊", "宣州区", {{"code", kCodes[3]}, {"above", "是"}, {"ended", "2024-03-30"}});
    const Roster found = roster("2024-Q1");
    EXPECT_EQ(found.firms, (std::vector<RosterFirm>{{kCodes[0], "甲", "341823"}}));
    EXPECT_EQ(names(found.unclear), (Names{"丙", "丁"}));
    // Still there on the last day of the year before.
    EXPECT_EQ(names(roster("2023").firms), (Names{"甲", "戊"}));
}

TEST_F(RecordRoster, IsAsOfTheLastDayAndAsKnownThen) {
    const RecordId a = firm("甲", "泾县", {{"code", kCodes[0]}, {"above", "是"}});
    const RecordId b = firm("乙", "宣州区", {{"code", kCodes[1]}, {"above", "否"}});
    ASSERT_TRUE(update("t.firm", b, {{"above", "是"}}, day("2024-05-01")));
    EXPECT_EQ(names(roster("2024-Q1").firms), Names{"甲"});
    EXPECT_EQ(names(roster("2024-Q2").firms), (Names{"甲", "乙"}));
    const std::int64_t known = now_us();
    ASSERT_TRUE(update("t.firm", a, {{"above", "否"}, {"region", "宣州区"}}));
    EXPECT_EQ(names(roster("2024-Q2").firms), Names{"乙"});
    const Roster fixed = roster("2024-Q2", known);
    EXPECT_EQ(names(fixed.firms), (Names{"甲", "乙"}));
    EXPECT_EQ(fixed.firms[0].unit, "341823");
}

TEST_F(RecordRoster, OneFirmIsFoundByItsCode) {
    firm("甲", "泾县", {{"code", kCodes[0]}, {"above", "是"}});
    firm("乙", "宣州区", {{"code", kCodes[1]}, {"above", "是"}});
    EXPECT_EQ(names(roster("2024-Q1", {}, kCodes[1]).firms), Names{"乙"});
    EXPECT_TRUE(roster("2024-Q1", {}, kCodes[2]).firms.empty());
}

TEST_F(RecordRoster, TheRegistryBeganWithItsFirstRecord) {
    EXPECT_EQ(first_written(reader().connection(), firms()).value(), std::nullopt);
    const RecordId a = firm("甲", "泾县");
    const std::int64_t began = now_us();
    firm("乙", "泾县");
    ASSERT_TRUE(update("t.firm", a, {{"staff", "3"}}));
    EXPECT_EQ(first_written(reader().connection(), firms()).value(), began);
}

TEST_F(RecordRoster, WrongFiltersAreToldAtTheirPlace) {
    constexpr const char* kForm =
        "kind: form\n"
        "code: form.firms\n"
        "name: {zh: 表, en: form}\n"
        "definition: {zh: 表, en: form}\n"
        "fillers: {type: firm, registry: t.firm, filter: abovee}\n"
        "frequency: quarter\n"
        "first: 2024-Q1\n"
        "deadline_days: 15\n"
        "fields: [{code: a, name: {zh: 甲, en: a}, unit: 家}]\n"
        "route: {enter: {role: r}, check: {role: r}, publish: {role: r}}\n";
    Diagnostics none;
    pack::ObjectSet set;
    pack::read_objects(pack::read_yaml(kForm, "forms.yaml", none), set, none);
    const Diagnostics found = check_rosters(*registries_, set);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(to_string(found[0].at), "forms.yaml:5:49");
    EXPECT_EQ(found[0].hint_en, "did you mean above?");
}

}  // namespace
}  // namespace kc::record::test

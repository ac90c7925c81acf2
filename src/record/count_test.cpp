// SPDX-License-Identifier: Apache-2.0
#include "record/count.hpp"

#include "record/expiry.hpp"
#include "record/filter.hpp"
#include "record/test_support.hpp"

namespace kc::record::test {
namespace {

using store::test::code_of;
using Ids = std::vector<RecordId>;

class RecordCount : public RecordTest {
protected:
    store::Condition filter(const std::string& text, std::optional<std::int64_t> known = {}) {
        auto condition = compile_filter(
            text, {}, {firms(), *registries_, {}, day("2024-01-01"), day("2024-12-31"), known});
        EXPECT_TRUE(condition) << text << ": " << condition.error().en;
        return condition ? *condition : store::never();
    }
    std::vector<std::string> found(const std::string& text) {
        return titles_of(firms(), {.filter = filter(text)});
    }
    std::string refused(const std::string& text) {
        return code_of(compile_filter(text, {}, {firms(), *registries_, {}, today_, today_, {}}));
    }
    RecordId title(RecordId firm, const char* kind, const char* granted, const char* expires) {
        return create("t.title", {{"name", "证"},
                                  {"kind", kind},
                                  {"firm", std::to_string(firm)},
                                  {"granted", granted},
                                  {"expires", expires}});
    }
    static pack::Counts stock(const char* kind) {
        pack::Counts counts;
        counts.registry = "t.title";
        counts.filter.text = std::string("kind = \"") + kind + "\"";
        counts.distinct = "firm";
        return counts;
    }
    CountResult counted(const pack::Counts& counts, const char* period,
                        std::optional<std::int64_t> known = {}) {
        CountQuery query{.period = base::Period::parse(period).value(), .until = {}};
        query.known_at_us = known;
        auto result = count_records(reader().connection(), *registries_, counts, query);
        EXPECT_TRUE(result) << result.error().en;
        return result ? *result : CountResult{};
    }
    static Ids ids_of(const std::vector<CountedRecord>& records) {
        Ids ids;
        for (const CountedRecord& one : records) ids.push_back(one.id);
        return ids;
    }
};

TEST_F(RecordCount, FormulasFilterLikeFields) {
    firm("甲", "泾县",
         {{"staff", "30"}, {"above", "是"}, {"capital", "5"}, {"founded", "2024-03-01"}});
    firm("乙", "宣州区", {{"staff", "10"}, {"above", "否"}, {"capital", "50"}, {"share", "12.5"}});
    firm("丙", "广德市");
    using Names = std::vector<std::string>;
    EXPECT_EQ(found("staff >= 20人"), Names{"甲"});
    EXPECT_EQ(found("职工 大于 5 且 非 规上"), Names{"乙"});
    EXPECT_EQ(found("above"), Names{"甲"});
    EXPECT_EQ(found("not above"), Names{"乙"});  // of 丙 nobody knows
    EXPECT_EQ(found("not applicable(above)"), Names{"丙"});
    EXPECT_EQ(found("capital > 10万元"), Names{"乙"});
    EXPECT_EQ(found("capital = 50000元"), Names{"甲"});
    EXPECT_EQ(found("share < 12.501%"), Names{"乙"});
    EXPECT_EQ(refused("region = 宣城市"), "E-filter-name");  // a text stands in quotes
}

TEST_F(RecordCount, FormulasKnowSetsPeriodsAndRegions) {
    firm("甲", "泾县", {{"founded", "2024-03-01"}});
    firm("乙", "宣州区", {{"founded", "2023-12-31"}});
    using Names = std::vector<std::string>;
    EXPECT_EQ(found("founded 属于 2024年"), Names{"甲"});
    EXPECT_EQ(found("founded < period_first"), Names{"乙"});
    EXPECT_EQ(found("region = “宣城市”").size(), 2U);
    EXPECT_EQ(found("region 属于 {“泾县”, “广德市”}"), Names{"甲"});
    EXPECT_EQ(found("not (region in {\"341823\"})"), Names{"乙"});
}

TEST_F(RecordCount, FormulasReachYearlyFiguresAndRecordsReferredTo) {
    const RecordId a = firm("甲", "泾县", {{"staff", "30"}});
    firm("乙", "宣州区");
    ASSERT_TRUE(send(yearly_command(registries_, request(),
                                    {whom("t.firm", a), 2024, {}, {{"rd", "3"}}, "年报"})));
    EXPECT_EQ(found("yearly.rd > 0元"), std::vector<std::string>{"甲"});
    title(a, "ht", "2024-01-01", "2026-12-31");
    auto condition = compile_filter("firm.staff > 20 且 企业.region = “泾县”", {},
                                    {titles(), *registries_, {}, today_, today_, {}});
    ASSERT_TRUE(condition) << condition.error().en;
    EXPECT_EQ(titles_of(titles(), {.filter = *condition}).size(), 1U);
}

TEST_F(RecordCount, WrongFormulasSayWhere) {
    auto wrong = compile_filter("staff > 20 且 stafff < 3", {"x.yaml", 7, 11},
                                {firms(), *registries_, {}, today_, today_, {}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "E-filter-name");
    EXPECT_EQ(to_string(wrong.error().at), "x.yaml:7:24");
    EXPECT_EQ(wrong.error().hint_en, "did you mean staff?");
    EXPECT_EQ(refused("capital > 5"), "E-unit-mismatch");
    EXPECT_EQ(refused("staff > 5元"), "E-unit-mismatch");
    EXPECT_EQ(refused("name > \"a\""), "E-filter-order");
    EXPECT_EQ(refused("staff + 1 > 3"), "E-filter");
    EXPECT_EQ(refused("staff"), "E-filter");
    EXPECT_EQ(refused("staff = capital"), "E-filter-type");
}

TEST_F(RecordCount, AStockCountsWhatIsValidOnTheDayAndEachHolderOnce) {
    const RecordId a = firm("甲", "泾县");
    const RecordId b = firm("乙", "宣州区");
    title(a, "ht", "2021-09-18", "2024-09-17");
    title(a, "ht", "2024-08-01", "2027-07-31");
    title(b, "ht", "2023-10-16", "2026-10-15");
    title(b, "sme", "2024-04-01", "2025-03-31");
    EXPECT_EQ(counted(stock("ht"), "2024-08").value(), base::Decimal(2));
    EXPECT_EQ(counted(stock("ht"), "2022-12").value(), base::Decimal(1));
    EXPECT_EQ(counted(stock("ht"), "2026-12").value(), base::Decimal(1));
    EXPECT_EQ(counted(stock("ht"), "2024-08").of_unit("341823"), base::Decimal(1));
    EXPECT_EQ(counted(stock("sme"), "2024").records.size(), 1U);
}

TEST_F(RecordCount, ARevokedTitleLeavesOnItsDayAndAFirmThatMovedCountsWhereItWas) {
    const RecordId a = firm("甲", "泾县");
    const RecordId t = title(a, "ht", "2022-01-01", "2024-12-31");
    ASSERT_TRUE(update("t.firm", a, {{"region", "宣州区"}}, day("2024-03-01")));
    ASSERT_TRUE(send(close_command(registries_, request(),
                                   {whom("t.title", t), "revoked", day("2024-06-15"), ""})));
    EXPECT_EQ(counted(stock("ht"), "2024-02").of_unit("341823"), base::Decimal(1));
    EXPECT_EQ(counted(stock("ht"), "2024-03").of_unit("341802"), base::Decimal(1));
    EXPECT_EQ(counted(stock("ht"), "2024-05").value(), base::Decimal(1));
    EXPECT_EQ(counted(stock("ht"), "2024-06").value(), base::Decimal(0));
}

TEST_F(RecordCount, AFlowCountsDatesInThePeriodOnceTheyAreMoreThanDrafts) {
    const RecordId a = firm("甲", "泾县");
    title(a, "ht", "2024-02-01", "2027-01-31");
    title(a, "sme", "2024-03-31", "2025-03-31");
    title(a, "ht", "2023-12-31", "2026-12-30");
    ASSERT_TRUE(try_create("t.title",
                           {{"name", "证"}, {"firm", std::to_string(a)}, {"granted", "2024-02-02"}},
                           "draft"));
    pack::Counts flow;
    flow.registry = "t.title";
    flow.when = pack::CountWhen::within_period;
    flow.dimensions = {"kind"};
    const CountResult quarter = counted(flow, "2024-Q1");
    EXPECT_EQ(quarter.records.size(), 2U);
    EXPECT_EQ(quarter.records[1].members, std::vector<std::string>{"sme"});
    EXPECT_EQ(counted(flow, "2024-01..02").records.size(), 1U);
}

TEST_F(RecordCount, TheSameQuestionAboutThePastHasTheSameAnswerForEver) {
    const RecordId a = firm("甲", "泾县");
    title(a, "ht", "2022-01-01", "2024-12-31");
    const std::int64_t then = now_us();
    const CountResult before = counted(stock("ht"), "2024-06");
    const RecordId b = firm("乙", "泾县");
    const RecordId t = title(b, "ht", "2022-01-01", "2024-12-31");
    ASSERT_TRUE(update("t.firm", a, {{"region", "宣州区"}}));
    EXPECT_EQ(counted(stock("ht"), "2024-06").value(), base::Decimal(2));
    EXPECT_EQ(counted(stock("ht"), "2024-06", then).records, before.records);
    ASSERT_TRUE(send(
        merge_command(registries_, request(), {whom("t.title", t), whom("t.title", t - 2), ""})));
    EXPECT_EQ(counted(stock("ht"), "2024-06").value(), base::Decimal(1));
    EXPECT_EQ(counted(stock("ht"), "2024-06", then).records, before.records);
}

TEST_F(RecordCount, WhatNobodyKnowsIsCountedApart) {
    firm("甲", "泾县", {{"above", "是"}});
    firm("乙", "泾县", {{"above", "否"}});
    const RecordId open = firm("丙", "泾县");
    pack::Counts counts;
    counts.registry = "t.firm";
    counts.filter.text = "above";
    const CountResult result = counted(counts, "2024-09");
    EXPECT_EQ(result.value(), base::Decimal(1));
    EXPECT_EQ(result.undecided, Ids{open});
}

TEST_F(RecordCount, SumsAreExact) {
    firm("甲", "泾县", {{"capital", "0.01元"}});
    firm("乙", "泾县", {{"capital", "100万元"}});
    firm("丙", "泾县");
    pack::Counts counts;
    counts.registry = "t.firm";
    counts.sum = "capital";
    const CountResult result = counted(counts, "2024-09");
    EXPECT_EQ(base::to_string(*result.value()), "1000000.01");
    EXPECT_EQ(base::to_string(result.unit), "元");
    EXPECT_EQ(result.undecided.size(), 1U);
}

TEST_F(RecordCount, ACoverageKeepsItsDenominatorAndNamesThoseAtZero) {
    const RecordId a = firm("甲", "泾县", {{"above", "是"}, {"founded", "2020-01-01"}});
    const RecordId b = firm("乙", "泾县", {{"above", "是"}, {"founded", "2020-01-01"}});
    const RecordId c = firm("丙", "宣州区", {{"above", "是"}, {"founded", "2020-01-01"}});
    firm("丁", "泾县", {{"above", "是"}, {"founded", "2024-02-01"}});  // after the set was fixed
    for (const auto& [id, rd] : std::vector<std::pair<RecordId, const char*>>{{a, "3"}, {b, "0"}}) {
        ASSERT_TRUE(send(yearly_command(registries_, request(),
                                        {whom("t.firm", id), 2024, {}, {{"rd", rd}}, "年报"})));
    }
    ASSERT_TRUE(send(close_command(registries_, request(),
                                   {whom("t.firm", a), "closed", day("2024-08-01"), ""})));
    pack::Counts counts;
    counts.registry = "t.firm";
    counts.filter.text = "yearly.rd > 0元";
    counts.coverage.emplace();
    counts.coverage->of.text = "above";
    counts.coverage->frozen = pack::FrozenOn::year_before;
    counts.coverage->items = {{"rd", {"研发活动", "R&D"}, {.text = "yearly.rd > 0元"}},
                              {"staff", {"职工", "staff"}, {.text = "staff > 0"}}};
    const auto result = cover_records(reader().connection(), *registries_, counts,
                                      {.period = *base::Period::year(2024), .until = today_});
    ASSERT_TRUE(result) << result.error().en;
    EXPECT_EQ(ids_of(result->whole), (Ids{a, b, c}));
    EXPECT_EQ(ids_of(result->covered), Ids{a});
    EXPECT_EQ(ids_of(result->at_zero), Ids{b});
    EXPECT_EQ(ids_of(result->no_data), Ids{c});
    EXPECT_EQ(result->of_unit("341823").whole, 2);
    ASSERT_EQ(result->items.size(), 2U);
    EXPECT_EQ(result->items[0].cleared, 1);
    EXPECT_EQ(result->items[1].no_data.size(), 3U);
}

TEST_F(RecordCount, TheExpiryCalendarNamesWhatRunsOut) {
    const RecordId a = firm("甲", "泾县");
    const RecordId first = title(a, "ht", "2021-10-15", "2024-10-14");
    title(a, "ht", "2023-01-01", "2026-01-01");
    title(a, "ht", "2021-01-01", "2024-09-01");  // over already
    const auto calendar =
        expiry_calendar(reader().connection(), *registries_, stock("ht"), {.day = today_}, 3);
    ASSERT_TRUE(calendar);
    ASSERT_EQ(calendar->size(), 3U);
    EXPECT_TRUE((*calendar)[0].records.empty());
    EXPECT_EQ(ids_of((*calendar)[1].records), Ids{first});
    EXPECT_EQ(code_of(expiry_calendar(reader().connection(), *registries_, stock("ht"),
                                      {.day = today_}, kMaxExpiryMonths + 1)),
              "E-record-months");
}

TEST_F(RecordCount, AForecastNeedsEnoughRenewalsOfThePast) {
    for (int i = 0; i < 12; ++i) {
        const RecordId id = firm("甲" + std::to_string(i), "泾县");
        title(id, "ht", "2019-06-01", "2022-05-31");
        if (i < 9) title(id, "ht", "2022-07-01", i < 4 ? "2024-10-31" : "2026-06-30");
        if (i == 8) {
            const auto few = forecast_cohorts(reader().connection(), *registries_, stock("ht"),
                                              {.day = today_}, day("2024-12-31"));
            ASSERT_TRUE(few);
            EXPECT_FALSE(few->stays);
        }
    }
    const auto forecast = forecast_cohorts(reader().connection(), *registries_, stock("ht"),
                                           {.day = today_}, day("2024-12-31"));
    ASSERT_TRUE(forecast && forecast->stays);
    EXPECT_EQ(forecast->stock, 9);
    EXPECT_EQ(forecast->running_out, 4);
    EXPECT_EQ(forecast->years.front().renewed, 9);
    EXPECT_EQ(forecast->stays->middle, 5 + 4 * 9 / 12);
}

}  // namespace
}  // namespace kc::record::test

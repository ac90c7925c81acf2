// SPDX-License-Identifier: Apache-2.0
#include "record/write.hpp"

#include "record/limits.hpp"
#include "record/past.hpp"
#include "record/test_support.hpp"

namespace kc::record::test {
namespace {

using store::test::code_of;

TEST_F(RecordTest, ANewRecordStandsWithItsDerivedColumns) {
    const RecordId id = firm("甲公司", "泾县", {{"code", kCodes[0]}, {"founded", "2020-01-02"}});
    const Record record = present(firms(), id);
    EXPECT_EQ(record.version, 1);
    EXPECT_EQ(record.unit, "341823");
    EXPECT_EQ(record.body, kCodes[0]);
    EXPECT_EQ(record.owner, id);
    EXPECT_EQ(record.valid_from, day("2020-01-02"));
    EXPECT_EQ(record.entered_by, "li");
    EXPECT_EQ(record.life, life::kOpen);
}

TEST_F(RecordTest, WhatIsMissingTakenOrUnknownIsRefused) {
    EXPECT_EQ(code_of(try_create("t.firm", {{"name", "甲"}})), "E-record-required");
    EXPECT_EQ(code_of(try_create("t.firm", {{"nmae", "甲"}})), "E-record-field");
    EXPECT_EQ(code_of(try_create("t.frim", {{"name", "甲"}})), "E-record-registry");
    firm("甲", "泾县", {{"code", kCodes[0]}});
    EXPECT_EQ(
        code_of(try_create("t.firm", {{"name", "乙"}, {"region", "泾县"}, {"code", kCodes[0]}})),
        "E-record-duplicate");
    EXPECT_EQ(code_of(try_create("t.firm", {{"name", "丙"},
                                            {"region", "泾县"},
                                            {"founded", "2024-01-02"},
                                            {"ended", "2024-01-01"}})),
              "E-record-validity");
    EXPECT_EQ(
        code_of(try_create("t.title", {{"name", "证"}, {"firm", "99"}, {"granted", "2024-01-01"}})),
        "E-record-reference");
    EXPECT_EQ(titles_of(firms(), {}), std::vector<std::string>{"甲"});
}

TEST_F(RecordTest, ChecksBeforeSendingNameEveryField) {
    const auto errors =
        check_fields(firms(), registries_->regions(),
                     {{"name", "甲"}, {"staff", "多"}, {"name", "乙"}, {"x", "1"}}, today_, true);
    std::vector<std::string> fields;
    for (const FieldError& one : errors) fields.push_back(one.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"staff", "name", "x", "region"}));
}

TEST_F(RecordTest, AChangeToAnOldVersionIsAConflict) {
    const RecordId id = firm("甲", "泾县");
    ASSERT_TRUE(update("t.firm", id, {{"staff", "5"}}));
    Change change{whom("t.firm", id), {{"staff", "6"}}, {}, {}, {}};
    change.whom.expected_version = 1;
    EXPECT_EQ(code_of(send(update_command(registries_, request(), change))), "E-record-conflict");
    change.whom.expected_version = 2;
    EXPECT_TRUE(send(update_command(registries_, request(), change)));
    EXPECT_EQ(present(firms(), id).version, 3);
}

TEST_F(RecordTest, WhoMayNotSeeARecordDoesNotFindIt) {
    const RecordId id = firm("甲", "泾县");
    Change change{whom("t.firm", id), {{"staff", "6"}}, {}, {}, {}};
    change.whom.allowed = {"unit = ?", {std::string("341802")}};
    EXPECT_EQ(code_of(send(update_command(registries_, request(), change))), "E-record-not-found");
    auto hidden = get(reader().connection(), firms(), id, change.whom.allowed);
    ASSERT_TRUE(hidden);
    EXPECT_FALSE(hidden->has_value());
    EXPECT_TRUE(history(reader().connection(), firms(), id, change.whom.allowed)->empty());
}

TEST_F(RecordTest, ChangingNothingAddsNoVersion) {
    const RecordId id = firm("甲", "泾县", {{"staff", "5"}});
    ASSERT_TRUE(update("t.firm", id, {{"staff", "5人"}}));
    EXPECT_EQ(present(firms(), id).version, 1);
}

TEST_F(RecordTest, AMoveHoldsFromItsDayAndACorrectionForAllTime) {
    const RecordId id = firm("甲", "泾县", {{"staff", "5"}});
    ASSERT_TRUE(update("t.firm", id, {{"region", "宣州区"}}, day("2024-07-01")));
    ASSERT_TRUE(update("t.firm", id, {{"name", "甲公司"}}));  // it was always called so
    const auto all = versions(firms(), id);
    const auto june = at(all, {.on = day("2024-06-30")});
    const auto july = at(all, {.on = day("2024-07-01")});
    EXPECT_EQ(june->record.unit, "341823");
    EXPECT_EQ(june->record.title, "甲公司");
    EXPECT_EQ(july->record.unit, "341802");
    EXPECT_EQ(july->record.title, "甲公司");
    EXPECT_EQ(present(firms(), id).unit, "341802");
    EXPECT_EQ(present(firms(), id).version, all.back().record.version);
}

TEST_F(RecordTest, WhatWasSoForATimeLeavesThePresentAlone) {
    const RecordId id = firm("甲", "泾县", {{"staff", "5"}});
    ASSERT_TRUE(update("t.firm", id, {{"staff", "9"}}, day("2023-01-01"), day("2023-12-31")));
    EXPECT_EQ(present(firms(), id).cell(firms(), "staff"), Cell(std::int64_t{5}));
    EXPECT_EQ(present(firms(), id).version, 2);
    const auto all = versions(firms(), id);
    EXPECT_EQ(at(all, {.on = day("2023-06-01")})->record.cell(firms(), "staff"),
              Cell(std::int64_t{9}));
    EXPECT_EQ(at(all, {.on = day("2024-01-01")})->record.cell(firms(), "staff"),
              Cell(std::int64_t{5}));
    EXPECT_EQ(code_of(update("t.firm", id, {{"staff", "7"}}, day("2025-01-01"))), "E-record-since");
}

TEST_F(RecordTest, CertificatesFollowTheFirmInSpaceAndTime) {
    const RecordId id = firm("甲", "泾县", {{"code", kCodes[0]}});
    const RecordId old =
        create("t.title", {{"name", "证"}, {"firm", kCodes[0]}, {"granted", "2023-01-01"}});
    ASSERT_TRUE(update("t.firm", id, {{"region", "宣州区"}}, day("2024-07-01")));
    const RecordId late =
        create("t.title", {{"name", "证二"}, {"firm", "甲"}, {"granted", "2023-02-01"}});
    for (const RecordId title : {old, late}) {
        EXPECT_EQ(present(titles(), title).unit, "341802");
        EXPECT_EQ(present(titles(), title).body, kCodes[0]);
        EXPECT_EQ(present(titles(), title).owner, id);
        const auto all = versions(titles(), title);
        EXPECT_EQ(at(all, {.on = day("2024-06-30")})->record.unit, "341823");
        EXPECT_EQ(all.back().other, id);
    }
}

TEST_F(RecordTest, AClosedRecordIsGoneFromItsDayOn) {
    const RecordId id = firm("甲", "泾县");
    Closing closing{whom("t.firm", id), std::string(life::kRevoked), day("2024-05-01"), "造假"};
    ASSERT_TRUE(send(close_command(registries_, request(), closing)));
    EXPECT_EQ(present(firms(), id).life, life::kRevoked);
    const auto all = versions(firms(), id);
    EXPECT_EQ(at(all, {.on = day("2024-04-30")})->record.life, life::kOpen);
    EXPECT_EQ(all.back().reason, "造假");
    EXPECT_EQ(titles_of(firms(), {.filter = valid_on(day("2024-04-30"))}).size(), 1U);
    EXPECT_EQ(titles_of(firms(), {.filter = valid_on(day("2024-05-01"))}).size(), 0U);
    closing.life = life::kOpen;
    ASSERT_TRUE(send(close_command(registries_, request(), closing)));
    EXPECT_FALSE(present(firms(), id).closed_on);
}

TEST_F(RecordTest, AMergedDuplicateLeavesATraceAndItsReferencesMoveOver) {
    const RecordId kept = firm("甲有限公司", "泾县");
    const RecordId twin = firm("甲公司", "宣州区", {{"staff", "7"}, {"code", kCodes[0]}});
    const RecordId title = create(
        "t.title", {{"name", "证"}, {"firm", std::to_string(twin)}, {"granted", "2023-01-01"}});
    ASSERT_TRUE(send(yearly_command(registries_, request(),
                                    {whom("t.firm", twin), 2023, {}, {{"people", "3"}}, "年报"})));
    ASSERT_TRUE(send(merge_command(registries_, request(),
                                   {whom("t.firm", twin), whom("t.firm", kept), "重复"})));
    EXPECT_EQ(present(firms(), twin).merged_into, kept);
    EXPECT_EQ(present(firms(), kept).cell(firms(), "staff"), Cell(std::int64_t{7}));
    EXPECT_EQ(present(firms(), kept).body, kCodes[0]);
    EXPECT_EQ(versions(firms(), kept).back().other, twin);
    EXPECT_EQ(present(titles(), title).owner, kept);
    EXPECT_EQ(present(titles(), title).unit, "341823");
    EXPECT_EQ(titles_of(firms(), {}), std::vector<std::string>{"甲有限公司"});
    const auto figures = yearly(reader().connection(), firms(), kept, store::always());
    ASSERT_EQ(figures->size(), 1U);
    EXPECT_EQ(figures->front().cells[1], Cell(std::int64_t{3}));
    EXPECT_EQ(code_of(update("t.firm", twin, {{"staff", "1"}})), "E-record-merged");
}

TEST_F(RecordTest, ASplitFirmEndsAndItsPartsBegin) {
    const RecordId id = firm("甲", "泾县", {{"code", kCodes[0]}, {"staff", "100"}});
    Splitting splitting{whom("t.firm", id),
                        {{{"name", "甲一"}, {"code", kCodes[1]}}, {{"name", "甲二"}}},
                        day("2024-06-01"),
                        false,
                        "分立"};
    ASSERT_TRUE(send(split_command(registries_, request(), splitting)));
    EXPECT_EQ(present(firms(), id).life, life::kSplit);
    EXPECT_EQ(titles_of(firms(), {.filter = valid_on(day("2024-06-01"))}),
              (std::vector<std::string>{"甲一", "甲二"}));
    EXPECT_EQ(versions(firms(), id + 1).front().other, id);
    EXPECT_EQ(*split_into(reader().connection(), firms(), id, id + 1),
              (std::vector<RecordId>{id + 1, id + 2}));
}

TEST_F(RecordTest, AFormerNameStillFindsTheFirm) {
    const RecordId id = firm("甲精密公司", "泾县");
    Change change{
        whom("t.firm", id), {{"name", "乙智造公司"}}, day("2024-03-01"), {}, "更名", true};
    ASSERT_TRUE(send(update_command(registries_, request(), change)));
    EXPECT_EQ(titles_of(firms(), {.search = "甲精密"}), std::vector<std::string>{"乙智造公司"});
    EXPECT_EQ(at(versions(firms(), id), {.on = day("2024-02-29")})->record.title, "甲精密公司");
}

TEST_F(RecordTest, YearlyFiguresKeepTheirVersions) {
    const RecordId id = firm("甲", "泾县");
    YearlyChange change{whom("t.firm", id), 2023, 0, {{"rd", "120"}}, "年报"};
    ASSERT_TRUE(send(yearly_command(registries_, request(), change)));
    const std::int64_t then = now_us();
    EXPECT_EQ(code_of(send(yearly_command(registries_, request(), change))), "E-record-conflict");
    change.expected_figures_version = 1;
    change.fields = {{"people", "8"}};
    ASSERT_TRUE(send(yearly_command(registries_, request(), change)));
    const auto now = yearly(reader().connection(), firms(), id, store::always());
    EXPECT_EQ(now->front().cells, (std::vector<Cell>{std::int64_t{120'000'000}, std::int64_t{8}}));
    const auto before = yearly(reader().connection(), firms(), id, store::always(), then);
    EXPECT_TRUE(is_empty(before->front().cells[1]));
}

TEST_F(RecordTest, ASourceIsReplacedAndAYearThatHasNotBegunHasNone) {
    const RecordId id = firm("甲", "泾县");
    YearlyChange change{whom("t.firm", id), 2023, 0, {{"rd", "120"}}, "年报"};
    ASSERT_TRUE(send(yearly_command(registries_, request(), change)));
    change = {whom("t.firm", id), 2023, 1, {}, "统计局"};
    ASSERT_TRUE(send(yearly_command(registries_, request(), change)));
    const auto all = year_history(reader().connection(), firms(), id, 2023, store::always());
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(all->front().source, "年报");
    EXPECT_EQ(all->back().source, "统计局");
    change = {whom("t.firm", id), today_.year() + 1, 0, {{"people", "8"}}, {}};
    EXPECT_EQ(code_of(send(yearly_command(registries_, request(), change))), "E-record-year");
    change.year = kMinYear - 1;
    EXPECT_EQ(code_of(send(yearly_command(registries_, request(), change))), "E-record-year");
}

TEST_F(RecordTest, TheJournalHoldsNoPersonalData) {
    firm("甲", "泾县", {{"phone", "13812345678"}});
    std::string payload;
    auto reader_now = reader();
    auto rows = reader_now.connection().query(
        "SELECT payload, answer FROM journal WHERE kind = 'record.create'");
    ASSERT_TRUE(rows && *rows->next());
    payload = rows->get<std::string>(0) + rows->get<std::string>(1);
    EXPECT_EQ(payload.find("13812345678"), std::string::npos);
    EXPECT_NE(payload.find(R"("phone":{"withheld":true})"), std::string::npos);
    EXPECT_NE(payload.find("\"digest\":\""), std::string::npos);
}

TEST_F(RecordTest, ARefusedCommandLeavesNothing) {
    const RecordId id = firm("甲", "泾县", {{"code", kCodes[0]}});
    const RecordId other = firm("乙", "泾县");
    EXPECT_EQ(code_of(update("t.firm", other, {{"staff", "3"}, {"code", kCodes[0]}})),
              "E-record-duplicate");
    EXPECT_TRUE(is_empty(present(firms(), other).cell(firms(), "staff")));
    EXPECT_EQ(versions(firms(), other).size(), 1U);
    EXPECT_EQ(code_of(send(merge_command(registries_, request(),
                                         {whom("t.firm", id), whom("t.firm", id), ""}))),
              "E-record-merge");
}

TEST_F(RecordTest, AnImportFindsRecordsByKeyOrName) {
    const RecordId id = firm("甲有限公司", "泾县", {{"code", kCodes[0]}});
    std::optional<RecordId> by_name;
    std::optional<RecordId> by_key;
    const auto ran =
        store_->write({.key = "import",
                       .actor = "li",
                       .kind = "test",
                       .payload = "{}",
                       .run = [&](store::Transaction& transaction) -> Result<std::string> {
                           RecordWriter writer(transaction, *registries_, {today_, "seed"});
                           by_name = *writer.find(firms(), "甲公司");
                           by_key = *writer.find_by_keys(firms(), {{"code", kCodes[0]}});
                           EXPECT_FALSE(*writer.find(firms(), "没有"));
                           EXPECT_FALSE(*writer.find_by_keys(firms(), {{"name", "甲"}}));
                           return std::string();
                       }});
    EXPECT_TRUE(ran);
    EXPECT_EQ(by_name, id);
    EXPECT_EQ(by_key, id);
}

}  // namespace
}  // namespace kc::record::test

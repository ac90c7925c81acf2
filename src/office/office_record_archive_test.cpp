// SPDX-License-Identifier: Apache-2.0
// Goal: an office with records, yearly figures and sheets is the same office after it was moved to
// the other kind of database and back, and after a backup was brought back. Method: an office in a
// file is moved (to PostgreSQL where this run has one), compared row by row, opened, moved back.
#include <gtest/gtest.h>

#include "office/office_collection.hpp"
#include "office/test_support.hpp"
#include "record/commands.hpp"
#include "record/read.hpp"
#include "record/verify.hpp"
#include "store/archive.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"

namespace kc::office {
namespace {

class OfficeRecordArchive : public test::OfficeTest {
protected:
    void SetUp() override {
        put("pack.yaml", test::kSmallManifest);
        put("form.yaml", test::kTurnoverForm);
        database_ = folder_.file("first.db");
        open();
        fill();
    }

    record::SharedRegistries registries() const { return office_->live()->registries; }
    const record::Registry& firms() const { return *registries()->find("cn.enterprise"); }

    void send(store::Command command) {
        pass(1'000'000);
        auto answer = office_->store().write(std::move(command));
        ASSERT_TRUE(answer) << answer.error().en;
    }
    record::Request request() { return {key(), "li", office_->today()}; }

    void fill() {
        send(record::create_command(registries(), request(),
                                    {"cn.enterprise",
                                     {{"name", "虚构精密机械有限公司"},
                                      {"credit_code", "913418020000010116"},
                                      {"region", "341802"},
                                      {"contact_name", "王小明"}},
                                     "submitted",
                                     {}}));
        const record::Whom whom{"cn.enterprise", 1, {}, store::always()};
        send(record::update_command(registries(), request(),
                                    {.whom = whom,
                                     .fields = {{"region", "341821"}},
                                     .since = base::Date::parse("2024-07-01").value()}));
        const std::string field = firms().definition().yearly.front().code;
        send(record::yearly_command(
            registries(), request(),
            {.whom = whom, .year = 2023, .fields = {{field, "12"}}, .source = "年报"}));
        collection::Cells cells(1);
        cells[0].field = "turnover";
        cells[0].value = base::Decimal::parse("123.45").value();
        ASSERT_EQ(test::code_of(save_sheet(*office_, clerk_, key(), june_, 0, cells)), "");
    }

    // Everything an office shows of its records and its sheet, and the head of its journal.
    struct Shown {
        store::Head head = {};
        std::vector<record::Version> versions = {};
        std::vector<record::YearFigures> years = {};
        std::optional<record::Record> present = {};
        std::string sheet = {};

        bool operator==(const Shown&) const = default;
    };
    Shown shown() {
        Shown all;
        {
            auto reader = office_->store().read();
            store::Connection& db = reader->connection();
            all.head = *store::read_head(db);
            all.versions = *record::history(db, firms(), 1, store::always());
            all.years = *record::yearly(db, firms(), 1, store::always());
            all.present = *record::get(db, firms(), 1, store::always());
        }
        const auto view = open_sheet(*office_, clerk_, june_);
        EXPECT_TRUE(view);
        if (view) {
            const auto* cell = collection::find_cell(view->sheet().cells, "turnover");
            if (cell != nullptr && cell->value) all.sheet = base::to_string(*cell->value);
        }
        return all;
    }

    void audit(const std::string& database) {
        auto db = store::Connection::open(database, {});
        ASSERT_TRUE(db);
        const auto records = record::verify_records(*db);
        ASSERT_TRUE(records) << records.error().en;
        for (const Diagnostic& one : records->findings) ADD_FAILURE() << one.en;
        EXPECT_EQ(records->unproved, 0);
        EXPECT_EQ(records->versions, 2);
        EXPECT_TRUE(store::verify(*db, {})->is_good());
    }

    static store::ArchiveOptions options() {
        return {.schemas = office_schemas(), .files_folder = {}, .now_us = test::kMidJuly2024};
    }

    access::Actor clerk_ = person("li", "role.county_clerk", {.units = {"341802"}});
    SheetAddress june_{"form.test", "341802", "2024-06"};
};

TEST_F(OfficeRecordArchive, MovedThereAndBackItIsTheSameOffice) {
    const Shown before = shown();
    EXPECT_EQ(before.sheet, "123.45");
    EXPECT_EQ(before.years.size(), 1U);
    office_.reset();
    const std::string second = folder_.database("second.db");
    const std::string third = folder_.file("third.db");
    const auto there = store::move_database(database_, second, options());
    ASSERT_TRUE(there) << to_string(there.error(), Language::en);
    audit(second);
    database_ = second;
    open();
    EXPECT_EQ(shown(), before);
    office_.reset();
    const auto back = store::move_database(second, third, options());
    ASSERT_TRUE(back) << to_string(back.error(), Language::en);
    EXPECT_EQ(back->head, there->head);
    audit(third);
    database_ = third;
    open();
    EXPECT_EQ(shown(), before);
    // It goes on working, with numbers that follow.
    send(record::create_command(registries(), request(),
                                {"cn.enterprise",
                                 {{"name", "虚构材料有限公司"},
                                  {"credit_code", "91341802000010145U"},
                                  {"region", "341802"}},
                                 "submitted",
                                 {}}));
    auto reader = office_->store().read();
    EXPECT_TRUE(*record::get(reader->connection(), firms(), 2, store::always()));
}

TEST_F(OfficeRecordArchive, ABackupTakenWhileItWorksIsTheSameOffice) {
    const Shown before = shown();
    const std::string file = folder_.file("office.backup");
    const auto head = store::write_backup(database_, file, options());
    ASSERT_TRUE(head) << to_string(head.error(), Language::en);
    EXPECT_EQ(*head, before.head);
    office_.reset();
    const std::string second = folder_.database("restored.db");
    const auto restored = store::restore_backup(file, second, {.archive = options()});
    ASSERT_TRUE(restored) << to_string(restored.error(), Language::en);
    audit(second);
    database_ = second;
    open();
    EXPECT_EQ(shown(), before);
}

}  // namespace
}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include "record/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "record/count.hpp"
#include "record/indexes.hpp"
#include "record/test_support.hpp"

namespace kc::record::test {
namespace {

using store::test::code_of;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

constexpr const char* kStaff =
    "      - {code: staff, name: {zh: 职工, en: staff}, type: number, unit: 人, min: 0}\n";

TEST_F(RecordTest, MakingTablesAgainDoesNothing) {
    const auto again = make_tables(*store_, *registries_, "system");
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->is_empty());
}

TEST_F(RecordTest, AFieldMoreBecomesAColumnAndOldRecordsHaveNothingInIt) {
    const RecordId id = firm("甲", "泾县", {{"staff", "5"}});
    registries_ = registries_of(replaced(
        kWorld, kStaff,
        std::string(kStaff) + "      - {code: floor, name: {zh: 楼层, en: floor}, type: number, "
                              "unit: 个}\n"));
    const auto grown = make_tables(*store_, *registries_, "system");
    ASSERT_TRUE(grown) << grown.error().en;
    EXPECT_EQ(grown->added, std::vector<std::string>{"t.firm.floor"});
    EXPECT_TRUE(is_empty(present(firms(), id).cell(firms(), "floor")));
    ASSERT_TRUE(update("t.firm", id, {{"floor", "3"}}));
    EXPECT_EQ(present(firms(), id).cell(firms(), "floor"), Cell(std::int64_t{3}));
    EXPECT_EQ(versions(firms(), id).size(), 2U);
}

bool run(store::Store& store, const std::string& statement) {
    static int number = 0;
    return store
        .write({.key = fmt::format("statement {}", ++number),
                .actor = "test",
                .kind = "test",
                .payload = "{}",
                .run = [&](store::Transaction& transaction) -> Result<std::string> {
                    auto done = transaction.execute(statement);
                    if (!done) return unexpected(std::move(done.error()));
                    return std::string();
                }})
        .has_value();
}

// Both databases refuse to drop what there is not.
bool drop(store::Store& store, const Index& index) {
    return run(store, "DROP INDEX " + index.name);
}

TEST_F(RecordTest, AFieldThatIsListedLaterGetsItsIndex) {
    const auto before = indexes_of(firms());
    registries_ =
        registries_of(replaced(kWorld, "listed: [name, staff]", "listed: [name, staff, capital]"));
    const auto after = indexes_of(firms());
    ASSERT_EQ(after.size(), before.size() + 1);
    ASSERT_TRUE(make_tables(*store_, *registries_, "system"));
    for (const Index& one : after) EXPECT_TRUE(drop(*store_, one)) << one.columns;
}

// As it was before tables kept a list of their indexes.
TEST_F(RecordTest, IndexesOfEarlierVersionsAreReplaced) {
    const Index wanted = indexes_of(firms()).front();
    const Index former = former_indexes_of(firms()).front();
    ASSERT_TRUE(drop(*store_, wanted));
    ASSERT_TRUE(run(*store_, former.create_sql(firms())));
    ASSERT_TRUE(run(*store_, "DELETE FROM record_column WHERE part = 'index'"));
    ASSERT_TRUE(make_tables(*store_, *registries_, "system"));
    EXPECT_FALSE(drop(*store_, former));
    EXPECT_TRUE(drop(*store_, wanted));
    const auto again = make_tables(*store_, *registries_, "system");
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->is_empty());
}

TEST_F(RecordTest, WhatWouldLoseDataIsRefused) {
    firm("甲", "泾县", {{"staff", "5"}});
    const auto without =
        registries_of(replaced(replaced(kWorld, kStaff, ""), "[name, staff]", "[name]"));
    const auto lost = make_tables(*store_, *without, "system");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, "E-record-would-lose");
    EXPECT_NE(lost.error().en.find("'staff', which holds 1 values"), std::string::npos);
    const auto coarser = registries_of(replaced(kWorld, "unit: 人, min: 0", "unit: 人, places: 1"));
    EXPECT_EQ(code_of(make_tables(*store_, *coarser, "system")), "E-record-type-changed");
}

TEST_F(RecordTest, AnEmptyFieldMayGo) {
    firm("甲", "泾县");
    const auto without =
        registries_of(replaced(replaced(kWorld, kStaff, ""), "[name, staff]", "[name]"));
    EXPECT_TRUE(make_tables(*store_, *without, "system"));
}

TEST_F(RecordTest, UniqueIsRefusedWhereItDoesNotHold) {
    firm("甲", "泾县");
    firm("甲", "宣州区");
    const auto unique =
        registries_of(replaced(kWorld, "type: text, required: yes, class: public}",
                               "type: text, required: yes, unique: yes, class: public}"));
    EXPECT_EQ(code_of(make_tables(*store_, *unique, "system")), "E-record-not-unique");
}

TEST(Registries, OfTheCatalogMakeTables) {
    const pack::CatalogReport report = pack::load_embedded_catalog();
    const auto all = Registries::of(report.catalog, nullptr);
    ASSERT_TRUE(all);
    EXPECT_GE(all->all().size(), 18U);
    store::test::TempFolder folder;
    store::StoreOptions options;
    options.schemas = {record_schema()};
    const auto store = store::test::open_store(folder.file("office.kc"), std::move(options));
    const auto made = make_tables(*store, *all, "system");
    ASSERT_TRUE(made) << made.error().en;
    EXPECT_EQ(made->made.size(), all->all().size());
}

TEST(Registries, OfTheCatalogAreCountedByFormulasThatCompile) {
    const pack::CatalogReport report = pack::load_embedded_catalog();
    const auto all = Registries::of(report.catalog, nullptr);
    for (const Diagnostic& wrong : check_formulas(*all, report.catalog.objects)) {
        ADD_FAILURE() << to_string(wrong, Language::en);
    }
    const auto& indicators = report.catalog.objects.indicators;
    EXPECT_GE(std::count_if(indicators.begin(), indicators.end(),
                            [](const auto& one) { return one.value.counts.has_value(); }),
              15);
}

}  // namespace
}  // namespace kc::record::test

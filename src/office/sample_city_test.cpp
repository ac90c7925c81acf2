// SPDX-License-Identifier: Apache-2.0
#include "office/sample_city.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "collection/sheet_rows.hpp"
#include "office/office_records.hpp"
#include "office/sample_people.hpp"
#include "office/sample_sheets.hpp"
#include "pack/pack.hpp"
#include "record/count.hpp"
#include "record/list.hpp"
#include "record/tables.hpp"
#include "store/test_support.hpp"

namespace kc::office {
namespace {

struct Sample {
    explicit Sample(std::uint64_t seed) {
        options.seed = seed;
        options.size = SampleSize::small;
        options.today = *base::Date::of(2024, 11, 20);
        catalog = pack::load_embedded_catalog().catalog;
        pack::PackReport report = pack::load_pack(".", sample_pack(options), catalog);
        found = std::move(report.found);
        pack = std::move(report.pack);
        registries = std::make_shared<const record::Registries>(
            std::move(*record::Registries::of(catalog, &pack)));
        store::StoreOptions store_options;
        store_options.schemas = {record::record_schema(), collection::collection_schema(),
                                 access::access_schema()};
        store = store::test::open_store(folder.file("office.kc"), std::move(store_options));
        EXPECT_TRUE(record::make_tables(*store, *registries, "sample"));
        auto filled = fill_sample(*store, registries, options);
        EXPECT_TRUE(filled) << filled.error().en;
        if (filled) counts = *filled;
    }

    std::vector<std::string> titles(const char* registry) {
        std::vector<std::string> all;
        auto reader = store->read_for_long();
        EXPECT_TRUE(record::for_each_record(reader->connection(), *registries->find(registry),
                                            store::always(), {}, [&](const record::Record& one) {
                                                all.push_back(one.title);
                                                return true;
                                            }));
        return all;
    }

    SampleOptions options;
    pack::Catalog catalog;
    Diagnostics found;
    pack::Pack pack;
    store::test::TempFolder folder;
    record::SharedRegistries registries;
    std::unique_ptr<store::Store> store;
    SampleCounts counts;
};

TEST(SampleCity, ItsPackPassesEveryCheck) {
    const Sample sample(1);
    for (const Diagnostic& one : sample.found) {
        EXPECT_EQ(one.severity, Severity::warning) << to_string(one, Language::en);
    }
    EXPECT_EQ(sample.pack.objects.targets.size(), 12U);
}

TEST(SampleCity, TheSameSeedMakesTheSameCityAndAnotherSeedAnotherOne) {
    Sample one(1);
    Sample again(1);
    Sample other(2);
    EXPECT_EQ(one.titles("cn.enterprise"), again.titles("cn.enterprise"));
    EXPECT_EQ(one.titles("cn.technology-contract"), again.titles("cn.technology-contract"));
    EXPECT_NE(one.titles("cn.enterprise"), other.titles("cn.enterprise"));
}

TEST(SampleCity, EveryFirmSaysThatItIsFictitious) {
    Sample sample(1);
    EXPECT_EQ(sample.counts.above_scale, 200);
    for (const std::string& name : sample.titles("cn.enterprise")) {
        EXPECT_NE(name.find("（虚构"), std::string::npos) << name;
    }
}

TEST(SampleCity, EveryRegistryHasSomethingToLookAt) {
    Sample sample(1);
    for (const record::Registry& registry : sample.registries->all())
        EXPECT_FALSE(sample.titles(registry.code().c_str()).empty()) << registry.code();
}

TEST(SampleCity, TheNewestSheetsAreInEveryStateASheetCanBeIn) {
    Sample sample(1);
    const auto filled = fill_sample_sheets(*sample.store, sample.registries, sample.catalog,
                                           sample.pack, sample.options);
    ASSERT_TRUE(filled) << filled.error().en;
    // January to October and three quarters; one county has not begun with the newest.
    EXPECT_EQ(*filled, 10 * 7 - 1 + 3 * 7 - 1);
    auto reader = sample.store->read();
    for (const base::Period period :
         {*base::Period::month(2024, 10), *base::Period::quarter(2024, 3)}) {
        const auto rows = collection::list_sheets(reader->connection(), {.period = period});
        ASSERT_TRUE(rows);
        std::set<collection::SheetState> states;
        for (const collection::SheetRow& row : *rows) states.insert(row.state);
        EXPECT_EQ(states.size(), 6U) << base::to_string(period);
    }
}

TEST(SampleCity, ItsFiguresAreCountedFromItsRecords) {
    Sample sample(1);
    auto reader = sample.store->read_for_long();
    const pack::Lookup lookup = sample.catalog.lookup();
    const auto counted =
        record::count_records(reader->connection(), *sample.registries,
                              *lookup.indicator("cn.htfirm.valid_count")->counts,
                              {.period = *base::Period::month(2024, 10), .until = {}});
    ASSERT_TRUE(counted);
    EXPECT_GT(counted->records.size(), 20U);
    EXPECT_TRUE(counted->undecided.empty());
}

TEST(SampleCity, NothingIsCountedForMonthsThatHaveNotBegun) {
    Sample sample(1);
    pack::Lookup lookup;
    lookup.add(sample.pack.objects);
    lookup.add(sample.catalog.objects);
    const CountingPlan plan = counting_plan(*sample.registries, lookup, sample.pack.objects,
                                            sample.catalog.objects, sample.pack.manifest);
    auto reader = sample.store->read_for_long();
    const pack::Indicator& projects = *lookup.indicator("cn.iur.projects");
    const auto slots = slots_of(projects, plan.year, sample.options.today);
    ASSERT_FALSE(slots.empty());
    const base::Date end = *base::Date::of(2024, 11, 30);
    for (const CountSlot& slot : slots) {
        EXPECT_LE(slot.period.last_day(), end) << base::to_string(slot.period);
        EXPECT_TRUE(counted_facts(reader->connection(), plan, projects, slot, 0, std::nullopt));
    }
}

// Everybody signs in with the password that was told, and holds the role it was told with.
TEST(SampleCity, ItsPeopleCanBeginAtOnce) {
    Sample sample(3);
    const access::Terms terms =
        access::terms_of(sample.catalog.objects, sample.pack.objects, sample.pack.manifest.region);
    auto people =
        fill_sample_people(*sample.store, terms, sample.counts.holder, sample.options.today);
    ASSERT_TRUE(people) << people.error().en;
    EXPECT_EQ(people->size(), 12U);
    auto reader = sample.store->read();
    std::set<std::string> passwords;
    for (const SamplePerson& one : *people) {
        auto account = access::find_account(reader->connection(), one.name);
        ASSERT_TRUE(account && *account) << one.name;
        EXPECT_TRUE(access::password_matches(one.password, (*account)->password_hash)) << one.name;
        passwords.insert(one.password);
        auto standing = access::read_standing(reader->connection(), terms, one.name,
                                              (*account)->role, sample.options.today);
        ASSERT_TRUE(standing) << standing.error().en;
        ASSERT_EQ((*standing)->holdings.size(), 1U) << one.name;
        EXPECT_EQ((*standing)->holdings.front().role->name, one.role) << one.name;
    }
    EXPECT_EQ(passwords.size(), people->size());
    auto firm = record::count(reader->connection(), *sample.registries->find("cn.enterprise"),
                              {"(body = ?)", {sample.counts.holder}}, {}, 2);
    EXPECT_EQ(firm.value(), 1);
}

}  // namespace
}  // namespace kc::office

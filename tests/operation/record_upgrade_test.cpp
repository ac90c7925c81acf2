// SPDX-License-Identifier: Apache-2.0
// Databases as earlier programs left them, with what people had entered: opened by this program
// they get its tables, keep every entry, audit clean, and can be written to.
//
// Goal: every step from an earlier schema is tried with data in it. Method: no binaries are kept;
// an office of today is filled with what that program could take, and then put back to the tables
// of its day. (tests/store/schemas holds the very first ones as text, with nothing in them.)
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "office/office_attachments.hpp"
#include "office/office_collection.hpp"
#include "record/read.hpp"
#include "record/verify.hpp"
#include "record_office.hpp"
#include "store/archive.hpp"
#include "store/tables.hpp"
#include "store/verify.hpp"

namespace kc::test {
namespace {

struct Step {
    std::string room;
    int number;
};

// One record as the first programs wrote it.
Result<std::string> old_record(store::Transaction& transaction, int number) {
    const std::string common =
        "id, version, state, life, unit, owner, body, entered_by, title, known_at_us, f_name, "
        "f_credit_code, f_region";
    const std::string values = fmt::format(
        "{0}, 1, 'draft', 'open', '341802', {0}, '{1}', 'li', '虚构旧企业{0}', {2}, "
        "'虚构旧企业{0}', '{1}', '341802'",
        number, credit_code_of(number, 99), transaction.known_at_us());
    for (const std::string& sql :
         {fmt::format("INSERT INTO record_home (id, registry) VALUES ({}, 'cn.enterprise')",
                      number),
          fmt::format("INSERT INTO r_cn_enterprise ({}, created_us, title_key, former, search, "
                      "search_personal) VALUES ({}, {}, 'old', '', 'old', '')",
                      common, values, transaction.known_at_us()),
          fmt::format("INSERT INTO r_cn_enterprise_h ({}, change, reason, salt, digest) "
                      "VALUES ({}, 'create', '', zeroblob(32), zeroblob(32))",
                      common, values),
          fmt::format("UPDATE record_counter SET last = {} WHERE name = 'record'", number)}) {
        auto done = transaction.execute(sql);
        if (!done) return unexpected(std::move(done.error()));
    }
    return fmt::format(R"([{{"registry":"cn.enterprise","id":{},"version":1}}])", number);
}

// What a program of that day did not have.
struct Earlier {
    const char* name;
    std::vector<std::string> tables;  // that came later
    std::vector<Step> steps;          // that made them
    int changes;                      // that it could take: the first of the cycle of RecordOffice
};

void PrintTo(const Earlier& earlier, std::ostream* out) {
    *out << earlier.name;
}

// The cycle begins with a record; files come second, a table of records seventh.
const std::vector<Earlier> kEarlier = {
    {"BeforeSignInsAndSessions", {}, {}, 7},
    {"BeforeNotices", {"notice"}, {{"notices", 1}}, 7},
    {"BeforeJobs", {"job", "job_kind"}, {{"jobs", 1}, {"jobs", 2}}, 7},
    {"BeforeKindsOfJobs", {"job_kind"}, {{"jobs", 2}}, 7},
    {"BeforeImportsOfRecords",
     {"record_import_row", "record_import", "record_mapping"},
     {{"office", 2}},
     6},
    {"BeforeAttachments",
     {"attachment", "content_part", "content"},
     {{"attachment", 1}, {"store", 2}},
     1},
    {"BeforeAllOfThem",
     {"notice", "job", "job_kind", "record_import_row", "record_import", "record_mapping",
      "attachment", "content_part", "content"},
     {{"notices", 1}, {"jobs", 1}, {"jobs", 2}, {"office", 2}, {"attachment", 1}, {"store", 2}},
     1},
};

class RecordUpgrade : public RecordOffice {
protected:
    RecordUpgrade() { put("form.yaml", office::test::kTurnoverForm); }

    void run(const std::string& sql) {
        auto connection = store::Connection::open(database_, {});
        ASSERT_TRUE(connection);
        const auto done = connection->execute_script(sql);
        ASSERT_TRUE(done) << sql << ": " << done.error().en;
    }

    void forget(const std::vector<Step>& steps) {
        std::string guard;
        {
            auto connection = store::Connection::open(database_, {.read_only = true});
            auto rows = connection->query(
                "SELECT sql FROM sqlite_master WHERE name = 'migration_never_goes'");
            ASSERT_TRUE(*rows->next());
            guard = rows->get<std::string>(0);
        }
        std::string sql = "DROP TRIGGER migration_never_goes;";
        for (const Step& one : steps)
            sql += fmt::format("DELETE FROM migration WHERE room = '{}' AND number = {};", one.room,
                               one.number);
        run(sql + guard);
    }

    void save_sheet() {
        collection::Cells cells(1);
        cells[0].field = "turnover";
        cells[0].value = base::Decimal::parse("123.45").value();
        ASSERT_EQ(
            office::test::code_of(office::save_sheet(*office_, filler_, key(), june_, 0, cells)),
            "");
    }

    std::string turnover() {
        const auto view = office::open_sheet(*office_, filler_, june_);
        if (!view) return view.error().code;
        const auto* cell = collection::find_cell(view->sheet().cells, "turnover");
        return cell != nullptr && cell->value ? base::to_string(*cell->value) : "nothing";
    }

    // Names of tables with their columns.
    std::set<std::string> shape_of(const std::string& database) {
        std::set<std::string> shape;
        auto connection = store::Connection::open(database, {.read_only = true});
        const auto tables = store::table_names(*connection);
        EXPECT_TRUE(tables);
        for (const std::string& table : *tables) {
            const auto columns = store::column_names(*connection, table);
            EXPECT_TRUE(columns);
            for (const std::string& column : *columns) shape.insert(table + '.' + column);
        }
        return shape;
    }

    std::int64_t unproved() {
        auto connection = store::Connection::open(database_, {.read_only = true});
        const auto records = record::verify_records(*connection);
        EXPECT_TRUE(records && records->is_good());
        return records ? records->unproved : -1;
    }

    access::Actor filler_ = person("zhao", "role.county_clerk", {.units = {"341802"}});
    office::SheetAddress june_{"form.test", "341802", "2024-06"};
};

class RecordUpgradeFrom : public RecordUpgrade, public testing::WithParamInterface<Earlier> {};

TEST_P(RecordUpgradeFrom, EverythingIsKeptAuditedAndCanBeContinued) {
    const Earlier& earlier = GetParam();
    open();
    const std::set<std::string> today = shape_of(database_);
    write_changes(earlier.changes);
    save_sheet();
    office_.reset();
    forget(earlier.steps);
    for (const std::string& table : earlier.tables) run("DROP TABLE " + table);

    open();  // by this program
    EXPECT_EQ(turnover(), "123.45");
    write_changes(14 - earlier.changes);  // of every kind
    office_.reset();
    EXPECT_EQ(shape_of(database_), today);
    EXPECT_EQ(unproved(), 0);
    expect_kept(database_, changes_);
}

INSTANTIATE_TEST_SUITE_P(Each, RecordUpgradeFrom, testing::ValuesIn(kEarlier),
                         [](const auto& tried) { return std::string(tried.param.name); });

// Records that a program wrote before the journal proved them: rows without digests that count, and
// entries that say nothing of them.
TEST_F(RecordUpgrade, RecordsOfBeforeThereWereProofsAreCountedAsSuchAndProvedFromTheirNextChange) {
    open();
    const std::set<std::string> today = shape_of(database_);
    office_.reset();
    run("DROP TABLE r_cn_enterprise_a;"
        "ALTER TABLE r_cn_enterprise DROP COLUMN derived_digest;"
        "ALTER TABLE r_cn_enterprise_h DROP COLUMN changed_by;"
        "ALTER TABLE r_cn_enterprise_h DROP COLUMN work;"
        "ALTER TABLE r_cn_enterprise_y DROP COLUMN salt;"
        "ALTER TABLE r_cn_enterprise_y DROP COLUMN digest;"
        "ALTER TABLE r_cn_enterprise_y DROP COLUMN work;"
        "DELETE FROM record_column WHERE registry = 'cn.enterprise' AND part NOT IN ('record', "
        "'yearly')");
    constexpr int kOld = 5;
    {
        store::StoreOptions options;
        options.schemas = office::office_schemas();
        const auto store = store::test::open_store(database_, std::move(options));
        for (int i = 1; i <= kOld; ++i) {
            const auto written = store->write({.key = fmt::format("old-{}", i),
                                               .actor = "li",
                                               .kind = "record.create",
                                               .payload = R"({"registry":"cn.enterprise"})",
                                               .run = [&](store::Transaction& transaction) {
                                                   return old_record(transaction, i);
                                               }});
            ASSERT_TRUE(written) << written.error().en;
        }
    }
    EXPECT_EQ(unproved(), kOld);  // the audit also reads it as it is

    open();
    const record::Registry& firms = *office_->live()->registries->find("cn.enterprise");
    const access::Actor clerk = person("li", "role.county_clerk", {.units = {"341802"}});
    const auto changed = office::update_record(*office_, {clerk, key()}, "cn.enterprise", 1, 1,
                                               {.fields = {{"address", "虚构路1号"}}});
    EXPECT_EQ(office::test::code_of(changed), "");
    {
        auto reader = office_->store().read();
        const auto all = record::history(reader->connection(), firms, 1, store::always());
        ASSERT_TRUE(all);
        EXPECT_EQ(all->size(), 2U);
        EXPECT_EQ(all->front().record.title, "虚构旧企业1");
    }
    office_.reset();
    EXPECT_EQ(shape_of(database_), today);
    EXPECT_EQ(unproved(), kOld);  // the second version of the first one is proved
    auto connection = store::Connection::open(database_, {.read_only = true});
    EXPECT_TRUE(store::verify(*connection, {})->is_good());
    // A new one that is altered is found beside them.
    run("UPDATE r_cn_enterprise_h SET f_address = '别的地方' WHERE id = 1 AND version = 2");
    auto again = store::Connection::open(database_, {.read_only = true});
    EXPECT_FALSE(record::verify_records(*again)->is_good());
}

}  // namespace
}  // namespace kc::test

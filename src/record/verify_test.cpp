// SPDX-License-Identifier: Apache-2.0
// Goal: nothing in the tables of records can be altered, left out or put in without the audit
// naming it. Method: every column of every table is changed in turn, in the last row that holds
// something, and the tables are put back.
#include "record/verify.hpp"

#include <algorithm>

#include "record/digest.hpp"
#include "record/rows.hpp"
#include "record/test_support.hpp"
#include "store/tables.hpp"

namespace kc::record::test {
namespace {

class RecordAuditTest : public RecordTest {
protected:
    void SetUp() override {
        RecordTest::SetUp();
        const RecordId a =
            firm("甲有限公司", "泾县", {{"code", kCodes[0]}, {"phone", "13812345678"}});
        const RecordId b = firm("乙公司", "宣州区", {{"capital", "50万元"}});
        const RecordId c = firm("乙公司(重)", "宣州区", {{"staff", "7"}});
        create("t.title", {{"name", "证"},
                           {"number", "N1"},
                           {"firm", std::to_string(a)},
                           {"granted", "2023-01-01"}});
        EXPECT_TRUE(update("t.firm", a, {{"region", "广德市"}}, day("2024-07-01")));
        EXPECT_TRUE(update("t.firm", a, {{"staff", "12"}}));
        EXPECT_TRUE(
            send(state_command(registries_, request(), {whom("t.firm", b), "verified", {}})));
        const RecordId d =
            firm("丁公司", "泾县", {{"phone", "13912345678"}, {"ended", "2030-01-01"}});
        for (const char* state : {"verified", "returned"})
            EXPECT_TRUE(
                send(state_command(registries_, request(), {whom("t.firm", d), state, {}})));
        for (const char* rd : {"10", "12"}) {
            EXPECT_TRUE(send(yearly_command(registries_, request(),
                                            {.whom = whom("t.firm", c),
                                             .year = 2023,
                                             .fields = {{"rd", rd}},
                                             .source = "年报"})));
        }
        EXPECT_TRUE(send(
            merge_command(registries_, request(), {whom("t.firm", c), whom("t.firm", b), "重复"})));
        EXPECT_TRUE(
            send(close_command(registries_, request(), {.whom = whom("t.firm", a), .on = today_})));
        store_.reset();
        connection_ =
            std::make_unique<store::Connection>(std::move(*store::Connection::open(database_, {})));
    }

    RecordAudit audit() {
        auto done = verify_records(*connection_);
        EXPECT_TRUE(done) << done.error().en;
        return done ? std::move(*done) : RecordAudit{};
    }
    bool run(const std::string& sql) { return connection_->execute(sql).has_value(); }

    void keep(const std::string& table) {
        ASSERT_TRUE(run(store::test::is_on_postgres()
                            ? "SELECT * INTO kept_" + table + " FROM " + table
                            : "CREATE TABLE kept_" + table + " AS SELECT * FROM " + table));
    }
    void put_back(const std::string& table) {
        ASSERT_TRUE(run("DELETE FROM " + table));
        ASSERT_TRUE(run("INSERT INTO " + table + " SELECT * FROM kept_" + table));
    }

    // Whatever the column holds: a number grows far, a text gets a letter, bytes become others.
    bool alter(const std::string& table, const std::string& column, const std::string& row) {
        const std::string set = "UPDATE " + table + " SET " + column + " = ";
        if (run(set + "COALESCE(" + column + ", 0) + 1000 WHERE " + row)) return true;
        if (run(set + "COALESCE(" + column + ", '') || 'x' WHERE " + row)) return true;
        const store::Hash other = store::sha256("other");
        return connection_->execute(set + "$1 WHERE " + row, {other}).has_value();
    }

    std::unique_ptr<store::Connection> connection_;
};

TEST_F(RecordAuditTest, WhatWasWrittenIsFoundInOrder) {
    const RecordAudit found = audit();
    for (const Diagnostic& one : found.findings) ADD_FAILURE() << one.en;
    EXPECT_EQ(found.records, 5);
    EXPECT_GT(found.versions, 8);
    EXPECT_EQ(found.figures, 3);
    EXPECT_EQ(found.unproved, 0);
}

TEST_F(RecordAuditTest, EveryFieldOfEveryTableIsNoticed) {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"r_t_firm", "id = 1"},
        {"r_t_firm", "id = 3"},
        {"r_t_firm_h", "id = 1 AND version = 2"},
        {"r_t_firm_h", "id = 3 AND version = 1"},
        {"r_t_firm_a", "id = 5"},
        {"r_t_title", "id = 4"},
        {"r_t_title_h", "id = 4 AND version = 1"},
        {"r_t_firm_y", "id = 3 AND version = 1"},
        {"r_t_firm_y", "id = 2 AND version = 1"}};
    int altered = 0;
    for (const char* table :
         {"r_t_firm", "r_t_firm_h", "r_t_firm_a", "r_t_title", "r_t_title_h", "r_t_firm_y"})
        keep(table);
    for (const auto& [table, row] : rows) {
        const auto columns = store::column_names(*connection_, table);
        ASSERT_TRUE(columns);
        for (const std::string& column : *columns) {
            ASSERT_TRUE(alter(table, column, row)) << table << "." << column;
            const RecordAudit found = audit();
            EXPECT_FALSE(found.is_good()) << table << "." << column << " where " << row;
            ++altered;
            put_back(table);
        }
    }
    EXPECT_GT(altered, 150);
    EXPECT_TRUE(audit().is_good());
}

TEST_F(RecordAuditTest, ARowThatIsGoneAndOneThatWasPutInAreNamed) {
    keep("r_t_firm_h");
    ASSERT_TRUE(run("DELETE FROM r_t_firm_h WHERE id = 1 AND version = 2"));
    const RecordAudit gone = audit();
    ASSERT_FALSE(gone.is_good());
    const auto is_named = [&](const RecordAudit& found, const char* words) {
        return std::any_of(
            found.findings.begin(), found.findings.end(),
            [&](const Diagnostic& one) { return one.en.find(words) != std::string::npos; });
    };
    EXPECT_TRUE(is_named(gone, "t.firm, record 1, version 2 is missing"));
    put_back("r_t_firm_h");

    // The newest version: nothing in the table itself shows that there was one.
    ASSERT_TRUE(
        run("DELETE FROM r_t_firm_h WHERE id = 1 AND version = (SELECT max(version) FROM "
            "r_t_firm_h WHERE id = 1)"));
    EXPECT_TRUE(is_named(audit(), "t.firm, record 1")) << audit().findings.front().en;
    put_back("r_t_firm_h");

    // A copy under another number of work keeps its own digest and fits nothing.
    ASSERT_TRUE(run("UPDATE r_t_firm_h SET work = work + 1 WHERE id = 2 AND version = 1"));
    EXPECT_TRUE(is_named(audit(), "was written by no entry of the journal"));
    put_back("r_t_firm_h");
    EXPECT_TRUE(audit().is_good());
}

// Somebody who knows the program can make a row's own digest fit; the journal still shows it.
TEST_F(RecordAuditTest, ARowWhoseDigestWasMadeToFitIsStillFound) {
    Version version;
    Seal seal;
    auto read = for_each_row(
        connection_->query("SELECT " + version_columns(firms()) +
                           ", salt, work FROM r_t_firm_h WHERE id = 2 AND version = 1"),
        [&](store::Rows& rows) {
            version = read_version(rows, firms());
            const int column = 20 + static_cast<int>(firms().definition().fields.size());
            seal = {rows.get<store::Hash>(column), rows.get<std::int64_t>(column + 1)};
        });
    ASSERT_TRUE(read);
    version.record.unit = "341823";
    ASSERT_TRUE(connection_->execute(
        "UPDATE r_t_firm_h SET unit = '341823', digest = $1 WHERE id = 2 AND version = 1",
        {digest_of(firms(), version, seal)}));
    const RecordAudit found = audit();
    ASSERT_FALSE(found.is_good());
    EXPECT_EQ(found.findings.back().code, "E-audit-record-entry");
    EXPECT_NE(found.findings.back().en.find("t.firm, record 2, version 1"), std::string::npos);
}

}  // namespace
}  // namespace kc::record::test

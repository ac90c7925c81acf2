// SPDX-License-Identifier: Apache-2.0
// What only a server can do to us. Runs where KC_TEST_POSTGRES names one.
#include <gtest/gtest.h>
#include <unistd.h>

#include <limits>

#include "store/dialect.hpp"
#include "store/error.hpp"
#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::store {
namespace {

using test::append_command;
using test::code_of;
using test::open_store;
using test::sample_fact;
using test::TempFolder;

class Postgres : public testing::Test {
protected:
    void SetUp() override {
        if (!test::is_on_postgres()) GTEST_SKIP() << "no server in this run";
        name_ = "kc_test_" + std::to_string(::getpid());
        target_ = folder_.database("pg") + "&application_name=" + name_;
    }

    // Ends all sessions of this test, as a restart of the server does; others run beside it.
    void cut_all_lines() {
        Connection killer = std::move(*Connection::open(test::postgres_address(), {}));
        ASSERT_GT(*killer.query_number("SELECT count(pg_terminate_backend(pid)) FROM "
                                       "pg_stat_activity WHERE application_name = $1",
                                       {name_}),
                  1);
    }

    TempFolder folder_;
    std::string name_;
    std::string target_;
};

TEST_F(Postgres, AnOfficeWhoseServerWentAwayGoesOnWhenItIsBack) {
    auto store = open_store(target_, {.readers = {.readers = 1}});
    ASSERT_TRUE(store->write(append_command("a", {sample_fact(1)})));
    cut_all_lines();
    // The first may meet the loss; the same key again is safe.
    Result<Answer> answer = store->write(append_command("b", {sample_fact(2)}));
    if (!answer) {
        EXPECT_EQ(kind_of(answer.error()), ErrorKind::gone) << answer.error().en;
        answer = store->write(append_command("b", {sample_fact(2)}));
    }
    ASSERT_TRUE(answer) << to_string(answer.error(), Language::en);
    EXPECT_EQ(answer->sequence, 2);
    EXPECT_EQ(test::all_facts(*store).size(), 2U);
}

TEST_F(Postgres, RowsThatWereTamperedWithAreNamed) {
    {
        auto store = open_store(target_);
        for (int i = 1; i <= 300; ++i) {
            ASSERT_TRUE(store->write(append_command("k" + std::to_string(i), {sample_fact(i)})));
        }
    }
    Connection connection = std::move(*Connection::open(target_, {}));
    EXPECT_TRUE(verify(connection, {})->is_good());
    ASSERT_TRUE(connection.execute_script(
        "ALTER TABLE fact DISABLE TRIGGER ALL; ALTER TABLE journal DISABLE TRIGGER ALL; "
        "UPDATE fact SET coefficient = coefficient + 1 WHERE id = 40; "
        "DELETE FROM journal WHERE sequence = 200; "
        "UPDATE journal SET payload = '{\"x\":1}' WHERE sequence = 17"));
    const AuditReport report = *verify(connection, {});
    std::vector<std::string> codes;
    for (const Finding& finding : report.findings.kept()) {
        codes.push_back(finding.message.code + " " + std::to_string(finding.first));
    }
    for (const char* expected : {"E-audit-fact-altered 40", "E-audit-entry-missing 200",
                                 "E-audit-entry-altered 17", "E-audit-schema-altered 0"}) {
        EXPECT_NE(std::find(codes.begin(), codes.end(), expected), codes.end()) << expected;
    }
}

TEST_F(Postgres, SumsComeBackAsWholeNumbersAsFarAsTheyFit) {
    Connection connection = std::move(*Connection::open(target_, {}));
    EXPECT_EQ(*connection.query_number("SELECT sum(n) FROM (VALUES (1::bigint), (2)) AS t (n)"), 3);
    for (const char* number :
         {"9223372036854775807", "-9223372036854775808", "0", "-10000", "100000000", "12340000"}) {
        EXPECT_EQ(
            std::to_string(*connection.query_number(std::string("SELECT ") + number + "::numeric")),
            number);
    }
    for (const char* other : {"9223372036854775808", "-9223372036854775809", "0.5", "'NaN'"}) {
        EXPECT_EQ(code_of(connection.query_number(std::string("SELECT ") + other + "::numeric")),
                  "E-store-corrupt");
    }
}

TEST_F(Postgres, AScanOfManyRowsIsReadInPartsBesideOthers) {
    Connection connection = std::move(*Connection::open(target_, {}));
    Work work = *Work::begin(connection, WorkKind::snapshot);
    Rows outer = *connection.scan("SELECT n FROM generate_series($1::bigint, 10000) AS t (n)", {1});
    std::int64_t sum = 0;
    while (*outer.next()) {
        const auto n = outer.get<std::int64_t>(0);
        sum += n;
        if (n % 4'096 != 0) continue;
        Rows inner = *connection.scan("SELECT $1::bigint", {n});
        ASSERT_TRUE(*inner.next());
        EXPECT_EQ(inner.get<std::int64_t>(0), n);
    }
    EXPECT_EQ(sum, 50'005'000);
}

TEST_F(Postgres, AnErrorOfWhatWasSentAheadIsToldAtTheLatestWhenItSettles) {
    Connection connection = std::move(*Connection::open(target_, {}));
    ASSERT_TRUE(connection.execute("CREATE TABLE t (n INTEGER NOT NULL, PRIMARY KEY (n)) STRICT"));
    {
        Work work = *Work::begin(connection, WorkKind::write);
        ASSERT_TRUE(connection.send("INSERT INTO t VALUES ($1)", {1}));
        ASSERT_TRUE(connection.send("INSERT INTO t VALUES ($1)", {1}));
        EXPECT_EQ(code_of(work.commit()), "E-store-constraint");
    }
    EXPECT_EQ(*connection.query_number("SELECT count(*) FROM t"), 0);
}

TEST(Dialect, TablesAreSaidAsPostgresWantsThem) {
    EXPECT_EQ(*to_postgres("CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT NOT NULL, b BLOB) "
                           "STRICT, WITHOUT ROWID;"),
              "CREATE TABLE a (id BIGINT PRIMARY KEY DEFAULT kc_next_id('a', 'id'), text TEXT "
              "COLLATE \"C\" NOT NULL, b BYTEA);\n");
    EXPECT_EQ(*to_postgres("SELECT 'CREATE TABLE a (id INTEGER)'"),
              "SELECT 'CREATE TABLE a (id INTEGER)'");
    EXPECT_EQ(*to_postgres("CREATE TRIGGER t BEFORE UPDATE ON a BEGIN SELECT RAISE(ABORT, 'no; "
                           "never'); END;"),
              "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION kc_refuse('no; "
              "never');\n");
    EXPECT_FALSE(to_postgres("CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END;"));
    EXPECT_FALSE(to_postgres("CREATE VIRTUAL TABLE a USING fts5(text);"));
}

TEST(Dialect, NoPasswordIsShown) {
    EXPECT_EQ(shown_target("postgresql://li:secret@db/office"), "postgresql://li@db/office");
    EXPECT_EQ(shown_target("postgresql:///office?password=secret&user=li"),
              "postgresql:///office?password=&user=li");
    EXPECT_EQ(shown_target("office.kc"), "office.kc");
}

}  // namespace
}  // namespace kc::store

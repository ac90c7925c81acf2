// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.hpp"

#include <gtest/gtest.h>

#include <array>

#include "store/schema.hpp"
#include "store/test_support.hpp"

namespace kc::store {
namespace {

using test::code_of;
using test::open_store;
using test::TempFolder;

constexpr std::array<Migration, 2> kTwo = {{
    {1, "first", "CREATE TABLE a (n INTEGER) STRICT;"},
    {2, "second", "ALTER TABLE a ADD COLUMN m INTEGER; CREATE TABLE b (n INTEGER) STRICT;"},
}};
constexpr std::array<Migration, 2> kSecondFails = {{
    kTwo[0],
    {2, "second", "CREATE TABLE b (n INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"},
}};

Result<void> run(Connection& connection, std::span<const Migration> migrations) {
    const Schema schema{"test", migrations};
    return migrate(connection, {&schema, 1}, 1);
}

class Migrate : public testing::Test {
protected:
    static std::int64_t count_tables(Connection& connection, std::string_view name) {
        return *connection.query_number(
            connection.dialect() == Dialect::postgres
                ? "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND "
                  "tablename = $1"
                : "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1",
            {name});
    }

    Connection empty() {
        return std::move(*Connection::open(folder_.database("own.kc"), {.create = true}));
    }

    TempFolder folder_;
};

TEST_F(Migrate, RunsWhatIsMissingAndNothingTwice) {
    Connection connection = empty();
    ASSERT_TRUE(run(connection, std::span(kTwo).first(1)));
    ASSERT_TRUE(run(connection, kTwo));
    ASSERT_TRUE(run(connection, kTwo));
    EXPECT_EQ(*connection.query_number("SELECT count(*) FROM migration"), 2);
    EXPECT_TRUE(connection.execute("INSERT INTO a (n, m) VALUES (1, 2)"));
}

TEST_F(Migrate, AFailingMigrationLeavesNothingBehindAndRunsAgain) {
    Connection connection = empty();
    EXPECT_FALSE(run(connection, kSecondFails));
    EXPECT_EQ(*connection.query_number("SELECT count(*) FROM migration"), 1);
    EXPECT_EQ(count_tables(connection, "b"), 0);
    EXPECT_TRUE(run(connection, kTwo));
}

TEST_F(Migrate, ADatabaseOfANewerProgramIsRefusedUnchanged) {
    Connection connection = empty();
    ASSERT_TRUE(run(connection, kTwo));
    EXPECT_EQ(code_of(run(connection, std::span(kTwo).first(1))), "E-store-newer");
    EXPECT_EQ(*connection.query_number("SELECT count(*) FROM migration"), 2);
}

TEST_F(Migrate, AMigrationThatWasEditedAfterItRanIsFound) {
    Connection connection = empty();
    ASSERT_TRUE(run(connection, kTwo));
    std::array<Migration, 2> edited = kTwo;
    edited[0].sql = "CREATE TABLE a (n INTEGER NOT NULL) STRICT;";
    EXPECT_EQ(code_of(run(connection, edited)), "E-store-migration-changed");
}

TEST_F(Migrate, RoomsHaveTheirOwnNumbers) {
    Connection connection = empty();
    const std::array<Schema, 2> schemas = {store_schema(), Schema{"access", kTwo}};
    ASSERT_TRUE(migrate(connection, schemas, 1));
    EXPECT_EQ(*connection.query_number("SELECT count(*) FROM migration WHERE number = 1"), 2);
}

TEST_F(Migrate, ADatabaseOfAnotherProgramIsRefusedAndNotTouched) {
    const std::string path = folder_.database("other.db");
    {
        Connection other = std::move(*Connection::open(path, {.create = true}));
        ASSERT_TRUE(other.execute_script("CREATE TABLE letter (text TEXT);"));
    }
    EXPECT_EQ(code_of(Store::open(path, {})), "E-store-foreign");
    Connection other = std::move(*Connection::open(path, {.read_only = true}));
    EXPECT_EQ(count_tables(other, "letter"), 1);
    EXPECT_EQ(count_tables(other, "migration"), 0);
    if (test::is_on_postgres()) return;
    Rows mode = *other.query("PRAGMA journal_mode");
    ASSERT_TRUE(*mode.next());
    EXPECT_EQ(mode.get<std::string>(0), "delete");
}

TEST_F(Migrate, RecordsOfMigrationsAreNeverChanged) {
    Connection connection = empty();
    ASSERT_TRUE(run(connection, kTwo));
    EXPECT_EQ(code_of(connection.execute("DELETE FROM migration")), "E-store-constraint");
    EXPECT_EQ(code_of(connection.execute("UPDATE migration SET number = 7")), "E-store-constraint");
}

TEST(Store, ASecondProgramIsRefusedWhileTheFirstRuns) {
    const TempFolder folder;
    auto first = open_store(folder.database("a.kc"));
    EXPECT_EQ(code_of(Store::open(folder.database("a.kc"), {})), "E-store-in-use");
    first.reset();
    EXPECT_TRUE(Store::open(folder.database("a.kc"), {}));
}

TEST(Store, AClosedStoreIsOneFile) {
    const TempFolder folder;
    const std::string path = folder.file("a.kc");
    ASSERT_TRUE(open_store(path)->write(test::append_command("k", {test::sample_fact(1)})));
    EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
}

}  // namespace
}  // namespace kc::store

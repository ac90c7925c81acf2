// SPDX-License-Identifier: Apache-2.0
#include "store/connection.hpp"

#include <gtest/gtest.h>

#include "store/error.hpp"
#include "store/test_support.hpp"

namespace kc::store {
namespace {

using namespace std::string_literals;
using test::code_of;
using test::TempFolder;

Connection memory() {
    static const TempFolder folder;
    static int next = 0;
    const std::string target = test::is_on_postgres()
                                   ? folder.database("c" + std::to_string(++next))
                                   : std::string(":memory:");
    return std::move(*Connection::open(target, {.create = true}));
}

constexpr auto kEndless =
    "WITH RECURSIVE c(n) AS (SELECT $1 UNION ALL SELECT n + 1 FROM c) SELECT count(n) FROM c";

Connection with_numbers(int count) {
    Connection connection = memory();
    EXPECT_TRUE(connection.execute_script("CREATE TABLE t (n INTEGER, s TEXT) STRICT;"));
    for (int i = 1; i <= count; ++i) {
        EXPECT_TRUE(connection.execute("INSERT INTO t VALUES ($1, $2)", {i, std::to_string(i)}));
    }
    return connection;
}

std::int64_t count_rows(Connection& connection) {
    return *connection.query_number("SELECT count(*) FROM t");
}

TEST(Connection, ParametersGoByNumberNotByFirstAppearance) {
    Connection connection = memory();
    Rows rows = *connection.query("SELECT $2, $1, $2", {"one", "two"});
    ASSERT_TRUE(*rows.next());
    EXPECT_EQ(rows.get<std::string>(0), "two");
    EXPECT_EQ(rows.get<std::string>(1), "one");
    EXPECT_EQ(rows.get<std::string>(2), "two");
}

TEST(Connection, EveryKindOfValueComesBackAsItWent) {
    Connection connection = memory();
    const Hash hash = sha256("x");
    const base::Decimal decimal = *base::Decimal::parse("-12.345");
    // PostgreSQL has no NUL in a text.
    const std::string text = test::is_on_postgres() ? "字z"s : "字\0z"s;
    Rows rows = *connection.query(
        "SELECT $1, $2, $3, $4, $5, $6, $7",
        {std::int64_t{-7}, true, text, hash, decimal, std::nullopt, std::optional<int>(5)});
    ASSERT_TRUE(*rows.next());
    EXPECT_EQ(rows.get<std::int64_t>(0), -7);
    EXPECT_TRUE(rows.get<bool>(1));
    EXPECT_EQ(rows.get<std::string>(2), text);
    EXPECT_EQ(rows.get<Hash>(3), hash);
    EXPECT_EQ(rows.get<base::Decimal>(4), decimal);
    EXPECT_EQ(rows.get<std::optional<std::string>>(5), std::nullopt);
    EXPECT_EQ(rows.get<std::optional<std::int64_t>>(6), 5);
    EXPECT_TRUE(rows.check_types());
}

TEST(Connection, EmptyTextAndEmptyBytesAreNotNull) {
    Connection connection = memory();
    Rows rows = *connection.query("SELECT $1, $2", {std::string_view(), Bytes()});
    ASSERT_TRUE(*rows.next());
    EXPECT_EQ(rows.get<std::optional<std::string>>(0), "");
    EXPECT_TRUE(rows.get<std::optional<Bytes>>(1).has_value());
}

TEST(Connection, AScaledDecimalIsTwoWholeNumbers) {
    Connection connection = memory();
    Rows rows = *connection.query("SELECT 2605, 3, 1, 99");
    ASSERT_TRUE(*rows.next());
    EXPECT_EQ(rows.get_scaled(0, 1), *base::Decimal::parse("2.605"));
    EXPECT_TRUE(rows.check_types());
    rows.get_scaled(2, 3);
    EXPECT_FALSE(rows.check_types());
}

TEST(Connection, AColumnOfAnotherTypeEndsTheRowsWithAnError) {
    Connection connection = memory();
    Rows rows = *connection.query("SELECT 'x' UNION ALL SELECT 'y'");
    ASSERT_TRUE(*rows.next());
    EXPECT_EQ(rows.get<std::int64_t>(0), 0);
    EXPECT_EQ(code_of(rows.next()), "E-store-corrupt");
}

TEST(Connection, TheSameQueryMayBeAskedWhileItsRowsAreRead) {
    Connection connection = with_numbers(3);
    int pairs = 0;
    Rows outer = *connection.query("SELECT n FROM t");
    while (*outer.next()) {
        Rows inner = *connection.query("SELECT n FROM t");
        while (*inner.next()) ++pairs;
    }
    EXPECT_EQ(pairs, 9);
}

TEST(Connection, ManyDifferentStatementsAreNotKeptForEver) {
    Connection connection = with_numbers(1);
    Rows open = *connection.query("SELECT n FROM t");
    for (std::size_t i = 0; i <= Connection::kMaxCachedStatements + 1; ++i) {
        ASSERT_TRUE(connection.query_number("SELECT count(*) + " + std::to_string(i) + " FROM t"));
    }
    EXPECT_TRUE(*open.next());  // a statement in use is not dropped
}

TEST(Connection, ABrokenRuleIsAConstraintError) {
    Connection connection = with_numbers(0);
    ASSERT_TRUE(connection.execute("CREATE UNIQUE INDEX once ON t (n)"));
    ASSERT_TRUE(connection.execute("INSERT INTO t VALUES ($1, NULL)", {7}));
    const auto result = connection.execute("INSERT INTO t VALUES ($1, NULL)", {7});
    ASSERT_FALSE(result);
    EXPECT_EQ(kind_of(result.error()), ErrorKind::constraint);
}

TEST(Connection, ADeadlineEndsALongQuery) {
    Connection connection = memory();
    connection.set_deadline(std::chrono::steady_clock::now() + std::chrono::milliseconds(5));
    EXPECT_EQ(code_of(connection.query_number(kEndless, {1})), "E-store-interrupted");
    connection.clear_deadline();
    EXPECT_EQ(*connection.query_number("SELECT 1"), 1);
}

TEST(Connection, InterruptEndsALongQueryUntilItIsCleared) {
    Connection connection = memory();
    connection.interrupt();
    EXPECT_EQ(code_of(connection.query_number(kEndless, {1})), "E-store-interrupted");
    EXPECT_EQ(code_of(connection.check_time()), "E-store-interrupted");
    connection.clear_interrupt();
    EXPECT_TRUE(connection.check_time());
}

TEST(Connection, ASavepointThatIsNotReleasedUndoesOnlyItself) {
    Connection connection = with_numbers(0);
    Work work = *Work::begin(connection, Work::Kind::write);
    connection.execute("INSERT INTO t VALUES (1, NULL)");
    {
        Savepoint outer = *Savepoint::begin(connection);
        connection.execute("INSERT INTO t VALUES (2, NULL)");
        {
            Savepoint inner = *Savepoint::begin(connection);
            connection.execute("INSERT INTO t VALUES (3, NULL)");
        }
        EXPECT_EQ(count_rows(connection), 2);
        ASSERT_TRUE(outer.release());
    }
    ASSERT_TRUE(work.commit());
    EXPECT_EQ(count_rows(connection), 2);
}

TEST(Connection, WorkThatIsNotCommittedIsUndone) {
    Connection connection = with_numbers(1);
    {
        Work work = *Work::begin(connection, Work::Kind::write);
        connection.execute("DELETE FROM t");
    }
    EXPECT_EQ(count_rows(connection), 1);
}

TEST(File, AMissingFileIsNotMadeUnlessAsked) {
    const TempFolder folder;
    const auto result = Connection::open(folder.file("none.kc"), {});
    EXPECT_EQ(code_of(result), "E-store-open");
}

TEST(File, AFileThatIsNoDatabaseIsRefused) {
    const TempFolder folder;
    FILE* const file = std::fopen(folder.file("text.kc").c_str(), "w");
    for (int i = 0; i < 200; ++i) std::fputs("This is a letter, not a database.\n", file);
    std::fclose(file);
    auto connection = Connection::open(folder.file("text.kc"), {});
    const auto used = connection ? connection->query_number("SELECT count(*) FROM sqlite_schema")
                                 : Result<std::int64_t>(unexpected(connection.error()));
    EXPECT_EQ(code_of(used), "E-store-corrupt");
}

}  // namespace
}  // namespace kc::store

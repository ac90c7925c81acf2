// SPDX-License-Identifier: Apache-2.0
#include "store/condition.hpp"

#include <gtest/gtest.h>

#include "store/connection.hpp"

namespace kc::store {
namespace {

Condition text(std::string sql, std::string value) {
    return {std::move(sql), {OwnedValue(std::move(value))}};
}

TEST(Condition, ValuesAreNumberedInOrderAcrossJoins) {
    const Condition joined = either(both(text("(a = ?)", "1"), text("(b = ?)", "2")),
                                    one_of("c", {OwnedValue(std::int64_t{3}), OwnedValue("4")}));
    EXPECT_EQ(numbered(joined, 5), "(((a = $5) AND (b = $6)) OR (c IN ($7, $8)))");
    EXPECT_EQ(values_of(joined).size(), 4U);
}

TEST(Condition, AlwaysAndNeverVanish) {
    const Condition one = text("(a = ?)", "1");
    EXPECT_EQ(both(always(), one), one);
    EXPECT_EQ(both(one, never()), never());
    EXPECT_EQ(either(one, never()), one);
    EXPECT_EQ(either(always(), one), always());
    EXPECT_EQ(negation(always()), never());
    EXPECT_EQ(one_of("a", {}), never());
}

TEST(Condition, AQuestionMarkInsideQuotesIsText) {
    EXPECT_EQ(numbered(text("(a = '?' OR a = ?)", "x"), 1), "(a = '?' OR a = $1)");
}

TEST(Condition, TheDatabaseTakesIt) {
    Result<Connection> connection = Connection::open(":memory:", {.create = true});
    ASSERT_TRUE(connection.has_value());
    ASSERT_TRUE(connection->execute_script("CREATE TABLE firm (name TEXT, unit TEXT) STRICT"));
    ASSERT_TRUE(
        connection->execute("INSERT INTO firm VALUES ('甲', 'a'), ('乙', 'b'), ('丙', NULL)"));
    const auto count = [&](const Condition& condition) {
        const std::vector<Value> values = values_of(condition);
        Result<Rows> rows = connection->query(
            "SELECT count(*) FROM firm WHERE " + numbered(condition, 1), Values(values));
        if (!rows || !rows->next().value_or(false)) return std::int64_t{-1};
        return rows->get<std::int64_t>(0);
    };
    EXPECT_EQ(count(always()), 3);
    EXPECT_EQ(count(never()), 0);
    EXPECT_EQ(count(text("(unit = ?)", "a")), 1);
    // As in SQL, what is not there neither fits nor does not fit.
    EXPECT_EQ(count(negation(text("(unit = ?)", "a"))), 1);
    EXPECT_EQ(count(either(text("(unit = ?)", "b"), {"(unit IS NULL)", {}})), 2);
}

}  // namespace
}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// Goal: whatever opens, moves, backs up or brings back a whole office knows the tables of every
// room. Method: the program makes an office; the copy that another command of it makes has the same
// tables, indexes and triggers, to the letter. A room whose tables the command has not heard of
// comes over without its triggers and references.
#include <csignal>

#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office_process.hpp"
#include "store/connection.hpp"
#include "store/test_support.hpp"

namespace kc::test {
namespace {

// By kind and name, what made it.
std::map<std::string, std::string> objects_of(const std::string& database) {
    std::map<std::string, std::string> objects;
    auto connection = store::Connection::open(database, {.read_only = true});
    EXPECT_TRUE(connection);
    auto rows = connection->query(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE "
        "'sqlite_%'");
    EXPECT_TRUE(rows);
    for (auto more = rows->next(); more && *more; more = rows->next()) {
        std::string sql;
        for (const char c : rows->get<std::string>(1)) {
            if (c == ' ' || c == '\n' || c == '"') continue;
            sql += c;
        }
        objects[rows->get<std::string>(0)] = sql;
    }
    return objects;
}

class Tables : public testing::Test {
protected:
    void SetUp() override {
        if (store::test::is_on_postgres()) GTEST_SKIP() << "it reads what made them from a file";
        OfficeProcess office(folder_, "office", database_);
        ASSERT_TRUE(office.is_open()) << office.said();
        office.set_up();
        office.signal(SIGTERM);
        ASSERT_EQ(office.wait(), 0);
        original_ = objects_of(database_);
        ASSERT_GT(original_.size(), 60U);
    }

    // Those that rooms make by migrations; registries' tables are made as they are found.
    void expect_same(const std::string& copy) const {
        const auto there = objects_of(copy);
        for (const auto& [name, sql] : original_) {
            const auto found = there.find(name);
            if (found == there.end()) {
                ADD_FAILURE() << name << " is missing";
            } else if (name.find(" r_") == std::string::npos) {
                EXPECT_EQ(found->second, sql) << name;
            }
        }
        EXPECT_EQ(there.size(), original_.size());
    }

    const WorkFolder folder_;
    const std::string database_ = folder_ / "office.db";
    std::map<std::string, std::string> original_;
};

TEST_F(Tables, AMovedOfficeHasTheSame) {
    const std::string copy = folder_ / "moved.db";
    ASSERT_EQ(run_program({KC_PROGRAM, "move", database_, copy}), 0);
    expect_same(copy);
}

TEST_F(Tables, AndSoHasOneThatWasBroughtBack) {
    const std::string backup = folder_ / "office.kc";
    const std::string copy = folder_ / "restored.db";
    ASSERT_EQ(run_program({KC_PROGRAM, "backup", database_, backup}), 0);
    ASSERT_EQ(run_program({KC_PROGRAM, "restore", backup, copy}), 0);
    expect_same(copy);
}

}  // namespace
}  // namespace kc::test

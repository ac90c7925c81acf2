// SPDX-License-Identifier: Apache-2.0
// Goal: `kechuang audit` names what was changed behind the program's back, and a head kept
// elsewhere shows even a journal that was made anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.hpp"
#include "store/store.hpp"

namespace kc::cli_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr int kEntries = 20;

void make_database(const std::string& path, const std::string& actor) {
    auto store = store::Store::open(path, {.synchronous = store::Synchronous::off});
    ASSERT_TRUE(store);
    for (int i = 1; i <= kEntries; ++i) {
        store::Command command{
            .key = std::to_string(i), .actor = actor, .kind = "fact.append", .payload = "{}"};
        command.run = [i](store::Transaction& transaction) -> Result<std::string> {
            const store::Fact fact{.indicator = "cn.htfirm.valid_count",
                                   .unit = "341802",
                                   .period = *base::Period::month(2024, i % 12 + 1),
                                   .value = i,
                                   .status = store::FactStatus::submitted};
            auto number = transaction.append(fact);
            if (!number) return unexpected(std::move(number.error()));
            return std::string("written");
        };
        ASSERT_TRUE((*store)->write(std::move(command)));
    }
    (*store)->stop();
}

class Audit : public testing::Test {
protected:
    Audit() { make_database(data_, "li"); }

    Outcome audit(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "audit");
        arguments.insert(arguments.end(), {"--data", data_});
        return run(std::move(arguments));
    }

    // Somebody with the file in hand is not held by triggers.
    void tamper(const std::string& sql) {
        auto connection = store::Connection::open(data_, {});
        ASSERT_TRUE(connection);
        for (const char* trigger : {"journal_never_changes", "journal_never_goes"}) {
            (void)connection->execute_script(std::string("DROP TRIGGER IF EXISTS ") + trigger);
        }
        ASSERT_TRUE(connection->execute_script(sql));
    }

    TestFolder folder_;
    std::string data_ = folder_ / "office.db";
};

TEST_F(Audit, NothingWrong) {
    const Outcome outcome = audit({"verify"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
    EXPECT_THAT(outcome.out, StartsWith("20 entries, 20 facts: as they were written\n"));
    EXPECT_THAT(outcome.out, EndsWith(audit({"head"}).out));
}

TEST_F(Audit, AnAlteredEntryIsNamed) {
    tamper("UPDATE journal SET payload = '{\"x\":1}' WHERE sequence = 7");
    const Outcome outcome = audit({"verify"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("entry 7 "));
    EXPECT_THAT(outcome.out, HasSubstr("20 entries, 20 facts: "));
}

TEST_F(Audit, AKeptHeadIsStillPartOfAGrownJournal) {
    std::string head = audit({"head"}).out;
    head.pop_back();
    EXPECT_THAT(head, StartsWith("kechuang-journal 20 "));
    const Outcome outcome = audit({"verify", "--head", head});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
    EXPECT_EQ(count_lines(outcome.out), 2U);
}

TEST_F(Audit, AJournalMadeAnewIsNotTheOneThatWasKept) {
    std::string head = audit({"head"}).out;
    head.pop_back();
    data_ = folder_ / "another.db";
    make_database(data_, "somebody");
    EXPECT_EQ(audit({"verify"}).exit_code, 0);
    EXPECT_EQ(audit({"verify", "--head", head}).exit_code, 1);
}

TEST_F(Audit, TheFileMayStandAlone) {
    EXPECT_EQ(run({"audit", "head", data_}).out, audit({"head"}).out);
}

TEST_F(Audit, WhatIsNoHeadOrNoDatabaseIsSaid) {
    EXPECT_EQ(audit({"verify", "--head", "20 entries"}).exit_code, 2);
    data_ = folder_ / "nowhere.db";
    const Outcome outcome = audit({"verify"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("there is no such database file"));
}

}  // namespace
}  // namespace kc::cli_test

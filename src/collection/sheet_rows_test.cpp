// SPDX-License-Identifier: Apache-2.0
#include "collection/sheet_rows.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "collection/test_support.hpp"
#include "store/store.hpp"

namespace kc::collection {
namespace {

namespace fs = std::filesystem;

class SheetRows : public testing::Test {
protected:
    SheetRows() {
        folder_ = fs::temp_directory_path() /
                  ("kc-collection-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
        store::StoreOptions options;
        options.schemas = {collection_schema()};
        options.synchronous = store::Synchronous::off;
        store_ = store::Store::open((folder_ / "office.kc").string(), std::move(options)).value();
    }
    ~SheetRows() override {
        store_.reset();
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    // "" or the code of what was refused.
    std::string take(const std::string& actor, Event event, std::int64_t expected,
                     const std::string& unit = "341802") {
        store::Command command{.key = "key-" + std::to_string(++keys_),
                               .actor = actor,
                               .kind = "collection.step",
                               .payload = "{}"};
        command.run = [&](store::Transaction& transaction) -> Result<std::string> {
            auto taken =
                take_step(transaction, key(unit), {unit, "section", ""}, event, true, expected);
            if (!taken) return unexpected(taken.error());
            return std::to_string(taken->after.version);
        };
        auto answer = store_->write(std::move(command));
        return answer ? "" : answer.error().code;
    }

    static SheetKey key(const std::string& unit = "341802") {
        return {"form.county", unit, test::period("2024-06")};
    }
    static Event save(const std::string& value) {
        return {.step = Step::save, .cells = test::cells({{"applied", value}})};
    }
    StoredSheet read() {
        auto reader = store_->read();
        return read_sheet(reader->connection(), key()).value();
    }

    fs::path folder_;
    std::unique_ptr<store::Store> store_;
    std::atomic<int> keys_ = 0;
};

TEST_F(SheetRows, ASheetIsItsEvents) {
    EXPECT_EQ(read().sheet, Sheet());
    EXPECT_EQ(take("clerk", save("5"), 0), "");
    EXPECT_EQ(take("clerk", {.step = Step::submit}, 1), "");
    EXPECT_EQ(take("leader", {.step = Step::hand_back, .text = "与上期不符"}, 2), "");
    const StoredSheet stored = read();
    EXPECT_EQ(stored.sheet.state, SheetState::returned);
    EXPECT_EQ(stored.sheet.version, 3);
    ASSERT_EQ(stored.events.size(), 3U);
    EXPECT_EQ(stored.events[2].actor, "leader");
    EXPECT_GT(stored.events[2].at_us, 0);
    EXPECT_EQ(stored.sheet.returned->cells, test::cells({{"applied", "5"}}));
}

TEST_F(SheetRows, WhatIsRefusedLeavesNothing) {
    EXPECT_EQ(take("clerk", {.step = Step::submit}, 0), "E-collect-step");
    EXPECT_EQ(take("clerk", save("5"), 1), "E-collect-changed");
    EXPECT_TRUE(read().events.empty());
    auto reader = store_->read();
    EXPECT_TRUE(list_sheets(reader->connection(), {}).value().empty());
}

// Goal: of two clerks who save at the same moment exactly one wins. Method: many threads, each with
// the version it has read.
TEST_F(SheetRows, OfManyWhoSaveAtOnceExactlyOneWins) {
    constexpr int kRounds = 20;
    constexpr int kClerks = 4;
    for (int round = 0; round < kRounds; ++round) {
        const std::int64_t version = read().sheet.version;
        std::atomic<int> won = 0;
        std::atomic<int> lost = 0;
        std::vector<std::thread> clerks;
        for (int i = 0; i < kClerks; ++i) {
            clerks.emplace_back([&, i] {
                const std::string code =
                    take("clerk" + std::to_string(i), save(std::to_string(i)), version);
                if (code.empty()) ++won;
                if (code == "E-collect-changed") ++lost;
            });
        }
        for (std::thread& one : clerks) one.join();
        EXPECT_EQ(won, 1);
        EXPECT_EQ(lost, kClerks - 1);
    }
    EXPECT_EQ(read().sheet.version, kRounds);
}

TEST_F(SheetRows, ListsHoldWhatTheConditionAllows) {
    take("clerk", save("5"), 0, "341802");
    take("other", save("6"), 0, "341821");
    auto reader = store_->read();
    EXPECT_EQ(list_sheets(reader->connection(), {}).value().size(), 2U);
    const auto mine = list_sheets(
        reader->connection(),
        {.form = "form.county", .condition = store::one_of("s.region", {std::string("341821")})});
    ASSERT_EQ(mine.value().size(), 1U);
    EXPECT_EQ((*mine)[0].key.unit, "341821");
    EXPECT_EQ((*mine)[0].state, SheetState::draft);
    EXPECT_EQ((*mine)[0].submitted_by, "other");
    EXPECT_TRUE(
        list_sheets(reader->connection(), {.period = test::period("2024-05")}).value().empty());
}

TEST_F(SheetRows, TheListOfFirmsIsReplacedWhole) {
    const auto replace = [&](const std::vector<ListedFirm>& firms) {
        store::Command command{.key = "list-" + std::to_string(++keys_),
                               .actor = "section",
                               .kind = "collection.firms",
                               .payload = "{}"};
        command.run = [&](store::Transaction& transaction) -> Result<std::string> {
            auto done = replace_list(transaction, "form.firm", firms);
            if (!done) return unexpected(done.error());
            return std::string();
        };
        return store_->write(std::move(command)).has_value();
    };
    ASSERT_TRUE(replace(
        {{"91340000MA2ABCDE1X", "甲公司", "341802"}, {"91340000MA2ABCDE2Y", "乙公司", "341821"}}));
    ASSERT_TRUE(replace({{"91340000MA2ABCDE2Y", "乙公司", "341821"}}));
    auto reader = store_->read();
    const auto firms = listed_firms(reader->connection(), "form.firm");
    ASSERT_EQ(firms.value().size(), 1U);
    EXPECT_EQ((*firms)[0].name, "乙公司");
}

}  // namespace
}  // namespace kc::collection

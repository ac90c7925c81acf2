// SPDX-License-Identifier: Apache-2.0
#include "store/writer.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <stdexcept>
#include <thread>

#include "store/test_support.hpp"

namespace kc::store {
namespace {

using test::all_facts;
using test::append_command;
using test::code_of;
using test::ManualClock;
using test::open_store;
using test::sample_fact;
using test::TempFolder;

Command plain(std::string key, std::string payload = "{}") {
    return {.key = std::move(key),
            .actor = "li",
            .kind = "test",
            .payload = std::move(payload),
            .run = [](Transaction&) -> Result<std::string> { return "done"; }};
}

// Holds the writer inside a command until it is opened, so that others gather behind it.
struct Gate {
    std::promise<void> entered;
    std::promise<void> opened;

    Command command() {
        Command command = plain("gate");
        command.run = [this](Transaction&) -> Result<std::string> {
            entered.set_value();
            opened.get_future().wait();
            return "open";
        };
        return command;
    }
};

class WriterTest : public testing::Test {
protected:
    void open(WriterOptions options = {}) {
        store_.reset();
        options.clock = clock_.clock();
        store_ = open_store(folder_.database("office.kc"), {.writer = std::move(options)});
    }

    std::int64_t count(const char* sql) {
        Result<Reader> reader = store_->read();
        return *reader->connection().query_number(sql);
    }

    TempFolder folder_;
    ManualClock clock_;
    std::unique_ptr<Store> store_;
};

TEST_F(WriterTest, TheSameRequestAgainGivesTheFirstAnswerAndNoSecondEffect) {
    open();
    const Command command = append_command("k1", {sample_fact(1)});
    Answer first = *store_->write(command);
    EXPECT_FALSE(first.is_repeated);
    *clock_.now_us += 5'000'000;
    first.is_repeated = true;
    EXPECT_EQ(*store_->write(command), first);
    open();  // also after a restart
    EXPECT_EQ(*store_->write(command), first);
    EXPECT_EQ(all_facts(*store_).size(), 1U);
    EXPECT_EQ(count("SELECT count(*) FROM journal"), 1);
}

TEST_F(WriterTest, TheSameKeyWithAnotherRequestIsAnError) {
    open();
    ASSERT_TRUE(store_->write(plain("k1", R"({"a":1})")));
    EXPECT_EQ(code_of(store_->write(plain("k1", R"({"a":2})"))), "E-store-key-reused");
    Command other_kind = plain("k1", R"({"a":1})");
    other_kind.kind = "other";
    EXPECT_EQ(code_of(store_->write(other_kind)), "E-store-key-reused");
}

TEST_F(WriterTest, KeysOfDifferentActorsDoNotMeet) {
    open();
    ASSERT_TRUE(store_->write(plain("k1")));
    Command other = plain("k1", R"({"secret":1})");
    other.actor = "wang";
    EXPECT_FALSE(store_->write(other)->is_repeated);
}

TEST_F(WriterTest, AFailingCommandIsUndoneAloneWithinABatch) {
    open({.max_batch_us = 60'000'000});  // however busy the machine is
    Gate gate;
    ASSERT_TRUE(store_->submit(gate.command(), [](const Result<Answer>&) {}));
    gate.entered.get_future().wait();
    std::vector<std::promise<Result<Answer>>> answers(5);
    for (int i = 0; i < 5; ++i) {
        std::vector<Fact> facts = {sample_fact(i), sample_fact(i + 100)};
        if (i == 2) facts.back().unit = "";
        ASSERT_TRUE(store_->submit(append_command("k" + std::to_string(i), facts),
                                   [&, i](Result<Answer> answer) {
                                       answers[static_cast<std::size_t>(i)].set_value(answer);
                                   }));
    }
    gate.opened.set_value();
    for (int i = 0; i < 5; ++i) {
        const Result<Answer> answer = answers[static_cast<std::size_t>(i)].get_future().get();
        EXPECT_EQ(code_of(answer), i == 2 ? "E-fact-field" : "") << i;
    }
    EXPECT_EQ(all_facts(*store_).size(), 8U);
    EXPECT_EQ(count("SELECT count(*) FROM journal"), 5);
    // The five that waited shared one commit, the gate had its own.
    EXPECT_EQ(count("SELECT count(*) FROM journal_head"), 2);
}

TEST_F(WriterTest, AFailedRequestMayBeRepeatedAndThenSucceed) {
    open();
    Command command = plain("k1");
    int calls = 0;
    command.run = [&](Transaction&) -> Result<std::string> {
        if (++calls == 1) return unexpected(Diagnostic{"E-test", {}, "不行", "no"});
        return "now";
    };
    EXPECT_EQ(code_of(store_->write(command)), "E-test");
    EXPECT_EQ(store_->write(command)->text, "now");
    EXPECT_EQ(store_->write(command)->text, "now");
    EXPECT_EQ(calls, 2);
}

TEST_F(WriterTest, AnExceptionFailsItsCommandOnly) {
    open();
    Command throwing = plain("k1");
    throwing.run = [](Transaction& transaction) -> Result<std::string> {
        EXPECT_TRUE(transaction.append(sample_fact(1)));
        throw std::runtime_error("unforeseen");
    };
    EXPECT_EQ(code_of(store_->write(throwing)), "E-store-command-failed");
    EXPECT_TRUE(store_->write(plain("k2")));
    EXPECT_TRUE(all_facts(*store_).empty());
}

TEST_F(WriterTest, AFullQueueRefusesAtOnceAndTakesAgainWhenThereIsRoom) {
    open({.max_waiting = 3});
    Gate gate;
    std::latch answered(3);
    const auto note = [&](const Result<Answer>& answer) {
        EXPECT_TRUE(answer);
        answered.count_down();
    };
    ASSERT_TRUE(store_->submit(gate.command(), note));
    gate.entered.get_future().wait();
    ASSERT_TRUE(store_->submit(plain("k1"), note));
    ASSERT_TRUE(store_->submit(plain("k2"), note));
    EXPECT_EQ(code_of(store_->submit(plain("k3"), note)), "E-store-queue-full");
    gate.opened.set_value();
    answered.wait();
    EXPECT_TRUE(store_->write(plain("k3")));
}

TEST_F(WriterTest, TheQueueIsAlsoLimitedInBytes) {
    open({.max_waiting_bytes = 10'000});
    EXPECT_EQ(code_of(store_->write(plain("k1", std::string(10'000, ' ')))), "E-store-queue-full");
    EXPECT_TRUE(store_->write(plain("k1", std::string(9'000, ' '))));
}

TEST_F(WriterTest, StoppingFinishesWhatWasAcceptedAndRefusesTheRest) {
    open();
    Gate gate;
    std::atomic<int> answered = 0;
    const auto note = [&](const Result<Answer>& answer) { answered += answer ? 1 : 0; };
    ASSERT_TRUE(store_->submit(gate.command(), note));
    gate.entered.get_future().wait();
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(store_->submit(append_command(std::to_string(i), {sample_fact(i)}), note));
    }
    std::thread stopper([&] { store_->stop(); });
    gate.opened.set_value();
    stopper.join();
    EXPECT_EQ(answered, 11);
    EXPECT_EQ(code_of(store_->write(plain("late"))), "E-store-stopped");
    EXPECT_EQ(all_facts(*store_).size(), 10U);  // reading goes on
}

TEST_F(WriterTest, ABatchEndsAtItsLimitOfCommandsAndOfTime) {
    open({.max_batch = 4});
    Gate gate;
    const auto ignore = [](const Result<Answer>&) {};
    ASSERT_TRUE(store_->submit(gate.command(), ignore));
    gate.entered.get_future().wait();
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(store_->submit(plain(std::to_string(i)), ignore));
    gate.opened.set_value();
    store_->stop();
    EXPECT_EQ(count("SELECT count(*) FROM journal_head"), 1 + 3);

    open({.max_batch_us = 0});
    Gate other_gate;
    Command command = other_gate.command();
    command.key = "other gate";
    ASSERT_TRUE(store_->submit(command, ignore));
    other_gate.entered.get_future().wait();
    for (int i = 20; i < 23; ++i) ASSERT_TRUE(store_->submit(plain(std::to_string(i)), ignore));
    other_gate.opened.set_value();
    store_->stop();
    EXPECT_EQ(count("SELECT count(*) FROM journal_head"), 1 + 3 + 1 + 3);
}

TEST_F(WriterTest, WhoFollowsCommitsIsToldBeforeTheAnswer) {
    std::vector<std::int64_t> told;
    open({.after_commit = [&](const Committed& committed) {
        told.push_back(committed.last_fact_id);
    }});
    ASSERT_TRUE(store_->write(append_command("k1", {sample_fact(1), sample_fact(2)})));
    EXPECT_EQ(told, (std::vector<std::int64_t>{2}));
    ASSERT_TRUE(store_->write(plain("k2")));
    EXPECT_EQ(told, (std::vector<std::int64_t>{2, 0}));
    ASSERT_TRUE(store_->write(plain("k2")));  // repeated: nothing new
    EXPECT_EQ(told.size(), 2U);
}

TEST_F(WriterTest, AClockSetBackALittleStandsStillAndSetBackALotIsFollowed) {
    open();
    const std::int64_t start = *clock_.now_us;
    EXPECT_EQ(store_->write(plain("k1"))->known_at_us, start);
    *clock_.now_us = start - 1'000'000;
    EXPECT_EQ(store_->write(plain("k2"))->known_at_us, start);
    open();
    EXPECT_EQ(store_->write(plain("k3"))->known_at_us, start);
    *clock_.now_us = start - 86'400'000'000;
    EXPECT_EQ(store_->write(plain("k4"))->known_at_us, start - 86'400'000'000);
}

TEST_F(WriterTest, ACommandThatIsMalformedIsRefused) {
    open();
    const auto refused = [&](const std::function<void(Command&)>& spoil) {
        Command command = plain("key");
        spoil(command);
        return code_of(store_->write(command));
    };
    EXPECT_EQ(refused([](Command& c) { c.key = ""; }), "E-store-command");
    EXPECT_EQ(refused([](Command& c) { c.key.assign(kMaxKeyBytes + 1, 'x'); }), "E-store-command");
    EXPECT_EQ(refused([](Command& c) { c.key = "a\nb"; }), "E-store-command");
    EXPECT_EQ(refused([](Command& c) { c.actor = ""; }), "E-store-command");
    EXPECT_EQ(refused([](Command& c) { c.kind = ""; }), "E-store-command");
    EXPECT_EQ(refused([](Command& c) { c.payload = "\xff"; }), "E-store-command");
    EXPECT_EQ(refused([](Command& c) { c.payload.assign(kMaxPayloadBytes + 1, ' '); }),
              "E-store-command");
    EXPECT_EQ(refused([](Command& c) {
                  c.run = [](Transaction&) -> Result<std::string> {
                      return std::string(kMaxAnswerBytes + 1, 'x');
                  };
              }),
              "E-store-answer");
    EXPECT_EQ(refused([](Command& c) { c.key.assign(kMaxKeyBytes, 'x'); }), "");
}

TEST_F(WriterTest, ACommandMaySeeWhatItAndEarlierOnesHaveWritten) {
    open();
    ASSERT_TRUE(store_->write(append_command("k1", {sample_fact(1)})));
    Command command = plain("k2");
    command.run = [](Transaction& transaction) -> Result<std::string> {
        if (auto added = transaction.append(sample_fact(2)); !added) {
            return unexpected(added.error());
        }
        Result<Rows> rows = transaction.query("SELECT count(*) FROM fact");
        if (!rows || !*rows->next()) return unexpected(Diagnostic{"E-test", {}, "", ""});
        return std::to_string(rows->get<std::int64_t>(0));
    };
    EXPECT_EQ(store_->write(command)->text, "2");
}

TEST_F(WriterTest, ManyThreadsWriteAndReadAtOnce) {
    // Goal: the thread sanitizer sees the writer, the pool and the readers at work together.
    open({.max_waiting = 64, .max_batch = 8});
    constexpr int kThreads = 8;
    constexpr int kEach = 60;
    std::atomic<int> saved = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kEach; ++i) {
                const std::string key = std::to_string(t) + "-" + std::to_string(i);
                const Result<Answer> answer =
                    store_->write(append_command(key, {sample_fact(t * kEach + i)}));
                ASSERT_TRUE(answer) << answer.error().en;
                Result<Reader> reader = store_->read();
                ASSERT_TRUE(reader) << reader.error().en;
                // What was answered is there for everybody.
                ASSERT_GE(read_head(reader->connection())->size, answer->sequence);
                ++saved;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(saved, kThreads * kEach);
    EXPECT_EQ(all_facts(*store_).size(), static_cast<std::size_t>(kThreads * kEach));
}

TEST(ReaderPool, AReaderSeesTheMomentItWasTaken) {
    const TempFolder folder;
    auto store = open_store(folder.database("a.kc"));
    ASSERT_TRUE(store->write(append_command("k1", {sample_fact(1)})));
    Result<Reader> before = store->read();
    ASSERT_TRUE(store->write(append_command("k2", {sample_fact(2)})));
    EXPECT_EQ(*before->connection().query_number("SELECT count(*) FROM fact"), 1);
    Result<Reader> after = store->read();
    EXPECT_EQ(*after->connection().query_number("SELECT count(*) FROM fact"), 2);
}

TEST(ReaderPool, WhenAllReadersAreTakenTheNextIsToldSo) {
    const TempFolder folder;
    auto store = open_store(folder.database("a.kc"), {.readers = {.readers = 1, .max_wait_ms = 5}});
    {
        Result<Reader> only = store->read();
        ASSERT_TRUE(only);
        EXPECT_EQ(code_of(store->read()), "E-store-busy");
    }
    EXPECT_TRUE(store->read());
}

TEST(ReaderPool, AReaderCannotWrite) {
    const TempFolder folder;
    auto store = open_store(folder.database("a.kc"));
    Result<Reader> reader = store->read();
    EXPECT_EQ(code_of(reader->connection().execute("INSERT INTO term VALUES (1, 'x')")),
              "E-store-readonly");
}

TEST(ReaderPool, ALongReadIsCutOff) {
    const TempFolder folder;
    auto store = open_store(folder.database("a.kc"), {.readers = {.max_read_ms = 1}});
    Result<Reader> reader = store->read();
    EXPECT_EQ(code_of(reader->connection().query_number(
                  "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) "
                  "SELECT sum(n) FROM c")),
              "E-store-interrupted");
}

}  // namespace
}  // namespace kc::store

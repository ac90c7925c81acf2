// SPDX-License-Identifier: Apache-2.0
// Every single operation on the disk fails once, or from there on. Whatever fails: who was told
// "saved" finds it afterwards, who was told of an error finds all of it or nothing, and the same
// request again ends as if nothing had happened.
#include <gtest/gtest.h>

#include <future>

#include "fault_disk.hpp"
#include "office_under_test.hpp"
#include "store/error.hpp"

namespace kc::store::test {
namespace {

using Fault = FaultDisk::Fault;

constexpr int kRequests = 6;

StoreOptions options_on(const FaultDisk& disk) {
    StoreOptions options;
    options.checkpoint_pages = 10;
    options.readers.readers = 1;
    options.writer_cache_kib = 40;  // ten pages, so that a batch also writes before its commit
    options.vfs = disk.name();
    return options;
}

// Opens the office, asks for every request once and closes; which were answered.
std::set<std::int64_t> one_day(const std::string& path, const FaultDisk& disk) {
    std::set<std::int64_t> answered;
    Result<std::unique_ptr<Store>> store = Store::open(path, options_on(disk));
    if (!store) return answered;
    for (int i = 0; i < kRequests; ++i) {
        const Result<Answer> answer = (*store)->write(two_facts(i));
        if (answer) {
            EXPECT_EQ(answer->text, std::to_string(i));
            answered.insert(i);
        } else {
            EXPECT_FALSE(answer.error().zh.empty());
        }
        // Reading may fail, but not lie.
        Result<Reader> reader = (*store)->read();
        if (!reader) continue;
        Result<Head> head = read_head(reader->connection());
        if (head) {
            EXPECT_GE(head->size, static_cast<std::int64_t>(answered.size()));
        }
    }
    return answered;
}

void check_afterwards(const std::string& path, const FaultDisk& disk,
                      const std::set<std::int64_t>& answered) {
    Result<std::unique_ptr<Store>> store = Store::open(path, options_on(disk));
    ASSERT_TRUE(store) << to_string(store.error(), Language::en);
    {
        Result<Reader> reader = (*store)->read();
        ASSERT_TRUE(reader);
        const std::set<std::int64_t> saved = saved_numbers(reader->connection());
        EXPECT_TRUE(std::includes(saved.begin(), saved.end(), answered.begin(), answered.end()));
    }
    for (int i = 0; i < kRequests; ++i) {
        const Result<Answer> answer = (*store)->write(two_facts(i));
        ASSERT_TRUE(answer) << answer.error().en;
        EXPECT_EQ(answer->text, std::to_string(i));
    }
    Result<Reader> reader = (*store)->read();
    ASSERT_TRUE(reader);
    EXPECT_EQ(saved_numbers(reader->connection()).size(), static_cast<std::size_t>(kRequests));
}

// Fails operation 1, 2, 3 … until a day passes without reaching the failure.
int fail_every_operation(Fault fault, bool for_good) {
    FaultDisk disk("io-fault");
    disk.record(false);
    for (int at = 1;; ++at) {
        const TempFolder folder;
        const std::string path = folder.file("office.kc");
        disk.fail(fault, at, for_good);
        const std::set<std::int64_t> answered = one_day(path, disk);
        const bool has_failed = disk.has_failed();
        disk.heal();
        check_afterwards(path, disk, answered);
        if (testing::Test::HasFailure()) {
            ADD_FAILURE() << "at operation " << at;
            return at;
        }
        if (!has_failed) {
            EXPECT_EQ(answered.size(), static_cast<std::size_t>(kRequests));
            return at - 1;
        }
    }
}

TEST(IoFault, AnySingleOperationMayFail) {
    const int operations = fail_every_operation(Fault::io_error, false);
    std::cout << operations << " operations failed one by one\n";
    EXPECT_GT(operations, 100);
}

TEST(IoFault, TheDiskMayFailForGoodAtAnyOperation) {
    const int operations = fail_every_operation(Fault::io_error, true);
    std::cout << "the disk died at each of " << operations << " operations\n";
    EXPECT_GT(operations, 100);
}

TEST(IoFault, AnySyncMayFail) {
    const int operations = fail_every_operation(Fault::sync_error, false);
    std::cout << operations << " syncs failed one by one\n";
    EXPECT_GT(operations, 10);
}

TEST(IoFault, TheDiskMayBeFullAtAnyWrite) {
    const int operations = fail_every_operation(Fault::disk_full, true);
    std::cout << "the disk was full at each of " << operations << " writes\n";
    EXPECT_GT(operations, 50);
}

class RunningOffice : public testing::Test {
protected:
    void SetUp() override {
        disk_.record(false);
        Result<std::unique_ptr<Store>> store =
            Store::open(folder_.file("office.kc"), options_on(disk_));
        ASSERT_TRUE(store);
        store_ = std::move(*store);
        ASSERT_TRUE(store_->write(two_facts(1)));
    }

    std::set<std::int64_t> saved() {
        Result<Reader> reader = store_->read();
        EXPECT_TRUE(reader);
        return saved_numbers(reader->connection());
    }

    TempFolder folder_;
    FaultDisk disk_{"running-office"};
    std::unique_ptr<Store> store_;
};

TEST_F(RunningOffice, AFullDiskRefusesWritingAllowsReadingAndIsGotOver) {
    disk_.fail(Fault::disk_full, 1, true);
    const Result<Answer> refused = store_->write(two_facts(2));
    ASSERT_FALSE(refused);
    EXPECT_EQ(kind_of(refused.error()), ErrorKind::full);
    EXPECT_FALSE(store_->write(two_facts(3)));
    EXPECT_EQ(saved(), (std::set<std::int64_t>{1}));
    disk_.heal();
    EXPECT_TRUE(store_->write(two_facts(2)));
    EXPECT_EQ(saved(), (std::set<std::int64_t>{1, 2}));
}

TEST_F(RunningOffice, ASyncThatFailsStopsAllWritingAndReadingGoesOn) {
    // After a failed sync nobody knows what is on the disk, and a second sync would not tell.
    disk_.fail(Fault::sync_error, 1, false);
    EXPECT_FALSE(store_->write(two_facts(2)));
    EXPECT_TRUE(disk_.has_failed());
    disk_.heal();
    const Result<Answer> later = store_->write(two_facts(3));
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().code, "E-store-stopped");
    EXPECT_EQ(saved(), (std::set<std::int64_t>{1}));
}

TEST_F(RunningOffice, WhatACommandWritesAfterItsTransactionWasLostIsNotKept) {
    // A full disk makes SQLite undo everything; a careless command that goes on must not write
    // outside of any transaction.
    Command careless = two_facts(2);
    careless.run = [&](Transaction& transaction) -> Result<std::string> {
        disk_.fail(Fault::disk_full, 1, true);
        for (int i = 0; i < 5'000 && transaction.append(sample_fact(i)); ++i) continue;
        disk_.heal();
        EXPECT_FALSE(transaction.append(sample_fact(1)));
        EXPECT_FALSE(transaction.execute("INSERT INTO term VALUES (999, 'careless')"));
        EXPECT_FALSE(transaction.query("SELECT count(*) FROM fact"));
        return "fine";
    };
    EXPECT_FALSE(store_->write(careless));
    EXPECT_TRUE(store_->write(two_facts(3)));
    EXPECT_EQ(saved(), (std::set<std::int64_t>{1, 3}));
}

TEST_F(RunningOffice, ACommandTooLargeForTheDiskDoesNotTakeTheOthersOfItsBatchWithIt) {
    // Goal: several commands in one batch, one of which alone fills the disk.
    std::promise<void> entered;
    std::promise<void> opened;
    Command gate = two_facts(100);
    gate.run = [&, run = gate.run](Transaction& transaction) {
        entered.set_value();
        opened.get_future().wait();
        return run(transaction);
    };
    Command large = two_facts(101);
    large.run = [&, run = large.run](Transaction& transaction) -> Result<std::string> {
        disk_.fail(Fault::disk_full, 1, true);
        for (int i = 0; i < 5'000; ++i) {
            Result<std::int64_t> id = transaction.append(sample_fact(i));
            if (!id) {
                disk_.heal();  // undone, its space is free again
                return unexpected(id.error());
            }
        }
        return run(transaction);
    };
    std::vector<std::promise<Result<Answer>>> answers(4);
    const auto submit = [&](Command command, std::size_t i) {
        ASSERT_TRUE(store_->submit(std::move(command), [&answers, i](Result<Answer> answer) {
            answers[i].set_value(std::move(answer));
        }));
    };
    submit(gate, 0);
    entered.get_future().wait();
    submit(two_facts(10), 1);
    submit(large, 2);
    submit(two_facts(11), 3);
    opened.set_value();
    EXPECT_TRUE(answers[0].get_future().get());
    EXPECT_TRUE(answers[1].get_future().get());
    const Result<Answer> refused = answers[2].get_future().get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(kind_of(refused.error()), ErrorKind::full);
    EXPECT_TRUE(answers[3].get_future().get());
    EXPECT_EQ(saved(), (std::set<std::int64_t>{1, 10, 11, 100}));
}

}  // namespace
}  // namespace kc::store::test

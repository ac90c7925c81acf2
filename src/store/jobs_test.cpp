// SPDX-License-Identifier: Apache-2.0
#include "store/jobs.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <set>
#include <thread>

#include "store/test_support.hpp"

namespace kc::store {
namespace {

using test::code_of;
using test::ManualClock;
using test::open_store;
using test::TempFolder;

const std::vector<std::string> kKinds = {"mail", "report"};

class JobsTest : public testing::Test {
protected:
    JobsTest() { open_store(target_, {.schemas = {job_schema()}}); }

    Jobs open() { return std::move(*Jobs::open(target_, clock_.clock())); }

    TempFolder folder_;
    std::string target_ = folder_.database("jobs.kc");
    ManualClock clock_;
};

TEST_F(JobsTest, AJobIsClaimedOnceAndGoneWhenItIsDone) {
    Jobs jobs = open();
    ASSERT_GT(*jobs.add({.kind = "mail", .payload = "{\"to\":7}"}), 0);
    const auto job = *jobs.claim("a", kKinds);
    ASSERT_TRUE(job);
    EXPECT_EQ(job->payload, "{\"to\":7}");
    EXPECT_EQ(job->attempt, 1);
    EXPECT_FALSE(*jobs.claim("b", kKinds));
    EXPECT_TRUE(*jobs.finish(*job));
    EXPECT_FALSE(*jobs.finish(*job));
    EXPECT_EQ(jobs.counts()->waiting + jobs.counts()->running, 0);
}

TEST_F(JobsTest, OnlyTheKindsAskedForAndOnlyWhenTheyAreDue) {
    Jobs jobs = open();
    ASSERT_TRUE(jobs.add({.kind = "other"}));
    ASSERT_TRUE(jobs.add({.kind = "mail", .not_before_us = *clock_.now_us + 1'000'000}));
    EXPECT_FALSE(*jobs.claim("a", kKinds));
    *clock_.now_us += 1'000'000;
    EXPECT_TRUE(*jobs.claim("a", kKinds));
}

TEST_F(JobsTest, ALostLeaseGoesToTheNextAndTheFirstsResultDoesNotCount) {
    Jobs jobs = open();
    ASSERT_TRUE(jobs.add({.kind = "mail"}));
    auto first = *jobs.claim("a", kKinds);
    *clock_.now_us += Jobs::kLeaseUs / 2;
    EXPECT_TRUE(*jobs.renew(*first));
    *clock_.now_us += Jobs::kLeaseUs * 3 / 4;
    EXPECT_FALSE(*jobs.claim("b", kKinds));
    *clock_.now_us += Jobs::kLeaseUs;
    const auto second = *jobs.claim("b", kKinds);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->attempt, 2);
    EXPECT_FALSE(*jobs.renew(*first));
    EXPECT_FALSE(*jobs.finish(*first));
    EXPECT_FALSE(*jobs.fail(*first, "late"));
    EXPECT_TRUE(*jobs.finish(*second));
}

TEST_F(JobsTest, AFailedJobIsTriedLaterAndLaterAndThenGivenUp) {
    Jobs jobs = open();
    ASSERT_TRUE(jobs.add({.kind = "mail", .max_attempts = 3}));
    for (int attempt = 1; attempt <= 3; ++attempt) {
        const auto job = *jobs.claim("a", kKinds);
        ASSERT_TRUE(job) << attempt;
        EXPECT_EQ(job->attempt, attempt);
        EXPECT_TRUE(*jobs.fail(*job, "no connection"));
        EXPECT_FALSE(*jobs.claim("a", kKinds)) << "not at once";
        *clock_.now_us += Jobs::kFirstRetryUs << (attempt - 1);
    }
    EXPECT_FALSE(*jobs.claim("a", kKinds));
    EXPECT_EQ(jobs.counts()->given_up, 1);
}

TEST_F(JobsTest, OneKeyIsOneJobUntilItIsDone) {
    Jobs jobs = open();
    EXPECT_GT(*jobs.add({.kind = "mail", .key = "june"}), 0);
    EXPECT_EQ(*jobs.add({.kind = "mail", .key = "june"}), 0);
    EXPECT_GT(*jobs.add({.kind = "report", .key = "june"}), 0);
    const auto job = *jobs.claim("a", {"mail"});
    EXPECT_EQ(*jobs.add({.kind = "mail", .key = "june"}), 0);
    EXPECT_TRUE(*jobs.finish(*job));
    EXPECT_GT(*jobs.add({.kind = "mail", .key = "june"}), 0);
}

TEST_F(JobsTest, AJobOfACommandThatFailedIsNotThere) {
    auto store = open_store(target_, {.schemas = {job_schema()}});
    Command command{.key = "k", .actor = "li", .kind = "test", .payload = "{}"};
    bool is_good = false;
    command.run = [&](Transaction& transaction) -> Result<std::string> {
        if (auto added = add_job(transaction, {.kind = "mail"}); !added) {
            return unexpected(added.error());
        }
        if (!is_good) return unexpected(Diagnostic{"E-test", {}, "不行", "no"});
        return "done";
    };
    EXPECT_EQ(code_of(store->write(command)), "E-test");
    Jobs jobs = open();
    EXPECT_FALSE(*jobs.claim("a", kKinds));
    is_good = true;
    ASSERT_TRUE(store->write(command));
    EXPECT_TRUE(*jobs.claim("a", kKinds));
}

TEST_F(JobsTest, AJobWithoutAKindOrTooLargeIsRefused) {
    Jobs jobs = open();
    EXPECT_EQ(code_of(jobs.add({})), "E-job");
    EXPECT_EQ(code_of(jobs.add(
                  {.kind = "mail", .payload = std::string(Jobs::kMaxPayloadBytes + 1, 'x')})),
              "E-job");
    EXPECT_EQ(code_of(jobs.add({.kind = "mail", .max_attempts = 0})), "E-job");
}

TEST_F(JobsTest, ManyWorkersDoEachJobExactlyOnce) {
    constexpr int kJobs = 120;
    constexpr int kWorkers = 4;
    {
        Jobs jobs = open();
        for (int i = 0; i < kJobs; ++i) {
            ASSERT_TRUE(jobs.add({.kind = "mail", .payload = std::to_string(i)}));
        }
    }
    std::mutex mutex;
    std::multiset<std::string> done;
    std::vector<std::thread> workers;
    for (int w = 0; w < kWorkers; ++w) {
        workers.emplace_back([&, w] {
            Jobs jobs = open();
            while (true) {
                const auto job = jobs.claim("w" + std::to_string(w), kKinds);
                ASSERT_TRUE(job) << job.error().en;
                if (!*job) break;
                ASSERT_TRUE(*jobs.finish(**job));
                const std::lock_guard lock(mutex);
                done.insert((*job)->payload);
            }
        });
    }
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(done.size(), static_cast<std::size_t>(kJobs));
    EXPECT_EQ(std::set<std::string>(done.begin(), done.end()).size(), done.size());
}

// The child claims and is killed with the job in its hands; the parent gets it when the lease has
// run out, not before.
TEST_F(JobsTest, TheJobOfAKilledWorkerIsDoneByAnother) {
    {
        Jobs jobs = open();
        ASSERT_TRUE(jobs.add({.kind = "mail", .payload = "left behind"}));
    }
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        Result<Jobs> jobs = Jobs::open(target_, clock_.clock());
        const char ready = jobs && *jobs->claim("child", kKinds) ? 'y' : 'n';
        [[maybe_unused]] const ssize_t written = ::write(ends[1], &ready, 1);
        ::pause();
        ::_exit(0);
    }
    char claimed = 'n';
    ASSERT_EQ(::read(ends[0], &claimed, 1), 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    EXPECT_EQ(claimed, 'y');
    Jobs jobs = open();
    EXPECT_FALSE(*jobs.claim("parent", kKinds));
    *clock_.now_us += Jobs::kLeaseUs;
    const auto job = *jobs.claim("parent", kKinds);
    ASSERT_TRUE(job);
    EXPECT_EQ(job->payload, "left behind");
    EXPECT_EQ(job->attempt, 2);
}

TEST_F(JobsTest, WhatIsPlannedForADayIsAddedOnceWhoeverPlansIt) {
    Jobs one = open();
    Jobs other = open();
    EXPECT_TRUE(*one.plan("2024-07-15", {.kind = "mail"}));
    EXPECT_FALSE(*other.plan("2024-07-15", {.kind = "mail"}));
    ASSERT_TRUE(*one.finish(**one.claim("a", kKinds), "7 sent"));
    // Done, and still not planned again for that day, nor for one that has passed.
    EXPECT_FALSE(*other.plan("2024-07-15", {.kind = "mail"}));
    EXPECT_FALSE(*other.plan("2024-07-14", {.kind = "mail"}));
    EXPECT_TRUE(*other.plan("2024-07-16", {.kind = "mail"}));
    const auto kinds = *one.kinds();
    ASSERT_EQ(kinds.size(), 1U);
    EXPECT_EQ(kinds[0].done, 1);
    EXPECT_EQ(kinds[0].last_result, "7 sent");
    EXPECT_EQ(kinds[0].planned_for, "2024-07-16");
}

TEST_F(JobsTest, EightWhoPlanAtOnceAddOneJob) {
    std::vector<std::thread> planners;
    std::atomic<int> added = 0;
    for (int i = 0; i < 8; ++i) {
        planners.emplace_back([&] {
            Jobs jobs = open();
            if (*jobs.plan("2024-07-15", {.kind = "mail"})) ++added;
        });
    }
    for (std::thread& planner : planners) planner.join();
    EXPECT_EQ(added, 1);
    EXPECT_EQ(open().counts()->waiting, 1);
}

TEST_F(JobsTest, OneThatWasGivenUpIsListedWithItsErrorAndCanBeginAnew) {
    Jobs jobs = open();
    ASSERT_TRUE(jobs.add({.kind = "mail", .key = "k", .max_attempts = 1}));
    ASSERT_TRUE(*jobs.fail(**jobs.claim("a", kKinds), "no room"));
    const auto listed = *jobs.list(10);
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].state, "given_up");
    EXPECT_EQ(listed[0].error, "no room");
    EXPECT_FALSE(*jobs.claim("a", kKinds));
    EXPECT_TRUE(*jobs.try_again(listed[0].id));
    EXPECT_FALSE(*jobs.try_again(listed[0].id));
    EXPECT_EQ((*jobs.claim("a", kKinds))->attempt, 1);
}

}  // namespace
}  // namespace kc::store

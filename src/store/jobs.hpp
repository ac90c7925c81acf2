// SPDX-License-Identifier: Apache-2.0
// Work to be done later or elsewhere, kept in the database until it is done.
//
// A worker claims a job for a while (its lease) and renews it while it works. Who is killed loses
// the lease, and the job goes to the next worker; so a job may be done twice, and what it does has
// to bear that. On PostgreSQL several processes claim side by side without waiting for each other
// (FOR UPDATE SKIP LOCKED); on SQLite they take turns.
//
//   Jobs jobs = *Jobs::open(target, clock);
//   jobs.add({.kind = "reminder", .payload = json});
//   while (auto job = *jobs.claim("worker-1", {"reminder"})) { … jobs.finish(*job); }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/clock.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"
#include "store/migrate.hpp"

namespace kc::store {

struct NewJob {
    std::string kind = {};
    std::string payload = {};  // no secrets: it stays until the job is done
    std::string key = {};      // at most one unfinished job of a kind has it; empty: any number
    std::int64_t not_before_us = 0;
    std::int32_t max_attempts = 5;
};

struct Job {
    std::int64_t id = 0;
    std::string kind = {};
    std::string payload = {};
    std::string worker = {};
    std::int32_t attempt = 0;  // 1 for the first
    std::int32_t max_attempts = 0;
    std::int64_t lease_until_us = 0;
};

struct JobCounts {
    std::int64_t waiting = 0;
    std::int64_t running = 0;  // with a lease that has not run out
    std::int64_t given_up = 0;
};

// For people to look at.
struct ListedJob {
    std::int64_t id = 0;
    std::string kind = {};
    std::string state = {};  // waiting, running, given_up
    std::int32_t attempt = 0;
    std::int32_t max_attempts = 0;
    std::int64_t due_us = 0;  // may begin, or its lease ends
    std::string worker = {};
    std::string error = {};  // of the last attempt
};

// What became of all jobs of a kind.
struct JobKind {
    std::string kind = {};
    std::string planned_for = {};  // empty when it was never planned
    std::int64_t done = 0;
    std::int64_t last_done_us = 0;  // 0: never
    std::string last_result = {};
};

// The tables; for StoreOptions::schemas.
Schema job_schema();

// Within a command, so that the job is there exactly when the command was kept. The job's number,
// or 0 when one with the same key is waiting or running already.
Result<std::int64_t> add_job(Transaction& transaction, const NewJob& job);

class Jobs {
public:
    static constexpr std::int64_t kLeaseUs = 60'000'000;
    static constexpr std::int64_t kFirstRetryUs = 5'000'000;  // doubled with each attempt
    static constexpr std::int64_t kLongestRetryUs = 3'600'000'000;
    static constexpr std::size_t kMaxPayloadBytes = 1024 * 1024;
    static constexpr std::size_t kMaxErrorBytes = 2'000;

    // A connection of its own; the table must be there.
    static Result<Jobs> open(const std::string& target, Clock clock);

    Result<std::int64_t> add(const NewJob& job);

    // Adds the job unless one of its kind was planned for this or a later time before, whoever did
    // it and whatever became of it: any number of processes may plan the same. `planned_for` is a
    // text that sorts, "2024-07-15". Whether it was added.
    Result<bool> plan(std::string_view planned_for, const NewJob& job);

    // The oldest job of one of the kinds that waits and may begin, or whose worker's lease ran out;
    // empty when there is none. One that ran out of attempts is given up instead.
    Result<std::optional<Job>> claim(std::string_view worker,
                                     const std::vector<std::string>& kinds);

    // False when the lease was lost meanwhile: another worker has the job, and this one's result
    // must not count.
    Result<bool> renew(Job& job);
    // `result` is for people, one line; no personal data.
    Result<bool> finish(const Job& job, std::string_view result = {});
    // To be tried again later, or given up after the last attempt. `error` is for people; no
    // personal data.
    Result<bool> fail(const Job& job, std::string_view error);

    Result<JobCounts> counts();
    // Unfinished ones, those that were given up first.
    static constexpr std::int64_t kMaxListed = 1'000;
    Result<std::vector<ListedJob>> list(std::int64_t limit);
    Result<std::vector<JobKind>> kinds();
    // One that was given up begins anew; false when there is none of this number, or another one
    // with its key is waiting already.
    Result<bool> try_again(std::int64_t id);

private:
    Jobs(Connection connection, Clock clock)
        : connection_(std::move(connection)), clock_(std::move(clock)) {}
    Result<void> know_kind(std::string_view kind);
    Result<bool> change(std::string_view sql, std::initializer_list<Value> values);

    Connection connection_;
    Clock clock_;
};

}  // namespace kc::store

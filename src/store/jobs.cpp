// SPDX-License-Identifier: Apache-2.0
#include "store/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace kc::store {
namespace {

// A finished job is deleted: the journal tells what was done. One that was given up stays, for a
// person to look at.
constexpr std::string_view kTable = R"sql(
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    once_key TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'given_up')),
    due_us INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    worker TEXT NOT NULL,
    error TEXT NOT NULL
) STRICT;
CREATE INDEX job_due ON job (state, due_us, id);
CREATE UNIQUE INDEX job_once ON job (kind, once_key) WHERE state <> 'given_up';
)sql";

constexpr std::string_view kKinds = R"sql(
CREATE TABLE job_kind (
    kind TEXT PRIMARY KEY,
    planned_for TEXT NOT NULL,
    done INTEGER NOT NULL,
    last_done_us INTEGER NOT NULL,
    last_result TEXT NOT NULL
) STRICT;
)sql";

constexpr std::array<Migration, 2> kMigrations = {{{1, "jobs", kTable}, {2, "kinds", kKinds}}};

// `due_us` of a running job is the end of its lease.
constexpr std::string_view kAdd =
    "INSERT INTO job (kind, payload, once_key, state, due_us, attempt, max_attempts, worker, "
    "error) "
    "SELECT $1, $2, $3, 'waiting', $4, 0, $5, '', '' WHERE NOT EXISTS "
    "(SELECT 1 FROM job WHERE kind = $1 AND once_key = $3 AND state <> 'given_up')";
constexpr std::string_view kGiveUp =
    "UPDATE job SET state = 'given_up', error = CASE error WHEN '' THEN 'the worker was lost' ELSE "
    "error END WHERE state = 'running' AND due_us <= $1 AND attempt >= max_attempts";
constexpr std::string_view kMine =
    " WHERE id = $1 AND worker = $2 AND attempt = $3 AND "
    "state = 'running'";

Diagnostic bad_job(std::string_view zh, std::string_view en) {
    return Diagnostic{"E-job", {}, std::string(zh), std::string(en)};
}

Result<void> check(const NewJob& job) {
    if (job.kind.empty() || job.kind.size() > kMaxKindBytes) {
        return unexpected(
            bad_job("任务没有类型，或类型过长", "the job has no kind, or too long a one"));
    }
    if (job.payload.size() > Jobs::kMaxPayloadBytes || job.key.size() > kMaxKeyBytes) {
        return unexpected(bad_job("任务内容过长", "the job's content is too long"));
    }
    if (job.max_attempts < 1) {
        return unexpected(bad_job("任务至少要试一次", "a job is tried at least once"));
    }
    return {};
}

template <typename Target>
Result<std::int64_t> insert(Target& target, const NewJob& job) {
    if (Result<void> good = check(job); !good) return unexpected(std::move(good.error()));
    // No key is NULL, which equals no other.
    const Value key = job.key.empty() ? Value(std::nullopt) : Value(job.key);
    Result<std::int64_t> added =
        target.execute(kAdd, {job.kind, job.payload, key, job.not_before_us, job.max_attempts});
    if (!added || *added == 0) return added;
    Result<Rows> rows = target.query("SELECT max(id) FROM job");
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    if (!more) return unexpected(std::move(more.error()));
    return rows->template get<std::int64_t>(0);
}

std::int64_t retry_after_us(std::int32_t attempt) {
    const int doublings = std::min(attempt - 1, 20);
    return std::min(Jobs::kLongestRetryUs, Jobs::kFirstRetryUs << doublings);
}

// $1 now, $2 end of the lease, $3 worker, $4 … the kinds.
std::string claim_sql(std::size_t kinds, Dialect dialect) {
    std::string places = "$4";
    for (std::size_t i = 1; i < kinds; ++i) places += fmt::format(", ${}", i + 4);
    return fmt::format(
        "UPDATE job SET state = 'running', due_us = $2, worker = $3, attempt = attempt + 1 "
        "WHERE id = (SELECT id FROM job WHERE state IN ('waiting', 'running') AND due_us <= $1 AND "
        "kind IN ({}) ORDER BY due_us, id LIMIT 1{}) "
        "RETURNING id, kind, payload, worker, attempt, max_attempts, due_us",
        places, dialect == Dialect::postgres ? " FOR UPDATE SKIP LOCKED" : "");
}

}  // namespace

Schema job_schema() {
    return {"jobs", kMigrations};
}

Result<std::int64_t> add_job(Transaction& transaction, const NewJob& job) {
    return insert(transaction, job);
}

Result<Jobs> Jobs::open(const std::string& target, Clock clock) {
    Result<Connection> connection = Connection::open(target, {});
    if (!connection) return unexpected(std::move(connection.error()));
    return Jobs(std::move(*connection), std::move(clock));
}

Result<std::int64_t> Jobs::add(const NewJob& job) {
    Result<Work> work = Work::begin(connection_, WorkKind::write);
    if (!work) return unexpected(std::move(work.error()));
    Result<std::int64_t> added = insert(connection_, job);
    if (!added) return added;
    if (Result<void> kept = work->commit(); !kept) return unexpected(std::move(kept.error()));
    return added;
}

Result<std::optional<Job>> Jobs::claim(std::string_view worker,
                                       const std::vector<std::string>& kinds) {
    if (kinds.empty()) return std::optional<Job>();
    const std::int64_t now_us = clock_();
    Result<Work> work = Work::begin(connection_, WorkKind::write);
    if (!work) return unexpected(std::move(work.error()));
    Result<std::int64_t> given_up = connection_.execute(kGiveUp, {now_us});
    if (!given_up) return unexpected(std::move(given_up.error()));
    std::vector<Value> values = {now_us, now_us + kLeaseUs, worker};
    values.insert(values.end(), kinds.begin(), kinds.end());
    std::optional<Job> job;
    {
        Result<Rows> rows =
            connection_.query(claim_sql(kinds.size(), connection_.dialect()), values);
        if (!rows) return unexpected(std::move(rows.error()));
        Result<bool> found = rows->next();
        if (!found) return unexpected(std::move(found.error()));
        if (*found) {
            job = Job{.id = rows->get<std::int64_t>(0),
                      .kind = rows->get<std::string>(1),
                      .payload = rows->get<std::string>(2),
                      .worker = rows->get<std::string>(3),
                      .attempt = static_cast<std::int32_t>(rows->get<std::int64_t>(4)),
                      .max_attempts = static_cast<std::int32_t>(rows->get<std::int64_t>(5)),
                      .lease_until_us = rows->get<std::int64_t>(6)};
        }
    }
    if (Result<void> kept = work->commit(); !kept) return unexpected(std::move(kept.error()));
    return job;
}

Result<bool> Jobs::change(std::string_view sql, std::initializer_list<Value> values) {
    Result<std::int64_t> changed = connection_.execute(sql, values);
    if (!changed) return unexpected(std::move(changed.error()));
    return *changed == 1;
}

Result<bool> Jobs::renew(Job& job) {
    const std::int64_t until_us = clock_() + kLeaseUs;
    Result<bool> renewed = change(fmt::format("UPDATE job SET due_us = $4{}", kMine),
                                  {job.id, job.worker, job.attempt, until_us});
    if (renewed && *renewed) job.lease_until_us = until_us;
    return renewed;
}

Result<void> Jobs::know_kind(std::string_view kind) {
    Result<std::int64_t> known = connection_.execute(
        "INSERT INTO job_kind (kind, planned_for, done, last_done_us, last_result) "
        "VALUES ($1, '', 0, 0, '') ON CONFLICT DO NOTHING",
        {kind});
    if (!known) return unexpected(std::move(known.error()));
    return {};
}

Result<bool> Jobs::plan(std::string_view planned_for, const NewJob& job) {
    Result<Work> work = Work::begin(connection_, WorkKind::write);
    if (!work) return unexpected(std::move(work.error()));
    if (Result<void> known = know_kind(job.kind); !known) return unexpected(known.error());
    // Whoever changes the row adds the job; on PostgreSQL the others wait here and then see it.
    Result<bool> is_first =
        change("UPDATE job_kind SET planned_for = $2 WHERE kind = $1 AND planned_for < $2",
               {job.kind, planned_for});
    if (!is_first) return is_first;
    if (*is_first) {
        if (Result<std::int64_t> added = insert(connection_, job); !added)
            return unexpected(std::move(added.error()));
    }
    if (Result<void> kept = work->commit(); !kept) return unexpected(std::move(kept.error()));
    return is_first;
}

Result<bool> Jobs::finish(const Job& job, std::string_view result) {
    Result<Work> work = Work::begin(connection_, WorkKind::write);
    if (!work) return unexpected(std::move(work.error()));
    Result<bool> was_mine =
        change(fmt::format("DELETE FROM job{}", kMine), {job.id, job.worker, job.attempt});
    if (!was_mine || !*was_mine) return was_mine;
    if (Result<void> known = know_kind(job.kind); !known) return unexpected(known.error());
    Result<bool> counted = change(
        "UPDATE job_kind SET done = done + 1, last_done_us = $2, last_result = $3 WHERE kind = $1",
        {job.kind, clock_(), base::shortened(result, kMaxErrorBytes / 4)});
    if (!counted) return counted;
    if (Result<void> kept = work->commit(); !kept) return unexpected(std::move(kept.error()));
    return true;
}

Result<bool> Jobs::fail(const Job& job, std::string_view error) {
    const bool is_last = job.attempt >= job.max_attempts;
    const std::string words = base::shortened(error, kMaxErrorBytes / 4);
    return change(fmt::format("UPDATE job SET state = $4, due_us = $5, error = $6{}", kMine),
                  {job.id, job.worker, job.attempt, is_last ? "given_up" : "waiting",
                   clock_() + retry_after_us(job.attempt), words});
}

Result<JobCounts> Jobs::counts() {
    const std::int64_t now_us = clock_();
    Result<Rows> rows = connection_.query(
        "SELECT count(*) FILTER (WHERE state = 'waiting' OR (state = 'running' AND due_us <= $1)), "
        "count(*) FILTER (WHERE state = 'running' AND due_us > $1), "
        "count(*) FILTER (WHERE state = 'given_up') FROM job",
        {now_us});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    if (!more) return unexpected(std::move(more.error()));
    return JobCounts{rows->get<std::int64_t>(0), rows->get<std::int64_t>(1),
                     rows->get<std::int64_t>(2)};
}

Result<std::vector<ListedJob>> Jobs::list(std::int64_t limit) {
    Result<Rows> rows = connection_.query(
        "SELECT id, kind, state, attempt, max_attempts, due_us, worker, error FROM job "
        "ORDER BY CASE state WHEN 'given_up' THEN 0 ELSE 1 END, due_us, id LIMIT $1",
        {std::clamp<std::int64_t>(limit, 0, kMaxListed)});
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<ListedJob> jobs;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        jobs.push_back({.id = rows->get<std::int64_t>(0),
                        .kind = rows->get<std::string>(1),
                        .state = rows->get<std::string>(2),
                        .attempt = static_cast<std::int32_t>(rows->get<std::int64_t>(3)),
                        .max_attempts = static_cast<std::int32_t>(rows->get<std::int64_t>(4)),
                        .due_us = rows->get<std::int64_t>(5),
                        .worker = rows->get<std::string>(6),
                        .error = rows->get<std::string>(7)});
    }
    if (!more) return unexpected(std::move(more.error()));
    return jobs;
}

Result<std::vector<JobKind>> Jobs::kinds() {
    Result<Rows> rows = connection_.query(
        "SELECT kind, planned_for, done, last_done_us, last_result FROM job_kind ORDER BY kind");
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<JobKind> kinds;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        kinds.push_back({rows->get<std::string>(0), rows->get<std::string>(1),
                         rows->get<std::int64_t>(2), rows->get<std::int64_t>(3),
                         rows->get<std::string>(4)});
    }
    if (!more) return unexpected(std::move(more.error()));
    return kinds;
}

Result<bool> Jobs::try_again(std::int64_t id) {
    return change(
        "UPDATE job SET state = 'waiting', due_us = $2, attempt = 0 WHERE id = $1 AND "
        "state = 'given_up' AND NOT EXISTS (SELECT 1 FROM job other WHERE other.kind = job.kind "
        "AND other.once_key = job.once_key AND other.state <> 'given_up')",
        {id, clock_()});
}

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// kechuang jobs: what an office does by the clock, what is waiting, and what was given up.
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/date.hpp"
#include "cli/commands.hpp"
#include "store/jobs.hpp"

namespace kc::cli {
namespace {

struct JobsArguments {
    std::string data = {};
    std::int64_t again = 0;
};

constexpr CommandText kText{
    .name = "jobs",
    .usage = "jobs DATA",
    .zh = "列出定时任务，重新执行失败的任务",
    .en = "list scheduled jobs, begin anew those that were given up",
    .help_zh =
        R"(列出每种任务最近一次完成的时间和结果，以及正在等待、执行和已放弃的任务。办公系统开着也可以。

  DATA        数据库文件，或 postgresql://… 地址
  --again N   把编号 N 的已放弃任务重新排队
)",
    .help_en =
        R"(Lists when each kind of job was last done and with what result, and the jobs that wait,
are under way or were given up. Also while the office is open.

  DATA        database file, or an address postgresql://...
  --again N   puts job N, which was given up, in the queue again
)"};

void declare(CLI::App& app, JobsArguments& to) {
    app.add_option("DATA", to.data)->required();
    app.add_option("--again", to.again);
}

// China's time, to the minute.
std::string minute_text(std::int64_t at_us) {
    constexpr std::int64_t kDayUs = 86'400'000'000;
    const std::int64_t local_us = at_us + 8 * 3'600'000'000;
    const auto day = base::Date::of_days(local_us / kDayUs);
    const std::int64_t minutes = local_us % kDayUs / 60'000'000;
    return fmt::format("{} {:02d}:{:02d}", day ? base::to_string(*day) : "?", minutes / 60,
                       minutes % 60);
}

std::string_view state_zh(std::string_view state) {
    return state == "waiting" ? "等待" : state == "running" ? "执行中" : "已放弃";
}

Diagnostic no_such_job(std::int64_t number) {
    return Diagnostic{"E-job-none",
                      {},
                      fmt::format("没有编号为{}的已放弃任务", number),
                      fmt::format("no job {} was given up", number)}
        .hint("用 kechuang jobs DATA 查看编号", "see the numbers with kechuang jobs DATA");
}

void tell_kind(const store::JobKind& one, Console& console) {
    if (one.done == 0) {
        console.line(console.words(fmt::format("{}：尚未执行", one.kind),
                                   fmt::format("{}: not done yet", one.kind)));
        return;
    }
    const std::string when = minute_text(one.last_done_us);
    console.line(console.words(
        fmt::format("{}：完成{}次，最近 {}（{}）", one.kind, one.done, when, one.last_result),
        fmt::format("{}: done {} times, last {} ({})", one.kind, one.done, when, one.last_result)));
}

void tell_job(const store::ListedJob& job, Console& console) {
    const std::string when = minute_text(job.due_us);
    console.line(console.words(
        fmt::format("#{} {} {}，第{}次（最多{}次），{} {}", job.id, job.kind, state_zh(job.state),
                    job.attempt, job.max_attempts, when, job.error),
        fmt::format("#{} {} {}, attempt {} of {}, {} {}", job.id, job.kind, job.state, job.attempt,
                    job.max_attempts, when, job.error)));
}

ExitCode run_jobs(const JobsArguments& arguments, Console& console) {
    const auto fail = [&](const Diagnostic& diagnostic) {
        console.complain(diagnostic);
        return ExitCode::bad_input;
    };
    auto jobs = store::Jobs::open(arguments.data, store::system_clock());
    if (!jobs) return fail(jobs.error());
    if (arguments.again != 0) {
        auto again = jobs->try_again(arguments.again);
        if (!again) return fail(again.error());
        if (!*again) return fail(no_such_job(arguments.again));
    }
    auto kinds = jobs->kinds();
    if (!kinds) return fail(kinds.error());
    auto listed = jobs->list(store::Jobs::kMaxListed);
    if (!listed) return fail(listed.error());
    for (const store::JobKind& one : *kinds) tell_kind(one, console);
    for (const store::ListedJob& job : *listed) tell_job(job, console);
    return ExitCode::ok;
}

}  // namespace

Command jobs_command() {
    return make_command<JobsArguments>(kText, declare, run_jobs);
}

}  // namespace kc::cli

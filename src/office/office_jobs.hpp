// SPDX-License-Identifier: Apache-2.0
// The office's own work by the clock: reminders, what runs out, the nightly backup.
//
// Each instance of an office plans and does it; the database (store/jobs.hpp) sees to it that a
// day's work is planned once and done by one of them, and that another takes over when that one is
// killed. Everything here may be done twice without harm.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "office/office_live.hpp"
#include "store/jobs.hpp"

namespace kc::office {

struct JobSettings {
    std::string database = {};
    std::string worker = {};                  // of this process; other processes have other ones
    std::string backup_folder = {};           // empty: no backups
    std::size_t backups_kept = 14;            // the newest ones of ours in the folder
    std::vector<store::Schema> schemas = {};  // for the backup, as for Office::open
    std::int32_t every_ms = 2'000;
    // After each attempt; `error` is empty when it was done. From the runner's thread.
    std::function<void(const store::Job& job, std::string_view error)> done = {};
};

class JobRunner {
public:
    // Minutes after midnight in China.
    static constexpr int kBackupMinute = 90;
    static constexpr int kNoticeMinute = 7 * 60 + 30;

    // Begins at once; the office must outlive it.
    static Result<std::unique_ptr<JobRunner>> start(Office& office, JobSettings settings);
    // Waits for the job under way.
    ~JobRunner();
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

private:
    struct Impl;
    explicit JobRunner(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

// One round on the caller's thread: plans what is due, then does what waits, until nothing does.
// How many jobs were tried. For the runner, and for tests with a clock of their own.
Result<std::int64_t> do_jobs(Office& office, const JobSettings& settings, store::Jobs& jobs);

// "office-2024-07-15.kc" in the folder, and no more than so many of them. The path.
Result<std::string> back_up_on(Office& office, const JobSettings& settings, base::Date day);

}  // namespace kc::office

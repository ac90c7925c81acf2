// SPDX-License-Identifier: Apache-2.0
#include "office/office_jobs.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "office/office_notices.hpp"
#include "store/archive.hpp"

namespace kc::office {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr std::int64_t kDayUs = 24 * 60 * kMinuteUs;
constexpr std::int64_t kChinaOffsetUs = 8 * 60 * kMinuteUs;
constexpr std::string_view kBackupBegin = "office-";
constexpr std::string_view kBackupEnd = ".kc";
constexpr std::int64_t kJobsARoundMax = 100;

const std::vector<std::string> kKinds = {"backup", "expiries", "reminders"};

int minute_of_day(std::int64_t at_us) {
    return static_cast<int>((at_us + kChinaOffsetUs) % kDayUs / kMinuteUs);
}

// The day is the job's content: one that is late, or tried again tomorrow, is still about it.
Result<void> plan_what_is_due(const Office& office, const JobSettings& settings,
                              store::Jobs& jobs) {
    const std::string day = base::to_string(office.today());
    const int minute = minute_of_day(office.now_us());
    for (const std::string& kind : kKinds) {
        const bool is_backup = kind == "backup";
        if (is_backup && settings.backup_folder.empty()) continue;
        if (minute < (is_backup ? JobRunner::kBackupMinute : JobRunner::kNoticeMinute)) continue;
        auto planned = jobs.plan(day, {.kind = kind, .payload = day, .key = day});
        if (!planned) return unexpected(planned.error());
    }
    return {};
}

// Keeps a job's lease while it is worked on, on a connection of its own.
class LeaseKeeper {
public:
    LeaseKeeper(const std::string& database, store::Clock clock, const store::Job& job)
        : thread_([this, database, clock = std::move(clock), job = store::Job(job)]() mutable {
              work(database, clock, job);
          }) {}
    ~LeaseKeeper() {
        {
            const std::lock_guard lock(mutex_);
            is_done_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }
    LeaseKeeper(const LeaseKeeper&) = delete;
    LeaseKeeper& operator=(const LeaseKeeper&) = delete;

private:
    void work(const std::string& database, const store::Clock& clock, store::Job& job) {
        constexpr std::chrono::microseconds kPause(store::Jobs::kLeaseUs / 3);
        std::optional<store::Jobs> jobs;
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, kPause, [this] { return is_done_; })) {
            lock.unlock();
            if (!jobs) {
                if (auto opened = store::Jobs::open(database, clock))
                    jobs.emplace(std::move(*opened));
            }
            // What cannot be renewed runs out, and another worker does it again.
            if (jobs && !jobs->renew(job)) jobs.reset();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    bool is_done_ = false;
    std::thread thread_;
};

Result<std::string> do_one(Office& office, const JobSettings& settings, const store::Job& job) {
    const auto day = base::Date::parse(job.payload);
    if (!day) return unexpected(day.error());
    if (job.kind == "backup") {
        auto file = back_up_on(office, settings, *day);
        if (!file) return unexpected(file.error());
        return fs::path(*file).filename().string();
    }
    auto made = job.kind == "expiries" ? make_expiry_notices(office, *day)
                                       : make_sheet_notices(office, *day);
    if (!made) return unexpected(made.error());
    return fmt::format("{} notices", *made);
}

Result<std::string> try_one(Office& office, const JobSettings& settings, const store::Job& job) {
    try {
        return do_one(office, settings, job);
    } catch (const std::exception& error) {
        return unexpected(Diagnostic{"E-job-failed", {}, "任务执行出错", "the job failed"}.hint(
            error.what(), error.what()));
    }
}

bool is_backup_name(const std::string& name) {
    constexpr std::size_t kDateLength = 10;
    if (name.size() != kBackupBegin.size() + kDateLength + kBackupEnd.size()) return false;
    return name.starts_with(kBackupBegin) && name.ends_with(kBackupEnd) &&
           base::Date::parse(name.substr(kBackupBegin.size(), kDateLength)).has_value();
}

// The names sort by day.
void remove_old_backups(const JobSettings& settings) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at(settings.backup_folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        std::string name = at->path().filename().string();
        if (is_backup_name(name)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end(), std::greater<>());
    for (std::size_t i = std::max<std::size_t>(settings.backups_kept, 1); i < names.size(); ++i) {
        const fs::path file = fs::path(settings.backup_folder) / names[i];
        fs::remove(file, failed);
        fs::remove(file.string() + ".sha256", failed);
    }
}

}  // namespace

Result<std::string> back_up_on(Office& office, const JobSettings& settings, base::Date day) {
    std::error_code failed;
    fs::create_directories(settings.backup_folder, failed);
    const std::string file = (fs::path(settings.backup_folder) /
                              fmt::format("{}{}{}", kBackupBegin, base::to_string(day), kBackupEnd))
                                 .string();
    const bool is_whole = fs::exists(file, failed) && fs::exists(file + ".sha256", failed);
    if (!is_whole) {
        // Without its digest it was cut short before it counted.
        fs::remove(file, failed);
        auto head = store::write_backup(settings.database, file,
                                        {.schemas = settings.schemas,
                                         .files_folder = office.files_folder(),
                                         .now_us = office.now_us()});
        if (!head) return unexpected(head.error());
    }
    remove_old_backups(settings);
    return file;
}

Result<std::int64_t> do_jobs(Office& office, const JobSettings& settings, store::Jobs& jobs) {
    if (auto planned = plan_what_is_due(office, settings, jobs); !planned)
        return unexpected(planned.error());
    std::vector<std::string> kinds = kKinds;
    // A backup is for who was told where to put it.
    if (settings.backup_folder.empty()) std::erase(kinds, "backup");
    for (std::int64_t tried = 0; tried < kJobsARoundMax; ++tried) {
        auto job = jobs.claim(settings.worker, kinds);
        if (!job) return unexpected(job.error());
        if (!*job) return tried;
        const Result<std::string> result = [&] {
            const LeaseKeeper keeper(
                settings.database, [&office] { return office.now_us(); }, **job);
            return try_one(office, settings, **job);
        }();
        const std::string error = result ? std::string()
                                         : fmt::format("{}: {} {}", result.error().code,
                                                       result.error().en, result.error().hint_en);
        auto noted = result ? jobs.finish(**job, *result) : jobs.fail(**job, error);
        if (settings.done) settings.done(**job, error);
        if (!noted) return unexpected(noted.error());
    }
    return kJobsARoundMax;
}

struct JobRunner::Impl {
    Impl(Office& served, JobSettings given) : office(served), settings(std::move(given)) {}

    void work() {
        std::optional<store::Jobs> jobs;
        std::unique_lock lock(mutex);
        while (!is_stopping) {
            lock.unlock();
            if (!jobs) {
                auto opened =
                    store::Jobs::open(settings.database, [this] { return office.now_us(); });
                if (opened) jobs.emplace(std::move(*opened));
            }
            // A database that was away is asked again on a new connection.
            if (jobs && !do_jobs(office, settings, *jobs)) jobs.reset();
            lock.lock();
            wake.wait_for(lock, std::chrono::milliseconds(settings.every_ms),
                          [this] { return is_stopping; });
        }
    }

    Office& office;
    const JobSettings settings;
    std::mutex mutex;
    std::condition_variable wake;
    bool is_stopping = false;
    std::thread thread;
};

JobRunner::JobRunner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

JobRunner::~JobRunner() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->is_stopping = true;
    }
    impl_->wake.notify_all();
    if (impl_->thread.joinable()) impl_->thread.join();
}

Result<std::unique_ptr<JobRunner>> JobRunner::start(Office& office, JobSettings settings) {
    auto impl = std::make_unique<Impl>(office, std::move(settings));
    auto runner = std::unique_ptr<JobRunner>(new JobRunner(std::move(impl)));
    Impl* const running = runner->impl_.get();
    running->thread = std::thread([running] {
        ::pthread_setname_np(::pthread_self(), "kc-jobs");
        running->work();
    });
    return runner;
}

}  // namespace kc::office

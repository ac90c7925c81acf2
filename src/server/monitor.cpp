// SPDX-License-Identifier: Apache-2.0
#include "server/monitor.hpp"

#include <exception>

#include "server/answers.hpp"
#include "server/metric_text.hpp"
#include "server/process_figures.hpp"
#include "server/readiness.hpp"
#include "server/time_text.hpp"
#include "store/figures.hpp"
#include "store/jobs.hpp"

namespace kc::server {
namespace {

using enum MetricKind;

std::int64_t signed_of(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

void write_build(Site& site, MetricText& to) {
    to.family("kechuang_build_info", gauge, "Version of the program and the pack that is live.");
    const auto live = site.office().live();
    to.sample({{"version", site.options().version}, {"pack", live->manifest().code}},
              std::int64_t{1});
    to.one("kechuang_uptime_seconds", gauge, "Since the office was opened.",
           (site.options().clock() - site.started_us()) / 1'000'000);
}

void write_readiness(Site& site, MetricText& to) {
    to.family("kechuang_ready", gauge, "1 when the part can do its work, as /readyz says.");
    for (const Part& part : readiness(site))
        to.sample({{"part", part.name}}, std::int64_t{part.is_ready ? 1 : 0});
}

void write_listener(const HttpFigures& figures, MetricText& to) {
    to.one("kechuang_http_connections", gauge, "Open connections.", signed_of(figures.connections));
    to.one("kechuang_http_requests_in_flight", gauge, "Requests read and not yet answered.",
           signed_of(figures.in_flight));
    to.one("kechuang_http_queue_length", gauge, "Requests that wait for a worker.",
           signed_of(figures.queued));
    to.one("kechuang_http_queue_max", gauge, "Beyond it requests are refused with 503.",
           signed_of(figures.queue_max));
    to.family("kechuang_http_workers", gauge, "Workers by what they do.");
    to.sample({{"state", "busy"}}, signed_of(figures.workers_busy));
    to.sample({{"state", "idle"}}, signed_of(figures.workers - figures.workers_busy));
}

void write_store(Site& site, MetricText& to) {
    const store::WriterFigures figures = site.office().store().writer_figures();
    to.family("kechuang_store_commands_total", counter, "Changes that were asked for.");
    to.sample({{"outcome", "kept"}}, figures.kept);
    to.sample({{"outcome", "repeated"}}, figures.repeated);
    to.sample({{"outcome", "failed"}}, figures.failed);
    to.family("kechuang_store_batches_total", counter, "Commits, each of one or more changes.");
    to.sample({{"outcome", "kept"}}, figures.batches - figures.batches_lost);
    to.sample({{"outcome", "lost"}}, figures.batches_lost);
    to.family("kechuang_store_commit_duration_seconds", histogram,
              "From the end of a batch to where it is on the disk.");
    to.sample({}, figures.commit);
    to.one("kechuang_store_commands_waiting", gauge, "Changes accepted and not yet answered.",
           figures.waiting);
    to.one("kechuang_store_waiting_bytes", gauge, "Their size.", figures.waiting_bytes);
    to.one("kechuang_store_writer_working", gauge, "1 while a batch is under way.",
           figures.working_us > 0 ? 1 : 0);
    to.one("kechuang_journal_entries", gauge, "Entries of the journal.", figures.journal_entries);
    to.one("kechuang_facts", gauge, "Facts that the figures are computed from.",
           signed_of(site.office().facts()));
    auto reader = site.office().store().read();
    if (!reader) return;
    const auto bytes = store::database_bytes(reader->connection());
    if (bytes) to.one("kechuang_database_bytes", gauge, "Size of the database.", *bytes);
}

void write_disk(Site& site, MetricText& to) {
    to.family("kechuang_disk_free_bytes", gauge,
              "What the service may still write where its data and files are.");
    std::int64_t number = 0;
    for (const std::string& folder : site.office().written_folders()) {
        const std::int64_t room = room_in(folder);
        const std::string_view name = ++number == 1 ? "files" : "data";
        if (room >= 0) to.sample({{"folder", name}}, room);
    }
}

void write_answers(Site& site, MetricText& to) {
    const AnswerCache::Figures figures = site.answers().figures();
    to.family("kechuang_answer_cache_total", counter, "Cacheable answers by where they came from.");
    to.sample({{"outcome", "hit"}}, figures.hits);
    to.sample({{"outcome", "miss"}}, figures.misses);
    to.one("kechuang_answer_cache_answers", gauge, "Answers kept.", signed_of(figures.answers));
    to.one("kechuang_answer_cache_bytes", gauge, "Their size with all codings.",
           signed_of(figures.bytes));
    to.one("kechuang_sessions", gauge, "People signed in here.",
           signed_of(site.sessions().count()));
}

// On a connection of its own for this one answer: it is asked for a few times a minute.
Result<store::Jobs> jobs_of(const Monitored& monitored) {
    return store::Jobs::open(monitored.database, monitored.site.options().clock);
}

void write_jobs(const Monitored& monitored, MetricText& to) {
    if (monitored.database.empty()) return;
    auto jobs = jobs_of(monitored);
    if (!jobs) return;
    const auto counts = jobs->counts();
    const auto kinds = jobs->kinds();
    if (!counts || !kinds) return;
    to.family("kechuang_jobs", gauge, "Jobs in the database by state.");
    to.sample({{"state", "waiting"}}, counts->waiting);
    to.sample({{"state", "running"}}, counts->running);
    to.sample({{"state", "given_up"}}, counts->given_up);
    to.family("kechuang_jobs_done_total", counter, "Jobs done by all instances, by kind.");
    for (const store::JobKind& one : *kinds) to.sample({{"kind", one.kind}}, one.done);
    to.family("kechuang_job_last_done_timestamp_seconds", gauge,
              "When a job of the kind was last done; 0: never.");
    for (const store::JobKind& one : *kinds)
        to.sample({{"kind", one.kind}}, one.last_done_us / 1'000'000);
}

void write_job(const store::ListedJob& job, JsonWriter& json) {
    json.begin_object().key("number").number(job.id).key("kind").text(job.kind);
    json.key("state").text(job.state).key("attempt").number(job.attempt);
    json.key("attempts_max").number(job.max_attempts);
    json.key("due").text(time_text(job.due_us)).key("worker").text_or_null(job.worker);
    json.key("error").text_or_null(job.error).end_object();
}

Response list_jobs(const Monitored& monitored) {
    Response response;
    response.status = 503;
    auto jobs = jobs_of(monitored);
    if (!jobs) return response;
    const auto listed = jobs->list(store::Jobs::kMaxListed);
    const auto kinds = jobs->kinds();
    if (!listed || !kinds) return response;
    JsonWriter json;
    json.begin_object().key("jobs").begin_array();
    for (const store::ListedJob& job : *listed) write_job(job, json);
    json.end_array().key("kinds").begin_array();
    for (const store::JobKind& one : *kinds) {
        json.begin_object().key("kind").text(one.kind);
        json.key("planned_for").text_or_null(one.planned_for).key("done").number(one.done);
        json.key("last_done");
        if (one.last_done_us == 0)
            json.null();
        else
            json.text(time_text(one.last_done_us));
        json.key("last_result").text_or_null(one.last_result).end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

std::string metrics_text(const Monitored& monitored) {
    Site& site = monitored.site;
    MetricText text;
    write_build(site, text);
    write_readiness(site, text);
    site.traffic().write(text);
    write_listener(monitored.listener(), text);
    write_store(site, text);
    write_disk(site, text);
    write_jobs(monitored, text);
    write_answers(site, text);
    write_process_figures(text);
    return std::move(text).finish();
}

Response answer(const Monitored& monitored, const Request& request) {
    if (request.method != Method::get && request.method != Method::head) {
        Response response;
        response.status = 405;
        return std::move(response).set("Allow", "GET, HEAD");
    }
    const std::string& path = request.target.path;
    Response response;
    if (path == "/healthz") {
        response = alive_answer();
    } else if (path == "/readyz") {
        response = ready_answer(monitored.site);
    } else if (path == "/metrics") {
        response.body = metrics_text(monitored);
        response.set("Content-Type", std::string(MetricText::kContentType));
    } else if (path == "/jobs" && !monitored.database.empty()) {
        response = list_jobs(monitored);
    } else {
        response.status = 404;
    }
    return std::move(response).set("Cache-Control", "no-store");
}

}  // namespace

Application monitor_application(Monitored monitored) {
    Application application;
    application.quick = [](const Request&) { return std::nullopt; };
    application.handle = [monitored = std::move(monitored)](const Request& request) {
        try {
            return answer(monitored, request);
        } catch (const std::exception&) {
            Response response;
            response.status = 500;
            return response;
        }
    };
    application.body_limit = [](const Request&) { return BodyLimit{}; };
    application.refuse = [](int status, const Request&) {
        Response response;
        response.status = status;
        return response;
    };
    return application;
}

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
#include "server/readiness.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "server/answers.hpp"
#include "server/site.hpp"
#include "store/migrate.hpp"

namespace kc::server {
namespace {

Part serving(const Site& site) {
    Part part{"serving"};
    if (!site.is_draining()) return part;
    part.is_ready = false;
    part.why = {"E-draining", {}, "正在停止，不再接收新请求", "stopping; send requests elsewhere"};
    return part;
}

Part database(Site& site) {
    Part part{"database"};
    auto reader = site.office().store().read();
    Result<std::int64_t> asked = reader
                                     ? reader->connection().query_number("SELECT 1")
                                     : Result<std::int64_t>(unexpected(std::move(reader.error())));
    if (asked) return part;
    part.is_ready = false;
    part.why = std::move(asked.error());
    return part;
}

// A database that was brought back from an older backup, or that a newer program has changed, is
// not the one this program opened.
Part tables(Site& site) {
    Part part{"tables"};
    auto reader = site.office().store().read();
    if (!reader) return part;  // `database` says so
    const auto current = store::is_up_to_date(reader->connection(), site.options().schemas);
    if (current && *current) return part;
    part.is_ready = false;
    if (!current)
        part.why = current.error();
    else
        part.why = {"E-store-migrations-pending",
                    {},
                    "数据库的表比程序旧，请重新启动",
                    "the database's tables are older than the program; restart the service"};
    return part;
}

Part writer(Site& site, std::int64_t stuck_us) {
    Part part{"writer"};
    const store::WriterFigures figures = site.office().store().writer_figures();
    const bool is_stuck = figures.working_us > stuck_us;
    part.is_ready = !figures.has_stopped && !is_stuck;
    if (figures.has_stopped) {
        part.why = {"E-store-stopped", {}, "已停止写入", "writing has stopped"};
    } else if (is_stuck) {
        const std::int64_t seconds = figures.working_us / 1'000'000;
        part.why = {"E-store-stuck",
                    {},
                    fmt::format("一次写入已用{}秒，尚未完成", seconds),
                    fmt::format("one write has taken {} seconds and is not done", seconds)};
    }
    return part;
}

// The folders that this process writes to. The disk of a database server is the server's affair.
Part disk(Site& site, std::int64_t bytes_min) {
    Part part{"disk"};
    for (const std::string& folder : site.office().written_folders()) {
        const std::int64_t room = room_in(folder);
        if (room < 0 || room >= bytes_min) continue;
        part.is_ready = false;
        part.why = {"E-disk-room",
                    {},
                    fmt::format("磁盘只剩{} MiB", room >> 20U),
                    fmt::format("only {} MiB are left on the disk", room >> 20U)};
    }
    return part;
}

Part pack(Site& site) {
    Part part{"pack"};
    part.is_ready = site.office().live() != nullptr && !site.office().is_behind();
    if (!part.is_ready)
        part.why = {"E-figures-behind",
                    {},
                    "内存中的数据没有跟上数据库，请重新启动",
                    "the figures in memory do not follow the database; restart the service"};
    return part;
}

Part others(Site& site) {
    Part part{"others"};
    const std::int64_t silent_us = site.office().silent_us();
    part.is_ready = silent_us < kSilentUs;
    if (!part.is_ready)
        part.why = {"E-others-unheard",
                    {},
                    fmt::format("已有{}秒读不到其他实例写入的内容", silent_us / 1'000'000),
                    fmt::format("what other instances write was last read {} seconds ago",
                                silent_us / 1'000'000)};
    return part;
}

}  // namespace

std::int64_t room_in(const std::string& folder) {
    // A folder of uploads is made with the first upload; until then its parent tells.
    std::filesystem::path path = folder.empty() ? "." : folder;
    std::error_code failed;
    while (!std::filesystem::exists(path, failed) && path.has_parent_path() &&
           path != path.parent_path())
        path = path.parent_path();
    if (!std::filesystem::exists(path, failed)) path = ".";
    struct statvfs found {};
    if (::statvfs(path.c_str(), &found) != 0) return -1;
    return static_cast<std::int64_t>(found.f_bavail * found.f_frsize);
}

std::vector<Part> readiness(Site& site, const ReadinessLimits& limits) {
    return {serving(site),
            database(site),
            tables(site),
            writer(site, limits.writer_stuck_us),
            disk(site, limits.disk_bytes_min),
            pack(site),
            others(site)};
}

Response ready_answer(Site& site) {
    const std::vector<Part> parts = readiness(site);
    const bool is_ready =
        std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.is_ready; });
    JsonWriter json;
    json.begin_object().key("status").text(is_ready ? "ready" : "not_ready");
    json.key("parts").begin_array();
    for (const Part& part : parts) {
        json.begin_object().key("name").text(part.name).key("ready").boolean(part.is_ready);
        json.key("code").text_or_null(part.why.code);
        json.key("why");
        if (part.is_ready)
            json.null();
        else
            json.words(part.why.zh, part.why.en);
        json.end_object();
    }
    json.end_array().end_object();
    return json_answer(is_ready ? 200 : 503, std::move(json));
}

Response alive_answer() {
    return json_answer(200, R"({"status":"alive"})");
}

}  // namespace kc::server

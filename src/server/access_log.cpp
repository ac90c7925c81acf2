// SPDX-License-Identifier: Apache-2.0
#include "server/access_log.hpp"

#include <chrono>
#include <memory>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

namespace kc::server {

Result<AccessLog> open_access_log(const std::string& path) {
    constexpr std::size_t kFileBytes = 10U << 20U;
    constexpr std::size_t kFiles = 5;
    try {
        auto sink =
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, kFileBytes, kFiles);
        auto log = std::make_shared<spdlog::logger>("access", std::move(sink));
        log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %v");
        spdlog::register_logger(log);
        spdlog::flush_every(std::chrono::seconds(2));
        return AccessLog(
            [log](const Request& request, const Response& response, std::int64_t microseconds) {
                log->info("{} {} {} {} {} {}us", request.id, to_string(request.method),
                          response.route.empty() ? "-" : response.route, response.status,
                          response.bytes().size(), microseconds);
            });
    } catch (const spdlog::spdlog_ex& error) {
        return unexpected(
            Diagnostic{"E-access-log", {path}, "不能写访问日志", "the access log cannot be written"}
                .hint(error.what(), error.what()));
    }
}

}  // namespace kc::server

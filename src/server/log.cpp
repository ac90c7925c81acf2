// SPDX-License-Identifier: Apache-2.0
#include "server/log.hpp"

#include <array>
#include <chrono>
#include <span>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "access/password.hpp"
#include "server/json_writer.hpp"
#include "store/sha256.hpp"

namespace kc::server {
namespace {

constexpr std::int64_t kSlowUs = 5'000'000;
constexpr std::size_t kFileBytes = 10U << 20U;
constexpr std::size_t kFiles = 5;
constexpr std::size_t kNumberDigits = 12;
constexpr std::size_t kMostFields = 10;

constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warning: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
    }
    return spdlog::level::info;
}

// With the offset of China, whatever zone the machine is in: that is the time on people's clocks.
std::string time_text(std::chrono::system_clock::time_point at) {
    constexpr std::chrono::hours kChina{8};
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06d}+08:00",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(seconds + kChina)),
                       ((micros % 1'000'000) + 1'000'000) % 1'000'000);
}

using Fields = std::span<const LogField>;

std::string json_line(LogLevel level, std::string_view name, Fields fields) {
    JsonWriter json;
    json.begin_object();
    json.key("time").text(time_text(std::chrono::system_clock::now()));
    json.key("level").text(to_string(level)).key("event").text(name);
    for (const LogField& field : fields) {
        json.key(field.name);
        if (const auto* text = std::get_if<std::string_view>(&field.value)) json.text(*text);
        if (const auto* number = std::get_if<std::int64_t>(&field.value)) json.number(*number);
    }
    json.end_object();
    return std::move(json).finish();
}

// One line, whatever a value holds.
std::string quoted(std::string_view text) {
    const bool is_plain =
        !text.empty() && text.find_first_of(" \"\n\r\t=") == std::string_view::npos;
    if (is_plain) return std::string(text);
    JsonWriter json;
    json.text(text);
    return std::move(json).finish();
}

std::string text_line(LogLevel level, std::string_view name, Fields fields) {
    std::string line = fmt::format("{} {} {}", time_text(std::chrono::system_clock::now()),
                                   to_string(level), name);
    for (const LogField& field : fields) {
        if (const auto* text = std::get_if<std::string_view>(&field.value))
            line += fmt::format(" {}={}", field.name, quoted(*text));
        if (const auto* number = std::get_if<std::int64_t>(&field.value))
            line += fmt::format(" {}={}", field.name, *number);
    }
    return line;
}

}  // namespace

std::optional<LogFormat> parse_log_format(std::string_view word) {
    if (word == "text") return LogFormat::text;
    if (word == "json") return LogFormat::json;
    return std::nullopt;
}

std::optional<LogLevel> parse_log_level(std::string_view word) {
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        if (kLevels[i] == word) return static_cast<LogLevel>(i);
    }
    return std::nullopt;
}

std::string_view to_string(LogLevel level) {
    return kLevels[static_cast<std::size_t>(level)];
}

struct Log::Impl {
    std::shared_ptr<spdlog::logger> logger;
    LogFormat format = LogFormat::text;
    std::string salt;

    void write(LogLevel level, std::string_view name, Fields fields) {
        if (!logger->should_log(level_of(level))) return;
        const std::string line = format == LogFormat::json ? json_line(level, name, fields)
                                                           : text_line(level, name, fields);
        logger->log(level_of(level), "{}", line);
    }

    [[nodiscard]] std::string number_of(std::string_view account) const {
        return store::to_hex(store::sha256(salt + std::string(account))).substr(0, kNumberDigits);
    }
};

Log::Log(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Log::~Log() {
    impl_->logger->flush();
}

Result<std::shared_ptr<Log>> Log::open(const LogOptions& options) {
    try {
        auto impl = std::make_unique<Impl>();
        spdlog::sink_ptr sink;
        if (options.path == "-")
            sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        else
            sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(options.path, kFileBytes,
                                                                          kFiles);
        impl->logger = std::make_shared<spdlog::logger>("kechuang", std::move(sink));
        impl->logger->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
        impl->logger->set_level(level_of(options.level));
        impl->logger->flush_on(spdlog::level::warn);
        impl->format = options.format;
        impl->salt = access::random_hex(32);
        // Registered, or flush_every would not find it; the one before goes with its office.
        spdlog::drop("kechuang");
        spdlog::register_logger(impl->logger);
        spdlog::flush_every(std::chrono::seconds(2));
        return std::shared_ptr<Log>(new Log(std::move(impl)));
    } catch (const spdlog::spdlog_ex& error) {
        return unexpected(
            Diagnostic{"E-log", {options.path}, "不能写日志", "the log cannot be written"}.hint(
                error.what(), error.what()));
    }
}

void Log::event(LogLevel level, std::string_view name, std::initializer_list<LogField> fields) {
    impl_->write(level, name, {fields.begin(), fields.size()});
}

void Log::request(const Request& request, const Response& response, std::int64_t microseconds) {
    const bool is_ours = response.status >= 500;
    const LogLevel level = is_ours                   ? LogLevel::error
                           : microseconds >= kSlowUs ? LogLevel::warning
                                                     : LogLevel::info;
    if (!impl_->logger->should_log(level_of(level))) return;
    const std::string number =
        response.account.empty() ? std::string() : impl_->number_of(response.account);
    std::array<LogField, kMostFields> fields = {{
        {"request", request.id},
        {"method", to_string(request.method)},
        {"route", response.route.empty() ? std::string_view("-") : response.route},
        {"status", std::int64_t{response.status}},
        {"bytes", static_cast<std::int64_t>(response.size())},
        {"us", microseconds},
    }};
    std::size_t count = 6;
    if (!number.empty()) fields[count++] = {"account", number};
    if (!response.code.empty()) fields[count++] = {"code", response.code};
    impl_->write(level, "request", Fields(fields).first(count));
}

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
// The log of a running office: a line for each answer and for each thing that happened to it.
//
// Neither addresses nor names, query texts nor contents: who did what stands in the journal, which
// is protected, and nowhere else. An account appears as a number made up anew at each start, so
// that a fault can be followed through a session and logs kept for years tell nobody's history.
//
//   auto log = Log::open({.path = "-", .format = LogFormat::json});
//   (*log)->event(LogLevel::info, "listening", {{"port", 8080}});
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "server/message.hpp"

namespace kc::server {

enum class LogFormat : std::uint8_t { text, json };
enum class LogLevel : std::uint8_t { debug, info, warning, error };

std::optional<LogFormat> parse_log_format(std::string_view word);
std::optional<LogLevel> parse_log_level(std::string_view word);
std::string_view to_string(LogLevel level);

struct LogOptions {
    std::string path = {};  // "-": standard error, for a service manager that keeps it
    LogFormat format = LogFormat::text;
    LogLevel level = LogLevel::info;  // what is below is not written
};

struct LogField {
    std::string_view name;  // snake_case
    std::variant<std::string_view, std::int64_t> value;
};

class Log {
public:
    // A file is one of five of 10 MB, the oldest going first. Lines are written two seconds late at
    // most, at once from LogLevel::warning on.
    static Result<std::shared_ptr<Log>> open(const LogOptions& options);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    // `name` is one word for what happened, of the program's own; fields hold no personal data.
    void event(LogLevel level, std::string_view name, std::initializer_list<LogField> fields = {});

    // What was our fault is an error, what took seconds a warning, everything else information.
    void request(const Request& request, const Response& response, std::int64_t microseconds);

private:
    struct Impl;
    explicit Log(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::server

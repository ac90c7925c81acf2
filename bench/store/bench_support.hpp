// SPDX-License-Identifier: Apache-2.0
// What the two programs share: numbers from the command line, a folder, a stop-watch.
#pragma once

#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::bench {

// The number after `name`, or `otherwise`.
inline std::int64_t option(int argc, char** argv, std::string_view name, std::int64_t otherwise) {
    for (int i = 1; i + 1 < argc; ++i) {
        if (argv[i] != name) continue;
        const std::string_view text = argv[i + 1];
        std::int64_t value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (read.ec == std::errc()) return value;
    }
    return otherwise;
}

template <typename T>
T need(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", to_string(result.error(), Language::en));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// On the disk that is to be measured: KC_BENCH_FOLDER, or the temporary folder.
class BenchFolder {
public:
    BenchFolder() {
        const char* const given = std::getenv("KC_BENCH_FOLDER");
        const std::filesystem::path parent = given != nullptr
                                                 ? std::filesystem::path(given)
                                                 : std::filesystem::temp_directory_path();
        path_ = parent / fmt::format("kc-store-bench-{}", ::getpid());
        std::filesystem::create_directories(path_);
    }
    ~BenchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

    // A file, or with KC_BENCH_POSTGRES=postgresql://… an empty schema on that server.
    [[nodiscard]] std::string database(const std::string& name) const {
        const char* const server = std::getenv("KC_BENCH_POSTGRES");
        if (server == nullptr) return file(name);
        static int next = 0;
        const std::string schema = fmt::format("bench_{}_{}", ::getpid(), ++next);
        auto connection = need(store::Connection::open(server, {}));
        need(connection.execute_script("CREATE SCHEMA " + schema));
        return fmt::format("{}&options=-csearch_path%3D{}", server, schema);
    }

private:
    std::filesystem::path path_;
};

// Of this thread: what counts on a machine that others use as well.
inline double cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

class StopWatch {
public:
    [[nodiscard]] double cpu() const { return cpu_seconds() - cpu_begun_; }
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    }

private:
    double cpu_begun_ = cpu_seconds();
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace kc::bench

// SPDX-License-Identifier: Apache-2.0
#include "server/process_figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace kc::server {
namespace {

// Fields of /proc/self/stat after the name, which may hold blanks: the first of them is the state,
// number 3 in proc(5).
std::vector<std::string> stat_fields() {
    std::ifstream file("/proc/self/stat");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos) return {};
    std::istringstream rest(text.substr(name_end + 1));
    return {std::istream_iterator<std::string>(rest), std::istream_iterator<std::string>()};
}

std::optional<std::int64_t> number(const std::vector<std::string>& fields,
                                   std::size_t proc_number) {
    const std::size_t index = proc_number - 3;
    if (index >= fields.size()) return std::nullopt;
    const std::string& text = fields[index];
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> open_files() {
    std::error_code failed;
    std::int64_t count = 0;
    for (std::filesystem::directory_iterator at("/proc/self/fd", failed), end; !failed && at != end;
         at.increment(failed))
        ++count;
    if (failed) return std::nullopt;
    return count - 1;  // the one that reads the folder
}

std::optional<std::int64_t> boot_seconds() {
    std::ifstream file("/proc/stat");
    for (std::string word; file >> word;) {
        std::int64_t value = 0;
        if (word == "btime" && file >> value) return value;
    }
    return std::nullopt;
}

void one(MetricText& to, std::string_view name, std::string_view help,
         std::optional<std::int64_t> value) {
    if (value) to.one(name, MetricKind::gauge, help, *value);
}

}  // namespace

void write_process_figures(MetricText& to) {
    const std::vector<std::string> stat = stat_fields();
    const std::int64_t ticks = ::sysconf(_SC_CLK_TCK);
    const std::int64_t page = ::sysconf(_SC_PAGESIZE);
    const auto user = number(stat, 14);
    const auto system = number(stat, 15);
    if (user && system) {
        to.family("process_cpu_seconds_total", MetricKind::counter,
                  "User and system time in seconds.");
        to.sample_seconds({}, (*user + *system) * 1'000'000 / ticks);
    }
    one(to, "process_threads", "Threads.", number(stat, 20));
    one(to, "process_virtual_memory_bytes", "Virtual memory.", number(stat, 23));
    if (const auto pages = number(stat, 24))
        one(to, "process_resident_memory_bytes", "Resident memory.", *pages * page);
    one(to, "process_open_fds", "Open file descriptors.", open_files());
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0)
        one(to, "process_max_fds", "Most file descriptors.",
            static_cast<std::int64_t>(files.rlim_cur));
    const auto boot = boot_seconds();
    const auto started = number(stat, 22);
    if (boot && started)
        one(to, "process_start_time_seconds", "Start, in seconds since 1970.",
            *boot + *started / ticks);
}

}  // namespace kc::server

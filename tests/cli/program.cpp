// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/check.hpp"

namespace kc::cli_test {
namespace {

namespace fs = std::filesystem;

struct Pipe {
    Pipe() { KC_CHECK(::pipe2(ends.data(), O_CLOEXEC) == 0); }
    std::array<int, 2> ends{};
};

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> all;
    for (std::string& word : words) all.push_back(word.data());
    all.push_back(nullptr);
    return all;
}

// In the child: never returns. Everything that allocates was done before the fork.
[[noreturn]] void become(const Invocation& invocation, char** arguments, char** environment,
                         int out, int err) {
    const int null = ::open("/dev/null", O_RDONLY);
    ::dup2(null, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    if (invocation.memory_mebibytes_max > 0) {
        const rlim_t bytes = rlim_t{invocation.memory_mebibytes_max} << 20U;
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_AS, &limit);
    }
    if (::chdir(invocation.folder.c_str()) == 0) ::execve(arguments[0], arguments, environment);
    ::_exit(127);
}

// Reads both until the child has closed them; false when that took too long.
bool collect(int out, int err, Outcome& outcome) {
    const auto end = std::chrono::steady_clock::now() + kTimeMax;
    std::array<pollfd, 2> waits{{{out, POLLIN, 0}, {err, POLLIN, 0}}};
    std::array<std::string*, 2> texts{&outcome.out, &outcome.err};
    std::array<char, 65536> buffer{};
    while (waits[0].fd >= 0 || waits[1].fd >= 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        ::poll(waits.data(), waits.size(), static_cast<int>(left.count()));
        for (std::size_t i = 0; i < waits.size(); ++i) {
            if (waits[i].fd < 0 || waits[i].revents == 0) continue;
            const ssize_t count = ::read(waits[i].fd, buffer.data(), buffer.size());
            if (count > 0) {
                texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
            } else {
                waits[i].fd = -1;
            }
        }
    }
    return true;
}

}  // namespace

Outcome run(const Invocation& invocation) {
    std::vector<std::string> words = invocation.arguments;
    words.insert(words.begin(), KC_PROGRAM);
    std::vector<std::string> settings;
    for (const auto& [name, value] : invocation.environment) settings.push_back(name + "=" + value);
    settings.push_back(std::string("PATH=") + std::getenv("PATH"));
    const std::vector<char*> arguments = pointers(words);
    const std::vector<char*> environment = pointers(settings);
    Pipe out;
    Pipe err;
    int to = out.ends[1];
    if (!invocation.out_file.empty())
        to = ::open(invocation.out_file.c_str(), O_WRONLY | O_CLOEXEC);
    const pid_t child = ::fork();
    KC_CHECK(child >= 0);
    if (child == 0) {
        become(invocation, const_cast<char**>(arguments.data()),
               const_cast<char**>(environment.data()), to, err.ends[1]);
    }
    ::close(out.ends[1]);
    ::close(err.ends[1]);
    if (!invocation.out_file.empty()) ::close(to);
    Outcome outcome;
    const bool has_ended = collect(out.ends[0], err.ends[0], outcome);
    if (!has_ended) ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(out.ends[0]);
    ::close(err.ends[0]);
    if (has_ended && WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
    if (has_ended && WIFSIGNALED(status)) outcome.exit_code = 128 + WTERMSIG(status);
    return outcome;
}

Outcome run(std::vector<std::string> arguments) {
    return run(Invocation{.arguments = std::move(arguments)});
}

std::size_t count_lines(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary);
    out << bytes;
}

TestFolder::TestFolder() {
    std::string pattern = (fs::temp_directory_path() / "kechuang-XXXXXX").string();
    KC_CHECK(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

TestFolder::~TestFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void expect_golden(std::string_view name, const std::string& text) {
    const fs::path path = fs::path(KC_SOURCE_DIR "/tests/cli/golden") / name;
    if (std::getenv("KC_UPDATE") != nullptr) write_file(path, text);
    EXPECT_EQ(text, read_file(path)) << "golden/" << name << "; KC_UPDATE=1 writes it anew";
}

}  // namespace kc::cli_test

// SPDX-License-Identifier: Apache-2.0
#include "exchange/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace kc::exchange {
namespace {

using End = ChildOutcome::End;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kErrorBytesMax = 8 * 1024;
constexpr std::size_t kReadBytes = 64 * 1024;
constexpr int kExecFailed = 127;
constexpr rlim_t kOpenFilesMax = 64;

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_ = -1;
};

struct Pipe {
    Descriptor read_end;
    Descriptor write_end;
};

bool open_pipe(Pipe& pipe) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    pipe.read_end = Descriptor(ends[0]);
    pipe.write_end = Descriptor(ends[1]);
    return true;
}

// A nameless file in memory: nothing is left on disk whatever happens.
Descriptor memory_file(std::string_view bytes) {
    Descriptor file(::memfd_create("kc-input", MFD_CLOEXEC));
    while (file.is_open() && !bytes.empty()) {
        const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return {};
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (file.is_open() && ::lseek(file.get(), 0, SEEK_SET) != 0) return {};
    return file;
}

void set_limit(__rlimit_resource resource, rlim_t value) {
    const rlimit limit{value, value};
    ::setrlimit(resource, &limit);
}

// Between fork and exec: system calls only, for other threads may hold any lock.
[[noreturn]] void become_program(const char* path, char* const* arguments, char* const* environment,
                                 int input, int output, int errors, const ChildLimits& limits) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::setpgid(0, 0);
    if (::dup2(input, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(errors, 2) < 0) {
        ::_exit(kExecFailed);
    }
    ::syscall(SYS_close_range, 3U, ~0U, 0U);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    set_limit(RLIMIT_AS, limits.memory_bytes);
    set_limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()));
    set_limit(RLIMIT_FSIZE, 0);  // it writes to pipes only, never to a file
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_NOFILE, kOpenFilesMax);
    ::execve(path, arguments, environment);
    ::_exit(kExecFailed);
}

// Reads what is there; closes the pipe at its end.
void drain(Descriptor& pipe, std::string& into, std::size_t keep_max) {
    std::array<char, kReadBytes> buffer;
    const ssize_t count = ::read(pipe.get(), buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) {
        pipe.close();
        return;
    }
    const std::size_t room = keep_max - std::min(keep_max, into.size());
    into.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
}

// Collects output until both pipes end or a limit is passed.
End collect(Descriptor& output, Descriptor& errors, const ChildLimits& limits,
            ChildOutcome& outcome) {
    const Clock::time_point deadline = Clock::now() + limits.wall;
    while (output.is_open() || errors.is_open()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return End::timed_out;
        std::array<pollfd, 2> polled = {
            {{output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}}};  // negative ones are ignored
        const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(left.count()));
        if (ready < 0 && errno != EINTR) return End::cannot_start;
        if (ready <= 0) continue;
        if (polled[0].revents != 0) drain(output, outcome.output, limits.output_bytes + 1);
        if (polled[1].revents != 0) drain(errors, outcome.errors, kErrorBytesMax);
        if (outcome.output.size() > limits.output_bytes) return End::too_much_output;
    }
    return End::exited;
}

// A child may close its pipes and still linger; it gets until the deadline too.
bool wait_for(pid_t child, Clock::time_point deadline, int& status) {
    for (;;) {
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child) return true;
        if (ended < 0 && errno != EINTR) return true;
        if (Clock::now() >= deadline) return false;
        ::poll(nullptr, 0, 1);
    }
}

void kill_and_reap(pid_t child, int& status) {
    ::kill(child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
}

}  // namespace

std::string find_program(const std::string& name) {
    if (name.find('/') != std::string::npos) {
        return ::access(name.c_str(), X_OK) == 0 ? name : std::string{};
    }
    const char* path = std::getenv("PATH");
    std::string_view folders = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!folders.empty()) {
        const std::size_t colon = folders.find(':');
        const std::string_view folder = folders.substr(0, colon);
        if (folder.starts_with('/')) {
            std::string candidate = std::string(folder) + '/' + name;
            if (::access(candidate.c_str(), X_OK) == 0) return candidate;
        }
        if (colon == std::string_view::npos) break;
        folders.remove_prefix(colon + 1);
    }
    return {};
}

ChildOutcome run_child(const std::string& program, const std::vector<std::string>& arguments,
                       std::string_view input, const ChildLimits& limits) {
    ChildOutcome outcome;
    const std::string path = find_program(program);
    if (path.empty()) {
        outcome.end = End::not_found;
        return outcome;
    }
    Descriptor input_file = memory_file(input);
    Pipe output;
    Pipe errors;
    if (!input_file.is_open() || !open_pipe(output) || !open_pipe(errors)) return outcome;

    std::vector<std::string> words = {path};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::string locale = "LC_ALL=C";
    std::string home = "HOME=/nonexistent";
    const std::array<char*, 3> environment = {locale.data(), home.data(), nullptr};

    const Clock::time_point deadline = Clock::now() + limits.wall;
    const pid_t child = ::fork();
    if (child < 0) return outcome;
    if (child == 0) {
        become_program(path.c_str(), argv.data(), environment.data(), input_file.get(),
                       output.write_end.get(), errors.write_end.get(), limits);
    }
    output.write_end.close();
    errors.write_end.close();
    outcome.end = collect(output.read_end, errors.read_end, limits, outcome);
    int status = 0;
    if (outcome.end == End::exited && !wait_for(child, deadline, status)) {
        outcome.end = End::timed_out;
    }
    if (outcome.end != End::exited) {
        kill_and_reap(child, status);
        return outcome;
    }
    if (WIFSIGNALED(status)) {
        outcome.end = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? End::timed_out
                                                                                 : End::crashed;
    } else {
        outcome.exit_code = WEXITSTATUS(status);
        if (outcome.exit_code == kExecFailed) outcome.end = End::cannot_start;
    }
    return outcome;
}

}  // namespace kc::exchange

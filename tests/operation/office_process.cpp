// SPDX-License-Identifier: Apache-2.0
#include "office_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include <fmt/format.h>

#include "base/check.hpp"
#include "store/test_support.hpp"

namespace kc::test {
namespace {

constexpr std::chrono::seconds kPatience{60};

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The port in "… http://localhost:PORT/…" of the line that holds `word`; 0 while it is not there.
std::uint16_t port_after(const std::string& said, std::string_view word) {
    const std::size_t line = said.find(word);
    if (line == std::string::npos) return 0;
    constexpr std::string_view kHost = "http://localhost:";
    const std::size_t host = said.find(kHost, line);
    if (host == std::string::npos || said.find('\n', host) == std::string::npos) return 0;
    std::uint16_t port = 0;
    const char* begin = said.data() + host + kHost.size();
    std::from_chars(begin, said.data() + said.size(), port);
    return port;
}

}  // namespace

WorkFolder::WorkFolder() {
    static std::atomic<int> counter = 0;
    path_ = std::filesystem::temp_directory_path() /
            fmt::format("kechuang-operation-{}-{}", ::getpid(), ++counter);
    std::filesystem::create_directories(path_);
}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string database_in(const WorkFolder& folder, const std::string& name) {
    if (!store::test::is_on_postgres()) return folder / (name + ".db");
    return store::test::TempFolder().database(name);
}

OfficeProcess::OfficeProcess(const WorkFolder& folder, std::string name,
                             const std::string& database, std::vector<std::string> words,
                             std::vector<std::string> settings)
    : output_(folder / (name + ".out")) {
    std::vector<std::string> all = {KC_PROGRAM,
                                    "serve",
                                    KC_SOURCE_DIR "/packs/xuancheng-2024",
                                    "--data",
                                    database,
                                    "--files",
                                    folder / "files",
                                    "--port",
                                    "0",
                                    "--monitor",
                                    "0",
                                    "--log",
                                    folder / (name + ".log")};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::string language = "KECHUANG_LANG=en";
    std::string path = std::string("PATH=") + std::getenv("PATH");
    // Preloaded into a program with sanitizers it comes before theirs, and they have to let it.
    std::string preload = "LD_PRELOAD=" KC_QUICK_PASSWORDS;
    std::string order = "ASAN_OPTIONS=verify_asan_link_order=0";
    std::vector<char*> environment = {language.data(), path.data(), order.data()};
    for (std::string& one : settings) {
        if (one.starts_with("LD_PRELOAD="))
            preload += ":" + one.substr(one.find('=') + 1);
        else
            environment.push_back(one.data());
    }
    environment.push_back(preload.data());
    environment.push_back(nullptr);
    const int out = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    KC_CHECK(out >= 0);
    child_ = ::fork();
    KC_CHECK(child_ >= 0);
    if (child_ == 0) {
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        if (::chdir(folder.path().c_str()) == 0)
            ::execve(arguments[0], arguments.data(), environment.data());
        ::_exit(127);
    }
    ::close(out);
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (port_ == 0 && std::chrono::steady_clock::now() < end) {
        int status = 0;
        if (::waitpid(child_, &status, WNOHANG) == child_) {
            child_ = -1;  // it has ended; said() tells why
            return;
        }
        const std::string said = this->said();
        monitor_port_ = port_after(said, "metrics at");
        if (monitor_port_ != 0) port_ = port_after(said, "open at");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

OfficeProcess::~OfficeProcess() {
    kill();
}

std::string OfficeProcess::said() const {
    return read_file(output_);
}

void OfficeProcess::signal(int number) const {
    KC_CHECK(child_ > 0);
    ::kill(child_, number);
}

int OfficeProcess::wait() {
    KC_CHECK(child_ > 0);
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void OfficeProcess::kill() {
    if (child_ <= 0) return;
    signal(SIGKILL);
    wait();
}

Reply OfficeProcess::get(const std::string& path, Headers headers) const {
    return try_to_ask(port_, {.path = path, .headers = std::move(headers)}).value_or(Reply{});
}

Reply OfficeProcess::send(const std::string& method, const std::string& path,
                          const std::string& body, Headers headers) const {
    static std::atomic<int> keys = 0;
    headers.emplace("Idempotency-Key", fmt::format("operation-{}-{}", ::getpid(), ++keys));
    headers.emplace("Content-Type", "application/json");
    return try_to_ask(port_, {method, path, body, std::move(headers)}).value_or(Reply{});
}

std::string OfficeProcess::metrics() const {
    return try_to_ask(monitor_port_, {.path = "/metrics"}).value_or(Reply{}).body;
}

void OfficeProcess::set_up() const {
    std::string body = R"({"administrators":[)";
    for (const std::string name : {"system", "security", "audit", "business"}) {
        if (body.back() != '[') body += ',';
        body += fmt::format(R"({{"role":"{0}_administrator","name":"{0}","password":"{1}"}})", name,
                            password_of(name));
    }
    const Reply made = post("/api/v1/setup", body + "]}");
    KC_CHECK(made.status == 201);
}

Headers OfficeProcess::sign_in(const std::string& name) const {
    return sign_in(name, password_of(name));
}

Headers OfficeProcess::sign_in(const std::string& name, const std::string& password) const {
    const Reply reply =
        post("/api/v1/session", fmt::format(R"({{"name":"{}","password":"{}"}})", name, password));
    if (reply.status != 200) return {};
    std::string cookies;
    const std::string set = reply.header("set-cookie");
    for (std::size_t at = 0; at < set.size();) {
        const std::size_t end = std::min(set.find('\n', at), set.size());
        const std::string line = set.substr(at, end - at);
        cookies += (cookies.empty() ? "" : "; ") + line.substr(0, line.find(';'));
        at = end + 1;
    }
    return {{"Cookie", cookies}, {"X-CSRF-Token", reply.json().find("csrf_token")->text}};
}

void OfficeProcess::make_person(const std::string& name, const std::string& role,
                                const std::string& scope) const {
    const Reply account = post(
        "/api/v1/users", fmt::format(R"({{"name":"{}","password":"{}"}})", name, password_of(name)),
        sign_in("system"));
    KC_CHECK(account.status == 201);
    const Reply granted =
        post(fmt::format("/api/v1/users/{}/grants", name),
             fmt::format(R"({{"role":"{}",{}}})", role, scope), sign_in("security"));
    KC_CHECK(granted.status == 201);
    if (granted.json().find("state")->text == "waiting")
        post(fmt::format("/api/v1/grants/{}/confirmation", granted.json().find("number")->text), "",
             sign_in("business"));
}

std::string password_of(const std::string& name) {
    return "four unrelated words for " + std::string(name.rbegin(), name.rend());
}

int run_program(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    KC_CHECK(child >= 0);
    if (child == 0) {
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string sample(const std::string& metrics, const std::string& name_and_labels) {
    const std::string begin = "\n" + name_and_labels + " ";
    const std::size_t at = metrics.find(begin);
    if (at == std::string::npos) return {};
    const std::size_t value = at + begin.size();
    return metrics.substr(value, metrics.find('\n', value) - value);
}

}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// Two instances behind nginx, with the configuration that is shipped: only addresses, ports and the
// place of the certificate are those of the test.
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/check.hpp"
#include "office_process.hpp"
#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kProgram = "/usr/sbin/nginx";
const std::string kHost = "office.example.gov.cn";

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Taken by nobody a moment ago.
std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    KC_CHECK(::bind(socket, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    KC_CHECK(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    ::close(socket);
    return ntohs(address.sin_port);
}

void replace_once(std::string& text, const std::string& old, const std::string& with) {
    const std::size_t at = text.find(old);
    ASSERT_NE(at, std::string::npos) << "the shipped configuration has no " << old;
    text.replace(at, old.size(), with);
}

class Nginx {
public:
    Nginx(const WorkFolder& folder, std::uint16_t first, std::uint16_t second)
        : folder_(folder.path() / "nginx"), port_(free_port()) {
        std::filesystem::create_directories(folder_);
        EXPECT_EQ(
            run_program({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                         "-subj", "/CN=" + kHost, "-addext", "subjectAltName=DNS:" + kHost,
                         "-keyout", file("key.pem"), "-out", file("cert.pem")}),
            0);
        write_configuration(first, second);
        child_ = ::fork();
        KC_CHECK(child_ >= 0);
        if (child_ == 0) {
            const std::string prefix = folder_.string() + "/";
            ::execl(kProgram, kProgram, "-p", prefix.c_str(), "-c", "nginx.conf", "-e", "error.log",
                    static_cast<char*>(nullptr));
            ::_exit(127);
        }
        const auto end = steady_clock::now() + std::chrono::seconds(20);
        while (Connection::to(port_) == nullptr && steady_clock::now() < end)
            std::this_thread::sleep_for(milliseconds(10));
    }
    ~Nginx() {
        ::kill(child_, SIGTERM);
        int status = 0;
        ::waitpid(child_, &status, 0);
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string certificate() const { return file("cert.pem"); }
    [[nodiscard]] std::string errors() const { return read_file(file("error.log")); }

private:
    [[nodiscard]] std::string file(const std::string& name) const { return folder_ / name; }

    void write_configuration(std::uint16_t first, std::uint16_t second) {
        std::string shipped = read_file(KC_SOURCE_DIR "/packaging/nginx/kechuang.conf");
        replace_once(shipped, "10.0.0.11:8080", fmt::format("127.0.0.1:{}", first));
        replace_once(shipped, "10.0.0.12:8080", fmt::format("127.0.0.1:{}", second));
        replace_once(shipped, "listen 443", fmt::format("listen 127.0.0.1:{}", port_));
        replace_once(shipped, "/etc/kechuang/tls/cert.pem", file("cert.pem"));
        replace_once(shipped, "/etc/kechuang/tls/key.pem", file("key.pem"));
        std::ofstream(file("kechuang.conf")) << shipped;
        std::ofstream out(file("nginx.conf"));
        if (::geteuid() == 0) out << "user root;\n";
        out << "daemon off;\nworker_processes 1;\npid nginx.pid;\nevents {}\nhttp {\n"
            << "access_log off;\n";
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            out << kind << "_temp_path " << kind << ";\n";
        out << "include kechuang.conf;\n}\n";
    }

    std::filesystem::path folder_;
    std::uint16_t port_;
    pid_t child_ = -1;
};

// A browser: one connection, its cookies, HTTP/2 over TLS. Used by one thread.
class Browser {
public:
    explicit Browser(const Nginx& nginx) : nginx_(nginx), curl_(::curl_easy_init()) {
        hosts_ = ::curl_slist_append(nullptr,
                                     fmt::format("{}:{}:127.0.0.1", kHost, nginx.port()).c_str());
    }
    ~Browser() {
        ::curl_easy_cleanup(curl_);
        ::curl_slist_free_all(hosts_);
    }
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    Reply get(const std::string& path) { return ask("GET", path, ""); }
    Reply post(const std::string& path, const std::string& body) { return ask("POST", path, body); }

    bool sign_in(const std::string& name) {
        const Reply reply =
            post("/api/v1/session",
                 fmt::format(R"({{"name":"{}","password":"{}"}})", name, password_of(name)));
        if (reply.status != 200) return false;
        token_ = reply.json().find("csrf_token")->text;
        return true;
    }

private:
    static std::size_t take(const char* bytes, std::size_t size, std::size_t count, void* to) {
        static_cast<std::string*>(to)->append(bytes, size * count);
        return size * count;
    }

    Reply ask(const std::string& method, const std::string& path, const std::string& body) {
        static std::atomic<int> keys = 0;
        Reply reply;
        const std::string url = fmt::format("https://{}:{}{}", kHost, nginx_.port(), path);
        const std::string certificate = nginx_.certificate();
        ::curl_slist* headers = ::curl_slist_append(
            nullptr, fmt::format("Idempotency-Key: nginx-{}-{}", ::getpid(), ++keys).c_str());
        headers = ::curl_slist_append(headers, "Content-Type: application/json");
        if (!token_.empty())
            headers = ::curl_slist_append(headers, ("X-CSRF-Token: " + token_).c_str());
        ::curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
        ::curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, method.c_str());
        ::curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
        ::curl_easy_setopt(curl_, CURLOPT_RESOLVE, hosts_);
        ::curl_easy_setopt(curl_, CURLOPT_CAINFO, certificate.c_str());
        ::curl_easy_setopt(curl_, CURLOPT_COOKIEFILE, "");
        ::curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
        ::curl_easy_setopt(curl_, CURLOPT_TIMEOUT, 60L);
        ::curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &take);
        ::curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &reply.body);
        if (method == "POST") {
            ::curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
        } else {
            ::curl_easy_setopt(curl_, CURLOPT_HTTPGET, 1L);
        }
        const CURLcode done = ::curl_easy_perform(curl_);
        long status = 0;
        ::curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        reply.status = static_cast<int>(status);
        if (done != CURLE_OK) reply = {0, {}, ::curl_easy_strerror(done)};
        ::curl_slist_free_all(headers);
        return reply;
    }

    const Nginx& nginx_;
    CURL* curl_;
    ::curl_slist* hosts_ = nullptr;
    std::string token_;
};

class BehindNginx : public testing::Test {
protected:
    void SetUp() override {
        if (!store::test::is_on_postgres()) GTEST_SKIP() << "two instances need PostgreSQL";
        if (!std::filesystem::exists(kProgram)) GTEST_SKIP() << "no nginx here: apt install nginx";
        database_ = database_in(folder_, "nginx");
        first_ = start("first");
        ASSERT_TRUE(first_->is_open()) << first_->said();
        first_->set_up();
        second_ = start("second");
        ASSERT_TRUE(second_->is_open()) << second_->said();
        nginx_ = std::make_unique<Nginx>(folder_, first_->port(), second_->port());
    }

    std::unique_ptr<OfficeProcess> start(const std::string& name) {
        return std::make_unique<OfficeProcess>(
            folder_, name, database_,
            std::vector<std::string>{"--together", "--announce", "2", "--log-format", "json"});
    }

    static int answered(const OfficeProcess& office, const std::string& route) {
        const std::string text = sample(
            office.metrics(),
            fmt::format(R"(kechuang_http_requests_total{{route="{}",method="GET",status="200"}})",
                        route));
        return whole(text);
    }

    static int whole(const std::string& text) {
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }

    static std::string fact(int number) {
        return fmt::format(R"({{"indicator":"cn.htfirm.valid_count","unit":"3418{:02d}",)"
                           R"("period":"{}-{:02d}","value":"{}"}})",
                           21 + number % 5, 2023 + number / 60 % 2, 1 + number / 5 % 12,
                           1000 + number);
    }

    const WorkFolder folder_;
    std::string database_;
    std::unique_ptr<OfficeProcess> first_;
    std::unique_ptr<OfficeProcess> second_;
    std::unique_ptr<Nginx> nginx_;
};

TEST_F(BehindNginx, WhoeverSignedInIsSignedInWhereverHisRequestsGo) {
    constexpr int kPeople = 12;
    for (int i = 0; i < kPeople; ++i) {
        Browser browser(*nginx_);
        ASSERT_TRUE(browser.sign_in("business")) << nginx_->errors();
        const Reply session = browser.get("/api/v1/session");
        ASSERT_EQ(session.status, 200);
        EXPECT_EQ(session.json().find("name")->text, "business");
        const Reply made = browser.post("/api/v1/facts", fact(i));
        EXPECT_EQ(made.status, 201) << made.body;
        // And he sees at once what he wrote.
        EXPECT_NE(browser.get("/api/v1/facts?limit=200").body.find(std::to_string(1000 + i)),
                  std::string::npos);
    }
    // All signed in at one: nginx knows an address only. Afterwards they are parted by session.
    const int at_first = answered(*first_, "/api/v1/session");
    const int at_second = answered(*second_, "/api/v1/session");
    EXPECT_EQ(at_first + at_second, kPeople);
    EXPECT_GT(at_first, 0);
    EXPECT_GT(at_second, 0);
}

// People read and write without pause while one instance is told to stop and is gone. Every request
// gets its answer.
TEST_F(BehindNginx, AnInstanceStopsWithoutOneFailedRequest) {
    std::atomic<bool> is_over = false;
    std::atomic<int> read = 0;
    std::atomic<int> saved = 0;
    std::mutex mutex;
    std::vector<std::string> failures;
    std::vector<std::thread> people;
    for (int person = 0; person < 6; ++person) {
        people.emplace_back([&, person] {
            Browser browser(*nginx_);
            bool is_fine = browser.sign_in("business");
            for (int i = 0; is_fine && !is_over; ++i) {
                const bool writes = i % 3 == 0;
                const Reply reply = writes ? browser.post("/api/v1/facts", fact(person * 1'000 + i))
                                           : browser.get("/api/v1/facts?limit=5");
                is_fine = reply.status == (writes ? 201 : 200);
                ++(writes ? saved : read);
                if (is_fine) continue;
                const std::lock_guard lock(mutex);
                failures.push_back(fmt::format("{} {}", reply.status, reply.body));
            }
        });
    }
    const auto wait_for_more = [&] {
        const int wanted = read + 60;
        const auto end = steady_clock::now() + std::chrono::seconds(30);
        while (read < wanted && steady_clock::now() < end)
            std::this_thread::sleep_for(milliseconds(5));
    };
    wait_for_more();
    first_->signal(SIGTERM);
    EXPECT_EQ(first_->wait(), 0);
    wait_for_more();
    is_over = true;
    for (std::thread& one : people) one.join();
    for (const std::string& one : failures) ADD_FAILURE() << one << '\n' << nginx_->errors();
    EXPECT_GT(saved, 30);
    auto connection = store::Connection::open(database_, {.read_only = true});
    EXPECT_EQ(store::verify(*connection, {})->facts, saved);
}

// Twenty jobs are due at once, and both look for work. Each is told of in one log, once.
TEST_F(BehindNginx, JobsAreDoneOnce) {
    constexpr int kJobs = 20;
    auto connection = store::Connection::open(database_, {});
    ASSERT_TRUE(connection);
    // Numbers of their own: a job that the office plans meanwhile comes after the last of all.
    constexpr std::int64_t kFirst = 1'000;
    constexpr std::int64_t kLast = 100'000;
    ASSERT_TRUE(connection->execute(
        "INSERT INTO job (id, kind, payload, once_key, state, due_us, attempt, max_attempts, "
        "worker, error) VALUES ($1, 'reminders', '2024-07-15', 'never', 'waiting', $2, 0, 5, '', "
        "'')",
        {kLast, std::int64_t{9'000'000'000'000'000}}));
    for (int i = 0; i < kJobs; ++i) {
        const auto added = connection->execute(
            "INSERT INTO job (id, kind, payload, once_key, state, due_us, attempt, max_attempts, "
            "worker, error) VALUES ($1, 'reminders', '2024-07-15', $2, 'waiting', 1, 0, 5, '', '')",
            {kFirst + i, fmt::format("nginx-{}", i)});
        ASSERT_TRUE(added) << added.error().en;
    }
    const auto end = steady_clock::now() + std::chrono::seconds(30);
    const std::string left = "SELECT count(*) FROM job WHERE once_key LIKE 'nginx-%'";
    while (*connection->query_number(left) != 0 && steady_clock::now() < end)
        std::this_thread::sleep_for(milliseconds(20));
    EXPECT_EQ(*connection->query_number(left), 0);
    for (OfficeProcess* one : {first_.get(), second_.get()}) {
        one->signal(SIGTERM);
        EXPECT_EQ(one->wait(), 0);
    }
    std::map<std::int64_t, int> done;
    for (const char* name : {"first.log", "second.log"}) {
        std::ifstream log(folder_ / name);
        for (std::string line; std::getline(log, line);) {
            const auto json = server::read_json(line);
            if (!json || json->find("event")->text != "job_done") continue;
            const std::string& text = json->find("job")->text;
            std::int64_t job = 0;
            std::from_chars(text.data(), text.data() + text.size(), job);
            if (job >= kFirst && job < kLast) ++done[job];
        }
    }
    EXPECT_EQ(done.size(), static_cast<std::size_t>(kJobs));
    for (const auto& [job, times] : done) EXPECT_EQ(times, 1) << "job " << job;
}

}  // namespace
}  // namespace kc::test

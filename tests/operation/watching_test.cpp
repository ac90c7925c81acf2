// SPDX-License-Identifier: Apache-2.0
// What somebody who watches over a running office sees: metrics, readiness, the log.
#include <csignal>

#include <atomic>
#include <charconv>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "in_time.hpp"
#include "office/office_jobs.hpp"
#include "office_process.hpp"

namespace kc::test {
namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::int64_t whole(const std::string& text) {
    std::int64_t value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// The rules of the text format that a scraper refuses a page for; the first line that breaks one.
std::string fault_of(const std::string& text) {
    static const std::regex kSample(
        "([a-zA-Z_:][a-zA-Z0-9_:]*)"
        R"re((\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*\})?)re"
        " -?[0-9.]+(e[+-]?[0-9]+)?");
    std::set<std::string> families;
    std::set<std::string> seen;
    std::string family;
    bool is_histogram = false;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("# HELP ")) {
            family = line.substr(7, line.find(' ', 7) - 7);
            if (!families.insert(family).second) return "twice: " + line;
            continue;
        }
        if (line.starts_with("# TYPE " + family + " ")) {
            is_histogram = line.ends_with(" histogram");
            continue;
        }
        std::smatch parts;
        if (!std::regex_match(line, parts, kSample)) return "malformed: " + line;
        std::string name = parts[1];
        for (const char* suffix : {"_bucket", "_sum", "_count"}) {
            const std::string whole_name = family + suffix;
            if (is_histogram && name == whole_name) name = family;
        }
        if (name != family) return "not of its family: " + line;
        if (!seen.insert(line.substr(0, line.rfind(' '))).second) return "repeated: " + line;
    }
    return text.ends_with('\n') ? "" : "no end of line at the end";
}

// Of every histogram: steps never go down, and the last one is the count.
std::string histogram_fault(const std::string& text) {
    std::string series;
    std::int64_t last = 0;
    for (const std::string& line : lines_of(text)) {
        const std::size_t edge = line.find("le=\"");
        if (edge == std::string::npos) continue;
        const std::string here = line.substr(0, edge);
        const std::int64_t value = whole(line.substr(line.rfind(' ') + 1));
        if (here != series) last = 0;
        if (value < last) return line;
        series = here;
        last = value;
        if (line.find("le=\"+Inf\"") == std::string::npos) continue;
        std::string count = here;
        count.replace(count.find("_bucket"), 7, "_count");
        while (count.back() == ',' || count.back() == '{') count.pop_back();
        if (count.find('{') != std::string::npos) count += '}';
        if (sample(text, count) != std::to_string(value)) return count;
    }
    return series.empty() ? "no histogram" : "";
}

TEST(Metrics, TheTextIsWellFormedAndHistogramsAddUp) {
    const WorkFolder folder;
    const OfficeProcess office(folder, "office", database_in(folder, "office"));
    ASSERT_TRUE(office.is_open()) << office.said();
    office.set_up();
    office.get("/api/v1/targets");
    const Reply reply = *try_to_ask(office.monitor_port(), {.path = "/metrics"});
    EXPECT_EQ(reply.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(fault_of(reply.body), "");
    EXPECT_EQ(histogram_fault(reply.body), "");
}

std::string requests(const std::string& route, const std::string& method, int status) {
    return fmt::format(R"(kechuang_http_requests_total{{route="{}",method="{}",status="{}"}})",
                       route, method, status);
}

// From half past seven on the office makes the day's notices soon after its start, and to keep what
// it reminds of is a change like any other.
bool has_made_the_days_notices(const OfficeProcess& office) {
    constexpr std::chrono::hours kChina{8};
    const auto now = std::chrono::system_clock::now().time_since_epoch() + kChina;
    if (now % std::chrono::days(1) < std::chrono::minutes(office::JobRunner::kNoticeMinute))
        return true;
    const std::string metrics = office.metrics();
    const auto is_done = [&](const std::string& kind) {
        return whole(sample(metrics, "kechuang_jobs_done_total{kind=\"" + kind + "\"}")) > 0;
    };
    return is_done("expiries") && is_done("reminders");
}

TEST(Metrics, CountersMoveByWhatWasDone) {
    const WorkFolder folder;
    const OfficeProcess office(folder, "office", database_in(folder, "office"));
    ASSERT_TRUE(office.is_open()) << office.said();
    office.set_up();
    const Headers business = office.sign_in("business");
    ASSERT_TRUE(in_time([&] { return has_made_the_days_notices(office); }));
    const std::string before = office.metrics();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(office.get("/api/v1/targets/nothing-" + std::to_string(i)).status, 404);
    const Reply fact = office.post("/api/v1/facts",
                                   R"({"indicator":"cn.htfirm.valid_count","unit":"341800",)"
                                   R"("period":"2024-06","value":"790"})",
                                   business);
    EXPECT_EQ(fact.status, 201) << fact.body;
    // A request is counted once its answer is out, so whoever has just got one may ask too early.
    const std::string unknown = requests("/api/v1/targets/{code}", "GET", 404);
    const std::string saved = requests("/api/v1/facts", "POST", 201);
    std::string after;
    EXPECT_TRUE(in_time([&] {
        after = office.metrics();
        return sample(after, unknown) == "3" && sample(after, saved) == "1";
    })) << after;
    const auto moved = [&](const std::string& name) {
        const std::string old = sample(before, name);
        return whole(sample(after, name)) - (old.empty() ? 0 : whole(old));
    };
    EXPECT_EQ(moved(unknown), 3);
    EXPECT_EQ(moved(saved), 1);
    EXPECT_EQ(moved(R"(kechuang_store_commands_total{outcome="kept"})"), 1);
    EXPECT_EQ(moved("kechuang_store_commit_duration_seconds_count"), 1);
    EXPECT_EQ(moved("kechuang_journal_entries"), 1);
    EXPECT_EQ(moved("kechuang_facts"), 1);
    EXPECT_EQ(sample(after, "kechuang_sessions"), "1");
    EXPECT_GT(whole(sample(after, "kechuang_database_bytes")), 10'000);
    EXPECT_GT(whole(sample(after, "process_resident_memory_bytes")), 1'000'000);
    EXPECT_GT(whole(sample(after, "process_open_fds")), 3);
}

TEST(Metrics, AreNotOnTheOfficesOwnPort) {
    const WorkFolder folder;
    const OfficeProcess office(folder, "office", database_in(folder, "office"));
    ASSERT_TRUE(office.is_open()) << office.said();
    EXPECT_EQ(office.get("/metrics").body.find("kechuang_"), std::string::npos);
    EXPECT_EQ(try_to_ask(office.monitor_port(), {.path = "/api/v1/targets"})->status, 404);
}

TEST(Readiness, AnOfficeThatWorksIsReadyInEveryPart) {
    const WorkFolder folder;
    const OfficeProcess office(folder, "office", database_in(folder, "office"));
    ASSERT_TRUE(office.is_open()) << office.said();
    const Reply reply = office.get("/readyz");
    EXPECT_EQ(reply.status, 200);
    for (const auto& part : reply.json().find("parts")->items)
        EXPECT_TRUE(part.find("ready")->text == "true") << part.find("name")->text;
    EXPECT_EQ(office.get("/healthz").status, 200);
}

// A request that is sent in two parts, the second when it is told to.
class SlowRequest {
public:
    explicit SlowRequest(std::uint16_t port) : connection_(port) {
        connection_.send(
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"name\":");
    }
    int finish() {
        connection_.send("\"nobody\"  }");
        return connection_.receive().status;
    }

private:
    Connection connection_;
};

// Four clients ask without pause, each over a new connection, while the process is told to stop,
// and go away soon after readiness has told them to, as a proxy does. A fifth is in the middle of
// its request when the listener closes. All of them get a whole answer.
TEST(Stopping, UnderLoadReadinessGoesFirstAndEveryRequestIsAnswered) {
    const WorkFolder folder;
    OfficeProcess office(folder, "office", database_in(folder, "office"), {"--announce", "2"});
    ASSERT_TRUE(office.is_open()) << office.said();
    std::atomic<int> answered = 0;
    std::atomic<int> broken = 0;
    std::atomic<bool> is_over = false;
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&, i] {
            const std::string path = i % 2 == 0 ? "/api/v1/targets" : "/api/v1/facts?limit=5";
            while (!is_over) {
                const auto reply = try_to_ask(office.port(), {.path = path});
                ++(reply && reply->status == 200 ? answered : broken);
            }
        });
    }
    while (answered < 200) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    SlowRequest slow(office.port());
    office.signal(SIGTERM);
    Reply ready = office.get("/readyz");
    while (ready.status == 200) ready = office.get("/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_NE(ready.body.find(R"({"name":"serving","ready":false,"code":"E-draining")"),
              std::string::npos)
        << ready.body;
    const int before = answered;
    while (answered < before + 20 && broken == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    is_over = true;
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(broken, 0);
    // The monitor's port goes last, so the office's is what has to be gone.
    while (Connection::to(office.port()) != nullptr)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_EQ(slow.finish(), 422);  // no password
    EXPECT_EQ(office.wait(), 0);
    EXPECT_NE(office.said().find("stopped"), std::string::npos);
}

TEST(Log, OneJsonObjectALineWithRouteAndStatus) {
    const WorkFolder folder;
    OfficeProcess office(folder, "office", database_in(folder, "office"), {"--log-format", "json"});
    ASSERT_TRUE(office.is_open()) << office.said();
    office.get("/api/v1/targets/nothing");
    office.signal(SIGTERM);
    office.wait();
    bool is_found = false;
    for (const std::string& line : lines_of(read_file(folder / "office.log"))) {
        const auto json = server::read_json(line);
        ASSERT_TRUE(json) << line;
        ASSERT_NE(json->find("time"), nullptr) << line;
        if (json->find("event")->text != "request") continue;
        if (json->find("route")->text != "/api/v1/targets/{code}") continue;
        is_found = true;
        EXPECT_EQ(json->find("status")->text, "404");
        EXPECT_EQ(json->find("method")->text, "GET");
        EXPECT_EQ(json->find("request")->text.size(), 16U);
        EXPECT_NE(json->find("us"), nullptr);
        EXPECT_EQ(json->find("account"), nullptr);  // nobody had signed in
    }
    EXPECT_TRUE(is_found);
}

TEST(Log, ALevelLeavesOutWhatIsBelowIt) {
    const WorkFolder folder;
    OfficeProcess office(folder, "office", database_in(folder, "office"), {"--log-level", "error"});
    ASSERT_TRUE(office.is_open()) << office.said();
    office.get("/api/v1/targets");
    office.signal(SIGTERM);
    office.wait();
    EXPECT_EQ(read_file(folder / "office.log"), "");
}

// Goal: whatever people type, nothing of it comes into the log or into a metric. Method: a session
// in which every place that takes a text gets one that occurs nowhere else.
TEST(Log, HoldsNothingThatSomebodyTyped) {
    const WorkFolder folder;
    OfficeProcess office(folder, "office", database_in(folder, "office"),
                         {"--log-format", "json", "--log-level", "debug"});
    ASSERT_TRUE(office.is_open()) << office.said();
    office.set_up();
    const Headers system = office.sign_in("system");
    const Headers business = office.sign_in("business");
    const std::vector<std::string> typed = {
        "zhangsanfeng",      "欧阳测试",   "340123199001011234",  "13800001111", "q-secret-words",
        "wrong password 77", "1234567.89", "someone@example.org", "四八七六五"};
    EXPECT_EQ(office
                  .post("/api/v1/users",
                        fmt::format(R"({{"name":"zhangsanfeng","password":"{}"}})",
                                    password_of("zhangsanfeng")),
                        system)
                  .status,
              201);
    const Headers person = office.sign_in("zhangsanfeng", password_of("zhangsanfeng"));
    EXPECT_FALSE(person.empty());
    EXPECT_TRUE(office.sign_in("zhangsanfeng", "wrong password 77").empty());
    office.get("/api/v1/users/%E6%AC%A7%E9%98%B3%E6%B5%8B%E8%AF%95", system);
    office.get("/api/v1/targets?limit=3&q=q-secret-words", person);
    office.get("/nobody/340123199001011234?phone=13800001111");
    office.get("/api/v1/13800001111");
    office.post("/api/v1/facts",
                R"({"indicator":"cn.htfirm.valid_count","unit":"341800","period":"2024-06",)"
                R"("value":"1234567.89","note":"someone@example.org","who":"四八七六五"})",
                business);
    office.post("/api/v1/facts", "{\"欧阳测试\": 340123199001011234", business);
    try_to_ask(office.port(), {.path = "/api/v1/targets",
                               .headers = {{"Cookie", "name=zhangsanfeng"},
                                           {"User-Agent", "someone@example.org"},
                                           {"Referer", "http://x/?q-secret-words"}}});
    const std::string metrics = office.metrics();
    office.signal(SIGTERM);
    office.wait();
    const std::string log = read_file(folder / "office.log");
    ASSERT_GT(lines_of(log).size(), 12U);
    for (const std::string& text : typed) {
        EXPECT_EQ(log.find(text), std::string::npos) << text;
        EXPECT_EQ(metrics.find(text), std::string::npos) << text;
        EXPECT_EQ(office.said().find(text), std::string::npos) << text;
    }
    EXPECT_EQ(log.find("127.0.0.1"), std::string::npos);
    EXPECT_EQ(log.find("%E6"), std::string::npos);
    // The same person has one number all through, and it is not his name.
    std::set<std::string> numbers;
    for (const std::string& line : lines_of(log)) {
        const auto json = server::read_json(line);
        ASSERT_TRUE(json) << line;
        if (const auto* account = json->find("account")) numbers.insert(account->text);
    }
    EXPECT_EQ(numbers.size(), 3U);  // system, business, and the one who was made
}

TEST(Serve, AChoiceThatIsNoneIsNamed) {
    const WorkFolder folder;
    const OfficeProcess office(folder, "office", database_in(folder, "office"),
                               {"--log-format", "xml"});
    EXPECT_FALSE(office.is_open());
    EXPECT_NE(office.said().find("E-serve-option"), std::string::npos) << office.said();
    EXPECT_NE(office.said().find("choose from: text json"), std::string::npos);
}

}  // namespace
}  // namespace kc::test

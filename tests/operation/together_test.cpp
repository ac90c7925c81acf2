// SPDX-License-Identifier: Apache-2.0
// Two instances of one office on one PostgreSQL database, asked in turn as a proxy would.
#include <csignal>

#include <atomic>
#include <charconv>
#include <chrono>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office_process.hpp"
#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What docs/operation.md promises to who asks another instance, as a bound that a busy machine
// keeps too.
constexpr milliseconds kBound{2'000};

class Together : public testing::Test {
protected:
    void SetUp() override {
        if (!store::test::is_on_postgres()) GTEST_SKIP() << "needs PostgreSQL";
        database_ = database_in(folder_, "together");
        first_ = start("first");
        ASSERT_TRUE(first_->is_open()) << first_->said();
        first_->set_up();
        second_ = start("second");
        ASSERT_TRUE(second_->is_open()) << second_->said();
    }

    std::unique_ptr<OfficeProcess> start(const std::string& name) {
        return std::make_unique<OfficeProcess>(folder_, name, database_,
                                               std::vector<std::string>{"--together"});
    }

    // A figure of its own for each number.
    static Reply write(const OfficeProcess& at, int number, const Headers& who) {
        return at.post("/api/v1/facts",
                       fmt::format(R"({{"indicator":"cn.htfirm.valid_count","unit":"3418{:02d}",)"
                                   R"("period":"{}-{:02d}","value":"{}"}})",
                                   kUnits[static_cast<std::size_t>(number) % kUnits.size()],
                                   2023 + number / 84 % 2, 1 + number / 7 % 12, 1000 + number),
                       who);
    }

    static bool sees(const OfficeProcess& at, int number, const Headers& who = {}) {
        const Reply reply = at.get("/api/v1/facts?limit=200", who);
        return reply.body.find(fmt::format("\"{}\"", 1000 + number)) != std::string::npos ||
               reply.body.find(fmt::format(":{},", 1000 + number)) != std::string::npos;
    }

    static bool sees_in_time(const OfficeProcess& at, int number) {
        const auto end = steady_clock::now() + kBound;
        while (!sees(at, number)) {
            if (steady_clock::now() > end) return false;
            std::this_thread::sleep_for(milliseconds(5));
        }
        return true;
    }

    store::AuditReport audit() const {
        auto connection = store::Connection::open(database_, {.read_only = true});
        return *store::verify(*connection, {});
    }

    static constexpr std::array<int, 7> kUnits = {2, 21, 22, 23, 24, 25, 81};
    const WorkFolder folder_;
    std::string database_;
    std::unique_ptr<OfficeProcess> first_;
    std::unique_ptr<OfficeProcess> second_;
};

TEST_F(Together, WhatOneHasSavedTheOtherShows) {
    const Headers business = first_->sign_in("business");
    for (int i = 0; i < 40; ++i) {
        const OfficeProcess& writer = i % 2 == 0 ? *first_ : *second_;
        const OfficeProcess& reader = i % 2 == 0 ? *second_ : *first_;
        const Reply made = write(writer, i, business);
        ASSERT_EQ(made.status, 201) << i << made.body;
        EXPECT_TRUE(sees_in_time(reader, i)) << i;
    }
    EXPECT_TRUE(audit().is_good());
}

// The figures themselves, which are kept in memory, and not only the list that is read from the
// database.
TEST_F(Together, FiguresInMemoryFollowToo) {
    const Headers business = first_->sign_in("business");
    const std::string slice =
        "/api/v1/indicators/cn.htfirm.valid_count/slice?children=true&period=2024-06";
    EXPECT_EQ(second_->get(slice).body.find("777"), std::string::npos);
    ASSERT_EQ(first_
                  ->post("/api/v1/facts",
                         R"({"indicator":"cn.htfirm.valid_count","unit":"341800",)"
                         R"("period":"2024-06","value":"777"})",
                         business)
                  .status,
              201);
    const auto end = steady_clock::now() + kBound;
    std::string body;
    do body = second_->get(slice).body;
    while (body.find("777") == std::string::npos && steady_clock::now() < end);
    EXPECT_NE(body.find("777"), std::string::npos) << body;
    // All but the moment of asking is the same.
    const auto rows = [](const std::string& text) { return text.substr(0, text.find("as_of")); };
    EXPECT_EQ(rows(body), rows(first_->get(slice).body));
}

// Whoever carries the cookie of his own change finds it at the other instance at once.
TEST_F(Together, OnesOwnChangeIsThereAtTheNextRequestWhereverItGoes) {
    Headers business = first_->sign_in("business");
    const std::string session = business["Cookie"].substr(0, business["Cookie"].find(';'));
    for (int i = 0; i < 20; ++i) {
        const OfficeProcess& writer = i % 2 == 0 ? *first_ : *second_;
        const OfficeProcess& reader = i % 2 == 0 ? *second_ : *first_;
        const Reply made = write(writer, i, business);
        ASSERT_EQ(made.status, 201) << made.body;
        const std::string at = made.header("set-cookie");
        ASSERT_TRUE(at.starts_with("kechuang-at=")) << at;
        business["Cookie"] = session + "; " + at.substr(0, at.find(';'));
        EXPECT_TRUE(sees(reader, i, business)) << i;
    }
}

TEST_F(Together, BothWriteAtOnceAndTheJournalIsOne) {
    const Headers business = first_->sign_in("business");
    std::atomic<int> saved = 0;
    std::vector<std::thread> clients;
    for (int client = 0; client < 4; ++client) {
        clients.emplace_back([&, client] {
            for (int i = 0; i < 40; ++i) {
                const OfficeProcess& at = (client + i) % 2 == 0 ? *first_ : *second_;
                if (write(at, client * 40 + i, business).status == 201) ++saved;
            }
        });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(saved, 160);
    const store::AuditReport report = audit();
    EXPECT_TRUE(report.is_good());
    EXPECT_EQ(report.facts, 160);
}

TEST_F(Together, TheSameKeyAtTheOtherInstanceGivesTheFirstAnswer) {
    Headers business = first_->sign_in("business");
    business["Idempotency-Key"] = "one-key-for-both";
    const Reply first = write(*first_, 1, business);
    const Reply again = write(*second_, 1, business);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.body, again.body);
    EXPECT_EQ(audit().facts, 1);
}

TEST_F(Together, WhoSignedInAtOneIsSignedInAtBothAndSoWithSigningOut) {
    const Headers business = first_->sign_in("business");
    EXPECT_EQ(second_->get("/api/v1/session", business).json().find("name")->text, "business");
    EXPECT_EQ(second_->send("DELETE", "/api/v1/session", "", business).status, 204);
    const auto end = steady_clock::now() + kBound;
    bool is_in = true;
    while (is_in && steady_clock::now() < end) {
        is_in = first_->get("/api/v1/session", business).json().find("signed_in")->text == "true";
    }
    EXPECT_FALSE(is_in);
}

TEST_F(Together, WrongPasswordsAreCountedTogether) {
    for (int i = 0; i < 5; ++i) {
        const OfficeProcess& at = i % 2 == 0 ? *first_ : *second_;
        EXPECT_TRUE(at.sign_in("business", "not the password").empty());
    }
    for (const OfficeProcess* at : {first_.get(), second_.get()}) {
        const Reply reply = at->post(
            "/api/v1/session",
            fmt::format(R"({{"name":"business","password":"{}"}})", password_of("business")));
        EXPECT_EQ(reply.status, 429) << reply.body;
    }
}

// Clients write at both while one is killed. Whatever was answered 201 is in the database, and the
// other goes on.
TEST_F(Together, AnInstanceThatIsKilledLosesNothingThatItAnswered) {
    const Headers business = first_->sign_in("business");
    std::atomic<int> answered = 0;
    std::atomic<bool> is_killed = false;
    std::array<std::set<int>, 4> saved;
    std::vector<std::thread> clients;
    for (std::size_t client = 0; client < saved.size(); ++client) {
        clients.emplace_back([&, client] {
            int after = 0;
            for (int i = 0; i < 400 && after < 20; ++i) {
                const int number = static_cast<int>(client) * 400 + i;
                const OfficeProcess& at = i % 2 == 0 ? *first_ : *second_;
                if (is_killed) ++after;
                if (write(at, number, business).status != 201) continue;
                saved[client].insert(1000 + number);
                ++answered;
            }
        });
    }
    while (answered < 60) std::this_thread::sleep_for(milliseconds(1));
    first_->signal(SIGKILL);
    is_killed = true;
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(first_->wait(), 128 + SIGKILL);

    std::set<int> kept;
    auto connection = store::Connection::open(database_, {.read_only = true});
    auto rows = connection->query("SELECT coefficient FROM fact");
    for (auto more = rows->next(); more && *more; more = rows->next())
        kept.insert(static_cast<int>(rows->get<std::int64_t>(0)));
    std::size_t later = 0;
    for (const auto& one : saved) {
        for (const int value : one) EXPECT_TRUE(kept.contains(value)) << value;
        later += one.size();
    }
    EXPECT_GT(later, 60U);  // the other went on
    EXPECT_TRUE(audit().is_good());
    EXPECT_EQ(write(*second_, 5000, business).status, 201);
}

// The row is what a worker leaves that was killed a minute ago. The other instance does the job.
TEST_F(Together, AJobWhoseWorkerWasKilledIsTakenOver) {
    first_->kill();
    auto connection = store::Connection::open(database_, {});
    ASSERT_TRUE(connection);
    const std::string count = "SELECT coalesce(sum(done), 0)::bigint FROM job_kind";
    const auto lost = connection->execute(
        "INSERT INTO job (kind, payload, once_key, state, due_us, attempt, max_attempts, worker, "
        "error) VALUES ('reminders', '2024-07-15', 'lost', 'running', 1, 1, 5, 'gone:1', '')");
    ASSERT_TRUE(lost) << lost.error().en;
    const auto end = steady_clock::now() + std::chrono::seconds(30);
    const std::string left = "SELECT count(*) FROM job WHERE once_key = 'lost'";
    while (*connection->query_number(left) != 0 && steady_clock::now() < end)
        std::this_thread::sleep_for(milliseconds(20));
    EXPECT_EQ(*connection->query_number(left), 0);
    EXPECT_GE(*connection->query_number(count), 1);
    EXPECT_NE(sample(second_->metrics(), R"(kechuang_jobs_done_total{kind="reminders"})"), "");
}

TEST_F(Together, AnInstanceThatWritesAloneIsRefusedBesideThem) {
    const OfficeProcess alone(folder_, "alone", database_, {});
    EXPECT_FALSE(alone.is_open());
    EXPECT_NE(alone.said().find("E-store-in-use"), std::string::npos) << alone.said();
}

TEST(TogetherOnAFile, IsRefused) {
    const WorkFolder folder;
    const OfficeProcess office(folder, "office", folder / "office.db", {"--together"});
    EXPECT_FALSE(office.is_open());
    EXPECT_NE(office.said().find("E-store-together"), std::string::npos) << office.said();
}

}  // namespace
}  // namespace kc::test

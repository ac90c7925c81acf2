// SPDX-License-Identifier: Apache-2.0
// Nothing is lost: an office takes records, corrections, tables and files from several people while
// it is killed, while its disk is full, while its database server loses a process. What changes.hpp
// says holds after each of these.
//
// KC_TEST_SEED chooses other moments than the usual ones.
#include <csignal>

#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>

#include "office_process.hpp"
#include "own_postgres.hpp"
#include "store/test_support.hpp"
#include "writing_clients.hpp"

namespace kc::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kClients = 4;
constexpr std::chrono::seconds kPatience{30};

std::uint64_t seed() {
    std::uint64_t value = 1;
    if (const char* text = std::getenv("KC_TEST_SEED")) {
        const std::string_view digits = text;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    }
    std::cout << "seed " << value << '\n';
    return value;
}

void wait_for_answers(const WritingClients& clients, int more) {
    const int wanted = clients.answered() + more;
    const auto end = steady_clock::now() + kPatience;
    while (clients.answered() < wanted && steady_clock::now() < end)
        std::this_thread::sleep_for(milliseconds(1));
}

// Kills it some time after the first answers, at any step of what it is at.
void write_until_killed(OfficeProcess& office, WritingClients& clients, std::mt19937_64& random) {
    std::thread killer([&] {
        wait_for_answers(clients, 1 + static_cast<int>(random() % 20));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
        office.signal(SIGKILL);
    });
    clients.write(office, kClients, [] { return true; });
    killer.join();
    EXPECT_EQ(office.wait(), 128 + SIGKILL);
}

void kill_again_and_again(int rounds, std::uint64_t seed) {
    const WorkFolder folder;
    const std::string database = database_in(folder, "office");
    std::mt19937_64 random(seed);
    WritingClients clients(random());
    std::size_t in_doubt = 0;
    for (int round = 0; round < rounds && !testing::Test::HasFailure(); ++round) {
        OfficeProcess office(folder, "office", database);
        ASSERT_TRUE(office.is_open()) << office.said();
        if (round == 0) {
            office.set_up();
            WritingClients::make_writer(office);
        }
        clients.ask_again(office);
        write_until_killed(office, clients, random);
        in_doubt += clients.unanswered();
        clients.check(database);
        EXPECT_FALSE(testing::Test::HasFailure()) << "round " << round << " of seed " << seed;
    }
    std::cout << rounds << " kills, " << clients.answered() << " changes answered, " << in_doubt
              << " under way when it was killed\n";
    EXPECT_GT(in_doubt, 0U);
}

TEST(Loss, AnOfficeThatIsKilledAgainAndAgainKeepsWhatItAnsweredAndNothingByHalves) {
    kill_again_and_again(10, seed());
}

// In five offices: after every kill all that an office holds is looked at, and a hundred times of
// that in a single one is mostly looking at what is old.
TEST(LossSlow, NorWhenItIsKilledAHundredTimes) {
    std::mt19937_64 random(seed());
    for (int office = 0; office < 5 && !testing::Test::HasFailure(); ++office)
        kill_again_and_again(20, random());
}

// The disk is full for a while, at any step of what the office is at. It says so, reads go on, and
// writing goes on by itself when there is room.
TEST(Loss, AFullDiskRefusesLosesNothingAndLetsItGoOn) {
    if (store::test::is_on_postgres()) GTEST_SKIP() << "its disk is the server's affair";
    const WorkFolder folder;
    const std::string full = folder / "the-disk-is-full";
    OfficeProcess office(folder, "office", database_in(folder, "office"), {},
                         {"LD_PRELOAD=" KC_FULL_DISK, "KC_FULL_DISK=" + full});
    ASSERT_TRUE(office.is_open()) << office.said();
    office.set_up();
    WritingClients::make_writer(office);
    std::mt19937_64 random(seed());
    WritingClients clients(random());
    for (int round = 0; round < 3; ++round) {
        std::atomic<bool> is_over = false;
        std::thread disk([&] {
            wait_for_answers(clients, 10);
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
            std::ofstream(full) << "x";
            EXPECT_EQ(office.get("/readyz").status, 503);
            EXPECT_EQ(office.get("/api/v1/targets").status, 200);
            std::this_thread::sleep_for(milliseconds(100));
            std::filesystem::remove(full);
            wait_for_answers(clients, 10);
            is_over = true;
        });
        clients.write(office, kClients, [&] { return !is_over; });
        disk.join();
        clients.ask_again(office);
    }
    EXPECT_EQ(office.get("/readyz").status, 200);
    EXPECT_EQ(clients.refusals(), (std::set<std::string>{"507 E-store-full"}));
    EXPECT_EQ(clients.unanswered(), 0U);
    clients.check(folder / "office.db");
}

TEST(Loss, ADatabaseServerThatLosesAProcessLosesNothingAndTheOfficeGoesOn) {
    if (!store::test::is_on_postgres()) GTEST_SKIP() << "needs PostgreSQL";
    const WorkFolder folder;
    const OwnPostgres server(folder);
    OfficeProcess office(folder, "office", server.address());
    ASSERT_TRUE(office.is_open()) << office.said();
    office.set_up();
    WritingClients::make_writer(office);
    std::mt19937_64 random(seed());
    WritingClients clients(random());
    for (int round = 0; round < 3; ++round) {
        std::atomic<bool> is_over = false;
        std::thread killer([&] {
            wait_for_answers(clients, 10);
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
            EXPECT_TRUE(server.kill_one(random));
            wait_for_answers(clients, 10);
            is_over = true;
        });
        clients.write(office, kClients, [&] { return !is_over; });
        killer.join();
        clients.ask_again(office);
    }
    EXPECT_EQ(office.get("/readyz").status, 200);
    for (const std::string& refusal : clients.refusals())
        EXPECT_NE(refusal.find(" E-store-"), std::string::npos) << refusal;
    std::cout << clients.answered() << " changes answered\n";
    clients.check(server.address());
}

}  // namespace
}  // namespace kc::test

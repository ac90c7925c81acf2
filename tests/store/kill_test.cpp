// SPDX-License-Identifier: Apache-2.0
// A process writes from several threads and is killed at a random moment, again and again. What it
// had answered is there, nothing is half there, and every request may be repeated.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <thread>

#include "office_under_test.hpp"
#include "store/archive.hpp"

namespace kc::store::test {
namespace {

constexpr int kRounds = 200;
constexpr int kRoundsPerOffice = 20;
constexpr int kThreads = 6;
constexpr int kMaxLifeUs = 25'000;  // after the first answer
constexpr std::int64_t kNumbersPerRound = 1'000'000;

// The child: asks for numbers from `first` on and reports each that was answered.
[[noreturn]] void write_until_killed(const std::string& path, std::int64_t first, int to_parent) {
    StoreOptions options;
    options.checkpoint_pages = 50;
    options.readers.readers = 1;
    Result<std::unique_ptr<Store>> store = Store::open(path, options);
    if (!store) ::_exit(2);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            for (std::int64_t number = first + thread;; number += kThreads) {
                if (!(*store)->write(two_facts(number))) ::_exit(3);
                // Short enough to go through the pipe whole or not at all.
                if (::write(to_parent, &number, sizeof(number)) != sizeof(number)) ::_exit(4);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    ::_exit(5);
}

std::vector<std::int64_t> read_all(int pipe) {
    std::vector<std::int64_t> numbers;
    std::int64_t number = 0;
    while (::read(pipe, &number, sizeof(number)) == sizeof(number)) numbers.push_back(number);
    return numbers;
}

// One life of the child; the numbers it was answered.
std::vector<std::int64_t> live_and_die(const std::string& path, std::int64_t first,
                                       std::mt19937_64& random) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        write_until_killed(path, first, ends[1]);
    }
    ::close(ends[1]);
    // One in eight dies while it opens, the others at work.
    if (random() % 8 != 0) {
        pollfd answered{.fd = ends[0], .events = POLLIN, .revents = 0};
        ::poll(&answered, 1, 10'000);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % kMaxLifeUs));
    ::kill(child, SIGKILL);
    std::vector<std::int64_t> numbers = read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << WEXITSTATUS(status);
    return numbers;
}

// The office opens again and has everything; asking again changes nothing.
void check(const std::string& path, const std::set<std::int64_t>& answered) {
    Result<std::unique_ptr<Store>> store = Store::open(path, {});
    ASSERT_TRUE(store) << to_string(store.error(), Language::en);
    std::set<std::int64_t> saved;
    {
        Result<Reader> reader = (*store)->read();
        ASSERT_TRUE(reader);
        saved = saved_numbers(reader->connection());
    }
    for (const std::int64_t number : answered) {
        ASSERT_TRUE(saved.contains(number)) << number << " was answered and is lost";
    }
    int asked = 0;
    for (auto number = saved.rbegin(); number != saved.rend() && asked < 20; ++number, ++asked) {
        const Result<Answer> again = (*store)->write(two_facts(*number));
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->is_repeated);
        EXPECT_EQ(again->text, std::to_string(*number));
    }
    Result<Reader> reader = (*store)->read();
    EXPECT_EQ(*reader->connection().query_number("SELECT count(*) FROM journal"),
              static_cast<std::int64_t>(saved.size()));
}

TEST(Kill, NothingAnsweredIsLostWhenTheProcessDiesTwoHundredTimes) {
    std::mt19937_64 random(42);
    std::size_t total = 0;
    int silent = 0;
    for (int round = 0; round < kRounds;) {
        const TempFolder folder;
        std::set<std::int64_t> answered;
        for (int i = 0; i < kRoundsPerOffice; ++i, ++round) {
            const std::vector<std::int64_t> numbers =
                live_and_die(folder.file("office.kc"), round * kNumbersPerRound, random);
            answered.insert(numbers.begin(), numbers.end());
            total += numbers.size();
            silent += numbers.empty() ? 1 : 0;
            check(folder.file("office.kc"), answered);
            ASSERT_FALSE(HasFailure()) << "round " << round;
        }
    }
    std::cout << kRounds << " kills, " << total << " requests answered, " << silent
              << " lives without an answer\n";
    EXPECT_GT(total, static_cast<std::size_t>(kRounds));
}

// The child makes one backup after the other until it is killed. Whatever has a name is whole.
TEST(Kill, ABackupThatHasItsNameIsWholeHoweverItsMakerDied) {
    const TempFolder folder;
    const std::string office = folder.file("office.kc");
    {
        auto store = open_store(office);
        for (int i = 0; i < 200; ++i) ASSERT_TRUE(store->write(two_facts(i)));
    }
    std::mt19937_64 random(11);
    std::size_t whole = 0;
    for (int round = 0; round < 20; ++round) {
        const std::string prefix = folder.file("b" + std::to_string(round) + "-");
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            for (int i = 0;; ++i) {
                if (!write_backup(office, prefix + std::to_string(i), {})) ::_exit(2);
                if (::write(ends[1], "y", 1) != 1) ::_exit(3);
            }
        }
        // One is whole before it dies, and it dies in the middle of a later one.
        pollfd made{.fd = ends[0], .events = POLLIN, .revents = 0};
        EXPECT_EQ(::poll(&made, 1, 30'000), 1);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 100'000));
        ::kill(child, SIGKILL);
        ::close(ends[0]);
        ::close(ends[1]);
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status));
        for (int i = 0; std::filesystem::exists(prefix + std::to_string(i)); ++i, ++whole) {
            Result<Connection> backup =
                Connection::open(prefix + std::to_string(i), {.read_only = true});
            ASSERT_TRUE(backup);
            EXPECT_EQ(saved_numbers(*backup).size(), 200U);
        }
    }
    EXPECT_GE(whole, 20U);
}

}  // namespace
}  // namespace kc::store::test

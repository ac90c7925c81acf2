// SPDX-License-Identifier: Apache-2.0
#include "exchange/child_process.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "exchange/document_text.hpp"

namespace kc::exchange {
namespace {

using End = ChildOutcome::End;

constexpr ChildLimits kGenerous = {.memory_bytes = 512 * kMebibyte,
                                   .output_bytes = 8 * kMebibyte,
                                   .cpu = std::chrono::seconds(20),
                                   .wall = std::chrono::milliseconds(20'000)};

ChildOutcome shell(const std::string& script, const ChildLimits& limits = kGenerous,
                   std::string_view input = {}) {
    return run_child("/bin/sh", {"-c", script}, input, limits);
}

TEST(ChildProcess, GivesOutputErrorsAndExitCode) {
    const ChildOutcome outcome = shell("echo out; echo err >&2; exit 3");
    EXPECT_EQ(outcome.end, End::exited);
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_EQ(outcome.output, "out\n");
    EXPECT_EQ(outcome.errors, "err\n");
}

TEST(ChildProcess, InputIsAFileThatCanBeReadAgain) {
    std::string input(3'000'000, 'x');
    input += "end";
    EXPECT_EQ(shell("tail -c 3 /dev/stdin; tail -c 2 /dev/stdin", kGenerous, input).output,
              "endnd");
}

TEST(ChildProcess, MissingProgramsAreNamed) {
    EXPECT_EQ(run_child("kc-no-such-program", {}, "", kGenerous).end, End::not_found);
    EXPECT_EQ(run_child("/no/such/program", {}, "", kGenerous).end, End::not_found);
    EXPECT_EQ(find_program("sh").substr(0, 1), "/");
}

TEST(ChildProcess, KillsWhatTakesTooLong) {
    ChildLimits limits = kGenerous;
    limits.wall = std::chrono::milliseconds(100);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(shell("exec sleep 60", limits).end, End::timed_out);
    EXPECT_EQ(shell("exec sleep 60 >&- 2>&-", limits).end, End::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(ChildProcess, KillsWhatBurnsTheProcessor) {
    ChildLimits limits = kGenerous;
    limits.cpu = std::chrono::seconds(1);
    EXPECT_EQ(shell("while :; do :; done", limits).end, End::timed_out);
}

TEST(ChildProcess, KillsWhatWritesTooMuch) {
    ChildLimits limits = kGenerous;
    limits.output_bytes = 1000;
    EXPECT_EQ(shell("exec yes", limits).end, End::too_much_output);
    EXPECT_EQ(shell("head -c 1000 /dev/zero", limits).end, End::exited);
    EXPECT_EQ(shell("head -c 1001 /dev/zero", limits).end, End::too_much_output);
}

TEST(ChildProcess, KeepsOnlyTheBeginningOfErrors) {
    const ChildOutcome outcome = shell("head -c 1000000 /dev/zero >&2; echo done");
    EXPECT_EQ(outcome.output, "done\n");
    EXPECT_LT(outcome.errors.size(), 100'000U);
}

TEST(ChildProcess, ReportsCrashes) {
    EXPECT_EQ(shell("kill -SEGV $$").end, End::crashed);
}

TEST(ChildProcess, MemoryEnds) {
    ChildLimits limits = kGenerous;
    limits.memory_bytes = 64 * kMebibyte;
    // dd wants a buffer of that size at once.
    const ChildOutcome outcome = shell("exec dd if=/dev/zero of=/dev/null bs=200M count=1", limits);
    EXPECT_TRUE(outcome.end != End::exited || outcome.exit_code != 0);
}

TEST(ChildProcess, WritesNoFiles) {
    const std::string path = testing::TempDir() + "child-wrote-this";
    const ChildOutcome outcome = shell("echo x > " + path + "; echo still here");
    EXPECT_EQ(outcome.end, End::crashed);
    EXPECT_EQ(std::filesystem::file_size(path), 0U);
    std::filesystem::remove(path);
}

TEST(ChildProcess, SeesNothingOfTheEnvironment) {
    ASSERT_EQ(::setenv("KC_SECRET", "x", 1), 0);
    EXPECT_EQ(shell("echo \"[$KC_SECRET]\"").output, "[]\n");
    ::unsetenv("KC_SECRET");
}

TEST(ChildProcess, InheritsNoOpenFiles) {
    EXPECT_EQ(shell("ls /proc/self/fd | wc -l").output, "4\n");  // 0, 1, 2 and the listing itself
}

}  // namespace
}  // namespace kc::exchange

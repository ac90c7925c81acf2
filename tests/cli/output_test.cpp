// SPDX-License-Identifier: Apache-2.0
// Goal: what happens to the output never crashes the program, and a lost result is never silent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "program.hpp"

namespace kc::cli_test {
namespace {

using testing::HasSubstr;

TEST(Output, AFullDiskIsAFailureOfTheMachine) {
    const Outcome outcome = run(Invocation{
        .arguments = {"read", "plans/mingchuan-2024.txt", "--json"}, .out_file = "/dev/full"});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_THAT(outcome.err, HasSubstr("E-output"));
}

// Method: a shell closes the reading end at once; its PIPESTATUS is the program's exit code.
TEST(Output, AReaderThatLeavesEarlyIsNoError) {
    const TestFolder folder;
    std::string text = "明川市2024年工作要点\n";
    for (int i = 0; i < 20'000; ++i) text += "一、主要目标\n全年新增高新技术企业50家。\n";
    write_file(folder / "long.txt", text);
    const std::string command = std::string("bash -c '") + KC_PROGRAM + " read " +
                                (folder / "long.txt") +
                                " --text 2>&1 | head -c 10 >/dev/null; echo ${PIPESTATUS[0]}'";
    FILE* pipe = ::popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    char line[64] = "";
    ASSERT_NE(std::fgets(line, sizeof line, pipe), nullptr);
    ::pclose(pipe);
    EXPECT_STREQ(line, "0\n");
}

TEST(Output, HoldsNoTerminalCodes) {
    const Outcome outcome = run({"read", "plans/mingchuan-2024.txt"});
    EXPECT_EQ(outcome.out.find('\x1B'), std::string::npos);
}

}  // namespace
}  // namespace kc::cli_test

// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.hpp"

namespace kc::cli_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Environment = std::map<std::string, std::string>;

const char* const kZh = "没有这个文件";
const char* const kEn = "there is no such file";

std::string complaint(Environment environment, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"read", "nowhere.txt"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(Invocation{.arguments = std::move(arguments), .environment = std::move(environment)})
        .err;
}

TEST(LanguageChoice, TheLocaleDecides) {
    EXPECT_THAT(complaint({{"LANG", "zh_CN.UTF-8"}}), AllOf(HasSubstr(kZh), Not(HasSubstr(kEn))));
    EXPECT_THAT(complaint({{"LANG", "en_GB.UTF-8"}}), AllOf(HasSubstr(kEn), Not(HasSubstr(kZh))));
}

TEST(LanguageChoice, StrongerSettingsComeFirst) {
    const Environment environment{{"LANG", "en_US.UTF-8"}, {"LC_MESSAGES", "zh_CN.UTF-8"}};
    EXPECT_THAT(complaint(environment), HasSubstr(kZh));
    Environment stronger = environment;
    stronger["LC_ALL"] = "en_US.UTF-8";
    EXPECT_THAT(complaint(stronger), HasSubstr(kEn));
    stronger["KECHUANG_LANG"] = "zh";
    EXPECT_THAT(complaint(stronger), HasSubstr(kZh));
    EXPECT_THAT(complaint(stronger, {"--lang", "en"}), HasSubstr(kEn));
    EXPECT_THAT(complaint(stronger, {"--lang=en"}), HasSubstr(kEn));
}

TEST(LanguageChoice, AnUnknownLocaleGetsBothOnOneLine) {
    for (const Environment& environment :
         {Environment{}, Environment{{"LANG", "C"}}, Environment{{"LC_ALL", "fr_FR.UTF-8"}}}) {
        const std::string words = complaint(environment);
        EXPECT_THAT(words, AllOf(HasSubstr(kZh), HasSubstr(kEn)));
        EXPECT_EQ(count_lines(words), 1U);
    }
}

TEST(Help, IsThereForEveryCommandInBothLanguages) {
    for (const char* command :
         {"read", "new", "check", "diff", "serve", "audit", "schema", "version"}) {
        for (const char* language : {"zh", "en"}) {
            const Outcome outcome = run({command, "--help", "--lang", language});
            EXPECT_EQ(outcome.exit_code, 0) << command;
            EXPECT_THAT(outcome.out, HasSubstr(std::string("kechuang ") + command));
            EXPECT_EQ(outcome.err, "");
        }
    }
}

TEST(Help, TheProgramListsItsCommandsAndExitCodes) {
    expect_golden("help-zh.txt", run({"--help", "--lang", "zh"}).out);
    expect_golden("help-en.txt", run({"--help", "--lang", "en"}).out);
    EXPECT_EQ(run(Invocation{}).out, run({"--help"}).out);
}

struct Mistake {
    std::vector<std::string> arguments;
    const char* told;
};

class Usage : public testing::TestWithParam<Mistake> {};

TEST_P(Usage, AMistakeIsOneLineAndExitCodeTwo) {
    const Outcome outcome = run(GetParam().arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(count_lines(outcome.err), 1U);
    EXPECT_THAT(outcome.err, HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, Usage,
    testing::Values(
        Mistake{{"raed", "x"}, "there is no command raed (did you mean read?)"},
        Mistake{{"read", "--josn", "x"}, "there is no option --josn (did you mean --json?)"},
        Mistake{{"read"}, "FILE is missing (see kechuang read --help)"},
        Mistake{{"read", "--json", "--text", "x"}, "--json and --text cannot both be given"},
        Mistake{{"new", "d"}, "--plan is missing"},
        Mistake{{"new", "d", "--plan"}, "--plan needs one value"},
        Mistake{{"new", "d", "--plan", "x", "--year", "abc"}, "the value of --year is wrong"},
        Mistake{{"diff", "a"}, "B is missing"}, Mistake{{"version", "extra"}, "extra is too much"},
        Mistake{{"audit", "verfy"}, "there is no command verfy (did you mean verify?)"},
        Mistake{{"version", "--lang", "fr"}, "--lang is either zh or en"},
        Mistake{{"-x"}, "there is no option -x"}));

}  // namespace
}  // namespace kc::cli_test

// SPDX-License-Identifier: Apache-2.0
// Registries as files on the command line: yearly figures out, and in again. All firms are
// fictitious.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.hpp"

namespace kc::cli_test {
namespace {

using testing::HasSubstr;

class Records : public testing::Test {
protected:
    Records() {
        const Outcome made = run({"sample", folder_ / "", "--size", "small", "--seed", "3",
                                  "--today", "2024-07-15", "--people"});
        EXPECT_EQ(made.exit_code, 0) << made.err;
    }

    Outcome records(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "records");
        for (const std::string& one : {std::string("--data"), folder_ / "office.kc",
                                       std::string("--as"), std::string("业务管理员")})
            arguments.push_back(one);
        return run(std::move(arguments));
    }
    Outcome of_firms(const char* command, const std::string& file,
                     std::vector<std::string> options) {
        options.insert(options.begin(), {command, folder_ / "pack", "cn.enterprise", file});
        return records(std::move(options));
    }

    TestFolder folder_;
};

TEST_F(Records, YearlyFiguresGoOutAndComeInAgain) {
    const std::string read = folder_ / "years.csv";
    ASSERT_EQ(of_firms("export", read, {"--years", "2022-2023"}).exit_code, 0);
    const std::string figures = read_file(read);
    EXPECT_THAT(figures, HasSubstr("2022"));
    EXPECT_THAT(figures, HasSubstr("2023"));
    EXPECT_GT(count_lines(figures), 100U);

    const std::string edit = folder_ / "edit.csv";
    ASSERT_EQ(of_firms("export", edit, {"--years", "2023", "--edit"}).exit_code, 0);
    const Outcome same = of_firms("import", edit, {"--years", "--dry-run"});
    EXPECT_EQ(same.exit_code, 0) << same.out << same.err;
    EXPECT_THAT(same.out, HasSubstr(" 0 new, 0 changed,"));

    // The header and the first row of figures alone.
    const std::string all = read_file(edit);
    write_file(edit, all.substr(0, all.find('\n', all.find('\n') + 1) + 1));
    const Outcome one = of_firms("import", edit, {"--years", "--dry-run"});
    EXPECT_EQ(one.exit_code, 0) << one.out << one.err;
    EXPECT_THAT(one.out, HasSubstr("1 rows: 0 new, 0 changed, 1 the same"));
}

TEST_F(Records, TheTemplateOfYearsNamesTheYear) {
    const std::string file = folder_ / "template.csv";
    ASSERT_EQ(of_firms("template", file, {"--years"}).exit_code, 0);
    EXPECT_THAT(read_file(file), HasSubstr("Year"));
    const std::string records = folder_ / "records.csv";
    ASSERT_EQ(of_firms("template", records, {}).exit_code, 0);
    EXPECT_NE(read_file(file), read_file(records));
}

TEST_F(Records, WrongYearsAreNamed) {
    for (const char* years : {"20x4", "2024-", "2022..2023", "2024-2022"}) {
        const Outcome wrong = of_firms("export", folder_ / "no.csv", {"--years", years});
        EXPECT_EQ(wrong.exit_code, 2) << years << wrong.out;
        EXPECT_THAT(wrong.err, HasSubstr("2022-2024")) << years;
    }
}

}  // namespace
}  // namespace kc::cli_test

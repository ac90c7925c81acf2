// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "program.hpp"

namespace kc::cli_test {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

const std::string kXuancheng = KC_SOURCE_DIR "/packs/xuancheng-2024";

TEST(Check, ThePackOfXuanchengPasses) {
    const Outcome outcome = run({"check", kXuancheng});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr("0 errors"));
    EXPECT_THAT(outcome.out, HasSubstr("9 targets, 12 tasks"));
}

TEST(Check, TheCatalogInItsFolderServesAsWell) {
    const Outcome outcome = run({"check", kXuancheng, "--catalog", KC_SOURCE_DIR "/catalog"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

TEST(Check, EveryErrorHasItsPlace) {
    const TestFolder folder;
    write_file(folder / "pack.yaml", R"(kind: manifest
code: bad-2024
name: {zh: 坏包}
year: 2024
issuer: {zh: 某局}
region: "341800"
requires: [catalog]
colour: red
)");
    write_file(folder / "targets.yaml", R"(kind: target
code: bad-2024.t
name: {zh: 甲}
indicator: cn.htfirm.valid_cout
quantity: stock
bound: ">="
value: 850
unit: 家
horizon: 2024
)");
    const Outcome outcome = run({"check", folder.path().string()});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr(folder / "pack.yaml" + ":8:1: "));
    EXPECT_THAT(outcome.out, HasSubstr(folder / "targets.yaml" + ":4:12: "));
    EXPECT_THAT(outcome.out, HasSubstr("cn.htfirm.valid_count"));
    EXPECT_THAT(outcome.out, HasSubstr("2 errors"));
}

TEST(Check, AFolderWithoutAPackHasFindings) {
    const TestFolder folder;
    const Outcome outcome = run({"check", folder.path().string()});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("E-no-manifest"));
}

TEST(Check, NoFolderIsBadInput) {
    const Outcome outcome = run({"check", "nowhere"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(count_lines(outcome.err), 1U);
}

TEST(Schema, IsJsonForEachKindAndForAll) {
    for (const char* kind : {"manifest", "target", "task", "indicator", "unit-tree"}) {
        const Outcome outcome = run({"schema", kind});
        EXPECT_EQ(outcome.exit_code, 0);
        EXPECT_TRUE(boost::json::parse(outcome.out).is_object()) << kind;
    }
    EXPECT_TRUE(boost::json::parse(run({"schema"}).out).is_object());
}

TEST(Schema, AnUnknownKindIsToldWithTheNearestOne) {
    const Outcome outcome = run({"schema", "taget"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("did you mean target?"));
}

TEST(Version, IsOneLine) {
    for (const char* way : {"version", "--version"}) {
        EXPECT_THAT(run({way}).out, ContainsRegex("^kechuang [0-9]+\\.[0-9]+\\.[0-9]+\n$"));
    }
}

}  // namespace
}  // namespace kc::cli_test

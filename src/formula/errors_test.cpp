// SPDX-License-Identifier: Apache-2.0
// What is said about formulas that are wrong, and that hostile ones are refused.
#include <gtest/gtest.h>

#include "formula/test_support.hpp"

namespace kc::formula {
namespace {

using testing::Firm;

std::string error_of(std::string_view text, Language language = Language::en) {
    const auto compiled = Firm().compile(text);
    return compiled ? "none" : to_string(compiled.error(), language);
}
std::string code_of(std::string_view text) {
    const auto compiled = Firm().compile(text);
    return compiled ? "none" : compiled.error().code;
}

TEST(FormulaErrors, NameThePlaceAndTheNearestRightName) {
    EXPECT_EQ(error_of("职工总薮 <= 500"),
              "firm.yaml:3:7: there is nothing called '职工总薮' (did you mean '职工总数'?) "
              "[E-formula-unknown]");
    EXPECT_EQ(error_of("居民企业 且 职工总薮 <= 500", Language::zh),
              "firm.yaml:3:14: 没有名为“职工总薮”的数据（是不是“职工总数”？） [E-formula-unknown]");
    EXPECT_EQ(error_of("居民企业 且\n  职工总薮 <= 500").substr(0, 15), "firm.yaml:4:9: ");
    EXPECT_EQ(error_of("rownd_up(销售收入, 1元)"),
              "firm.yaml:3:7: there is no function 'rownd_up' (did you mean 'round_up'?) "
              "[E-formula-function]");
    EXPECT_EQ(error_of("count(知识产杈)"),
              "firm.yaml:3:7: there is no list called '知识产杈' (did you mean '知识产权'?) "
              "[E-formula-unknown]");
    EXPECT_EQ(error_of("居民企业且规模"),
              "firm.yaml:3:7: there is nothing called '居民企业且规模' (put blanks around words "
              "such as 且, 或 and 属于) [E-formula-unknown]");
}

TEST(FormulaErrors, UnitsThatDoNotConvertNeverMeet) {
    EXPECT_EQ(code_of("职工总数 <= 500元"), "E-unit-mismatch");
    EXPECT_EQ(code_of("销售收入 <= 200000000"), "E-unit-mismatch");  // 元? 万元?
    EXPECT_EQ(code_of("销售收入 > 0"), "none");
    EXPECT_EQ(code_of("销售收入 + 职工总数 > 0元"), "E-unit-mismatch");
    EXPECT_EQ(code_of("1年 = 365天"), "E-unit-mismatch");
    EXPECT_EQ(code_of("增长率 >= 2个百分点"), "E-unit-mismatch");
    EXPECT_EQ(code_of("销售收入 * 研发费用 > 0"), "E-formula-multiply");
    EXPECT_EQ(code_of("1 / 销售收入 > 0"), "E-formula-divide");
    EXPECT_EQ(code_of("居民企业 > 1"), "E-formula-type");
    EXPECT_EQ(code_of("职工总数 and 居民企业"), "E-formula-type");
    EXPECT_EQ(code_of("类别 > 'I'"), "E-formula-order");
    EXPECT_EQ(code_of("注册日期 + 6个月 > 2020-01-01"), "E-formula-months");
    EXPECT_EQ(code_of("职工总数 / 0 > 1"), "E-formula-zero");
    EXPECT_EQ(code_of("如果 居民企业 那么 1元 否则 1人"), "E-unit-mismatch");
}

TEST(FormulaErrors, SyntaxIsExplained) {
    for (const auto& [text, code] : std::vector<std::pair<std::string, std::string>>{
             {"", "E-formula-empty"},
             {"  ", "E-formula-empty"},
             {"1 <= 职工总数 <= 5", "E-formula-chain"},
             {"(职工总数", "E-formula-syntax"},
             {"职工总数)", "E-formula-syntax"},
             {"职工总数 职工总数", "E-formula-syntax"},
             {"职工总数 <=", "E-formula-syntax"},
             {"如果 居民企业 那么 1", "E-formula-syntax"},
             {"类别 = 'I", "E-formula-quote"},
             {"职工总数 <= 500人且居民企业", "E-formula-unit"},
             {"职工总数 <= 5圆", "E-formula-unit"},
             {"010 = 8", "E-formula-number"},
             {"职工总数 >= 1234567890123456789", "E-formula-number"},
             {"2023-02-30 > 注册日期", "E-formula-date"},
             {"职工总数 ? 5", "E-formula-character"},
             {"\xEF\xBB\xBF职工总数 <= 5", "E-formula-character"},
             {"职工总数 <= 5\xE2\x80\x8B", "E-formula-character"},
             {"\xFF\xFE", "E-formula-character"},
             {"类别 = 'IV'", "E-formula-code"},
             {"类别 in 'I'", "E-formula-in"},
             {"{1, 2}", "E-formula-set"},
             {"round_up(销售收入)", "E-formula-arguments"},
             {"知识产权 > 1", "E-formula-list"},
             {"sum(知识产权, 費用 where 费用 > 0元)", "E-formula-unknown"},
             {"sum(知识产权 where 费用 > 0元)", "E-formula-arguments"}}) {
        EXPECT_EQ(code_of(text), code) << text;
    }
}

TEST(FormulaErrors, FullWidthSignsAreTheSame) {
    EXPECT_EQ(Firm().answer("（职工总数）≤５００人　且　销售收入＜＝２亿元",
                            {"职工总数=500", "销售收入=2亿元"}),
              "是");
    EXPECT_EQ(Firm().answer("最大（１，２、３）×１０％"), "0.3");
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

TEST(FormulaErrors, HostileFormulasAreRefused) {
    for (const std::string_view opening : {"(", "not ", "-", "{", "if ", "min(", "if yes then "}) {
        const std::string code = code_of(repeated(opening, 1500) + "1");
        EXPECT_TRUE(code == "E-formula-depth" || code == "E-formula-size") << opening << code;
        EXPECT_EQ(code_of(repeated(opening, 10'000) + "1").substr(0, 10), "E-formula-") << opening;
    }
    EXPECT_EQ(code_of("1" + repeated("+1", 200)), "E-formula-depth");
    EXPECT_EQ(code_of("1" + repeated("+1", 2000)), "E-formula-depth");
    EXPECT_EQ(code_of(repeated("1 ", 5000)), "E-formula-size");
    EXPECT_EQ(code_of(repeated("9", 10'000)), "E-formula-number");
    EXPECT_EQ(code_of(repeated("甲", 65)), "E-formula-name");
    EXPECT_EQ(code_of("'" + repeated("a", 257) + "'"), "E-formula-text");
    EXPECT_EQ(code_of(repeated(" ", 17'000)), "E-formula-size");
    EXPECT_EQ(code_of("max(" + repeated("1,", 300) + "1)"), "E-formula-size");
    EXPECT_EQ(code_of(repeated("99999999999999999*", 40) + "1 > 2").substr(0, 10), "E-formula-");
    EXPECT_EQ(code_of("职工总数 " + repeated("/ 99999999999999999 ", 40) + "> 2"),
              "E-formula-precision");
}

}  // namespace
}  // namespace kc::formula

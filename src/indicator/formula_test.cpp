// SPDX-License-Identifier: Apache-2.0
#include "indicator/formula.hpp"

#include <gtest/gtest.h>

#include "indicator/definitions.hpp"
#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

// A formula over inputs named by their unit.
Result<CompiledFormula> compiled(std::string_view result_unit, Formula formula) {
    const IndicatorDef indicator{
        .code = "x", .unit = unit(result_unit), .formula = std::move(formula)};
    return compile(indicator, [](const std::string& code) -> std::optional<base::Unit> {
        const Result<base::Unit> found = base::Unit::parse(code == "plain" ? "" : code);
        return found ? std::optional(*found) : std::nullopt;
    });
}

Outcome value_of(std::string_view result_unit, Formula formula,
                 const std::vector<std::string>& inputs) {
    std::vector<Outcome> values;
    for (const std::string& input : inputs) {
        values.push_back(input.empty() ? Outcome(Unknown::no_figure) : Outcome(number(input)));
    }
    return evaluate(compiled(result_unit, std::move(formula)).value(), values);
}

TEST(Formula, ARatioConvertsItsUnitsBeforeDividing) {
    EXPECT_EQ(value_of("%", RatioOf{"亿元", "万元"}, {"5.2", "2000000"}), Outcome(number("2.6")));
    EXPECT_EQ(value_of("‰", RatioOf{"人", "万人"}, {"80", "2"}), Outcome(number("4")));
    EXPECT_EQ(value_of("件/万人", RatioOf{"件", "人"}, {"2300", "2500000"}),
              Outcome(number("9.2")));
    EXPECT_EQ(value_of("倍", RatioOf{"家", "家"}, {"3", "2"}), Outcome(number("1.5")));
}

TEST(Formula, SumsAndDifferencesComeInTheIndicatorsUnit) {
    EXPECT_EQ(value_of("万元", SumOf{{"亿元", "元"}}, {"1.5", "20000"}), Outcome(number("15002")));
    EXPECT_EQ(value_of("家", DifferenceOf{"家", "家"}, {"850", "812"}), Outcome(number("38")));
    EXPECT_EQ(value_of("个百分点", DifferenceOf{"%", "%"}, {"2.68", "2.46"}),
              Outcome(number("0.22")));
}

TEST(Formula, AShareIsOfAllTheOthersTogether) {
    EXPECT_EQ(value_of("%", ShareOf{"亿元", {"亿元", "万元"}}, {"1", "3", "10000"}),
              Outcome(number("25")));
}

TEST(Formula, GrowthComparesWithTheYearBefore) {
    const CompiledFormula formula = compiled("%", GrowthOf{"家"}).value();
    ASSERT_EQ(formula.inputs.size(), 2U);
    EXPECT_FALSE(formula.inputs[0].year_before);
    EXPECT_TRUE(formula.inputs[1].year_before);
    EXPECT_EQ(value_of("%", GrowthOf{"家"}, {"110", "100"}), Outcome(number("10")));
    EXPECT_EQ(value_of("‰", GrowthOf{"家"}, {"110", "100"}), Outcome(number("100")));
}

TEST(Formula, AMissingInputIsUnknownAndNeverZero) {
    EXPECT_EQ(value_of("家", SumOf{{"家", "家"}}, {"5", ""}), Outcome(Unknown::no_figure));
    EXPECT_EQ(value_of("%", RatioOf{"家", "家"}, {"", "5"}), Outcome(Unknown::no_figure));
    EXPECT_EQ(value_of("%", GrowthOf{"家"}, {"5", ""}), Outcome(Unknown::base_missing));
}

TEST(Formula, ThereIsNoGrowthFromZeroOrFromALoss) {
    EXPECT_EQ(value_of("%", GrowthOf{"家"}, {"5", "0"}), Outcome(Unknown::base_zero));
    EXPECT_EQ(value_of("%", GrowthOf{"家"}, {"5", "-2"}), Outcome(Unknown::base_negative));
    EXPECT_EQ(value_of("%", RatioOf{"家", "家"}, {"5", "0"}), Outcome(Unknown::base_zero));
}

TEST(Formula, UnitsThatDoNotGoTogetherAreRefused) {
    EXPECT_EQ(compiled("%", RatioOf{"家", "亿元"}).error().code, "E-formula-unit");
    EXPECT_EQ(compiled("亿元", RatioOf{"亿元", "亿元"}).error().code, "E-formula-unit");
    EXPECT_EQ(compiled("家", SumOf{{"家", "件"}}).error().code, "E-formula-unit");
    EXPECT_EQ(compiled("家", GrowthOf{"家"}).error().code, "E-formula-unit");
    EXPECT_EQ(compiled("件/万人", RatioOf{"家", "人"}).error().code, "E-formula-unit");
    EXPECT_EQ(compiled("%", ShareOf{"家", {"家", "件"}}).error().code, "E-formula-unit");
}

TEST(Formula, AnUndefinedInputIsRefused) {
    EXPECT_EQ(compiled("%", RatioOf{"家", "no such unit"}).error().code, "E-formula-input");
    EXPECT_EQ(compiled("家", SumOf{}).error().code, "E-formula-input");
}

TEST(Formula, AnExpressionSeesMissingInputsAsMissing) {
    Expression first_known{.text = "first known", .inputs = {"家", "家"}};
    first_known.evaluate = [](std::span<const std::optional<base::Ratio>> inputs) {
        return inputs[0] ? inputs[0] : inputs[1];
    };
    EXPECT_EQ(value_of("家", first_known, {"", "7"}), Outcome(number("7")));
    EXPECT_EQ(value_of("家", first_known, {"", ""}), Outcome(Unknown::no_answer));
}

TEST(Definitions, ACircleIsRefused) {
    const auto circle =
        Definitions::of({{.code = "a", .unit = unit("家"), .formula = SumOf{{"b"}}},
                         {.code = "b", .unit = unit("家"), .formula = SumOf{{"a"}}}});
    ASSERT_FALSE(circle);
    EXPECT_EQ(circle.error().code, "E-indicator-circle");
}

TEST(Definitions, OneFormulaMoreThanTheDepthIsRefused) {
    const auto chain = [](int length) {
        std::vector<IndicatorDef> all = {{.code = "i0", .unit = unit("家")}};
        for (int i = 1; i <= length; ++i) {
            all.push_back({.code = "i" + std::to_string(i),
                           .unit = unit("家"),
                           .formula = SumOf{{"i" + std::to_string(i - 1)}}});
        }
        return Definitions::of(std::move(all));
    };
    EXPECT_TRUE(chain(Definitions::kMaxFormulaDepth));
    EXPECT_EQ(chain(Definitions::kMaxFormulaDepth + 1).error().code, "E-indicator-circle");
}

TEST(Definitions, ACodeTwiceIsRefused) {
    EXPECT_EQ(Definitions::of({{.code = "a"}, {.code = "a"}}).error().code, "E-indicator-twice");
}

}  // namespace
}  // namespace kc::indicator

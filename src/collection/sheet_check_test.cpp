// SPDX-License-Identifier: Apache-2.0
#include "collection/sheet_check.hpp"

#include <gtest/gtest.h>

#include "collection/test_support.hpp"

namespace kc::collection {
namespace {

constexpr const char* kFields =
    "  - {code: firms, name: {zh: 企业数, en: Firms}, unit: 家, required: yes, min: 0, max: 900}\n"
    "  - {code: new_firms, name: {zh: 新增, en: New}, unit: 家, covers: year-to-date}\n"
    "  - code: rd\n"
    "    name: {zh: 研发经费, en: R&D}\n"
    "    unit: 万元\n"
    "    places: 2\n"
    "    checks:\n"
    "      - {rule: rd >= 0.5 * last_year.rd, severity: warning, message: {zh: 降得多, en: "
    "Fell}}\n";
constexpr const char* kChecks =
    "checks:\n"
    "  - {rule: new_firms <= firms, message: {zh: 新增多于总数, en: More new ones}}\n";

class SheetCheck : public testing::Test {
protected:
    SheetCheck() : form_(test::form_with(kFields, kChecks)) {
        Diagnostics found;
        rules_ = FormRules::compile(form_, "forms.yaml", found);
        for (const Diagnostic& one : found) ADD_FAILURE() << to_string(one, Language::en);
    }

    std::vector<std::string> codes(const SheetContext& context, bool continues = true) {
        std::vector<std::string> out;
        for (const SheetFinding& one : check_sheet(*rules_, context, continues).findings)
            out.push_back(one.what.code);
        return out;
    }

    pack::Form form_;
    std::shared_ptr<const FormRules> rules_;
};

using Codes = std::vector<std::string>;

TEST_F(SheetCheck, GoodFiguresPass) {
    const SheetContext context{.now = test::cells({{"firms", "12"}, {"new_firms", "12"}})};
    EXPECT_EQ(codes(context), Codes{});
    EXPECT_TRUE(check_sheet(*rules_, context, true).may_be_submitted());
}

TEST_F(SheetCheck, RequiredIsNotZeroAndRangesAreInclusive) {
    EXPECT_EQ(codes({}), Codes{"E-sheet-required"});
    EXPECT_EQ(codes({.now = test::cells({{"firms", "0"}})}), Codes{});
    EXPECT_EQ(codes({.now = test::cells({{"firms", "900"}})}), Codes{});
    EXPECT_EQ(codes({.now = test::cells({{"firms", "901"}})}), Codes{"E-sheet-range"});
    EXPECT_EQ(codes({.now = test::cells({{"firms", "-1"}})}), Codes{"E-sheet-range"});
    EXPECT_EQ(codes({.now = test::cells({{"firms", "1.5"}})}), Codes{"E-sheet-places"});
}

TEST_F(SheetCheck, AllMistakesComeInOneReportErrorsFirst) {
    const SheetContext context{
        .now = test::cells({{"firms", "3"}, {"new_firms", "5"}, {"rd", "1.234"}}),
        .last_period = test::cells({{"new_firms", "6"}}),
        .last_year = test::cells({{"rd", "100"}})};
    EXPECT_EQ(codes(context), (Codes{"E-sheet-places", "E-sheet-check", "W-sheet-total-fell"}));
}

TEST_F(SheetCheck, AWarningNeedsAnExplanationAtOneOfItsCells) {
    SheetContext context{.now = test::cells({{"firms", "3"}, {"rd", "49.99"}}),
                         .last_year = test::cells({{"rd", "100"}})};
    EXPECT_EQ(codes(context), Codes{"W-sheet-check"});
    EXPECT_FALSE(check_sheet(*rules_, context, true).may_be_submitted());
    context.now[1].explanation = "两家企业迁出";
    EXPECT_TRUE(check_sheet(*rules_, context, true).may_be_submitted());
    context.now[1].value = test::number("50");
    EXPECT_EQ(codes(context), Codes{});
}

TEST_F(SheetCheck, WhatIsMissingDecidesNothing) {
    // Neither last year's figure nor the new firms are known.
    EXPECT_EQ(codes({.now = test::cells({{"firms", "3"}, {"rd", "0.01"}})}), Codes{});
}

TEST_F(SheetCheck, TotalsStartAgainInJanuary) {
    const SheetContext context{.now = test::cells({{"firms", "9"}, {"new_firms", "1"}}),
                               .last_period = test::cells({{"new_firms", "6"}})};
    EXPECT_EQ(codes(context, true), Codes{"W-sheet-total-fell"});
    EXPECT_EQ(codes(context, false), Codes{});
}

TEST_F(SheetCheck, AFigureOtherThanItsControlFigureHasToBeExplained) {
    SheetContext context{.now = test::cells({{"firms", "12"}, {"rd", "0.5"}})};
    ControlFigures controls = {{"firms", {test::number("11"), true}}, {"new_firms", {5, true}}};
    const SheetReport report = check_sheet(*rules_, context, true, controls);
    ASSERT_EQ(report.findings.size(), 1U);  // a cell without a figure has nothing to compare
    EXPECT_EQ(report.findings[0].what.code, "W-sheet-control");
    EXPECT_EQ(report.findings[0].what.zh, "企业数填12家，登记库数出11家，多1家");
    EXPECT_EQ(report.findings[0].what.en, "Firms: 12 typed, 11 counted from records, 1 more");
    EXPECT_FALSE(report.may_be_submitted());
    context.now[0].explanation = "一家尚未登记";
    EXPECT_TRUE(check_sheet(*rules_, context, true, controls).may_be_submitted());
    controls = {{"rd", {test::number("1.25"), false}}};
    const Diagnostic what = check_sheet(*rules_, context, true, controls).findings.at(0).what;
    EXPECT_EQ(what.zh, "研发经费填0.5万元，对照数为1.25万元，少0.75万元");
    EXPECT_EQ(what.en, "R&D: 5000 yuan typed, 12500 yuan by the control figure, 7500 yuan less");
    controls = {{"firms", {test::number("12.0"), true}}};
    EXPECT_TRUE(check_sheet(*rules_, context, true, controls).findings.empty());
}

TEST_F(SheetCheck, EdgesOfRangesAreSaidInTheReadersUnits) {
    const SheetContext context{.now = test::cells({{"firms", "901"}})};
    const Diagnostic what = check_sheet(*rules_, context, true).findings.at(0).what;
    EXPECT_EQ(what.zh, "企业数不能大于900家");
    EXPECT_EQ(what.en, "Firms cannot be more than 900");
}

TEST_F(SheetCheck, APublishedFigureIsNotTakenAway) {
    const SheetContext context{.now = test::cells({{"firms", "9"}}),
                               .published = test::cells({{"firms", "9"}, {"rd", "5"}})};
    EXPECT_EQ(codes(context), Codes{"E-sheet-taken-away"});
}

TEST_F(SheetCheck, CellsOfOtherFormsAreRefused) {
    const Diagnostics found =
        check_cells(form_, test::cells({{"firm", "1"}, {"rd", "1"}, {"rd", "2"}}));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].code, "E-cell-field");
    EXPECT_EQ(found[0].hint_en, "did you mean 'firms'?");
    EXPECT_EQ(found[1].code, "E-cell-twice");
    Cells wordy = test::cells({{"rd", "1"}});
    wordy[0].explanation.assign(kExplanationBytesMax + 1, 'x');
    EXPECT_EQ(check_cells(form_, wordy).at(0).code, "E-cell-explanation");
}

TEST(FormRules, MistakesInFormulasNameTheirPlace) {
    const pack::Form form = test::form_with(
        "  - code: rd\n"
        "    name: {zh: 经费}\n"
        "    unit: 万元\n"
        "    checks:\n"
        "      - {rule: rd <= staff, message: {zh: 错}}\n"
        "      - {rule: \"rd + 3人 > rd\", message: {zh: 错}}\n"
        "      - {rule: 1 < 2, message: {zh: 错}}\n");
    Diagnostics found;
    EXPECT_EQ(FormRules::compile(form, "forms.yaml", found), nullptr);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(to_string(found[0].at), "forms.yaml:15:22");
    EXPECT_EQ(found[1].at.line, 16);
    EXPECT_EQ(found[2].code, "E-form-check");
}

TEST(FormRules, MoneyIsComparedExactlyInAnyUnit) {
    const pack::Form form = test::form_with(
        "  - {code: a, name: {zh: 甲}, unit: 万元, places: 2}\n"
        "  - {code: b, name: {zh: 乙}, unit: 亿元, places: 6}\n",
        "checks:\n  - {rule: a = b, message: {zh: 不等}}\n");
    Diagnostics found;
    const auto rules = FormRules::compile(form, "forms.yaml", found);
    ASSERT_NE(rules, nullptr);
    EXPECT_TRUE(rules->broken({.now = test::cells({{"a", "123.45"}, {"b", "0.012345"}})}).empty());
    const auto broken = rules->broken({.now = test::cells({{"a", "123.45"}, {"b", "0.012346"}})});
    ASSERT_EQ(broken.size(), 1U);
    EXPECT_EQ(broken[0].fields, (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace kc::collection

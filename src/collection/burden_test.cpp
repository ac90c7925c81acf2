// SPDX-License-Identifier: Apache-2.0
#include "collection/burden.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "collection/form_book.hpp"
#include "collection/test_support.hpp"

namespace kc::collection {
namespace {

using test::day;

Filler filler(const std::string& code) {
    return {code, {code, code}, code, ""};
}

pack::Form form_of(pack::Frequency frequency, int fields, int prefilled) {
    pack::Form form;
    form.code = "form." + std::string(pack::to_string(frequency));
    form.frequency = frequency;
    for (int i = 0; i < fields; ++i) {
        pack::FormField& field = form.fields.emplace_back();
        field.code = "f" + std::to_string(i);
        if (i < prefilled) field.prefill = pack::Prefill::last_period;
    }
    return form;
}

TEST(Burden, CountsFieldsAMonthByFrequency) {
    const pack::Form month = form_of(pack::Frequency::month, 8, 2);
    const pack::Form quarter = form_of(pack::Frequency::quarter, 9, 3);
    const pack::Form year = form_of(pack::Frequency::year, 5, 5);
    const auto units = burden_of(
        {{&month, {filler("a"), filler("b")}}, {&quarter, {filler("a")}}, {&year, {filler("a")}}},
        {{pack::FillerType::county, test::number("11.4")}}, day("2024-06-30"));
    ASSERT_EQ(units.size(), 2U);
    // 8 + 9/3 + 5/12 = 137/12; prefilled 2 + 3/3 + 5/12 = 41/12.
    EXPECT_EQ(units[0].fields_per_month, *base::Ratio::of(137, 12));
    EXPECT_EQ(units[0].prefilled_per_month, *base::Ratio::of(41, 12));
    EXPECT_TRUE(units[0].exceeds());
    EXPECT_EQ(units[1].fields_per_month, base::Ratio(8));
    EXPECT_FALSE(units[1].exceeds());
}

TEST(Burden, ExactlyTheBudgetIsAllowed) {
    const pack::Form month = form_of(pack::Frequency::month, 8, 0);
    const auto units =
        burden_of({{&month, {filler("a")}}}, {{pack::FillerType::county, 8}}, day("2024-06-30"));
    EXPECT_FALSE(units.at(0).exceeds());
}

TEST(Burden, AFormThatHasEndedAsksNothing) {
    pack::Form month = form_of(pack::Frequency::month, 8, 0);
    month.first = *pack::Time::parse("2024-01");
    month.last = *pack::Time::parse("2024-05");
    month.deadline_days = 5;
    EXPECT_EQ(burden_of({{&month, {filler("a")}}}, {}, day("2024-06-05")).size(), 1U);
    EXPECT_EQ(burden_of({{&month, {filler("a")}}}, {}, day("2024-06-06")).size(), 0U);
}

TEST(Burden, FirmsThatFillInTheSameAreOneEntry) {
    pack::Form month = form_of(pack::Frequency::month, 8, 0);
    pack::Form year = form_of(pack::Frequency::year, 12, 0);
    month.fillers.type = year.fillers.type = pack::FillerType::firm;
    const pack::Form quarter = form_of(pack::Frequency::quarter, 9, 0);
    const auto units = firms_as_one(burden_of({{&month, {filler("a"), filler("b"), filler("c")}},
                                               {&year, {filler("b")}},
                                               {&quarter, {filler("x")}}},
                                              {}, day("2024-06-30")));
    ASSERT_EQ(units.size(), 3U);
    EXPECT_EQ(units[0].unit.code, "firm");
    EXPECT_EQ(units[0].count, 2);
    EXPECT_EQ(units[0].fields_per_month, base::Ratio(8));
    EXPECT_EQ(units[1].unit.code, "firm-2");
    EXPECT_EQ(units[1].count, 1);
    EXPECT_EQ(units[1].fields_per_month, base::Ratio(9));
    EXPECT_EQ(units[2].unit.code, "x");
}

TEST(Burden, FindsFiguresAskedTwiceOfTheSameUnit) {
    pack::Form one = form_of(pack::Frequency::month, 1, 0);
    pack::Form other = form_of(pack::Frequency::quarter, 1, 0);
    one.fields[0].indicator = other.fields[0].indicator = "cn.rd.expenditure";
    EXPECT_EQ(asked_twice({{&one, {filler("a")}}, {&other, {filler("b")}}}).size(), 0U);
    const auto twice = asked_twice({{&one, {filler("a"), filler("b")}}, {&other, {filler("b")}}});
    ASSERT_EQ(twice.size(), 1U);
    EXPECT_EQ(twice[0].indicator, "cn.rd.expenditure");
    EXPECT_EQ(twice[0].forms, (std::vector<std::string>{"form.month", "form.quarter"}));
}

constexpr const char* kPack = R"(objects:
  - kind: manifest
    code: small
    name: {zh: 小}
    year: 2024
    issuer: {zh: 局}
    region: "341800"
    burden: [{units: county, fields_per_month: 2}]
  - kind: unit-tree
    code: cn.units
    name: {zh: 区划}
    units:
      - code: "341800"
        name: {zh: 宣城市}
        type: city
        children:
          - {code: "341802", name: {zh: 宣州区}, type: district}
          - {code: "341822", name: {zh: 广德县}, type: county, valid_to: 2019-08-31}
  - kind: indicator
    code: cn.a
    name: {zh: 甲}
    definition: {zh: 甲}
    unit: 家
    quantity: ratio
    numerator: cn.b
    direction: up
    frequency: year
    source: {zh: 局}
    theme: other
    certainty: verified
  - kind: target
    code: small.a
    name: {zh: 甲}
    indicator: cn.a
    quantity: ratio
    bound: ">="
    value: 1
    unit: 家
    horizon: 2024
  - kind: form
    code: form.small
    name: {zh: 表}
    definition: {zh: 表}
    fillers: {type: county}
    frequency: month
    first: 2024-01
    deadline_days: 5
    fields:
      - {code: b, name: {zh: 乙}, unit: 家, indicator: cn.b}
      - {code: c, name: {zh: 丙}, unit: 家, indicator: cn.c}
      - {code: d, name: {zh: 丁}, unit: 家}
    checks: [{rule: c <= b, message: {zh: 错}}]
    route: {enter: {role: r}, check: {role: r}, publish: {role: r}}
)";

TEST(FormBook, NamesFieldsNobodyUsesAndTheBudgetThatIsPassed) {
    const pack::ObjectSet objects = test::read_objects(kPack);
    const pack::ObjectSet catalog;
    Diagnostics found;
    const FormBook book =
        FormBook::of(objects.manifests.at(0).value, objects, catalog, {}, day("2024-06-30"), found);
    std::vector<std::string> codes;
    for (const Diagnostic& one : found) {
        EXPECT_EQ(one.severity, Severity::warning);
        EXPECT_GT(one.at.line, 0);
        codes.push_back(one.code);
    }
    // cn.b is the numerator of a target's indicator; a check alone does not make cn.c useful; d is
    // used by nothing at all. Three fields a month are more than two.
    EXPECT_EQ(codes, (std::vector<std::string>{"W-form-unused", "W-form-unused", "W-burden"}));
    ASSERT_EQ(book.unused().size(), 2U);
    EXPECT_EQ(book.unused()[0].field->code, "c");

    Diagnostics again;
    const FormBook told =
        FormBook::of(objects.manifests.at(0).value, objects, catalog,
                     {{{UseKind::evaluation, "index"}, "cn.c"}}, day("2024-06-30"), again);
    EXPECT_EQ(told.unused().size(), 1U);
}

FormBook book_with(const pack::ObjectSet& objects, const pack::ObjectSet& catalog) {
    Diagnostics found;
    return FormBook::of(objects.manifests.at(0).value, objects, catalog, {}, day("2024-06-30"),
                        found);
}

void add_fact(pack::PolicyText& policy, const char* name, const char* indicator) {
    auto& fact = policy.facts.emplace_back();
    fact.name.text = name;
    fact.value.indicator = indicator;
}

TEST(FormBook, AFactOfAPolicyUsesItsIndicator) {
    const pack::ObjectSet objects = test::read_objects(kPack);
    pack::ObjectSet catalog;
    pack::PolicyText& policy = catalog.policies.emplace_back().value;
    policy.code = "cn.grant";
    add_fact(policy, "丙数", "cn.c");
    add_fact(policy, "甲", "");  // bears the name of cn.a
    const FormBook book = book_with(objects, catalog);
    ASSERT_EQ(book.unused().size(), 1U);
    EXPECT_EQ(book.unused()[0].field->code, "d");
    const FieldUse grant{UseKind::policy, "cn.grant"};
    EXPECT_EQ(book.uses_of(*book.forms()[0], book.forms()[0]->fields[1]),
              std::vector<FieldUse>{grant});
    const auto& users = book.uses().users.at("cn.a");
    EXPECT_NE(std::find(users.begin(), users.end(), grant), users.end());

    policy.in_force.until = day("2024-06-29");
    EXPECT_EQ(book_with(objects, catalog).unused().size(), 2U);
}

TEST(FormBook, ThePacksPolicyStandsForTheCatalogs) {
    pack::ObjectSet objects = test::read_objects(kPack);
    pack::ObjectSet catalog;
    pack::PolicyText& policy = catalog.policies.emplace_back().value;
    policy.code = "cn.grant";
    add_fact(policy, "丙数", "cn.c");
    objects.policies.emplace_back().value.code = "cn.grant";
    EXPECT_EQ(book_with(objects, catalog).unused().size(), 2U);
}

TEST(FormBook, ACountUsesTheFigureThatIsHeldAgainstIt) {
    pack::ObjectSet objects = test::read_objects(kPack);
    pack::ObjectSet catalog;
    pack::Indicator& counted = catalog.indicators.emplace_back().value;
    counted.code = "cn.d";
    counted.counts.emplace().registry = "cn.enterprise";
    objects.forms.at(0).value.fields[2].control = "cn.d";
    const FormBook book = book_with(objects, catalog);
    ASSERT_EQ(book.unused().size(), 1U);
    EXPECT_EQ(book.unused()[0].field->code, "c");
    EXPECT_EQ(book.uses_of(*book.forms()[0], book.forms()[0]->fields[2]),
              (std::vector<FieldUse>{{UseKind::registry, "cn.enterprise"}}));
}

TEST(Fillers, AreTheUnitsInForceOnTheDay) {
    const pack::ObjectSet objects = test::read_objects(kPack);
    const pack::Form& form = objects.forms.at(0).value;
    const auto on = [&](const char* date) {
        return fillers_of(form, "341800", objects, {}, day(date), {}).size();
    };
    EXPECT_EQ(on("2019-01-01"), 2U);
    EXPECT_EQ(on("2024-01-01"), 1U);
}

}  // namespace
}  // namespace kc::collection

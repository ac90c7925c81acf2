// SPDX-License-Identifier: Apache-2.0
// Goal: a sheet's way from a clerk's entry to the leader's figure, and what each person may see and
// do of it. Method: an office on a small pack with one form, people with the catalog's roles.
#include "office/office_collection.hpp"

#include <gtest/gtest.h>

#include "indicator/figure.hpp"
#include "office/office_collection_files.hpp"
#include "office/office_collection_lists.hpp"
#include "office/test_support.hpp"
#include "store/facts.hpp"

namespace kc::office {
namespace {

using collection::SheetState;
using collection::Step;

constexpr std::string_view kForm = R"(kind: form
code: form.test
name: {zh: 月报, en: Monthly}
definition: {zh: 月末数, en: As of the last day}
fillers: {type: county}
frequency: month
first: 2024-01
deadline_days: 5
fields:
  - code: firms
    name: {zh: 高新技术企业数, en: High-tech firms}
    indicator: cn.htfirm.valid_count
    unit: 家
    required: yes
    min: 0
    prefill: last-period
    checks:
      - rule: firms >= 0.9 * last_period.firms
        severity: warning
        message: {zh: 少了一成以上, en: A tenth less}
  - code: turnover
    name: {zh: 技术合同成交额, en: Turnover}
    indicator: cn.techcontract.turnover
    unit: 万元
    places: 2
    covers: year-to-date
route:
  enter: {role: role.county_clerk}
  sign: {role: role.county_leader}
  check: {role: role.section_head, section: template.bureau.planning}
  publish: {role: role.section_head, section: template.bureau.planning}
reminders: {before: [3], after: [10]}
)";

class OfficeCollection : public test::OfficeTest {
protected:
    OfficeCollection() {
        put("pack.yaml", test::kBudgetedManifest);
        put("form.yaml", std::string(kForm));
        open();
    }

    access::Actor clerk_ = person("li", "role.county_clerk", {.units = {"341802"}});
    access::Actor leader_ = person("wang", "role.county_leader", {.units = {"341802"}});
    access::Actor neighbour_ = person("zhou", "role.county_clerk", {.units = {"341821"}});
    access::Actor section_ =
        person("zhao", "role.section_head", {.sections = {"template.bureau.planning"}});

    static SheetAddress june(const std::string& unit = "341802") {
        return {"form.test", unit, "2024-06"};
    }

    SheetAnswer save(const access::Actor& actor, std::int64_t version, const std::string& firms,
                     const std::string& turnover = "", const std::string& explanation = "",
                     const SheetAddress& address = june()) {
        collection::Cells cells(2);
        cells[0].field = "firms";
        cells[0].explanation = explanation;
        if (!firms.empty()) cells[0].value = base::Decimal::parse(firms).value();
        cells[1].field = "turnover";
        if (!turnover.empty()) cells[1].value = base::Decimal::parse(turnover).value();
        return save_sheet(*office_, actor, key(), address, version, cells);
    }

    SheetAnswer take(const access::Actor& actor, Step step, std::int64_t version,
                     const std::string& text = "", const SheetAddress& address = june()) {
        return take_sheet_step(*office_, actor, key(), address,
                               {.step = step, .expected_version = version, .text = text});
    }

    static std::string code(const SheetAnswer& answer) {
        if (answer.refused) return answer.refused->code;
        return answer.mistakes.empty() ? "" : answer.mistakes.front().what.code;
    }

    // Through all steps, by the right people.
    void publish(const std::string& firms, const SheetAddress& address, std::int64_t version = 0) {
        ASSERT_EQ(code(save(clerk_, version, firms, "", "", address)), "");
        ASSERT_EQ(code(take(clerk_, Step::submit, version + 1, "", address)), "");
        ASSERT_EQ(code(take(leader_, Step::sign, version + 2, "", address)), "");
        ASSERT_EQ(code(take(section_, Step::verify, version + 3, "", address)), "");
        ASSERT_EQ(code(take(section_, Step::publish, version + 4, "", address)), "");
    }

    std::string official(const std::string& indicator = "cn.htfirm.valid_count",
                         const std::string& period = "2024-06",
                         indicator::Reader reader = {}) const {
        const auto figures = office_->figures();
        const auto found =
            figures.columns.as_of(reader).find(indicator, "341802", *base::Period::parse(period));
        return found ? base::to_string(found->value) + " " +
                           std::string(store::to_string(found->status))
                     : "";
    }
};

TEST_F(OfficeCollection, AFigureBecomesOfficialOnceItIsChecked) {
    EXPECT_EQ(code(save(clerk_, 0, "120", "1234.50")), "");
    EXPECT_EQ(official(), "");
    EXPECT_EQ(code(take(clerk_, Step::submit, 1)), "");
    EXPECT_EQ(official(), "");
    EXPECT_EQ(official("cn.htfirm.valid_count", "2024-06", {.statuses = indicator::kEveryStatus}),
              "120 submitted");
    EXPECT_EQ(code(take(leader_, Step::sign, 2)), "");
    EXPECT_EQ(code(take(section_, Step::verify, 3)), "");
    EXPECT_EQ(official(), "120 verified");
    // 1234.50万元 are 0.12345亿元, since January.
    EXPECT_EQ(official("cn.techcontract.turnover", "2024-01..06"), "0.12345 verified");
    EXPECT_EQ(code(take(section_, Step::publish, 4)), "");
    EXPECT_EQ(official(), "120 published");
}

TEST_F(OfficeCollection, ThePublishedFigureStandsUntilItsCorrectionIsPublished) {
    publish("120", june());
    EXPECT_EQ(code(take(section_, Step::reopen, 5, "两家证书被撤销")), "");
    EXPECT_EQ(code(save(clerk_, 6, "118")), "");
    EXPECT_EQ(code(take(clerk_, Step::submit, 7)), "");
    EXPECT_EQ(code(take(leader_, Step::sign, 8)), "");
    EXPECT_EQ(code(take(section_, Step::verify, 9)), "");
    EXPECT_EQ(official(), "120 published");
    const auto view = open_sheet(*office_, clerk_, june());
    ASSERT_TRUE(view);
    ASSERT_FALSE(view->cells[0].differences.empty());
    EXPECT_EQ(view->cells[0].differences[0].against, Against::published);
    EXPECT_EQ(view->cells[0].differences[0].difference, base::Decimal(-2));
    EXPECT_EQ(code(take(section_, Step::publish, 10)), "");
    EXPECT_EQ(official(), "118 revised");
}

TEST_F(OfficeCollection, EachStepIsTakenByThoseTheRouteNames) {
    EXPECT_EQ(code(save(neighbour_, 0, "1")), "E-no-sheet");
    EXPECT_EQ(code(save(leader_, 0, "1")), "E-collect-forbidden");
    EXPECT_EQ(code(save(clerk_, 0, "120")), "");
    EXPECT_EQ(code(take(leader_, Step::submit, 1)), "E-collect-forbidden");
    EXPECT_EQ(code(take(clerk_, Step::submit, 1)), "");
    EXPECT_EQ(code(take(clerk_, Step::sign, 2)), "E-collect-own");
    EXPECT_EQ(code(take(section_, Step::sign, 2)), "E-collect-forbidden");
    EXPECT_EQ(code(take(leader_, Step::sign, 2)), "");
    EXPECT_EQ(code(take(leader_, Step::verify, 3)), "E-collect-forbidden");
    EXPECT_EQ(code(take(access::Actor{}, Step::verify, 3)), "E-no-sheet");
}

TEST_F(OfficeCollection, ASheetIsReturnedWithItsReasonAndWaitsAtTheClerksDesk) {
    save(clerk_, 0, "120");
    take(clerk_, Step::submit, 1);
    take(leader_, Step::sign, 2);
    EXPECT_EQ(code(take(section_, Step::hand_back, 3, "")), "E-collect-reason");
    EXPECT_EQ(code(take(section_, Step::hand_back, 3, "与名单差2家")), "");
    EXPECT_EQ(official("cn.htfirm.valid_count", "2024-06", {.statuses = indicator::kEveryStatus}),
              "120 draft");
    const auto desk = desk_of(*office_, clerk_);
    ASSERT_TRUE(desk);
    ASSERT_EQ(desk->returned.size(), 1U);
    EXPECT_EQ(desk->returned[0].reason, "与名单差2家");
    EXPECT_EQ(desk->returned[0].by, "zhao");
    EXPECT_EQ(desk->returned[0].days_left, -10);
    EXPECT_TRUE(desk->returned[0].is_reminder_day);
    // January to May are still to be entered; the section waits for nothing of this county.
    EXPECT_EQ(desk->waiting.size(), 5U);
    EXPECT_EQ(desk_of(*office_, section_)->waiting.size(), 0U);
    EXPECT_EQ(code(save(clerk_, 4, "118")), "");
    const auto view = open_sheet(*office_, clerk_, june());
    EXPECT_EQ(view->cells[0].former, base::Decimal(120));
    // The section sees what changed when it gets the sheet again.
    EXPECT_EQ(code(take(clerk_, Step::submit, 5)), "");
    const auto again = open_sheet(*office_, section_, june());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->cells[0].former, base::Decimal(120));
    EXPECT_EQ(again->cells[0].entry.value, base::Decimal(118));
}

TEST_F(OfficeCollection, ErrorsBlockAndWarningsNeedAnExplanation) {
    publish("100", {"form.test", "341802", "2024-05"});
    const auto untouched = open_sheet(*office_, clerk_, june());
    ASSERT_TRUE(untouched);
    EXPECT_EQ(untouched->cells[0].prefill, base::Decimal(100));
    EXPECT_EQ(code(save(clerk_, 0, "")), "");
    EXPECT_EQ(code(take(clerk_, Step::submit, 1)), "E-sheet-required");
    EXPECT_EQ(code(save(clerk_, 1, "89")), "");
    EXPECT_EQ(code(take(clerk_, Step::submit, 2)), "W-sheet-check");
    EXPECT_EQ(code(save(clerk_, 2, "89", "", "12家到期未续")), "");
    EXPECT_EQ(code(take(clerk_, Step::submit, 3)), "");
}

TEST_F(OfficeCollection, ARepeatedRequestIsAnsweredAsTheFirstTime) {
    collection::Cells cells(1);
    cells[0] = {.field = "firms", .value = base::Decimal(5)};
    const auto first = save_sheet(*office_, clerk_, "the-same-key", june(), 0, cells);
    const auto again = save_sheet(*office_, clerk_, "the-same-key", june(), 0, cells);
    ASSERT_TRUE(again.view.has_value());
    EXPECT_FALSE(first.is_repeated);
    EXPECT_TRUE(again.is_repeated);
    EXPECT_EQ(again.view->sheet().version, 1);
    EXPECT_EQ(code(save(clerk_, 0, "6")), "E-collect-changed");
}

TEST_F(OfficeCollection, ThePeriodHasToBeOver) {
    EXPECT_EQ(code(save(clerk_, 0, "5", "", "", {"form.test", "341802", "2024-07"})),
              "E-collect-step");
    EXPECT_EQ(code(save(clerk_, 0, "5", "", "", {"form.test", "341802", "2023-12"})), "E-no-sheet");
    EXPECT_EQ(code(save(clerk_, 0, "5", "", "", {"form.other", "341802", "2024-06"})), "E-no-form");
    EXPECT_EQ(code(save(clerk_, 0, "5", "", "", {"form.test", "341802", "2024-Q2"})), "E-no-sheet");
}

TEST_F(OfficeCollection, TheMatrixHoldsWhatItsReaderMaySee) {
    publish("120", june());
    const auto mine = collection_matrix(*office_, clerk_, {});
    ASSERT_TRUE(mine);
    ASSERT_EQ(mine->units.size(), 1U);
    EXPECT_EQ(mine->units[0].code, "341802");
    EXPECT_EQ(mine->cells.size(), 6U);
    EXPECT_EQ(mine->cells.back().progress, collection::Progress::published);
    EXPECT_EQ(mine->cells.front().progress, collection::Progress::late);
    const auto theirs =
        collection_matrix(*office_, neighbour_, {.period = *base::Period::parse("2024-06")});
    ASSERT_EQ(theirs->units.size(), 1U);
    EXPECT_EQ(theirs->units[0].code, "341821");
    const auto all =
        collection_matrix(*office_, section_, {.period = *base::Period::parse("2024-06")});
    EXPECT_GT(all->units.size(), 5U);
    EXPECT_EQ(collection_matrix(*office_, section_, {.form = "form.none"}).error().code,
              "E-no-form");
}

TEST_F(OfficeCollection, ATemplateIsFilledInAndRead) {
    publish("100", {"form.test", "341802", "2024-05"});
    const auto view = open_sheet(*office_, clerk_, june());
    ASSERT_TRUE(view);
    const auto bytes = sheet_template(*view, Language::zh);
    ASSERT_TRUE(bytes) << to_string(bytes.error(), Language::en);
    const auto read = read_sheet_file(*office_, *view, *bytes);
    ASSERT_TRUE(read) << to_string(read.error(), Language::en);
    // The template holds last month's figure already.
    EXPECT_TRUE(read->is_readable);
    ASSERT_EQ(read->changes.size(), 2U);
    EXPECT_EQ(read->changes[0].value, base::Decimal(100));
    EXPECT_EQ(read->changes[0].change, CellChange::added);
    EXPECT_EQ(read->changes[1].change, CellChange::same);
}

TEST_F(OfficeCollection, AnUploadNamesTheCellsThatAreWrong) {
    const auto view = open_sheet(*office_, clerk_, june());
    const std::string bad =
        "填报单位,报告期,高新技术企业数（家）,技术合同成交额（万元）,情况说明\n"
        "宣州区,2024年6月,约50,1.5.2,\n";
    const auto read = read_sheet_file(*office_, *view, bad);
    ASSERT_TRUE(read) << to_string(read.error(), Language::en);
    EXPECT_FALSE(read->is_readable);
    EXPECT_EQ(read->findings.size(), 2U);
    const std::string other =
        "填报单位,报告期,高新技术企业数（家）,技术合同成交额（亿元）,情况说明\n"
        "郎溪县,2024年6月,50,0.1,\n";
    EXPECT_FALSE(read_sheet_file(*office_, *view, other)->is_readable);
    const std::string good =
        "填报单位,报告期,高新技术企业数（家）,技术合同成交额（亿元）,情况说明\n"
        "宣州区,2024年6月,50,0.1,\n";
    const auto fine = read_sheet_file(*office_, *view, good);
    EXPECT_TRUE(fine->is_readable);
    EXPECT_EQ(fine->changes[1].value, base::Decimal(1000));
    const auto marked = marked_sheet_file(*view, bad, Language::zh);
    ASSERT_TRUE(marked) << to_string(marked.error(), Language::en);
    EXPECT_EQ(marked->substr(0, 2), "PK");
}

TEST_F(OfficeCollection, TheBurdenIsHeldAgainstItsBudget) {
    const auto burden = burden_now(*office_);
    ASSERT_TRUE(burden);
    ASSERT_FALSE(burden->units.empty());
    EXPECT_EQ(burden->units[0].fields_per_month, base::Ratio(2));
    EXPECT_FALSE(burden->units[0].exceeds());
    // No target of this pack does, but the catalog's evaluations count high-tech firms.
    ASSERT_EQ(burden->unused.size(), 1U);
    EXPECT_EQ(burden->unused[0].field->code, "turnover");
}

}  // namespace
}  // namespace kc::office

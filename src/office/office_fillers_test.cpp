// SPDX-License-Identifier: Apache-2.0
// Goal: a form is expected from the firms that a registry names, as they were known when the list
// was fixed, and from nobody else. Method: an office with a quarterly form of above-scale firms,
// whose records change before and after the day on which the list is fixed. All firms are
// fictitious.
#include "office/office_fillers.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "office/office_collection.hpp"
#include "office/office_collection_lists.hpp"
#include "office/office_notices.hpp"
#include "office/pack_forms.hpp"
#include "office/test_support.hpp"

namespace kc::office {
namespace {

using collection::Step;

constexpr const char* kForm = R"(kind: form
code: form.firms
name: {zh: 企业季报, en: Quarterly form of firms}
definition: {zh: 季末规上企业填, en: Of firms above scale on the last day}
fillers: {type: firm, registry: cn.enterprise, filter: above_scale, fixed_days: 5}
frequency: quarter
first: 2024-Q1
deadline_days: 15
fields:
  - code: staff
    name: {zh: 职工, en: Staff}
    unit: 人
    required: yes
    prefill: last-period
  - code: rd
    name: {zh: 研发经费, en: R&D expenditure}
    indicator: cn.rd.above_scale.expenditure
    unit: 万元
checks:
  - rule: staff >= 0
    message: {zh: 错, en: wrong}
route:
  enter: {role: role.firm_user}
  check: {role: role.section_head, section: template.bureau.planning}
  publish: {role: role.section_head, section: template.bureau.planning}
reminders: {before: [3], after: [1]}
)";

constexpr const char* kA = "91341802000010102E";
constexpr const char* kB = "913418020000101109";
constexpr const char* kC = "913418020000101296";
constexpr const char* kD = "913418020000101371";
constexpr const char* kE = "91341802000010145U";

base::Period quarter(const char* text) {
    return base::Period::parse(text).value();
}

class OfficeCollectionFirms : public test::OfficeTest {
protected:
    OfficeCollectionFirms() {
        put("pack.yaml", test::kSmallManifest);
        put("form.yaml", kForm);
        go_to("2024-03-20");
        open();
        a_ = firm("虚构甲", kA, "341802", "是");
        firm("虚构乙", kB, "341821", "是");
        firm("虚构丙", kC, "341802", "");
    }

    // Noon in China.
    void go_to(const char* day) {
        const auto date = base::Date::parse(day).value();
        *clock_.now_us = std::int64_t{date.days_since_1970()} * test::kDay + test::kDay / 6;
    }

    record::RecordId send(store::Command command) {
        auto answer = office_->store().write(std::move(command));
        EXPECT_TRUE(answer) << answer.error().en;
        return answer ? record::read_answer(answer->text).front().id : 0;
    }
    record::Request request() { return {key(), "li", office_->today()}; }
    record::RecordId firm(const char* name, const char* code, const char* region,
                          const char* above_scale) {
        std::vector<record::FieldText> fields = {
            {"name", name}, {"credit_code", code}, {"region", region}};
        if (*above_scale != '\0') fields.push_back({"above_scale", above_scale});
        return send(record::create_command(office_->live()->registries, request(),
                                           {"cn.enterprise", std::move(fields), "submitted", {}}));
    }
    void drop_out(record::RecordId id) {
        send(record::update_command(office_->live()->registries, request(),
                                    {.whom = {"cn.enterprise", id, {}, store::always()},
                                     .fields = {{"above_scale", "否"}}}));
    }

    FillerList list(const char* period) {
        auto reader = office_->store().read();
        auto lists = filler_lists(*office_, reader->connection(), *office_->live(), form(),
                                  {quarter(period)});
        EXPECT_TRUE(lists) << lists.error().en;
        return lists ? std::move(lists->front()) : FillerList{};
    }
    std::vector<std::string> codes(const char* period) {
        std::vector<std::string> codes;
        for (const auto& one : list(period).fillers) codes.push_back(one.code);
        return codes;
    }
    const pack::Form& form() const { return *office_->live()->forms->find("form.firms"); }

    static access::Actor firm_user(const char* name, const char* body) {
        return person(name, "role.firm_user", {.body = body});
    }
    access::Actor section_ =
        person("zhao", "role.section_head", {.sections = {"template.bureau.planning"}});

    static SheetAddress first_quarter(const char* firm) { return {"form.firms", firm, "2024-Q1"}; }

    record::RecordId a_ = 0;
    using Codes = std::vector<std::string>;
};

TEST_F(OfficeCollectionFirms, TheListFollowsTheRecordsUntilItIsFixed) {
    go_to("2024-04-05");
    drop_out(a_);
    const record::RecordId d = firm("虚构丁", kD, "341802", "是");
    const FillerList open = list("2024-Q1");
    EXPECT_FALSE(open.origin->is_fixed);
    EXPECT_EQ(base::to_string(open.origin->fixed_on), "2024-04-05");
    EXPECT_EQ(codes("2024-Q1"), (Codes{kB, kD}));
    go_to("2024-04-06");
    EXPECT_TRUE(list("2024-Q1").origin->is_fixed);
    firm("虚构戊", kE, "341802", "是");
    drop_out(d);
    EXPECT_EQ(codes("2024-Q1"), (Codes{kB, kD}));
    // The next quarter is not fixed yet.
    EXPECT_EQ(codes("2024-Q2"), (Codes{kB, kE}));
}

TEST_F(OfficeCollectionFirms, AListIsNotFixedBeforeTheOfficeHasTheRegistry) {
    // The records came on 20 March, long after the year had ended.
    const FillerList before = list("2023-Q4");
    EXPECT_EQ(base::to_string(before.origin->fixed_on), "2024-03-25");
    EXPECT_EQ(codes("2023-Q4"), (Codes{kA, kB}));
}

TEST_F(OfficeCollectionFirms, FirmsAreAddedByHandAndTheUnclearAreNamed) {
    const FirmListAnswer done = replace_firms(*office_, section_, key(), "form.firms",
                                              {{kA, "虚构甲", "341802"}, {kD, "虚构丁", "341821"}});
    ASSERT_FALSE(done.refused) << done.refused->code << done.refused->en;
    go_to("2024-04-10");
    const FillerList all = list("2024-Q1");
    EXPECT_EQ(codes("2024-Q1"), (Codes{kA, kB, kD}));
    EXPECT_EQ(all.origin->registered, 2U);
    EXPECT_EQ(all.origin->by_hand, 1U);  // 甲 is there anyway
    EXPECT_EQ(all.origin->rule.zh, "规上工业企业");
    const auto seen = firms_of_form(*office_, section_, "form.firms");
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->registered.size(), 2U);
    EXPECT_EQ(seen->listed.size(), 2U);
    ASSERT_EQ(seen->unclear.size(), 1U);
    EXPECT_EQ(seen->unclear[0].name, "虚构丙");
    // A firm that is added by hand is no longer unclear.
    replace_firms(*office_, section_, key(), "form.firms", {{kC, "虚构丙", "341802"}});
    EXPECT_EQ(codes("2024-Q1"), (Codes{kA, kB, kC}));
    EXPECT_TRUE(list("2024-Q1").origin->unclear.empty());
}

TEST_F(OfficeCollectionFirms, AFirmFillsInItsOwnSheetAndSeesNoOther) {
    go_to("2024-04-10");
    const access::Actor own = firm_user("a", kA);
    const access::Actor other = firm_user("b", kB);
    const access::Actor left_out = firm_user("c", kC);
    const auto save = [&](const access::Actor& actor, const char* firm) {
        collection::Cells cells(1);
        cells[0] = {.field = "staff", .value = base::Decimal(30)};
        return test::code_of(save_sheet(*office_, actor, key(), first_quarter(firm), 0, cells));
    };
    EXPECT_EQ(save(other, kA), "E-no-sheet");
    EXPECT_EQ(save(left_out, kC), "E-no-sheet");
    EXPECT_EQ(save(own, kA), "");
    const auto submit = take_sheet_step(*office_, own, key(), first_quarter(kA),
                                        {.step = Step::submit, .expected_version = 1});
    EXPECT_EQ(test::code_of(submit), "");
    const auto matrix = collection_matrix(*office_, own, {});
    ASSERT_EQ(matrix->cells.size(), 1U);
    EXPECT_EQ(matrix->cells[0].progress, collection::Progress::submitted);
    EXPECT_EQ(desk_of(*office_, own)->waiting.size(), 0U);
    EXPECT_EQ(desk_of(*office_, other)->waiting.size(), 1U);
    EXPECT_EQ(desk_of(*office_, left_out)->waiting.size(), 0U);
    const auto theirs = firms_of_form(*office_, other, "form.firms");
    ASSERT_EQ(theirs->registered.size(), 1U);
    EXPECT_EQ(theirs->registered[0].code, kB);
    EXPECT_TRUE(theirs->unclear.empty());
    EXPECT_EQ(theirs->origin->unclear.size(), 1U);
    // What it entered stands in the next quarter's sheet to begin with, list by list.
    go_to("2024-07-10");
    const auto next = open_sheet(*office_, own, {"form.firms", kA, "2024-Q2"});
    ASSERT_TRUE(next);
    EXPECT_EQ(next->cells[0].prefill, base::Decimal(30));
}

TEST_F(OfficeCollectionFirms, WhoIsMissingIsRemindedAndTheSectionSeesWhoHasCome) {
    go_to("2024-04-12");  // three days before the deadline
    drop_out(a_);         // too late to leave the list
    EXPECT_EQ(make_sheet_notices(*office_, office_->today()).value(), 2);
    const auto own = notices_for(*office_, firm_user("b", kB), 7);
    ASSERT_EQ(own->size(), 1U);
    EXPECT_EQ((*own)[0].unit, kB);
    const auto matrix = collection_matrix(*office_, section_, {});
    ASSERT_EQ(matrix->origins.size(), 1U);
    EXPECT_EQ(matrix->origins[0].origin.unclear.size(), 1U);
    EXPECT_EQ(matrix->cells.size(), 2U);
    EXPECT_EQ(desk_of(*office_, section_)->missing.size(), 2U);
}

TEST_F(OfficeCollectionFirms, AListWithNobodyOnItIsToldToItsKeeper) {
    for (const char* word : {"否", ""}) {
        send(record::update_command(office_->live()->registries, request(),
                                    {.whom = {"cn.enterprise", a_, {}, store::always()},
                                     .fields = {{"above_scale", word}}}));
    }
    drop_out(a_ + 1);
    go_to("2024-04-12");
    const auto kept = collection_matrix(*office_, section_, {});
    EXPECT_TRUE(kept->cells.empty());
    ASSERT_EQ(kept->origins.size(), 1U);
    EXPECT_EQ(kept->origins[0].origin.unclear.size(), 2U);
    EXPECT_TRUE(collection_matrix(*office_, firm_user("a", kA), {})->origins.empty());
}

TEST_F(OfficeCollectionFirms, TheBurdenOfFirmsIsOneEntry) {
    const auto burden = burden_now(*office_);
    ASSERT_EQ(burden->units.size(), 1U);
    EXPECT_EQ(burden->units[0].count, 2);
    EXPECT_EQ(burden->units[0].unit.code, "firm");
}

TEST_F(OfficeCollectionFirms, AWrongRuleIsFoundWhenThePackIsChecked) {
    std::string wrong = kForm;
    wrong.replace(wrong.find("filter: above_scale"), 19, "filter: above_scala");
    put("form.yaml", wrong);
    const pack::CatalogReport catalog = pack::load_embedded_catalog();
    const pack::PackReport report = pack::load_pack(folder_.file("pack"), catalog.catalog);
    ASSERT_TRUE(report.is_good());
    Diagnostics found;
    forms_of_pack(report.pack, catalog.catalog, office_->today(), found);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].code, "E-filter-name");
    EXPECT_EQ(found[0].at.line, 5);
    EXPECT_FALSE(office_->go_live(folder_.file("pack"), 0));
}

// The catalog's own rules and figures, which no pack is blamed for.
TEST(CatalogForms, NameRegistriesAndIndicatorsThatAreThere) {
    const pack::CatalogReport catalog = pack::load_embedded_catalog();
    auto registries = record::Registries::of(catalog.catalog, nullptr);
    ASSERT_TRUE(registries);
    EXPECT_TRUE(record::check_rosters(*registries, catalog.catalog.objects).empty());
    pack::Lookup lookup;
    lookup.add(catalog.catalog.objects);
    const auto desk = EvaluationDesk::open("nowhere");
    ASSERT_TRUE(desk);
    std::size_t figures = 0;
    for (const OfferedEvaluation& one : desk->items()) {
        for (const auto& figure : one.definition.figures) {
            ++figures;
            EXPECT_NE(lookup.indicator(figure.indicator), nullptr) << to_string(figure.at);
        }
    }
    EXPECT_GT(figures, 10U);
}

}  // namespace
}  // namespace kc::office

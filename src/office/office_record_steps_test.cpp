// SPDX-License-Identifier: Apache-2.0
// Goal: a record's way from a county's draft to what the section has verified, and that a counted
// figure moves only by what its definition counts. Method: an office on a small pack, people with
// the catalog's roles. All firms are fictitious.
#include "office/office_record_changes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "office/test_support.hpp"

namespace kc::office {
namespace {

using test::code_of;

constexpr const char* kFirms = "cn.enterprise";

constexpr const char* kIndicators = R"(objects:
  - kind: indicator
    code: small.firms_entered
    name: {zh: 在册企业, en: Firms on the books}
    definition: {zh: 已报送的, en: handed in}
    unit: 家
    quantity: stock
    direction: up
    frequency: month
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts: {registry: cn.enterprise, when: on-last-day}
  - kind: indicator
    code: small.firms_verified
    name: {zh: 已核验企业, en: Verified firms}
    definition: {zh: 已核验的, en: verified}
    unit: 家
    quantity: stock
    direction: up
    frequency: month
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts: {registry: cn.enterprise, when: on-last-day, state: verified}
)";

class OfficeRecordSteps : public test::OfficeTest {
protected:
    void SetUp() override {
        // The city's own bureau: its section looks after firms, whatever the catalog says.
        put("pack.yaml",
            std::string(test::kSmallManifest) +
                "sections: [{registry: cn.enterprise, section: small.bureau.firms}]\n");
        put("units.yaml", R"(kind: unit-tree
code: small.offices
name: {zh: 局, en: Bureau}
units:
  - code: small.bureau
    name: {zh: 局, en: Bureau}
    type: bureau
    children:
      - {code: small.bureau.firms, name: {zh: 企业科, en: Firms Section}, type: section}
)");
        put("indicators.yaml", kIndicators);
        open();
    }

    RecordAnswer create(const access::Actor& who, const std::string& name, const std::string& code,
                        bool submit, const std::string& region = "341802") {
        return create_record(*office_, {who, key()}, kFirms,
                             {.fields = {{"name", name}, {"credit_code", code}, {"region", region}},
                              .submit = submit});
    }

    RecordAnswer step(const access::Actor& who, const RecordAnswer& on, const std::string& word,
                      const std::string& reason = "") {
        const auto& steps = record_steps();
        const auto found = std::find_if(steps.begin(), steps.end(),
                                        [&](const RecordStep& one) { return one.word == word; });
        EXPECT_NE(found, steps.end());
        pass(1'000'000);
        return step_record(*office_, {who, key()}, kFirms, on.written.id, newest(on), *found,
                           reason);
    }

    std::int64_t newest(const RecordAnswer& on) { return record_of(on).version; }
    record::Record record_of(const RecordAnswer& on) {
        auto reader = office_->store().read();
        auto found = record::get(reader->connection(), registry(), on.written.id, store::always());
        EXPECT_TRUE(found && *found);
        return found && *found ? **found : record::Record{};
    }
    const record::Registry& registry() const { return *office_->live()->registries->find(kFirms); }

    // How many records wait for this step of theirs.
    std::int64_t waiting(const access::Actor& who, const std::string& word) {
        auto desk = RecordDesk::open(*office_, who);
        for (const RecordStep& one : record_steps()) {
            if (one.word != word) continue;
            auto count = desk->count(registry(), {.within = open_to_step(who, registry(), one)});
            EXPECT_TRUE(count);
            return count.value_or(-1);
        }
        return -1;
    }

    std::string verified() const { return figure("small.firms_verified", "341802", "2024-07"); }
    std::string entered() const { return figure("small.firms_entered", "341802", "2024-07"); }

    access::Actor clerk_ = person("li", "role.county_clerk", {.units = {"341802"}});
    access::Actor leader_ = person("wang", "role.county_leader", {.units = {"341802"}});
    access::Actor neighbour_ = person("zhou", "role.county_leader", {.units = {"341821"}});
    access::Actor head_ = person("zhao", "role.section_head", {.sections = {"small.bureau.firms"}});
    access::Actor section_clerk_ =
        person("qian", "role.section_clerk", {.sections = {"small.bureau.firms"}});
    access::Actor catalog_head_ =
        person("sun", "role.section_head", {.sections = {"template.bureau.high_tech"}});
};

TEST_F(OfficeRecordSteps, ARecordGoesFromTheCountyToTheSectionBackAndThroughAgain) {
    const RecordAnswer firm = create(clerk_, "虚构精密机械有限公司", "913418020000010116", false);
    ASSERT_EQ(code_of(firm), "");
    EXPECT_EQ(entered(), "0");
    EXPECT_EQ(waiting(leader_, "sign"), 0);
    ASSERT_EQ(code_of(step(clerk_, firm, "submit")), "");
    EXPECT_EQ(entered(), "1");
    EXPECT_EQ(verified(), "0");
    EXPECT_EQ(waiting(leader_, "sign"), 1);
    EXPECT_EQ(waiting(neighbour_, "sign"), 0);
    EXPECT_EQ(code_of(step(clerk_, firm, "sign")), "E-record-forbidden");
    ASSERT_EQ(code_of(step(leader_, firm, "sign")), "");

    EXPECT_EQ(waiting(head_, "verify"), 1);
    EXPECT_EQ(waiting(catalog_head_, "verify"), 0) << "the pack named another section";
    EXPECT_EQ(code_of(step(catalog_head_, firm, "verify")), "E-record-not-found");
    ASSERT_EQ(code_of(step(head_, firm, "return", "与营业执照不一致")), "");
    EXPECT_EQ(entered(), "0");
    EXPECT_EQ(waiting(head_, "verify"), 0);
    EXPECT_EQ(waiting(clerk_, "submit"), 1);

    ASSERT_EQ(code_of(update_record(*office_, {clerk_, key()}, kFirms, firm.written.id,
                                    newest(firm), {.fields = {{"name", "虚构精密有限公司"}}})),
              "");
    ASSERT_EQ(code_of(step(clerk_, firm, "submit")), "");
    ASSERT_EQ(code_of(step(section_clerk_, firm, "check")), "");
    EXPECT_EQ(verified(), "0");
    EXPECT_EQ(code_of(step(section_clerk_, firm, "verify")), "E-record-forbidden");
    ASSERT_EQ(code_of(step(head_, firm, "verify")), "");
    EXPECT_EQ(verified(), "1");
    EXPECT_EQ(entered(), "1");
    EXPECT_EQ(record_of(firm).entered_by, "li");

    // What turned out wrong goes back once more; what was verified counts until it is mended.
    ASSERT_EQ(code_of(step(head_, firm, "return", "已迁出")), "");
    EXPECT_EQ(verified(), "1");
    EXPECT_EQ(entered(), "1");
}

TEST_F(OfficeRecordSteps, NobodyVerifiesTheirOwnEvenWhenSomebodyElseSigned) {
    const RecordAnswer own = create(head_, "虚构材料有限公司", "91341802000010145U", true);
    ASSERT_EQ(code_of(own), "");
    EXPECT_EQ(code_of(step(head_, own, "verify")), "E-record-forbidden");
    ASSERT_EQ(code_of(step(leader_, own, "sign")), "");
    EXPECT_EQ(record_of(own).entered_by, "zhao");
    EXPECT_EQ(waiting(head_, "verify"), 0);
    EXPECT_EQ(code_of(step(head_, own, "verify")), "E-record-forbidden");
    const auto other = person("wu", "role.section_head", {.sections = {"small.bureau.firms"}});
    ASSERT_EQ(code_of(step(other, own, "verify")), "");

    // What somebody mended on the way is theirs too.
    const RecordAnswer mended = create(clerk_, "虚构电子有限公司", "913418020000101109", true);
    ASSERT_EQ(code_of(update_record(*office_, {head_, key()}, kFirms, mended.written.id,
                                    newest(mended), {.fields = {{"name", "虚构电子公司"}}})),
              "");
    EXPECT_EQ(code_of(step(head_, mended, "verify")), "E-record-forbidden");
    ASSERT_EQ(code_of(step(other, mended, "verify")), "");
}

TEST_F(OfficeRecordSteps, TheSectionClosesWhatIsVerifiedAndTheCountyDoesNot) {
    const RecordAnswer firm = create(clerk_, "虚构精密机械有限公司", "913418020000010116", true);
    ASSERT_EQ(code_of(step(head_, firm, "verify")), "");
    const auto close = [&](const access::Actor& who) {
        return close_record(*office_, {who, key()}, kFirms, firm.written.id, newest(firm), "closed",
                            office_->today(), "注销");
    };
    EXPECT_EQ(code_of(close(clerk_)), "E-record-forbidden");
    EXPECT_EQ(code_of(close(section_clerk_)), "E-record-forbidden");
    ASSERT_EQ(code_of(close(head_)), "");
    EXPECT_EQ(record_of(firm).life, "closed");
    EXPECT_EQ(verified(), "0");
}

}  // namespace
}  // namespace kc::office

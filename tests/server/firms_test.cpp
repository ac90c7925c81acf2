// SPDX-License-Identifier: Apache-2.0
// A form of firms that the registry names, in the sample city: who is on the list and where it
// comes from, as the section, a firm and somebody else are told.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kForm = R"(kind: form
code: form.firms
name: {zh: 企业季报, en: Quarterly form of firms}
definition: {zh: 季末规上企业填, en: Of firms above scale on the last day}
fillers: {type: firm, registry: cn.enterprise, filter: above_scale, fixed_days: 5}
frequency: quarter
first: 2024-Q2
deadline_days: 20
fields:
  - {code: staff, name: {zh: 职工, en: Staff}, unit: 人, required: yes}
  - {code: rd, name: {zh: 研发经费, en: R&D}, indicator: cn.rd.above_scale.expenditure, unit: 万元}
checks:
  - {rule: staff >= 0, message: {zh: 错, en: wrong}}
route:
  enter: {role: role.firm_user}
  check: {role: role.section_head, section: template.bureau.planning}
  publish: {role: role.section_head, section: template.bureau.planning}
)";
constexpr const char* kFirms = "/api/v1/forms/form.firms/firms";
constexpr const char* kFirmsPath = "/api/v1/forms/{code}/firms";

class FormFirms : public testing::Test {
protected:
    FormFirms()
        : office_(office::SampleOptions{.seed = 3,
                                        .size = office::SampleSize::small,
                                        .today = *base::Date::of(2024, 7, 15)},
                  kForm) {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        section_ = office_.person("zhao", "role.section_head",
                                  R"("sections":["template.bureau.planning"])");
    }

    JsonValue read(const std::string& path, const std::string& documented, const Headers& who) {
        const Reply reply = office_.get(path, who);
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply_misfit(contract_, "get", documented, reply), "") << path;
        return reply.json();
    }
    static std::string text(const JsonValue& from, std::string_view key) {
        return from.find(key)->text;
    }

    RunningOffice office_;
    JsonValue contract_;
    Headers section_;
};

TEST_F(FormFirms, TheListSaysWhereItComesFrom) {
    const JsonValue all = read(kFirms, kFirmsPath, section_);
    const JsonValue& origin = *all.find("origin");
    ASSERT_EQ(origin.type, JsonType::object);
    EXPECT_EQ(text(*origin.find("registry"), "code"), "cn.enterprise");
    EXPECT_EQ(text(*origin.find("rule"), "zh"), "规上工业企业");
    EXPECT_EQ(text(origin, "period"), "2024-Q2");
    EXPECT_EQ(text(origin, "on"), "2024-06-30");
    // The records came with the sample, on 15 July.
    EXPECT_EQ(text(origin, "fixed_on"), "2024-07-20");
    EXPECT_EQ(text(origin, "fixed"), "false");
    const std::size_t registered = all.find("registered")->items.size();
    EXPECT_GT(registered, 10U);
    EXPECT_EQ(text(origin, "registered"), std::to_string(registered));
    EXPECT_EQ(text(origin, "by_hand"), "0");
    EXPECT_EQ(office_.get(std::string(kFirms) + "?period=2023-Q1", section_).status, 404);
    EXPECT_EQ(office_.get(std::string(kFirms) + "?period=now", section_).status, 400);
    const JsonValue form = read("/api/v1/forms/form.firms", "/api/v1/forms/{code}", section_);
    EXPECT_EQ(text(*form.find("origin"), "registered"), std::to_string(registered));
    EXPECT_TRUE(form.find("units")->items.empty());
    office_.pass(6 * 86'400);
    const JsonValue later = read(kFirms, kFirmsPath, office_.session_of("zhao"));
    EXPECT_EQ(text(*later.find("origin"), "fixed"), "true");
}

TEST_F(FormFirms, AFirmIsAddedByHandAndTheMatrixCountsIt) {
    const JsonValue before =
        read("/api/v1/collections?form=form.firms", "/api/v1/collections", section_);
    const std::size_t registered = before.find("cells")->items.size();
    Headers change = section_;
    change["Idempotency-Key"] = "firms-by-hand-1";
    const std::string added = credit_code(900'001);
    const Reply put =
        ask(office_.port(),
            {.method = "PUT",
             .path = kFirms,
             .body = fmt::format(
                 R"({{"items":[{{"code":"{}","name":"虚构增补企业","region":"999901"}}]}})", added),
             .headers = change});
    EXPECT_EQ(put.status, 200) << put.body;
    EXPECT_EQ(reply_misfit(contract_, "put", kFirmsPath, put), "");
    const JsonValue matrix =
        read("/api/v1/collections?form=form.firms", "/api/v1/collections", section_);
    EXPECT_EQ(matrix.find("cells")->items.size(), registered + 1);
    ASSERT_EQ(matrix.find("origins")->items.size(), 1U);
    EXPECT_EQ(text(matrix.find("origins")->items[0], "by_hand"), "1");
    const JsonValue burden = read("/api/v1/burden", "/api/v1/burden", section_);
    for (const JsonValue& unit : burden.find("units")->items) {
        if (text(unit, "fillers") != "firm") continue;
        EXPECT_EQ(text(unit, "count"), std::to_string(registered + 1));
    }
    // Nobody learns from it which firms there are.
    EXPECT_EQ(office_.get("/api/v1/burden", section_).body.find("虚构增补企业"), std::string::npos);
}

TEST_F(FormFirms, AFirmSeesItsOwnSheetOnly) {
    const JsonValue all = read(kFirms, kFirmsPath, section_);
    const std::string own = text(all.find("registered")->items[0], "code");
    const std::string other = text(all.find("registered")->items[1], "code");
    const Headers user = office_.person("he", "role.firm_user", fmt::format(R"("body":"{}")", own));
    const auto sheet = [](const std::string& firm) {
        return fmt::format("/api/v1/collections/form.firms/{}/2024-Q2", firm);
    };
    read(sheet(own), "/api/v1/collections/{form}/{unit}/{period}", user);
    EXPECT_EQ(office_.get(sheet(other), user).status, 404);
    const JsonValue seen = read(kFirms, kFirmsPath, user);
    ASSERT_EQ(seen.find("registered")->items.size(), 1U);
    EXPECT_EQ(text(seen.find("registered")->items[0], "code"), own);
    EXPECT_TRUE(seen.find("unclear")->items.empty());
    const JsonValue desk = read("/api/v1/desk", "/api/v1/desk", user);
    ASSERT_EQ(desk.find("waiting")->items.size(), 1U);
    EXPECT_EQ(text(*desk.find("waiting")->items[0].find("unit"), "code"), own);
    EXPECT_GE(office_.get(kFirms).status, 400);
}

TEST_F(FormFirms, AFieldSaysWhoUsesIt) {
    const JsonValue form = read("/api/v1/forms/form.firms", "/api/v1/forms/{code}", section_);
    std::string users;
    for (const JsonValue& one : form.find("fields")->items[1].find("used_by")->items)
        users += text(one, "kind") + " " + text(one, "code") + " " + text(*one.find("name"), "en") +
                 "\n";
    EXPECT_NE(users.find("policy template.city-rd-subsidy City subsidy for R&D spending"),
              std::string::npos)
        << users;
    EXPECT_NE(users.find("evaluation cn.top-rd-investors "), std::string::npos) << users;
}

}  // namespace
}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// Collecting figures from outside: a clerk mends an uploaded file and submits, the county signs,
// the section returns, verifies and publishes; and everybody else is refused.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kSheet = "/api/v1/collections/form.county_monthly/341802/2024-06";
constexpr const char* kSheetPath = "/api/v1/collections/{form}/{unit}/{period}";

class Collection : public testing::Test {
protected:
    Collection() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["341802"])");
        leader_ = office_.person("wang", "role.county_leader", R"("units":["341802"])");
        neighbour_ = office_.person("zhou", "role.county_clerk", R"("units":["341821"])");
        section_ = office_.person("zhao", "role.section_head",
                                  R"("sections":["template.bureau.planning"])");
    }

    void expect_documented(const std::string& method, const std::string& path, const Reply& reply) {
        EXPECT_EQ(reply_misfit(contract_, method, path, reply), "") << path;
    }

    Reply put(const std::string& path, const std::string& body, Headers headers) {
        headers.emplace("Idempotency-Key", fmt::format("collection-key-{}", ++keys_));
        return ask(office_.port(),
                   {.method = "PUT", .path = path, .body = body, .headers = std::move(headers)});
    }

    Reply save(const Headers& who, int version, const std::string& firms = "120") {
        const Reply reply =
            put(kSheet,
                fmt::format(R"({{"expected_version":{},"cells":[{{"field":"htfirms","value":{}}},)"
                            R"({{"field":"tech_sme","value":30}},)"
                            R"({{"field":"contract_turnover","value":"1234.50"}},)"
                            R"({{"field":"iur_projects","value":4}}]}})",
                            version, firms),
                who);
        expect_documented("put", kSheetPath, reply);
        return reply;
    }

    Reply step(const Headers& who, const std::string& word, int version,
               const std::string& reason = "") {
        const Reply reply =
            office_.post(std::string(kSheet) + "/steps",
                         fmt::format(R"({{"step":"{}","expected_version":{},"reason":"{}"}})", word,
                                     version, reason),
                         who);
        expect_documented("post", std::string(kSheetPath) + "/steps", reply);
        return reply;
    }

    Reply read(const std::string& path, const std::string& documented, const Headers& who) {
        const Reply reply = office_.get(path, who);
        expect_documented("get", documented, reply);
        return reply;
    }

    RunningOffice office_;
    JsonValue contract_;
    Headers clerk_;
    Headers leader_;
    Headers neighbour_;
    Headers section_;
    int keys_ = 0;
};

TEST_F(Collection, ASheetGoesFromTheCountyToPublication) {
    const Reply untouched = read(kSheet, kSheetPath, clerk_);
    EXPECT_EQ(untouched.status, 200);
    EXPECT_EQ(untouched.json().find("state")->text, "open");
    EXPECT_EQ(save(clerk_, 0).status, 200);
    EXPECT_EQ(step(clerk_, "submit", 1).json().find("state")->text, "submitted");
    EXPECT_EQ(step(leader_, "sign", 2).status, 200);
    const Reply back = step(section_, "return", 3, "与名单差2家");
    EXPECT_EQ(back.json().find("returned")->find("reason")->text, "与名单差2家");
    EXPECT_EQ(save(clerk_, 4, "118").status, 200);
    EXPECT_EQ(step(clerk_, "submit", 5).status, 200);
    EXPECT_EQ(step(leader_, "sign", 6).status, 200);
    EXPECT_EQ(step(section_, "verify", 7).status, 200);
    EXPECT_EQ(step(section_, "publish", 8).json().find("state")->text, "published");
    const Reply facts = office_.get(
        "/api/v1/facts?indicator=cn.htfirm.valid_count&unit=341802&period=2024-06", section_);
    ASSERT_FALSE(facts.json().find("items")->items.empty());
    EXPECT_EQ(facts.json().find("items")->items[0].find("value")->text, "118");
    EXPECT_EQ(facts.json().find("items")->items[0].find("status")->text, "published");
}

TEST_F(Collection, StepsOfOthersAndStepsTooLateAreRefused) {
    EXPECT_EQ(office_.get(kSheet).status, 401);
    EXPECT_EQ(office_.get(kSheet, neighbour_).status, 404);
    EXPECT_EQ(save(neighbour_, 0).status, 404);
    EXPECT_EQ(save(leader_, 0).status, 403);
    EXPECT_EQ(save(clerk_, 1).status, 409);
    EXPECT_EQ(save(clerk_, 0).status, 200);
    EXPECT_EQ(save(clerk_, 0).status, 409);
    EXPECT_EQ(step(clerk_, "publish", 1).status, 403);
    EXPECT_EQ(step(clerk_, "submit", 1).status, 200);
    EXPECT_EQ(step(clerk_, "submit", 2).status, 409);
    EXPECT_EQ(step(leader_, "return", 2).status, 422);
    EXPECT_EQ(step(leader_, "fly", 2).status, 422);
    // Nobody has signed it yet.
    EXPECT_EQ(step(section_, "verify", 2).status, 409);
    Headers without_token = clerk_;
    without_token.erase("X-CSRF-Token");
    EXPECT_EQ(step(without_token, "withdraw", 2).status, 403);
    EXPECT_EQ(step(clerk_, "withdraw", 2).status, 200);
}

TEST_F(Collection, AllThatIsWrongComesAtOnce) {
    const Reply saved = put(kSheet,
                            R"({"expected_version":0,"cells":[)"
                            R"({"field":"htfirms","value":-1},)"
                            R"({"field":"contract_turnover","value":1.234}]})",
                            clerk_);
    ASSERT_EQ(saved.status, 200) << saved.body;
    EXPECT_EQ(saved.json().find("submittable")->text, "false");
    const Reply refused = step(clerk_, "submit", 1);
    EXPECT_EQ(refused.status, 422);
    EXPECT_GE(refused.json().find("errors")->items.size(), 4U);
    const Reply unknown =
        put(kSheet, R"({"expected_version":1,"cells":[{"field":"htfirm","value":1}]})", clerk_);
    EXPECT_EQ(unknown.status, 422);
    EXPECT_NE(unknown.body.find("did you mean 'htfirms'?"), std::string::npos);
}

TEST_F(Collection, AFileIsTriedOutMendedAndSaved) {
    const std::string uploads = std::string(kSheet) + "/uploads";
    const std::string heading =
        "填报单位,报告期,有效高新技术企业数（家）,科技型中小企业入库数（家）,"
        "技术合同成交额（万元）,"
        "登记技术合同数（项）,产学研合作项目数（项）,征集企业技术需求数（项）,"
        "解决企业技术需求数（项）,长三角G60科创走廊落地项目数（个）,情况说明\n";
    const std::string bad = heading + "宣州区,2024年6月,约120,30,1.5.2,3,4,5,6,1,\n";
    Headers csv = clerk_;
    csv["Content-Type"] = "text/csv";
    const Reply tried = office_.post(uploads, bad, csv);
    expect_documented("post", std::string(kSheetPath) + "/uploads", tried);
    EXPECT_EQ(tried.status, 200) << tried.body;
    EXPECT_EQ(tried.json().find("readable")->text, "false");
    EXPECT_EQ(tried.json().find("problems")->items.size(), 2U);
    const Reply kept_out = office_.post(uploads + "?dry_run=false&expected_version=0", bad, csv);
    EXPECT_EQ(kept_out.json().find("saved")->text, "false");
    const Reply marked = office_.post(uploads + "/marked", bad, csv);
    EXPECT_EQ(marked.status, 200);
    EXPECT_EQ(marked.body.substr(0, 2), "PK");
    const std::string good = heading + "宣州区,2024年6月,120,30,1234.5,3,4,5,4,1,\n";
    const Reply saved = office_.post(uploads + "?dry_run=false&expected_version=0", good, csv);
    EXPECT_EQ(saved.json().find("saved")->text, "true") << saved.body;
    EXPECT_EQ(saved.json().find("version")->text, "1");
    EXPECT_EQ(step(clerk_, "submit", 1).status, 200);
    EXPECT_EQ(office_.post(uploads + "?dry_run=false", good, csv).status, 400);
    const Reply form = office_.get(std::string(kSheet) + "/template", clerk_);
    EXPECT_EQ(form.status, 200);
    EXPECT_EQ(form.body.substr(0, 2), "PK");
}

TEST_F(Collection, ListsAreAsDocumented) {
    EXPECT_EQ(read("/api/v1/forms", "/api/v1/forms", clerk_).json().find("items")->items.size(),
              2U);
    EXPECT_EQ(read("/api/v1/forms/form.county_monthly", "/api/v1/forms/{code}", clerk_).status,
              200);
    EXPECT_EQ(read("/api/v1/forms/form.none", "/api/v1/forms/{code}", clerk_).status, 404);
    EXPECT_EQ(read("/api/v1/forms/form.county_monthly/firms", "/api/v1/forms/{code}/firms", clerk_)
                  .status,
              404);
    EXPECT_EQ(read("/api/v1/burden", "/api/v1/burden", section_).status, 200);
    save(clerk_, 0);
    const JsonValue matrix =
        read("/api/v1/collections?period=2024-06", "/api/v1/collections", clerk_).json();
    ASSERT_EQ(matrix.find("cells")->items.size(), 1U);
    EXPECT_EQ(matrix.find("cells")->items[0].find("progress")->text, "late");
    EXPECT_EQ(matrix.find("cells")->items[0].find("state")->text, "draft");
    EXPECT_EQ(read("/api/v1/collections?period=abc", "/api/v1/collections", clerk_).status, 400);
    const JsonValue desk = read("/api/v1/desk", "/api/v1/desk", clerk_).json();
    EXPECT_FALSE(desk.find("waiting")->items.empty());
    const JsonValue theirs = read("/api/v1/desk", "/api/v1/desk", section_).json();
    EXPECT_TRUE(theirs.find("waiting")->items.empty());
    EXPECT_FALSE(theirs.find("missing")->items.empty());
}

TEST_F(Collection, ACellIsAskedAboutAndAnswered) {
    save(clerk_, 0);
    step(clerk_, "submit", 1);
    const Reply asked = office_.post(
        std::string(kSheet) + "/steps",
        R"({"step":"ask","expected_version":2,"field":"htfirms","reason":"含分公司？"})", leader_);
    ASSERT_EQ(asked.status, 200) << asked.body;
    const JsonValue desk = read("/api/v1/desk", "/api/v1/desk", clerk_).json();
    ASSERT_EQ(desk.find("questions")->items.size(), 1U);
    const Reply answered = office_.post(
        std::string(kSheet) + "/steps",
        R"({"step":"answer","expected_version":3,"question":3,"reason":"不含"})", clerk_);
    EXPECT_EQ(answered.json().find("questions")->items[0].find("answer")->text, "不含");
}

}  // namespace
}  // namespace kc::test

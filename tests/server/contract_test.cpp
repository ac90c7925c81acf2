// SPDX-License-Identifier: Apache-2.0
// The contract and the server against each other: every documented operation is served and answers
// as its schema says; every served route is documented.
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using server::JsonValue;

class Contract : public testing::Test {
protected:
    static void SetUpTestSuite() {
        office_ = std::make_unique<RunningOffice>();
        contract_ = office_->get("/api/openapi.json").json();
        office_->set_up();
    }
    static void TearDownTestSuite() { office_.reset(); }

    static std::string fault(const std::string& method, const std::string& path,
                             const Reply& reply) {
        return reply_misfit(contract_, method, path, reply);
    }

    static inline std::unique_ptr<RunningOffice> office_;
    static inline JsonValue contract_;
};

std::string documented_form(std::string_view pattern) {
    std::string path(pattern);
    constexpr std::string_view kTyped = ":int";
    for (std::size_t at = path.find(kTyped); at != std::string::npos; at = path.find(kTyped))
        path.erase(at, kTyped.size());
    return path;
}

TEST_F(Contract, EveryServedRouteIsDocumentedAndEveryDocumentedOneIsServed) {
    std::set<std::string> served;
    for (const server::Route& route : office_->site().router().routes()) {
        std::string method(server::to_string(route.method));
        for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
        served.insert(method + " " + documented_form(route.pattern));
    }
    std::set<std::string> documented;
    for (const auto& [path, item] : contract_.find("paths")->members) {
        for (const auto& [method, what] : item.members) {
            if (method != "parameters") documented.insert(method + " " + path);
        }
    }
    EXPECT_EQ(served, documented);
}

TEST_F(Contract, AnswersToReadersAreAsDocumented) {
    const std::vector<std::pair<std::string, std::string>> reads = {
        {"/api/v1/health", "/api/v1/health"},
        {"/healthz", "/healthz"},
        {"/readyz", "/readyz"},
        {"/api/v1/notices", "/api/v1/notices"},
        {"/api/v1/setup", "/api/v1/setup"},
        {"/api/v1/session", "/api/v1/session"},
        {"/api/v1/plan", "/api/v1/plan"},
        {"/api/v1/targets", "/api/v1/targets?limit=3"},
        {"/api/v1/targets/{code}", "/api/v1/targets/xc2024.htfirms"},
        {"/api/v1/targets/{code}/derivation", "/api/v1/targets/xc2024.htfirms/derivation"},
        {"/api/v1/targets/{code}/facts", "/api/v1/targets/xc2024.htfirms/facts"},
        {"/api/v1/targets/{code}/counties", "/api/v1/targets/xc2024.htfirms/counties"},
        {"/api/v1/tasks", "/api/v1/tasks"},
        {"/api/v1/tasks/{code}", "/api/v1/tasks/xc2024.task.party"},
        {"/api/v1/indicators", "/api/v1/indicators?used=true"},
        {"/api/v1/indicators/{code}/slice",
         "/api/v1/indicators/cn.htfirm.valid_count/slice?children=true&period=2024-06"},
        {"/api/v1/units", "/api/v1/units"},
        {"/api/v1/documents", "/api/v1/documents"},
        {"/api/v1/facts", "/api/v1/facts"},
        {"/api/v1/policies", "/api/v1/policies"},
        {"/api/v1/policies/{code}", "/api/v1/policies/cn.high-tech?on=2012-01-01"},
        {"/api/v1/policies/{code}", "/api/v1/policies/cn.tech-sme"},
    };
    const auto business = office_->sign_in("business");
    office_->post("/api/v1/facts",
                  R"({"indicator":"cn.htfirm.valid_count","unit":"341800",)"
                  R"("period":"2024-06","value":"790"})",
                  business);
    for (const auto& [path, target] : reads) {
        const Reply reply = office_->get(target);
        EXPECT_EQ(reply.status, 200) << target;
        EXPECT_EQ(fault("get", path, reply), "") << target;
    }
}

TEST_F(Contract, PoliciesAnswerAsDocumented) {
    const Reply all = office_->post("/api/v1/policies/check",
                                    R"({"职工总数": 100, "科技人员数": 10, "研发费用": "4万元"})");
    EXPECT_EQ(all.status, 200);
    EXPECT_EQ(fault("post", "/api/v1/policies/check", all), "");
    EXPECT_GT(all.json().find("answers")->items.size(), 5U);
    const Reply wrong = office_->post("/api/v1/policies/check", "[1, 2");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(fault("post", "/api/v1/policies/check", wrong), "");

    const Reply kept = office_->post("/api/v1/policies/cn.tech-sme/tables",
                                     "名称,职工总数,销售收入\n甲,500,2亿元\n乙,501,1亿元\n",
                                     {{"Content-Type", "text/csv"}});
    EXPECT_EQ(kept.status, 201);
    EXPECT_EQ(fault("post", "/api/v1/policies/{code}/tables", kept), "");
    const std::string table = kept.json().find("table")->text;
    const Reply trial = office_->post("/api/v1/policy-tables/" + table + "/trials",
                                      R"({"set": {"职工上限": "600"}})");
    EXPECT_EQ(trial.status, 200);
    EXPECT_EQ(fault("post", "/api/v1/policy-tables/{table}/trials", trial), "");
    // The firm with 501 staff was refused and is not any longer.
    EXPECT_EQ(trial.json().find("before")->find("no")->text, "1");
    EXPECT_EQ(trial.json().find("after")->find("no")->text, "0");
    EXPECT_EQ(office_->post("/api/v1/policy-tables/none/trials", R"({"set": {}})").status, 404);
}

TEST_F(Contract, ErrorsAreProblemDocumentsInTheReadersLanguage) {
    const Reply zh = office_->get("/api/v1/targets/none", {{"Accept-Language", "zh-CN,en;q=0.5"}});
    const Reply en = office_->get("/api/v1/targets/none", {{"Accept-Language", "en-GB,zh;q=0.5"}});
    EXPECT_EQ(zh.status, 404);
    EXPECT_EQ(fault("get", "/api/v1/targets/{code}", zh), "");
    EXPECT_EQ(zh.json().find("detail")->text, "没有这个目标");
    EXPECT_EQ(en.json().find("detail")->text, "there is no such target");
    EXPECT_EQ(en.json().find("zh")->find("detail")->text, "没有这个目标");
}

TEST_F(Contract, ProtectedReadsAreRefusedWithoutSignInAndDocumented) {
    for (const std::string path :
         {"/api/v1/users", "/api/v1/plans", "/api/v1/audit/head", "/api/v1/audit/verify"}) {
        const Reply reply = office_->get(path);
        EXPECT_EQ(reply.status, 401) << path;
        EXPECT_EQ(fault("get", path, reply), "") << path;
    }
}

TEST_F(Contract, AdministratorsAnswersAreAsDocumented) {
    const auto audit = office_->sign_in("audit");
    for (const std::string path : {"/api/v1/audit/head", "/api/v1/audit/verify", "/api/v1/users"}) {
        const Reply reply = office_->get(path, audit);
        EXPECT_EQ(reply.status, 200) << path;
        EXPECT_EQ(fault("get", path, reply), "") << path;
    }
}

TEST_F(Contract, ListsGoOnWhereTheCursorSays) {
    std::set<std::string> codes;
    std::string cursor;
    for (int page = 0; page < 10; ++page) {
        const JsonValue json =
            office_->get("/api/v1/targets?limit=4" + (cursor.empty() ? "" : "&cursor=" + cursor))
                .json();
        for (const JsonValue& item : json.find("items")->items)
            EXPECT_TRUE(codes.insert(item.find("code")->text).second);
        if (json.find("next_cursor")->type == server::JsonType::null) break;
        cursor = json.find("next_cursor")->text;
    }
    EXPECT_EQ(codes.size(), 9U);
}

TEST_F(Contract, AnUnchangedAnswerIsNotSentAgain) {
    const Reply first = office_->get("/api/v1/tasks");
    const Reply second = office_->get("/api/v1/tasks", {{"If-None-Match", first.header("etag")}});
    EXPECT_EQ(second.status, 304);
    EXPECT_EQ(second.body, "");
}

TEST_F(Contract, HeadAndOptionsAndWrongMethods) {
    EXPECT_EQ(ask(office_->port(), {.method = "HEAD", .path = "/api/v1/health"}).status, 200);
    const Reply options = ask(office_->port(), {.method = "OPTIONS", .path = "/api/v1/facts"});
    EXPECT_EQ(options.header("allow"), "GET, HEAD, POST, OPTIONS");
    const Reply put =
        ask(office_->port(), {.method = "PUT", .path = "/api/v1/facts", .body = "{}"});
    EXPECT_EQ(put.status, 405);
    EXPECT_EQ(put.header("allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(Contract, EveryAnswerCarriesTheSecurityHeaders) {
    for (const std::string path : {"/", "/api/v1/targets", "/api/v1/none"}) {
        const Reply reply = office_->get(path);
        EXPECT_NE(reply.header("content-security-policy").find("default-src 'self'"),
                  std::string::npos);
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
        EXPECT_EQ(reply.header("x-frame-options"), "DENY");
    }
}

}  // namespace
}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// What changes something: who may, how often, and against which version.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/accounts.hpp"
#include "running_office.hpp"

namespace kc::test {
namespace {

const std::string kFact =
    R"({"indicator":"cn.htfirm.valid_count","unit":"341800","period":"2024-06","value":790})";

std::string count_of_facts(RunningOffice& office) {
    return office.get("/api/v1/health").json().find("facts")->text;
}

std::string code_of(const Reply& reply) {
    const auto json = reply.json();
    const auto* code = json.find("code");
    return code == nullptr ? "" : code->text;
}

class Changes : public testing::Test {
protected:
    Changes() { office_.set_up(); }
    RunningOffice office_;
};

TEST_F(Changes, ARepeatedRequestIsAnsweredAgainAndDoneOnce) {
    auto headers = office_.sign_in("business");
    headers["Idempotency-Key"] = "the-same-key";
    const Reply first = office_.post("/api/v1/facts", kFact, headers);
    const Reply second = office_.post("/api/v1/facts", kFact, headers);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(count_of_facts(office_), "1");
}

TEST_F(Changes, AKeyForAnotherRequestIsRefused) {
    auto headers = office_.sign_in("business");
    headers["Idempotency-Key"] = "the-same-key";
    office_.post("/api/v1/facts", kFact, headers);
    std::string other = kFact;
    other.replace(other.find("790"), 3, "791");
    EXPECT_EQ(office_.post("/api/v1/facts", other, headers).status, 422);
    EXPECT_EQ(count_of_facts(office_), "1");
}

TEST_F(Changes, AMissingKeyIsRefused) {
    auto headers = office_.sign_in("business");
    headers["Idempotency-Key"] = "short";
    EXPECT_EQ(code_of(office_.post("/api/v1/facts", kFact, headers)), "E-idempotency-key");
}

TEST_F(Changes, WithoutTheTokenNothingChanges) {
    auto headers = office_.sign_in("business");
    headers["X-CSRF-Token"] = std::string(64, '0');
    EXPECT_EQ(code_of(office_.post("/api/v1/facts", kFact, headers)), "E-csrf");
    headers.erase("X-CSRF-Token");
    EXPECT_EQ(code_of(office_.post("/api/v1/facts", kFact, headers)), "E-csrf");
    EXPECT_EQ(count_of_facts(office_), "0");
}

TEST_F(Changes, ARequestFromAnotherSiteIsRefused) {
    auto headers = office_.sign_in("business");
    headers["Sec-Fetch-Site"] = "cross-site";
    EXPECT_EQ(code_of(office_.post("/api/v1/facts", kFact, headers)), "E-cross-site");
}

TEST_F(Changes, AnAdministratorOfTheSystemMayNotRecordFigures) {
    const Reply reply = office_.post("/api/v1/facts", kFact, office_.sign_in("system"));
    EXPECT_EQ(reply.status, 403);
    EXPECT_EQ(code_of(reply), "E-forbidden");
}

TEST_F(Changes, AFigureChangesTheLampAtOnce) {
    // More than the days of grace go by, and this is not about second factors.
    RunningOffice office({}, {.of = access::FactorDuty::nobody});
    office.set_up();
    const auto status = [&] {
        return office.get("/api/v1/targets/xc2024.htfirms")
            .json()
            .find("target")
            ->find("status")
            ->text;
    };
    EXPECT_EQ(status(), "unknown");
    std::string enough = kFact;
    enough.replace(enough.find("2024-06"), 7, "2024-12");
    enough.replace(enough.find("790"), 3, "851");
    office.pass(200LL * 86'400);
    EXPECT_EQ(office.post("/api/v1/facts", enough, office.sign_in("business")).status, 201);
    EXPECT_EQ(status(), "achieved");
}

TEST_F(Changes, OneBadRowOfAFileLosesNothing) {
    auto headers = office_.sign_in("business");
    headers["Content-Type"] = "text/csv";
    const std::string csv =
        "指标,单位,时期,数值\n高新技术企业数,宣州区,2024-06,200\n"
        "cn.htfirm.valid_count,341822,2024-06,many\ncn.htfirm.valid_count,341821,2024-06,90\n";
    const auto report = office_.post("/api/v1/imports", csv, headers).json();
    EXPECT_EQ(report.find("rows_recorded")->text, "2");
    EXPECT_EQ(report.find("rows_bad")->text, "1");
    EXPECT_EQ(report.find("rejected_csv")->text,
              "指标,单位,时期,数值\r\ncn.htfirm.valid_count,341822,2024-06,many\r\n");
    EXPECT_EQ(count_of_facts(office_), "2");
}

TEST_F(Changes, ADryRunRecordsNothing) {
    auto headers = office_.sign_in("business");
    headers["Content-Type"] = "text/csv";
    const std::string csv = "indicator,unit,period,value\ncn.htfirm.valid_count,341800,2024,1\n";
    EXPECT_EQ(office_.post("/api/v1/imports?dry_run=true", csv, headers).status, 200);
    EXPECT_EQ(count_of_facts(office_), "0");
}

TEST_F(Changes, AChangeOnAnOldVersionIsRefused) {
    office_.post("/api/v1/users", R"({"name":"li","password":"an unlikely phrase"})",
                 office_.sign_in("system"));
    auto headers = office_.sign_in("security");
    headers["If-Match"] = "\"1\"";
    const auto grant = [&](const std::string& role) {
        return ask(office_.port(), {.method = "PATCH",
                                    .path = "/api/v1/users/li",
                                    .body = R"({"role":")" + role + "\"}",
                                    .headers = headers})
            .status;
    };
    EXPECT_EQ(grant("clerk"), 200);
    EXPECT_EQ(grant("viewer"), 412);
    headers.erase("If-Match");
    EXPECT_EQ(grant("viewer"), 428);
}

TEST_F(Changes, NobodyCanGiveAnAdministratorsRole) {
    office_.post("/api/v1/users", R"({"name":"li","password":"an unlikely phrase"})",
                 office_.sign_in("system"));
    auto headers = office_.sign_in("security");
    headers["If-Match"] = "\"1\"";
    const Reply reply = ask(office_.port(), {.method = "PATCH",
                                             .path = "/api/v1/users/li",
                                             .body = R"({"role":"audit_administrator"})",
                                             .headers = headers});
    EXPECT_EQ(reply.status, 403);
}

TEST_F(Changes, FiveWrongPasswordsLockAndTimeUnlocks) {
    const std::string wrong = R"({"name":"business","password":"not this one"})";
    for (std::int64_t i = 0; i < access::kFailuresMax; ++i)
        EXPECT_EQ(office_.post("/api/v1/session", wrong).status, 401);
    const Reply locked = office_.post("/api/v1/session", wrong);
    EXPECT_EQ(locked.status, 429);
    EXPECT_NE(locked.header("retry-after"), "");
    office_.pass(access::kLockSeconds + 1);
    EXPECT_FALSE(office_.sign_in("business").empty());
}

TEST_F(Changes, AnIdleSessionEnds) {
    const auto headers = office_.sign_in("audit");
    office_.pass(access::Sessions::kIdleSeconds - 1);
    EXPECT_EQ(office_.get("/api/v1/audit/head", headers).status, 200);
    office_.pass(access::Sessions::kIdleSeconds);
    EXPECT_EQ(office_.get("/api/v1/audit/head", headers).status, 401);
}

TEST_F(Changes, TheFirstRunHappensOnce) {
    const Reply reply = office_.post(
        "/api/v1/setup",
        R"({"administrators":[{"role":"system_administrator","name":"a","password":"aaaaaaaaab1"},)"
        R"({"role":"security_administrator","name":"b","password":"aaaaaaaaab2"},)"
        R"({"role":"audit_administrator","name":"c","password":"aaaaaaaaab3"},)"
        R"({"role":"business_administrator","name":"d","password":"aaaaaaaaab4"}]})");
    EXPECT_EQ(reply.status, 409);
}

}  // namespace
}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// What is answered to changes, held against the contract; reads are in contract_test.cpp.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/accounts.hpp"
#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using server::JsonValue;

const std::string kFact =
    R"({"indicator":"cn.htfirm.valid_count","unit":"341800","period":"2024-06","value":790})";

class Answers : public testing::Test {
protected:
    Answers() : contract_(office_.get("/api/openapi.json").json()) {}

    // The reply, after it has been held against the contract.
    Reply held(const std::string& method, const std::string& path, Reply reply) {
        EXPECT_EQ(reply_misfit(contract_, method, path, reply), "") << reply.body;
        return reply;
    }

    Reply put_password(const std::map<std::string, std::string>& headers, const std::string& old,
                       const std::string& fresh) {
        return held(
            "put", "/api/v1/session/password",
            ask(office_.port(),
                {.method = "PUT",
                 .path = "/api/v1/session/password",
                 .body = fmt::format(R"({{"password":"{}","new_password":"{}"}})", old, fresh),
                 .headers = headers}));
    }

    // As RunningOffice::set_up makes it.
    static std::string password_of(access::Role role) {
        return fmt::format("{}{:d}", kPassword, static_cast<int>(role));
    }

    RunningOffice office_;
    JsonValue contract_;
};

TEST_F(Answers, OfTheFirstRun) {
    const Reply refused = office_.post("/api/v1/setup", R"({"administrators":[]})");
    EXPECT_EQ(held("post", "/api/v1/setup", refused).status, 422);
    std::string body = R"({"administrators":[)";
    for (const access::Role role : access::kAdministrators)
        body += fmt::format(R"({}{{"role":"{}","name":"n{:d}","password":"a phrase of its {:d}"}})",
                            body.back() == '[' ? "" : ",", access::to_string(role),
                            static_cast<int>(role), static_cast<int>(role));
    EXPECT_EQ(held("post", "/api/v1/setup", office_.post("/api/v1/setup", body + "]}")).status,
              201);
}

TEST_F(Answers, OfFiguresAndFiles) {
    office_.set_up();
    auto headers = office_.sign_in("business");
    EXPECT_EQ(held("post", "/api/v1/facts", office_.post("/api/v1/facts", kFact, headers)).status,
              201);
    const Reply refused =
        held("post", "/api/v1/facts", office_.post("/api/v1/facts", R"({"unit":"?"})", headers));
    EXPECT_EQ(refused.status, 422);
    headers["Content-Type"] = "text/csv";
    const std::string csv =
        "指标,单位,时期,数值\n高新技术企业数,宣州区,2024-06,200\n"
        "高新技术企业数,郎溪县,2024-06,many\n";
    for (const std::string query : {"?dry_run=true", "?atomic=all", "?atomic=none"}) {
        const Reply reply =
            held("post", "/api/v1/imports", office_.post("/api/v1/imports" + query, csv, headers));
        EXPECT_EQ(reply.status, query == "?atomic=none" ? 201 : 200) << query;
        if (reply.status != 201) continue;
        const std::string id = reply.json().find("id")->text;
        held("get", "/api/v1/imports/{id}", office_.get("/api/v1/imports/" + id, headers));
    }
}

TEST_F(Answers, OfAccounts) {
    office_.set_up();
    const Reply made = office_.post("/api/v1/users", R"({"name":"li","password":"a long phrase"})",
                                    office_.sign_in("system"));
    EXPECT_EQ(held("post", "/api/v1/users", made).status, 201);
    auto headers = office_.sign_in("security");
    headers["If-Match"] = made.header("etag");
    const Reply granted = ask(office_.port(), {.method = "PATCH",
                                               .path = "/api/v1/users/li",
                                               .body = R"({"role":"clerk"})",
                                               .headers = headers});
    EXPECT_EQ(held("patch", "/api/v1/users/{name}", granted).status, 200);
    held("get", "/api/v1/users/{name}", office_.get("/api/v1/users/li", headers));
}

TEST_F(Answers, OfSigningInAndOut) {
    office_.set_up();
    held("post", "/api/v1/session",
         office_.post("/api/v1/session", R"({"name":"nobody","password":"x"})"));
    const auto headers = office_.sign_in("audit");
    held("get", "/api/v1/session", office_.get("/api/v1/session", headers));
    const Reply out =
        ask(office_.port(), {.method = "DELETE", .path = "/api/v1/session", .headers = headers});
    EXPECT_EQ(held("delete", "/api/v1/session", out).status, 204);
    EXPECT_EQ(office_.get("/api/v1/users", headers).status, 401);
}

TEST_F(Answers, ANewPasswordReplacesTheOldOneAndEndsOtherSessions) {
    office_.set_up();
    const std::string old = password_of(access::Role::audit_administrator);
    const auto elsewhere = office_.sign_in("audit");
    const auto here = office_.sign_in("audit");
    const Reply changed = put_password(here, old, "an even longer phrase");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(office_.get("/api/v1/audit/head", elsewhere).status, 401);
    const std::string cookie = changed.header("set-cookie");
    EXPECT_EQ(
        office_.get("/api/v1/audit/head", {{"Cookie", cookie.substr(0, cookie.find(';'))}}).status,
        200);
    const auto sign_in = [&](const std::string& password) {
        return office_
            .post("/api/v1/session", fmt::format(R"({{"name":"audit","password":"{}"}})", password))
            .status;
    };
    EXPECT_EQ(sign_in(old), 401);
    EXPECT_EQ(sign_in("an even longer phrase"), 200);
}

TEST_F(Answers, GuessesAtThePresentPasswordLockTheAccount) {
    office_.set_up();
    const auto headers = office_.sign_in("audit");
    for (std::int64_t i = 0; i < access::kFailuresMax; ++i) {
        const Reply reply = put_password(headers, "not this one", "an even longer phrase");
        EXPECT_EQ(reply.status, 422);
        EXPECT_EQ(reply.json().find("errors")->items.at(0).find("pointer")->text, "/password");
    }
    EXPECT_EQ(put_password(headers, password_of(access::Role::audit_administrator),
                           "an even longer phrase")
                  .status,
              429);
}

TEST_F(Answers, AWeakNewPasswordIsRefused) {
    office_.set_up();
    const Reply reply = put_password(office_.sign_in("audit"),
                                     password_of(access::Role::audit_administrator), "short");
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(reply.json().find("errors")->items.at(0).find("pointer")->text, "/new_password");
}

TEST_F(Answers, NobodyChangesAPasswordWithoutASession) {
    office_.set_up();
    EXPECT_EQ(put_password({}, "x", "an even longer phrase").status, 401);
}

}  // namespace
}  // namespace kc::test

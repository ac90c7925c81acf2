// SPDX-License-Identifier: Apache-2.0
// Signing in with a second factor, from outside.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/base32.hpp"
#include "access/totp.hpp"
#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;

class SecondFactor : public testing::Test {
protected:
    SecondFactor() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        business_ = office_.sign_in("business");
    }

    Reply change(const std::string& method, const std::string& body,
                 const std::string& path = "/api/v1/session/second-factor") {
        Headers headers = business_;
        headers["Content-Type"] = "application/json";
        return ask(office_.port(),
                   {.method = method, .path = path, .body = body, .headers = headers});
    }

    // Four is the number of the role, which makes the administrators' passwords differ.
    static std::string password() { return kPassword + "4"; }

    std::string code() {
        return access::totp_code(key_, access::totp_step(office_.site().options().clock()));
    }

    std::vector<std::string> set() {
        const Reply begun = change("POST", fmt::format(R"({{"password":"{}"}})", password()));
        EXPECT_EQ(begun.status, 201) << begun.body;
        EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/session/second-factor", begun), "");
        key_ = access::from_base32(begun.json().find("key")->text).value_or("");
        const Reply confirmed = change("PUT", fmt::format(R"({{"code":"{}"}})", code()));
        EXPECT_EQ(confirmed.status, 200) << confirmed.body;
        EXPECT_EQ(reply_misfit(contract_, "put", "/api/v1/session/second-factor", confirmed), "");
        std::vector<std::string> codes;
        const auto answer = confirmed.json();
        for (const auto& one : answer.find("recovery_codes")->items) codes.push_back(one.text);
        office_.pass(30);
        return codes;
    }

    Reply sign_in(const std::string& with_code, const std::string& with_password = password()) {
        return office_.post(
            "/api/v1/session",
            fmt::format(R"({{"name":"business","password":"{}"{}}})", with_password,
                        with_code.empty() ? "" : fmt::format(R"(,"code":"{}")", with_code)));
    }
    static std::string code_of(const Reply& reply) { return reply.json().find("code")->text; }

    RunningOffice office_;
    server::JsonValue contract_;
    Headers business_;
    std::string key_;
};

TEST_F(SecondFactor, IsAskedForOnceItWasConfirmed) {
    EXPECT_EQ(change("POST", fmt::format(R"({{"password":"{}"}})", password())).status, 201);
    EXPECT_EQ(sign_in("").status, 200);  // begun, not confirmed
    set();
    const Reply without = sign_in("");
    EXPECT_EQ(without.status, 401);
    EXPECT_EQ(code_of(without), "E-second-factor");
    EXPECT_EQ(without.header("set-cookie"), "");
    EXPECT_EQ(sign_in(code()).status, 200);
}

TEST_F(SecondFactor, ACodeIsGoodOnceAndOfNoUseWithoutThePassword) {
    set();
    EXPECT_EQ(sign_in(code(), "wrong password altogether").status, 401);
    EXPECT_EQ(sign_in(code()).status, 200);
    EXPECT_EQ(sign_in(code()).status, 401);
    office_.pass(30);
    EXPECT_EQ(sign_in(code()).status, 200);
    office_.pass(120);
    const std::string old = code();
    office_.pass(61);
    EXPECT_EQ(sign_in(old).status, 401);
}

TEST_F(SecondFactor, GuessesLockTheAccount) {
    set();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in("AAAA-AAAA-AAAA-AAAA").status, 401);
    EXPECT_EQ(sign_in(code()).status, 429);
    office_.pass(15 * 60 + 1);
    EXPECT_EQ(sign_in(code()).status, 200);
}

TEST_F(SecondFactor, ARecoveryCodeIsGoodOnce) {
    const auto codes = set();
    ASSERT_EQ(codes.size(), 10U);
    EXPECT_EQ(sign_in(codes[3]).status, 200);
    EXPECT_EQ(sign_in(codes[3]).status, 401);
    EXPECT_EQ(sign_in(codes[4]).status, 200);
}

TEST_F(SecondFactor, IsBegunWithThePasswordAndRemovedWithACode) {
    EXPECT_EQ(change("POST", R"({"password":"not the password"})").status, 422);
    set();
    EXPECT_EQ(change("POST", fmt::format(R"({{"password":"{}"}})", password())).status, 409);
    EXPECT_EQ(change("DELETE", R"({"code":"000"})").status, 422);
    EXPECT_EQ(change("DELETE", fmt::format(R"({{"code":"{}"}})", code())).status, 204);
    EXPECT_EQ(sign_in("").status, 200);
}

TEST_F(SecondFactor, OfSomebodyElseIsRemovedByTwoAdministrators) {
    set();
    const std::string path = "/api/v1/users/business/resets";
    const std::string body = R"({"what":"second_factor","reason":"手机遗失"})";
    EXPECT_EQ(office_.post(path, body, business_).status, 403);
    const Headers security = office_.sign_in("security");
    const Reply asked = office_.post(path, body, security);
    ASSERT_EQ(asked.status, 201) << asked.body;
    EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/users/{name}/resets", asked), "");
    EXPECT_EQ(asked.json().find("state")->text, "waiting");
    EXPECT_EQ(code_of(sign_in("")), "E-second-factor");
    const std::string confirmation =
        fmt::format("/api/v1/resets/{}/confirmation", asked.json().find("number")->text);
    EXPECT_EQ(office_.post(confirmation, "", security).status, 403);   // the first person
    EXPECT_EQ(office_.post(confirmation, "", business_).status, 403);  // one's own
    const Headers system = office_.sign_in("system");
    const Reply confirmed = office_.post(confirmation, "", system);
    EXPECT_EQ(confirmed.status, 200) << confirmed.body;
    EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/resets/{number}/confirmation", confirmed),
              "");
    EXPECT_EQ(office_.post(confirmation, "", system).status, 409);
    EXPECT_EQ(sign_in("").status, 200);
    EXPECT_EQ(change("PUT", "{}").status, 401);  // signed out everywhere
}

}  // namespace
}  // namespace kc::test

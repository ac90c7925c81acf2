// SPDX-License-Identifier: Apache-2.0
// Administration from outside: accounts, resets by two people, sessions, loans, the journal; and
// what has to be done before anything else.
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/base32.hpp"
#include "access/totp.hpp"
#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr std::int64_t kDay = 24 * 60 * 60;
const std::string kCounty = R"("units":["341802"])";

std::string code_of(const Reply& reply) {
    if (reply.body.empty() || reply.body.front() != '{') return {};
    const auto json = reply.json();
    const auto* code = json.find("code");
    return code == nullptr ? "" : code->text;
}

class Administration : public testing::Test {
protected:
    Administration() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        for (const char* name : {"system", "security", "audit", "business"})
            admins_[name] = office_.sign_in(name);
    }

    Reply get(const std::string& path, const std::string& documented, const Headers& who) {
        Reply reply = office_.get(path, who);
        EXPECT_EQ(reply_misfit(contract_, "get", documented, reply), "") << path;
        return reply;
    }

    Reply post(const std::string& path, const std::string& documented, const std::string& body,
               const Headers& who) {
        Reply reply = office_.post(path, body, who);
        EXPECT_EQ(reply_misfit(contract_, "post", documented, reply), "") << path;
        return reply;
    }

    Reply send(const char* method, const std::string& path, const Headers& who,
               const std::string& body = "") {
        Headers headers = who;
        headers["Content-Type"] = "application/json";
        return ask(office_.port(),
                   {.method = method, .path = path, .body = body, .headers = headers});
    }

    Reply sign_in(const std::string& name, const std::string& password) {
        return office_.post("/api/v1/session",
                            fmt::format(R"({{"name":"{}","password":"{}"}})", name, password));
    }

    static Headers session_in(const Reply& reply) {
        const std::string cookie = reply.header("set-cookie");
        return {{"Cookie", cookie.substr(0, cookie.find(';'))},
                {"X-CSRF-Token", reply.json().find("csrf_token")->text}};
    }

    std::set<std::string> names(const std::string& query, const char* who = "security") {
        const Reply reply = get("/api/v1/users" + query, "/api/v1/users", admins_[who]);
        EXPECT_EQ(reply.status, 200) << reply.body;
        std::set<std::string> found;
        const JsonValue json = reply.json();
        for (const JsonValue& one : json.find("items")->items) found.insert(one.find("name")->text);
        return found;
    }

    RunningOffice office_;
    JsonValue contract_;
    std::map<std::string, Headers> admins_;
};

using Names = std::set<std::string>;

TEST_F(Administration, UsersAreFoundByNameRoleAndState) {
    office_.person("li.min", "role.county_clerk", kCounty);
    office_.make_account("wang");
    EXPECT_EQ(names("?search=LI.M"), Names{"li.min"});
    EXPECT_EQ(names("?search=%25"), Names{});  // no sign stands for any other
    EXPECT_EQ(names("?role=role.county_clerk"), Names{"li.min"});
    EXPECT_EQ(names("?role=role.audit_administrator"), Names{"audit"});
    EXPECT_EQ(names("?role=none"), Names{"wang"});
    Headers system = admins_["system"];
    system["If-Match"] = "\"1\"";
    EXPECT_EQ(send("PATCH", "/api/v1/users/wang", system, R"({"open":false})").status, 200);
    EXPECT_EQ(names("?open=false"), Names{"wang"});
    EXPECT_EQ(names("?open=true&search=wang"), Names{});
    EXPECT_EQ(office_.get("/api/v1/users?open=maybe", admins_["system"]).status, 400);
}

TEST_F(Administration, GrantsOfUsersAreShownToThoseWhoMaySeeRoles) {
    office_.person("li", "role.county_clerk", kCounty);
    const auto grants = [&](const char* who) {
        const JsonValue json = get("/api/v1/users/li", "/api/v1/users/{name}", admins_[who]).json();
        return *json.find("grants");
    };
    ASSERT_EQ(grants("security").items.size(), 1U);
    EXPECT_EQ(grants("security").items.at(0).find("role")->text, "role.county_clerk");
    EXPECT_EQ(grants("system").type, JsonType::null);
}

TEST_F(Administration, AnAccountMadeWithoutAPasswordMustBeGivenOneFirst) {
    const Reply made =
        post("/api/v1/users", "/api/v1/users", R"({"name":"sun"})", admins_["system"]);
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string password = made.json().find("temporary_password")->text;
    const Reply in = sign_in("sun", password);
    ASSERT_EQ(in.status, 200) << in.body;
    EXPECT_EQ(in.json().find("must")->text, "password");
    EXPECT_TRUE(in.json().find("may")->items.empty());
    const Headers sun = session_in(in);
    EXPECT_EQ(code_of(office_.get("/api/v1/session/standing", sun)), "E-must-set-password");
    // Whoever knows it besides must not set the second factor.
    EXPECT_EQ(code_of(office_.post("/api/v1/session/second-factor",
                                   fmt::format(R"({{"password":"{}"}})", password), sun)),
              "E-must-set-password");
    const auto change = [&](const std::string& to) {
        return send("PUT", "/api/v1/session/password", sun,
                    fmt::format(R"({{"password":"{}","new_password":"{}"}})", password, to));
    };
    EXPECT_EQ(change(password).status, 422);
    const Reply changed = change("willow harbour 12 dusk");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.json().find("must")->type, JsonType::null);
    EXPECT_EQ(office_.get("/api/v1/session/standing", session_in(changed)).status, 200);
}

TEST_F(Administration, ATemporaryPasswordEnds) {
    const std::string password =
        office_.post("/api/v1/users", R"({"name":"sun"})", admins_["system"])
            .json()
            .find("temporary_password")
            ->text;
    office_.pass(3 * kDay);
    const Reply late = sign_in("sun", password);
    EXPECT_EQ(late.status, 401);
    EXPECT_EQ(code_of(late), "E-temporary-password-over");
    EXPECT_EQ(code_of(sign_in("sun", "not the password")), "E-credentials");
}

// ---- resets --------------------------------------------------------------------------------

TEST_F(Administration, AnOrdinaryPasswordIsSetAnewByOne) {
    office_.make_account("sun");
    const Headers old = office_.session_of("sun");
    const Reply done = post("/api/v1/users/sun/resets", "/api/v1/users/{name}/resets",
                            R"({"what":"password"})", admins_["system"]);
    ASSERT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(done.json().find("state")->text, "done");
    EXPECT_EQ(done.json().find("secret")->find("part")->text, "whole");
    EXPECT_EQ(office_.get("/api/v1/session/standing", old).status, 401);
    const std::string password = done.json().find("secret")->find("text")->text;
    EXPECT_EQ(sign_in("sun", password).json().find("must")->text, "password");
    // Told once: neither the list nor the journal knows it.
    const Reply list = get("/api/v1/resets", "/api/v1/resets", admins_["business"]);
    EXPECT_EQ(list.body.find(password), std::string::npos);
}

TEST_F(Administration, AnAdministratorsPasswordIsSetAnewByTwoWhoKnowOneHalfEach) {
    const Reply asked = post("/api/v1/users/business/resets", "/api/v1/users/{name}/resets",
                             R"({"what":"password","reason":"忘记"})", admins_["system"]);
    ASSERT_EQ(asked.status, 201) << asked.body;
    EXPECT_EQ(asked.json().find("state")->text, "waiting");
    EXPECT_EQ(code_of(office_.post("/api/v1/users/business/resets", R"({"what":"password"})",
                                   admins_["security"])),
              "E-reset-waiting");
    const std::string first = asked.json().find("secret")->find("text")->text;
    EXPECT_EQ(sign_in("business", kPassword + "4").status, 200);  // the old one still
    const std::string path =
        fmt::format("/api/v1/resets/{}/confirmation", asked.json().find("number")->text);
    const char* documented = "/api/v1/resets/{number}/confirmation";
    EXPECT_EQ(post(path, documented, "", admins_["system"]).status, 403);
    EXPECT_EQ(post(path, documented, "", admins_["business"]).status, 403);
    const Reply confirmed = post(path, documented, "", admins_["security"]);
    ASSERT_EQ(confirmed.status, 200) << confirmed.body;
    const std::string second = confirmed.json().find("secret")->find("text")->text;
    EXPECT_EQ(sign_in("business", kPassword + "4").status, 401);
    EXPECT_EQ(sign_in("business", first).status, 401);
    EXPECT_EQ(sign_in("business", second).status, 401);
    const Reply in = sign_in("business", first + "-" + second);
    ASSERT_EQ(in.status, 200) << in.body;
    EXPECT_EQ(in.json().find("must")->text, "password");
}

TEST_F(Administration, ARoleThatSeesSecretsNeedsTwoAsWell) {
    office_.person("leader", "role.county_leader", kCounty);
    const auto state = [&](const char* account) {
        return office_
            .post(fmt::format("/api/v1/users/{}/resets", account), R"({"what":"password"})",
                  admins_["security"])
            .json()
            .find("state")
            ->text;
    };
    EXPECT_EQ(state("leader"), "waiting");
    office_.person("head", "role.section_clerk", R"("sections":["xc2024.bureau.party"])");
    EXPECT_EQ(state("head"), "done");
}

TEST_F(Administration, AResetEndsUnconfirmedAfterAWeekOrWhenWithdrawn) {
    const auto ask_for = [&](const char* account) {
        return office_
            .post(fmt::format("/api/v1/users/{}/resets", account), R"({"what":"second_factor"})",
                  office_.sign_in("security"))
            .json()
            .find("number")
            ->text;
    };
    const std::string one = ask_for("audit");
    EXPECT_EQ(send("DELETE", "/api/v1/resets/" + one, admins_["business"]).status, 200);
    const auto confirm = [&](const std::string& number) {
        return code_of(office_.post(fmt::format("/api/v1/resets/{}/confirmation", number), "",
                                    office_.sign_in("system")));
    };
    EXPECT_EQ(confirm(one), "E-reset-settled");
    const std::string other = ask_for("audit");
    office_.pass(7 * kDay);
    EXPECT_EQ(confirm(other), "E-reset-settled");
    EXPECT_EQ(confirm("999"), "E-no-reset");
    EXPECT_EQ(code_of(office_.post("/api/v1/users/security/resets", R"({"what":"password"})",
                                   office_.sign_in("security"))),
              "E-forbidden");
}

// ---- sessions, loans, journal --------------------------------------------------------------

TEST_F(Administration, SessionsAreSeenAndEnded) {
    office_.make_account("sun");
    const Headers one = office_.session_of("sun");
    const Headers two = office_.session_of("sun");
    const JsonValue list =
        get("/api/v1/users/sun/sessions", "/api/v1/users/{name}/sessions", admins_["audit"]).json();
    ASSERT_EQ(list.find("items")->items.size(), 2U);
    EXPECT_EQ(list.find("items")->items[0].find("own")->text, "false");
    const std::string number = list.find("items")->items[0].find("number")->text;
    EXPECT_EQ(send("DELETE", "/api/v1/users/sun/sessions/" + number, admins_["audit"]).status, 403);
    EXPECT_EQ(send("DELETE", "/api/v1/users/wang/sessions/" + number, admins_["system"]).status,
              404);
    EXPECT_EQ(send("DELETE", "/api/v1/users/sun/sessions/" + number, admins_["system"]).status,
              204);
    EXPECT_EQ(office_.get("/api/v1/session/sessions", one).status, 401);
    const JsonValue own = get("/api/v1/session/sessions", "/api/v1/session/sessions", two).json();
    ASSERT_EQ(own.find("items")->items.size(), 1U);
    EXPECT_EQ(own.find("items")->items[0].find("own")->text, "true");
    EXPECT_EQ(send("DELETE", "/api/v1/users/sun/sessions", admins_["security"]).status, 204);
    EXPECT_EQ(office_.get("/api/v1/session/sessions", two).status, 401);
}

TEST_F(Administration, NobodyEndsASessionOfSomebodyElse) {
    office_.make_account("sun");
    office_.make_account("wang");
    const Headers sun = office_.session_of("sun");
    const Headers wang = office_.session_of("wang");
    const std::string number = office_.get("/api/v1/session/sessions", wang)
                                   .json()
                                   .find("items")
                                   ->items.at(0)
                                   .find("number")
                                   ->text;
    EXPECT_EQ(send("DELETE", "/api/v1/session/sessions/" + number, sun).status, 404);
    EXPECT_EQ(office_.get("/api/v1/session/sessions", wang).status, 200);
}

TEST_F(Administration, LoansAreListedAndEndedByTheSecurityAdministrator) {
    const Headers li = office_.person("li", "role.county_clerk", kCounty);
    office_.make_account("sun");
    const std::string grant = office_.get("/api/v1/session/standing", li)
                                  .json()
                                  .find("grants")
                                  ->items.at(0)
                                  .find("number")
                                  ->text;
    const Reply lent = office_.post(
        "/api/v1/session/delegations",
        fmt::format(R"({{"delegate":"sun","grant":{},"to":"2024-08-01"}})", grant), li);
    ASSERT_EQ(lent.status, 201) << lent.body;
    const auto live = [&] {
        return get("/api/v1/delegations?state=live", "/api/v1/delegations", admins_["audit"])
            .json()
            .find("items")
            ->items.size();
    };
    EXPECT_EQ(live(), 1U);
    const std::string path = "/api/v1/delegations/" + lent.json().find("number")->text;
    EXPECT_EQ(send("DELETE", path, admins_["audit"]).status, 403);
    const Reply ended = send("DELETE", path, admins_["security"]);
    EXPECT_EQ(ended.status, 200) << ended.body;
    EXPECT_EQ(reply_misfit(contract_, "delete", "/api/v1/delegations/{number}", ended), "");
    EXPECT_EQ(live(), 0U);
    EXPECT_EQ(office_.get("/api/v1/targets", office_.session_of("sun")).status, 403);
}

TEST_F(Administration, GrantsOfEverybodyAreListedWithWhatTheyCanName) {
    office_.person("li", "role.county_clerk", kCounty);
    const JsonValue all =
        get("/api/v1/grants?role=role.county_clerk&state=live", "/api/v1/grants", admins_["audit"])
            .json();
    ASSERT_EQ(all.find("items")->items.size(), 1U);
    EXPECT_EQ(all.find("items")->items[0].find("account")->text, "li");
    const JsonValue scopes =
        get("/api/v1/grants/scopes", "/api/v1/grants/scopes", admins_["security"]).json();
    EXPECT_GE(scopes.find("units")->items.size(), 8U);  // the city and its counties
    EXPECT_GE(scopes.find("sections")->items.size(), 3U);
}

TEST_F(Administration, TheJournalIsSearchedByPersonObjectKindAndDay) {
    const Headers li = office_.person("li", "role.county_clerk", kCounty);
    const Reply firm = office_.post(
        "/api/v1/records/cn.enterprise",
        R"({"fields":{"name":"虚构精密机械有限公司","credit_code":"913418020000010116",)"
        R"("region":"341802","contact_phone":"13812345678"}})",
        li);
    ASSERT_EQ(firm.status, 201) << firm.body;
    const auto kinds = [&](const std::string& query) {
        const Reply reply =
            get("/api/v1/audit/entries" + query, "/api/v1/audit/entries", admins_["audit"]);
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply.body.find("虚构精密"), std::string::npos);  // no values of fields
        EXPECT_EQ(reply.body.find("13812345678"), std::string::npos);
        std::vector<std::string> list;
        const JsonValue json = reply.json();
        for (const JsonValue& one : json.find("items")->items)
            list.push_back(one.find("kind")->text);
        return list;
    };
    using Kinds = std::vector<std::string>;
    EXPECT_EQ(kinds("?kind=record.create"), Kinds{"record.create"});
    const std::string id = firm.json().find("record")->find("id")->text;
    EXPECT_EQ(kinds("?object=cn.enterprise/" + id), Kinds{"record.create"});
    EXPECT_EQ(kinds("?object=cn.enterprise/" + id + "9"), Kinds{});
    // What she did, and what was done to her account.
    const Kinds about_li = kinds("?person=li");
    EXPECT_NE(std::find(about_li.begin(), about_li.end(), "user.create"), about_li.end());
    EXPECT_NE(std::find(about_li.begin(), about_li.end(), "grant.give"), about_li.end());
    EXPECT_NE(std::find(about_li.begin(), about_li.end(), "record.create"), about_li.end());
    EXPECT_EQ(kinds("?person=l"), Kinds{});
    // Also what says only the number of a grant: a head's takes effect by a second person.
    office_.person("head", "role.section_head", R"("sections":["xc2024.bureau.party"])");
    const Kinds about_head = kinds("?person=head");
    EXPECT_NE(std::find(about_head.begin(), about_head.end(), "grant.confirm"), about_head.end());
    EXPECT_EQ(kinds("?from=2024-07-16"), Kinds{});
    EXPECT_EQ(kinds("?to=2024-07-14"), Kinds{});
    EXPECT_EQ(kinds("?kind=record.c&from=2024-07-15&to=2024-07-15"), Kinds{"record.create"});
    EXPECT_EQ(office_.get("/api/v1/audit/entries?from=yesterday", admins_["audit"]).status, 422);
    EXPECT_EQ(office_.get("/api/v1/audit/entries", admins_["security"]).status, 403);
    const JsonValue page = office_.get("/api/v1/audit/entries?limit=2", admins_["audit"]).json();
    EXPECT_EQ(kinds("?limit=200").size(),
              2 + kinds("?limit=200&cursor=" + page.find("next_cursor")->text).size());
}

// ---- what comes first ----------------------------------------------------------------------

// A session without the factor its role demands: every route but a few answers the same.
TEST_F(Administration, WithoutTheFactorThatIsDueNoRouteAnswers) {
    office_.pass(13 * kDay);
    EXPECT_EQ(office_.get("/api/v1/users", office_.sign_in("system")).status, 200);
    office_.pass(kDay + 1);
    const Headers system = office_.sign_in("system");
    const std::set<std::string> open = {"GET /api/openapi.json",
                                        "GET /healthz",
                                        "GET /readyz",
                                        "GET /api/v1/health",
                                        "GET /api/v1/setup",
                                        "GET /api/v1/session",
                                        "POST /api/v1/session",
                                        "DELETE /api/v1/session",
                                        "GET /api/v1/session/second-factor",
                                        "POST /api/v1/session/second-factor",
                                        "PUT /api/v1/session/second-factor",
                                        "POST /api/v1/session/second-factor/proof",
                                        "GET /api/v1/session/providers",
                                        "GET /api/v1/session/providers/{provider}/start",
                                        "GET /api/v1/session/providers/{provider}/return"};
    std::size_t shut = 0;
    for (const server::Route& route : office_.site().router().routes()) {
        const std::string name =
            fmt::format("{} {}", server::to_string(route.method), route.pattern);
        if (name == "DELETE /api/v1/session") continue;  // last, below
        std::string path;
        for (std::size_t i = 0; i < route.pattern.size(); ++i) {
            if (route.pattern[i] != '{') {
                path += route.pattern[i];
                continue;
            }
            const std::size_t end = route.pattern.find('}', i);
            path += route.pattern.substr(i, end - i).ends_with(":int") ? "1" : "x";
            i = end;
        }
        Headers headers = system;
        headers["Idempotency-Key"] = fmt::format("due-{:04d}", ++shut);
        headers["If-Match"] = "\"1\"";
        const Reply reply = send(std::string(server::to_string(route.method)).c_str(), path,
                                 headers, route.body_bytes_max > 0 ? "{}" : "");
        EXPECT_EQ(code_of(reply) == "E-must-set-second-factor", !open.contains(name))
            << name << ": " << reply.status << ' ' << reply.body;
        EXPECT_TRUE(reply.status == 403 || open.contains(name)) << name;
    }
    EXPECT_GT(shut, 100U);
    EXPECT_EQ(send("DELETE", "/api/v1/session", system).status, 204);
}

TEST_F(Administration, AnAnswerThatIsKeptReadyIsNotGivenEither) {
    const std::string path = "/api/v1/targets";
    EXPECT_EQ(office_.get(path, admins_["business"]).status, 200);
    office_.pass(14 * kDay + 1);
    EXPECT_EQ(office_.get(path).status, 200);  // at the machine itself, and kept
    EXPECT_EQ(code_of(office_.get(path, office_.sign_in("business"))), "E-must-set-second-factor");
}

TEST_F(Administration, AfterTheGraceTheFirstSignInLeadsToEnrolment) {
    office_.pass(14 * kDay + 1);
    const Reply in = sign_in("audit", kPassword + "3");
    EXPECT_EQ(in.json().find("must")->text, "second_factor");
    EXPECT_EQ(in.json().find("second_factor")->text, "false");
    const Headers audit = session_in(in);
    EXPECT_EQ(
        code_of(office_.post("/api/v1/session/second-factor/proof", R"({"code":"000000"})", audit)),
        "E-second-factor-none");
    const Reply begun = office_.post("/api/v1/session/second-factor",
                                     fmt::format(R"({{"password":"{}"}})", kPassword + "3"), audit);
    ASSERT_EQ(begun.status, 201) << begun.body;
    EXPECT_EQ(code_of(office_.get("/api/v1/audit/head", audit)), "E-must-set-second-factor");
    const std::string key = access::from_base32(begun.json().find("key")->text).value_or("");
    const std::string code =
        access::totp_code(key, access::totp_step(office_.site().options().clock()));
    EXPECT_EQ(
        send("PUT", "/api/v1/session/second-factor", audit, fmt::format(R"({{"code":"{}"}})", code))
            .status,
        200);
    EXPECT_EQ(office_.get("/api/v1/audit/head", audit).status, 200);
    const JsonValue mine =
        get("/api/v1/session/second-factor", "/api/v1/session/second-factor", audit).json();
    EXPECT_EQ(mine.find("is_set")->text, "true");
    EXPECT_EQ(mine.find("recovery_codes_left")->text, "10");
}

TEST_F(Administration, ARoleWithoutThatDutyIsNotAsked) {
    const Headers li = office_.person("li", "role.county_clerk", kCounty);
    EXPECT_EQ(office_.get("/api/v1/targets", li).status, 200);
    office_.pass(60 * kDay);
    EXPECT_EQ(office_.get("/api/v1/targets", office_.session_of("li")).status, 200);
}

}  // namespace
}  // namespace kc::test

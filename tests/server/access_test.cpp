// SPDX-License-Identifier: Apache-2.0
// Who gets where: the table of routes and roles, written by hand, against the running server; and
// grants, loans, the second person and explanations from outside.
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonValue;

std::string code_of(const Reply& reply) {
    if (reply.body.empty() || reply.body.front() != '{') return {};
    const auto json = reply.json();
    const auto* code = json.find("code");
    return code == nullptr ? "" : code->text;
}

class People : public testing::Test {
protected:
    People() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        for (const char* name : {"system", "security", "audit", "business"})
            signed_in_[name] = office_.sign_in(name);
    }

    static std::string password_of(const std::string& name) {
        return "four unrelated words for " + std::string(name.rbegin(), name.rend());
    }

    void make_account(const std::string& name) {
        const Reply made =
            office_.post("/api/v1/users",
                         fmt::format(R"({{"name":"{}","password":"{}"}})", name, password_of(name)),
                         signed_in_["system"]);
        ASSERT_EQ(made.status, 201) << made.body;
    }

    Headers sign_in(const std::string& name) {
        const Reply reply = office_.post(
            "/api/v1/session",
            fmt::format(R"({{"name":"{}","password":"{}"}})", name, password_of(name)));
        EXPECT_EQ(reply.status, 200) << reply.body;
        const std::string cookie = reply.header("set-cookie");
        return {{"Cookie", cookie.substr(0, cookie.find(';'))},
                {"X-CSRF-Token", reply.json().find("csrf_token")->text}};
    }

    Reply give(const std::string& name, const std::string& role, const std::string& scope = "") {
        const Reply reply =
            office_.post(fmt::format("/api/v1/users/{}/grants", name),
                         fmt::format(R"({{"role":"{}"{}}})", role, scope), signed_in_["security"]);
        EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/users/{name}/grants", reply), "");
        return reply;
    }

    Reply confirm(const std::string& number, const char* who = "business") {
        const Reply reply = office_.post(fmt::format("/api/v1/grants/{}/confirmation", number), "",
                                         signed_in_[who]);
        EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/grants/{number}/confirmation", reply),
                  "");
        return reply;
    }

    // Granted, confirmed where that is needed, signed in.
    Headers person(const std::string& name, const std::string& role,
                   const std::string& scope = "") {
        make_account(name);
        const Reply granted = give(name, role, scope);
        EXPECT_EQ(granted.status, 201) << role << granted.body;
        if (granted.json().find("state")->text == "waiting") {
            EXPECT_EQ(confirm(granted.json().find("number")->text).status, 200);
        }
        return sign_in(name);
    }

    Reply get(const std::string& path, const Headers& headers) {
        return office_.get(path, headers);
    }

    RunningOffice office_;
    JsonValue contract_;
    std::map<std::string, Headers> signed_in_;
};

const std::string kCounty = R"(,"units":["341802"])";

// ---- every route × every role --------------------------------------------------------------

struct Rule {
    bool is_open = false;
    std::set<std::string> roles = {};
};

std::map<std::string, Rule> read_matrix() {
    std::ifstream file(KC_SOURCE_DIR "/tests/server/access_matrix.txt");
    EXPECT_TRUE(file.is_open());
    std::map<std::string, std::set<std::string>> groups;
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::vector<std::string> row;
        for (std::string word; words >> word;) row.push_back(word);
        if (row.empty() || row[0] == "#") continue;
        if (row[0][0] == '@')
            groups[row[0]] = {row.begin() + 1, row.end()};
        else
            rows.push_back(row);
    }
    std::map<std::string, Rule> matrix;
    for (const auto& row : rows) {
        Rule rule;
        for (std::size_t i = 2; i < row.size(); ++i) {
            if (row[i] == "open")
                rule.is_open = true;
            else if (row[i][0] == '@')
                rule.roles.insert(groups.at(row[i]).begin(), groups.at(row[i]).end());
            else
                rule.roles.insert(row[i]);
        }
        EXPECT_TRUE(matrix.emplace(row[0] + " " + row[1], rule).second) << row[1];
    }
    return matrix;
}

std::string with_values(std::string_view pattern) {
    std::string path;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{') {
            path += pattern[i];
            continue;
        }
        const std::size_t end = pattern.find('}', i);
        path += pattern.substr(i, end - i).ends_with(":int") ? "999999" : "nobody";
        i = end;
    }
    return path;
}

TEST_F(People, EveryRouteLetsInWhomTheTableSaysAndNobodyElse) {
    const auto matrix = read_matrix();
    std::map<std::string, Headers> actors = signed_in_;
    actors["local"] = {};
    make_account("none");
    actors["none"] = sign_in("none");
    for (const char* role : {"clerk", "viewer"}) {
        make_account(role);
        Headers headers = signed_in_["security"];
        headers["If-Match"] = "\"1\"";
        headers["Content-Type"] = "application/json";
        EXPECT_EQ(ask(office_.port(), {.method = "PATCH",
                                       .path = fmt::format("/api/v1/users/{}", role),
                                       .body = fmt::format(R"({{"role":"{}"}})", role),
                                       .headers = headers})
                      .status,
                  200);
        actors[role] = sign_in(role);
    }
    const std::string section = R"(,"sections":["xc2024.bureau.party"])";
    const std::string body = R"(,"body":"91341802000000027J")";
    const std::vector<std::pair<std::string, std::string>> granted = {
        {"leader", ""},
        {"section_head", section},
        {"section_clerk", section},
        {"county_leader", kCounty},
        {"county_clerk", kCounty},
        {"park_manager", kCounty},
        {"firm_user", body},
        {"expert", ""},
        {"disclosure_officer", ""},
        {"auditor", R"(,"to":"2024-09-30")"}};
    for (const auto& [role, scope] : granted) actors[role] = person(role, "role." + role, scope);

    std::size_t cells = 0;
    for (const server::Route& route : office_.site().router().routes()) {
        const std::string name =
            fmt::format("{} {}", server::to_string(route.method), route.pattern);
        const auto rule = matrix.find(name);
        ASSERT_NE(rule, matrix.end()) << name << " is not in access_matrix.txt";
        EXPECT_EQ(rule->second.is_open, !route.open_because.empty()) << name;
        if (rule->second.is_open) continue;
        for (const auto& [role, session] : actors) {
            Headers headers = session;
            headers["Idempotency-Key"] = fmt::format("cell-{}", ++cells);
            headers["If-Match"] = "\"1\"";
            headers["Content-Type"] = "application/json";
            const bool has_body = route.body_bytes_max > 0;
            const Reply reply =
                ask(office_.port(), {.method = std::string(server::to_string(route.method)),
                                     .path = with_values(route.pattern),
                                     .body = has_body ? "{}" : "",
                                     .headers = headers});
            const std::string code = code_of(reply);
            const bool is_refused = code == "E-forbidden" || code == "E-sign-in";
            EXPECT_EQ(is_refused, !rule->second.roles.contains(role))
                << name << " as " << role << ": " << reply.status << ' ' << code;
            EXPECT_EQ(reply.status == 401 || reply.status == 403, is_refused)
                << name << " as " << role << ": " << reply.status << ' ' << code;
        }
    }
    EXPECT_GT(cells, 600U);
}

TEST_F(People, FiguresAreEnteredForTheOwnUnitsOnly) {
    const Headers clerk = person("zhao", "role.county_clerk", kCounty);
    const auto enter = [&](const char* unit) {
        return office_
            .post("/api/v1/facts",
                  fmt::format(R"({{"indicator":"cn.htfirm.valid_count","unit":"{}",)"
                              R"("period":"2024-06","value":"9"}})",
                              unit),
                  clerk)
            .status;
    };
    EXPECT_EQ(enter("341802"), 201);
    EXPECT_EQ(enter("341821"), 403);  // another county
    EXPECT_EQ(enter("341800"), 403);  // the city
    EXPECT_EQ(enter("340100"), 403);  // another city
    // In a file the rows are judged one by one.
    Headers headers = clerk;
    headers["Content-Type"] = "text/csv";
    const Reply report = office_.post("/api/v1/imports?dry_run=true",
                                      "indicator,unit,period,value\n"
                                      "cn.htfirm.valid_count,341802,2024-05,8\n"
                                      "cn.htfirm.valid_count,341821,2024-05,8\n",
                                      headers);
    EXPECT_EQ(report.json().find("rows_good")->text, "1") << report.body;
}

// ---- grants, the second person, loans ------------------------------------------------------

TEST_F(People, ASensitiveRoleWorksOnlyOnceASecondAdministratorConfirmed) {
    make_account("zhao");
    const Headers zhao = sign_in("zhao");
    const Reply granted = give("zhao", "role.leader");
    EXPECT_EQ(granted.json().find("state")->text, "waiting");
    EXPECT_EQ(get("/api/v1/targets", zhao).status, 403);
    const std::string number = granted.json().find("number")->text;
    // Neither who granted it nor who gets it.
    EXPECT_EQ(confirm(number, "security").status, 403);
    EXPECT_EQ(confirm(number, "audit").status, 403);
    const Reply waiting = get("/api/v1/grants/waiting", signed_in_["system"]);
    EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/grants/waiting", waiting), "");
    EXPECT_EQ(waiting.json().find("items")->items.size(), 1U);
    EXPECT_EQ(confirm(number, "system").status, 200);
    EXPECT_EQ(confirm(number, "business").status, 409);
    EXPECT_EQ(get("/api/v1/targets", zhao).status, 200);
    // Ended, it is over at the very next request.
    Headers security = signed_in_["security"];
    const Reply ended =
        ask(office_.port(),
            {.method = "DELETE", .path = "/api/v1/grants/" + number, .headers = security});
    EXPECT_EQ(ended.status, 200);
    EXPECT_EQ(reply_misfit(contract_, "delete", "/api/v1/grants/{number}", ended), "");
    EXPECT_EQ(get("/api/v1/targets", zhao).status, 403);
}

TEST_F(People, AnAdministratorsRoleGoesToAnEmptyAccountOnly) {
    make_account("zhao");
    EXPECT_EQ(give("zhao", "role.viewer").status, 201);
    EXPECT_EQ(give("zhao", "role.audit_administrator").status, 409);
    make_account("qian");
    const Reply second = give("qian", "role.audit_administrator");
    EXPECT_EQ(second.json().find("state")->text, "waiting");
    EXPECT_EQ(give("qian", "role.viewer").status, 409);
    EXPECT_EQ(give("business", "role.viewer").status, 409);
    EXPECT_EQ(give("security", "role.viewer").status, 403);
    EXPECT_EQ(give("nobody", "role.viewer").status, 404);
    EXPECT_EQ(give("zhao", "role.county_clerk").status, 422);
}

TEST_F(People, ALentRoleIsUsedOnTheOwnersBehalfUntilItsLastDay) {
    const Headers zhao = person("zhao", "role.county_clerk", kCounty);
    make_account("qian");
    const Headers qian = sign_in("qian");
    EXPECT_EQ(get("/api/v1/targets", qian).status, 403);
    const Reply standing = get("/api/v1/session/standing", zhao);
    EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/session/standing", standing), "");
    const std::string grant = standing.json().find("grants")->items.at(0).find("number")->text;
    const Reply lent = office_.post(
        "/api/v1/session/delegations",
        fmt::format(R"({{"delegate":"qian","grant":{},"to":"2024-07-16","reason":"休假"}})", grant),
        zhao);
    EXPECT_EQ(lent.status, 201) << lent.body;
    EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/session/delegations", lent), "");
    EXPECT_EQ(get("/api/v1/targets", qian).status, 200);
    // Not to be lent on: qian has no grant of that number.
    make_account("sun");
    EXPECT_EQ(
        office_
            .post("/api/v1/session/delegations",
                  fmt::format(R"({{"delegate":"sun","grant":{},"to":"2024-07-16"}})", grant), qian)
            .status,
        422);
    const Reply why =
        get("/api/v1/access/explain?user=qian&action=edit&object=record"
            "&unit=341802&state=draft&entered_by=sun",
            signed_in_["audit"]);
    EXPECT_EQ(why.json().find("decided_by")->find("on_behalf_of")->text, "zhao") << why.body;
    office_.pass(2 * 24 * 3600);
    EXPECT_EQ(get("/api/v1/targets", sign_in("qian")).status, 403);
}

TEST_F(People, EitherOfTheTwoEndsALoan) {
    const Headers zhao = person("zhao", "role.county_clerk", kCounty);
    make_account("qian");
    const Headers qian = sign_in("qian");
    const std::string grant = get("/api/v1/session/standing", zhao)
                                  .json()
                                  .find("grants")
                                  ->items.at(0)
                                  .find("number")
                                  ->text;
    const Reply lent = office_.post(
        "/api/v1/session/delegations",
        fmt::format(R"({{"delegate":"qian","grant":{},"to":"2024-07-16"}})", grant), zhao);
    const std::string path = "/api/v1/session/delegations/" + lent.json().find("number")->text;
    make_account("sun");
    EXPECT_EQ(
        ask(office_.port(), {.method = "DELETE", .path = path, .headers = sign_in("sun")}).status,
        404);
    const Reply ended = ask(office_.port(), {.method = "DELETE", .path = path, .headers = qian});
    EXPECT_EQ(ended.status, 200);
    EXPECT_EQ(reply_misfit(contract_, "delete", "/api/v1/session/delegations/{number}", ended), "");
    EXPECT_EQ(get("/api/v1/targets", qian).status, 403);
}

// ---- explanations --------------------------------------------------------------------------

TEST_F(People, AnExplanationNamesTheRuleForEachSortOfRecord) {
    person("zhao", "role.county_clerk", kCounty);
    const auto outcome = [&](const std::string& row) {
        const Reply reply = get("/api/v1/access/explain?user=zhao&action=edit&object=record&" + row,
                                signed_in_["security"]);
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/access/explain", reply), "");
        return reply.json().find("decided_by")->find("outcome")->text;
    };
    EXPECT_EQ(outcome("unit=341802&state=draft&entered_by=zhao"), "allowed");
    EXPECT_EQ(outcome("unit=341802&state=draft&entered_by=qian"), "allowed");  // same county
    EXPECT_EQ(outcome("unit=341821&state=draft"), "scope");                    // other county
    EXPECT_EQ(outcome("unit=340100&state=draft"), "scope");                    // other city
    EXPECT_EQ(outcome("unit=341802&state=closed"), "state");
    const std::string path = "/api/v1/access/explain?user=zhao&object=record&action=";
    EXPECT_EQ(get(path + "fly", signed_in_["security"]).status, 422);
    EXPECT_EQ(
        get("/api/v1/access/explain?user=nobody&object=record&action=read", signed_in_["security"])
            .status,
        404);
    EXPECT_EQ(get(path + "read", signed_in_["business"]).status, 403);
}

TEST_F(People, TheRolesAreListedAsDocumented) {
    const Reply roles = get("/api/v1/roles", signed_in_["security"]);
    EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/roles", roles), "");
    EXPECT_GE(roles.json().find("items")->items.size(), 20U);
    make_account("zhao");
    const Reply grants = get("/api/v1/users/zhao/grants", signed_in_["audit"]);
    EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/users/{name}/grants", grants), "");
}

}  // namespace
}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// From a plan document to a live pack over HTTP: uploaded, corrected, made, replaced.
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using server::JsonValue;

std::string sample_plan() {
    const std::ifstream file(KC_SOURCE_DIR "/samples/plan-2024.txt", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

class Drafts : public testing::Test {
protected:
    Drafts() {
        office_.set_up();
        headers_ = office_.sign_in("business");
        contract_ = office_.get("/api/openapi.json").json();
    }

    Reply upload(const std::string& text, const std::string& name = "plan.txt") {
        auto headers = headers_;
        headers["Content-Type"] = "multipart/form-data; boundary=edge";
        return office_.post("/api/v1/plans",
                            fmt::format("--edge\r\nContent-Disposition: form-data; name=\"file\"; "
                                        "filename=\"{}\"\r\n\r\n{}\r\n--edge--\r\n",
                                        name, text),
                            headers);
    }

    Reply correct(const std::string& id, const std::string& version, const std::string& rows) {
        auto headers = headers_;
        headers["If-Match"] = version;
        return office_.post("/api/v1/plans/" + id + "/corrections",
                            R"({"corrections":[)" + rows + "]}", headers);
    }

    Reply make(const std::string& id, const std::string& version) {
        auto headers = headers_;
        headers["If-Match"] = version;
        return office_.post("/api/v1/plans/" + id + "/pack", "", headers);
    }

    static std::string id_of(const Reply& reply) {
        const JsonValue json = reply.json();
        return json.find("head")->find("id")->text;
    }

    std::string misfit_of(const std::string& method, const std::string& path, const Reply& reply) {
        return reply_misfit(contract_, method, path, reply);
    }

    RunningOffice office_;
    std::map<std::string, std::string> headers_;
    JsonValue contract_;
};

TEST_F(Drafts, AnUploadedPlanIsReadAndEveryRowPointsIntoItsText) {
    const Reply reply = upload(sample_plan());
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(misfit_of("post", "/api/v1/plans", reply), "");
    const JsonValue json = reply.json();
    EXPECT_GE(json.find("targets")->items.size(), 5U);
    EXPECT_GE(json.find("tasks")->items.size(), 3U);
    for (const JsonValue& row : json.find("targets")->items)
        EXPECT_FALSE(row.find("reasons")->items.empty()) << row.find("metric")->text;
}

TEST_F(Drafts, ACorrectedRowIsCorrectedWhenItIsReadAgain) {
    const Reply first = upload(sample_plan());
    const std::string id = id_of(first);
    const Reply corrected =
        correct(id, first.header("etag"),
                R"({"of":"target","row":1,"set":{"value":"1234","bound":">="}},)"
                R"({"of":"target","row":2,"removed":true})");
    ASSERT_EQ(corrected.status, 200) << corrected.body;
    EXPECT_EQ(misfit_of("post", "/api/v1/plans/{id}/corrections", corrected), "");
    const Reply again = office_.get("/api/v1/plans/" + id, headers_);
    EXPECT_EQ(misfit_of("get", "/api/v1/plans/{id}", again), "");
    EXPECT_EQ(again.body, corrected.body);
    const JsonValue json = again.json();
    const auto& rows = json.find("targets")->items;
    EXPECT_EQ(rows[0].find("value")->text, "1234");
    EXPECT_EQ(rows[0].find("corrected")->items.size(), 2U);
    EXPECT_EQ(rows[1].find("removed")->text, "true");
    EXPECT_NE(again.header("etag"), first.header("etag"));
}

TEST_F(Drafts, OneWrongCorrectionKeepsAllOutAndIsPointedAt) {
    const Reply first = upload(sample_plan());
    const std::string id = id_of(first);
    const Reply refused = correct(id, first.header("etag"),
                                  R"({"of":"target","row":1,"set":{"value":"1234"}},)"
                                  R"({"of":"target","row":1,"set":{"unit":"furlongs"}})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(misfit_of("post", "/api/v1/plans/{id}/corrections", refused), "");
    const JsonValue problem = refused.json();
    EXPECT_EQ(problem.find("errors")->items.at(0).find("pointer")->text, "/corrections/1/set/unit");
    EXPECT_EQ(office_.get("/api/v1/plans/" + id, headers_).header("etag"), first.header("etag"));
}

TEST_F(Drafts, TheOfficeRunsWithTheMadePackAndKeepsItsFigures) {
    const std::string before = office_.get("/api/v1/health").json().find("pack")->text;
    office_.post("/api/v1/facts",
                 R"({"indicator":"cn.htfirm.valid_count","unit":"341800",)"
                 R"("period":"2024-06","value":"790"})",
                 headers_);
    const Reply draft = upload(sample_plan());
    const Reply made = make(id_of(draft), draft.header("etag"));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(misfit_of("post", "/api/v1/plans/{id}/pack", made), "");
    const JsonValue health = office_.get("/api/v1/health").json();
    EXPECT_NE(health.find("pack")->text, before);
    EXPECT_EQ(health.find("facts")->text, "1");
    const JsonValue targets = office_.get("/api/v1/targets?limit=200").json();
    EXPECT_EQ(std::to_string(targets.find("items")->items.size()),
              made.json().find("targets")->text);
    const JsonValue plan = office_.get("/api/v1/plan").json();
    EXPECT_NE(plan.find("text")->text.find("主要目标"), std::string::npos);
}

TEST_F(Drafts, ARemovedRowDoesNotReachThePack) {
    const auto tasks = [&] { return office_.get("/api/v1/tasks").json().find("items")->items; };
    const Reply draft = upload(sample_plan());
    ASSERT_EQ(make(id_of(draft), draft.header("etag")).status, 201);
    const std::size_t all = tasks().size();
    const Reply again = upload(sample_plan(), "again.txt");
    const Reply corrected =
        correct(id_of(again), again.header("etag"), R"({"of":"task","row":1,"removed":true})");
    ASSERT_EQ(make(id_of(again), corrected.header("etag")).status, 201);
    EXPECT_EQ(tasks().size(), all - 1);
}

TEST_F(Drafts, APackOfAnOutdatedDraftIsRefused) {
    const Reply draft = upload(sample_plan());
    const std::string id = id_of(draft);
    correct(id, draft.header("etag"), R"({"of":"task","row":1,"set":{"due":"年底"}})");
    const Reply refused = make(id, draft.header("etag"));
    EXPECT_EQ(refused.status, 412);
    EXPECT_EQ(misfit_of("post", "/api/v1/plans/{id}/pack", refused), "");
}

TEST_F(Drafts, TheListTellsWhichPlanIsLive) {
    const Reply first = upload(sample_plan());
    make(id_of(first), first.header("etag"));
    const Reply second = upload(sample_plan(), "second.txt");
    make(id_of(second), second.header("etag"));
    const Reply list = office_.get("/api/v1/plans", headers_);
    EXPECT_EQ(misfit_of("get", "/api/v1/plans", list), "");
    const JsonValue json = list.json();
    EXPECT_EQ(json.find("items")->items.at(0).find("state")->text, "live");
    EXPECT_EQ(json.find("items")->items.at(1).find("state")->text, "replaced");
}

TEST_F(Drafts, AFileThatIsNoPlanIsRefusedWithAReason) {
    const Reply reply = upload(std::string("\x00\x01\x02\xff\xfe junk", 11), "photo.png");
    EXPECT_GE(reply.status, 400);
    EXPECT_LT(reply.status, 500);
    EXPECT_EQ(misfit_of("post", "/api/v1/plans", reply), "");
}

TEST_F(Drafts, AnAdministratorOfTheSystemMayNotUpload) {
    headers_ = office_.sign_in("system");
    EXPECT_EQ(upload(sample_plan()).status, 403);
}

}  // namespace
}  // namespace kc::test

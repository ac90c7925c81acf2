// SPDX-License-Identifier: Apache-2.0
// One step with many records: all or none, each decided on as a single one is. All firms are
// fictitious.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonValue;

constexpr const char* kFirms = "/api/v1/records/cn.enterprise";

class RecordSteps : public testing::Test {
protected:
    RecordSteps() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["341802"])");
        neighbour_ = office_.person("zhou", "role.county_clerk", R"("units":["341821"])");
        leader_ = office_.person("wang", "role.county_leader", R"("units":["341802"])");
    }

    // The number of a firm that was handed in, which makes its second version.
    std::string handed_in(const Headers& who, int number, const char* region) {
        const Reply made = office_.post(
            kFirms,
            fmt::format(R"({{"submit":true,)"
                        R"("fields":{{"name":"虚构企业{}","credit_code":"{}","region":"{}"}}}})",
                        number, credit_code(number), region),
            who);
        EXPECT_EQ(made.status, 201) << made.body;
        return made.json().find("record")->find("id")->text;
    }

    Reply steps(const Headers& who, const std::string& step, const std::string& records,
                const std::string& reason = "") {
        const Reply reply = office_.post(
            fmt::format("{}/steps", kFirms),
            fmt::format(R"({{"step":"{}","reason":"{}","records":[{}]}})", step, reason, records),
            who);
        EXPECT_EQ(reply_misfit(contract_, "post", "/api/v1/records/{registry}/steps", reply), "");
        return reply;
    }

    static std::string one(const std::string& id, int version) {
        return fmt::format(R"({{"id":{},"version":{}}})", id, version);
    }

    std::string state_of(const std::string& id) {
        const JsonValue json = office_.get(fmt::format("{}/{}", kFirms, id), leader_).json();
        return json.find("record")->find("state")->text;
    }

    // "/records/1 E-record-conflict; …"
    static std::string errors_of(const Reply& reply) {
        std::string text;
        const JsonValue json = reply.json();
        for (const JsonValue& error : json.find("errors")->items)
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ", error.find("pointer")->text,
                                error.find("code")->text);
        return text;
    }

    RunningOffice office_;
    JsonValue contract_;
    Headers clerk_;
    Headers neighbour_;
    Headers leader_;
};

TEST_F(RecordSteps, ManyAreSignedAtOnce) {
    const std::string first = handed_in(clerk_, 0, "341802");
    const std::string second = handed_in(clerk_, 1, "341802");
    Headers keyed = leader_;
    keyed["Idempotency-Key"] = "sign-many-1";
    const Reply done = steps(keyed, "sign", one(second, 2) + "," + one(first, 2));
    ASSERT_EQ(done.status, 200) << done.body;
    const JsonValue json = done.json();
    ASSERT_EQ(json.find("records")->items.size(), 2U);
    EXPECT_EQ(json.find("records")->items[0].find("id")->text, second);
    EXPECT_EQ(json.find("records")->items[0].find("version")->text, "3");
    EXPECT_EQ(json.find("records")->items[0].find("state")->text, "signed");
    EXPECT_EQ(state_of(first), "signed");

    // The same request again changes nothing and is answered as it was.
    const Reply again = steps(keyed, "sign", one(second, 2) + "," + one(first, 2));
    EXPECT_EQ(again.body, done.body);
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
}

TEST_F(RecordSteps, OneThatCannotBeKeepsAllBackAndIsNamed) {
    const std::string own = handed_in(clerk_, 0, "341802");
    const std::string others = handed_in(neighbour_, 1, "341821");
    const std::string signed_already = handed_in(clerk_, 2, "341802");
    ASSERT_EQ(steps(leader_, "sign", one(signed_already, 2)).status, 200);

    const Reply refused =
        steps(leader_, "sign",
              fmt::format("{},{},{},{},{}", one(own, 2), one(others, 2), one(signed_already, 3),
                          one(signed_already, 3), one("999999", 1)));
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_EQ(errors_of(refused), "/records/3 E-record-twice");

    const Reply named = steps(leader_, "sign",
                              fmt::format("{},{},{},{}", one(own, 2), one(others, 2),
                                          one(signed_already, 3), one("999999", 1)));
    EXPECT_EQ(named.status, 422) << named.body;
    EXPECT_EQ(errors_of(named),
              "/records/1 E-record-not-found; /records/2 E-record-step; "
              "/records/3 E-record-not-found");
    EXPECT_EQ(errors_of(steps(leader_, "sign", one(own, 7))), "/records/0 E-record-conflict");
    EXPECT_EQ(state_of(own), "submitted");
}

// Nobody signs what they entered, also not among many.
TEST_F(RecordSteps, TheRightIsAskedForEachRecord) {
    const std::string id = handed_in(clerk_, 0, "341802");
    EXPECT_EQ(errors_of(steps(clerk_, "sign", one(id, 2))), "/records/0 E-record-forbidden");
    EXPECT_EQ(errors_of(steps(neighbour_, "sign", one(id, 2))), "/records/0 E-record-not-found");
    EXPECT_EQ(steps(leader_, "return", one(id, 2)).status, 422);
    EXPECT_EQ(steps(leader_, "publicise", one(id, 2)).status, 422);
    EXPECT_EQ(steps(leader_, "sign", "").status, 422);
    EXPECT_EQ(state_of(id), "submitted");
    EXPECT_EQ(steps(leader_, "return", one(id, 2), "名称不全").status, 200);
    EXPECT_EQ(state_of(id), "returned");
}

}  // namespace
}  // namespace kc::test

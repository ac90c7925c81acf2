// SPDX-License-Identifier: Apache-2.0
// An office with firms of two counties and those who keep them, every answer held against the
// contract. All firms are fictitious.
#pragma once

#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {

using Headers = std::map<std::string, std::string>;

inline constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
inline constexpr const char* kRecords = "/api/v1/records/{registry}";
inline constexpr const char* kRecord = "/api/v1/records/{registry}/{id}";

class Records : public testing::Test {
protected:
    Records() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        business_ = office_.sign_in("business");
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["341802"])");
        neighbour_ = office_.person("zhou", "role.county_clerk", R"("units":["341821"])");
        leader_ = office_.person("wang", "role.county_leader", R"("units":["341802"])");
    }

    void expect_documented(const std::string& method, const std::string& path, const Reply& reply) {
        EXPECT_EQ(reply_misfit(contract_, method, path, reply), "") << method << path;
    }

    Reply read(const std::string& path, const std::string& documented, const Headers& who) {
        const Reply reply = office_.get(path, who);
        expect_documented("get", documented, reply);
        return reply;
    }

    Reply create(const Headers& who, const std::string& name, const std::string& code,
                 const std::string& region, const std::string& more = "") {
        const Reply reply = office_.post(
            kFirms,
            fmt::format(R"({{"fields":{{"name":"{}","credit_code":"{}","region":"{}"{}}}}})", name,
                        code, region, more),
            who);
        expect_documented("post", kRecords, reply);
        return reply;
    }

    Reply own_firm() {
        return create(clerk_, "虚构精密机械有限公司", "913418020000010116", "341802",
                      R"(,"contact_name":"王小明","contact_phone":"13812345678")");
    }

    static std::string id_of(const Reply& reply) {
        return reply.json().find("record")->find("id")->text;
    }

    Reply put(const std::string& path, const std::string& body, int version, Headers headers) {
        headers.emplace("Idempotency-Key", fmt::format("records-key-{}", ++keys_));
        headers["If-Match"] = fmt::format("\"{}\"", version);
        const Reply reply =
            ask(office_.port(), {.method = "PUT", .path = path, .body = body, .headers = headers});
        expect_documented("put", kRecord, reply);
        return reply;
    }

    Reply step(const std::string& id, const std::string& word, int version, Headers who,
               const std::string& reason = "") {
        who["If-Match"] = fmt::format("\"{}\"", version);
        const Reply reply =
            office_.post(fmt::format("{}/{}/steps", kFirms, id),
                         fmt::format(R"({{"step":"{}","reason":"{}"}})", word, reason), who);
        expect_documented("post", std::string(kRecord) + "/steps", reply);
        return reply;
    }

    std::string total(const Headers& who, const std::string& query = "") {
        const Reply reply = read(kFirms + query, kRecords, who);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply.status == 200 ? reply.json().find("total")->text : "";
    }

    RunningOffice office_;
    server::JsonValue contract_;
    Headers business_;
    Headers clerk_;
    Headers neighbour_;
    Headers leader_;
    int keys_ = 0;
};

}  // namespace kc::test

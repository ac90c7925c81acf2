// SPDX-License-Identifier: Apache-2.0
// Registries from outside: a county keeps its own firms and sees no others', what is personal is
// masked, and whoever has no right finds nothing anywhere. All firms are fictitious.
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record_office.hpp"

namespace kc::test {
namespace {

using server::JsonType;
using server::JsonValue;

TEST_F(Records, ACountySeesAndChangesItsOwnOnly) {
    const Reply made = own_firm();
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string id = id_of(made);
    const std::string path = fmt::format("{}/{}", kFirms, id);
    EXPECT_EQ(made.header("location"), path);
    EXPECT_EQ(made.header("etag"), "\"1\"");
    EXPECT_EQ(total(clerk_), "1");
    EXPECT_EQ(total(neighbour_), "0");
    EXPECT_EQ(read(path, kRecord, clerk_).status, 200);
    EXPECT_EQ(read(path, kRecord, neighbour_).status, 404);
    EXPECT_EQ(put(path, R"({"fields":{"chain":"装备"}})", 1, neighbour_).status, 404);
    // The leader reads it and does not write it.
    EXPECT_EQ(put(path, R"({"fields":{"chain":"装备"}})", 1, leader_).status, 403);
    EXPECT_EQ(put(path, R"({"fields":{"chain":"装备"}})", 1, clerk_).status, 200);
    EXPECT_EQ(put(path, R"({"fields":{"chain":"汽车"}})", 1, clerk_).status, 412);
    // Nobody enters for another county, nor moves a firm there.
    EXPECT_EQ(create(clerk_, "虚构外县公司", "913418210000020222", "341821").status, 403);
    EXPECT_EQ(put(path, R"({"fields":{"region":"341821"}})", 2, clerk_).status, 403);
    EXPECT_EQ(total(neighbour_), "0");
    EXPECT_EQ(total(business_), "1");
}

TEST_F(Records, WhoeverHasNoRightFindsNothingAnywhere) {
    const std::string id = id_of(own_firm());
    const Reply certificate = office_.post(
        "/api/v1/records/cn.certificate",
        fmt::format(R"({{"fields":{{"title":"虚构高企证书","kind":"high-tech","enterprise":{},)"
                    R"("number":"GR202434000001","valid_from":"2024-01-01",)"
                    R"("valid_to":"2024-09-01"}},"submit":true}})",
                    id),
        business_);
    ASSERT_EQ(certificate.status, 201) << certificate.body;
    office_.make_account("outsider");
    const Headers outsider = office_.session_of("outsider");
    for (const std::string& path :
         {std::string("/api/v1/registries"), std::string(kFirms), fmt::format("{}/{}", kFirms, id),
          std::string(kFirms) + "/export?format=csv",
          std::string("/api/v1/registries/cn.certificate/expiring")}) {
        EXPECT_EQ(office_.get(path, outsider).status, 403) << path;
    }
    // A right, but not to these: empty everywhere, and no trace in numbers.
    EXPECT_EQ(total(neighbour_), "0");
    EXPECT_EQ(total(neighbour_, "?q=%E7%B2%BE%E5%AF%86"), "0");
    EXPECT_EQ(total(neighbour_, "?f.credit_code=913418020000010116"), "0");
    const Reply file = office_.get(std::string(kFirms) + "/export?format=csv", neighbour_);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.body.find("虚构精密"), std::string::npos);
    const Reply registries = read("/api/v1/registries", "/api/v1/registries", neighbour_);
    const JsonValue all = registries.json();
    for (const JsonValue& one : all.find("items")->items) {
        EXPECT_EQ(one.find("total")->text, "0");
        const JsonValue* expiring = one.find("expiring");
        EXPECT_TRUE(expiring->type == server::JsonType::null || expiring->text == "0");
    }
    const Reply calendar =
        read("/api/v1/registries/cn.certificate/expiring?from=2024-07-01&to=2024-12-31",
             "/api/v1/registries/{code}/expiring", neighbour_);
    EXPECT_EQ(calendar.json().find("total")->text, "0");
    const JsonValue months = calendar.json();
    for (const JsonValue& month : months.find("months")->items)
        EXPECT_EQ(month.find("count")->text, "0");
    // Its county finds the certificate from the firm and in the calendar.
    const Reply own = read(fmt::format("{}/{}", kFirms, id), kRecord, clerk_);
    ASSERT_EQ(own.json().find("relations")->items.size(), 1U);
    EXPECT_EQ(own.json().find("relations")->items[0].find("count")->text, "1");
    const Reply due =
        read("/api/v1/registries/cn.certificate/expiring?from=2024-07-01&to=2024-12-31",
             "/api/v1/registries/{code}/expiring", clerk_);
    EXPECT_EQ(due.json().find("total")->text, "1");
    EXPECT_EQ(due.json().find("months")->items[2].find("count")->text, "1");
}

TEST_F(Records, WhatIsPersonalIsMaskedInListsRecordsHistoryAndFiles) {
    const std::string id = id_of(own_firm());
    const std::string list = "?columns=name,contact_phone";
    const Reply masked = read(kFirms + list, kRecords, clerk_);
    EXPECT_EQ(masked.body.find("13812345678"), std::string::npos);
    EXPECT_NE(masked.body.find("138****5678"), std::string::npos);
    const Reply one = read(fmt::format("{}/{}", kFirms, id), kRecord, clerk_);
    EXPECT_EQ(one.body.find("13812345678"), std::string::npos);
    EXPECT_EQ(one.body.find("王小明"), std::string::npos);
    for (const char* format : {"csv", "json"}) {
        const Reply file = office_.get(fmt::format("{}/export?format={}", kFirms, format), clerk_);
        EXPECT_EQ(file.status, 200) << file.body;
        EXPECT_NE(file.body.find("虚构精密"), std::string::npos);
        EXPECT_EQ(file.body.find("13812345678"), std::string::npos);
    }
    const Reply clear = read(kFirms + list, kRecords, leader_);
    EXPECT_NE(clear.body.find("13812345678"), std::string::npos);
    // Guessing by filter, sort or search does not help, and a mask is no value.
    EXPECT_EQ(read(std::string(kFirms) + "?f.contact_phone=13812345678", kRecords, clerk_).status,
              400);
    EXPECT_EQ(read(std::string(kFirms) + "?sort=contact_phone", kRecords, clerk_).status, 400);
    EXPECT_EQ(total(clerk_, "?q=13812345678"), "0");
    EXPECT_EQ(total(leader_, "?q=13812345678"), "1");
    EXPECT_EQ(put(fmt::format("{}/{}", kFirms, id), R"({"fields":{"contact_phone":"138****5678"}})",
                  1, clerk_)
                  .status,
              422);
}

TEST_F(Records, EveryWrongFieldIsNamedAtOnce) {
    const Reply wrong = create(clerk_, "", "913418020000010117", "不存在县");
    EXPECT_EQ(wrong.status, 422);
    std::set<std::string> pointers;
    const JsonValue body = wrong.json();
    for (const JsonValue& error : body.find("errors")->items)
        pointers.insert(error.find("pointer")->text);
    EXPECT_EQ(pointers,
              (std::set<std::string>{"/fields/name", "/fields/credit_code", "/fields/region"}));
    ASSERT_EQ(own_firm().status, 201);
    const Reply again = own_firm();
    EXPECT_EQ(again.status, 422);
    ASSERT_EQ(again.json().find("errors")->items.size(), 1U) << again.body;
    EXPECT_EQ(again.json().find("errors")->items[0].find("pointer")->text, "/fields/credit_code");
}

TEST_F(Records, AStepIsTakenByWhomItBelongsToAndInOrder) {
    const std::string id = id_of(own_firm());
    EXPECT_EQ(step(id, "sign", 1, leader_).status, 409);
    EXPECT_EQ(step(id, "submit", 1, neighbour_).status, 404);
    const Reply submitted = step(id, "submit", 1, clerk_);
    EXPECT_EQ(submitted.status, 200) << submitted.body;
    EXPECT_EQ(submitted.json().find("record")->find("state")->text, "submitted");
    EXPECT_EQ(submitted.json().find("history")->items.size(), 2U);
    EXPECT_EQ(step(id, "sign", 2, clerk_).status, 403);
    EXPECT_EQ(step(id, "return", 2, leader_).status, 422);
    EXPECT_EQ(step(id, "return", 2, leader_, "名称不全").status, 200);
    EXPECT_EQ(step(id, "submit", 3, clerk_).status, 200);
    EXPECT_EQ(step(id, "sign", 4, leader_).status, 200);
    Headers without_token = clerk_;
    without_token.erase("X-CSRF-Token");
    EXPECT_EQ(step(id, "submit", 5, without_token).status, 403);
}

TEST_F(Records, TheSameRequestTwiceIsOneRecord) {
    Headers headers = clerk_;
    headers["Idempotency-Key"] = "the-very-same-key";
    const std::string body =
        R"({"fields":{"name":"虚构公司","credit_code":"913418020000040448","region":"341802"}})";
    const Reply first = office_.post(kFirms, body, headers);
    const Reply second = office_.post(kFirms, body, headers);
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(id_of(first), id_of(second));
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(total(clerk_), "1");
}

TEST_F(Records, ListsAreSortedFilteredAndPaged) {
    ASSERT_EQ(own_firm().status, 201);
    ASSERT_EQ(create(business_, "虚构汽车零件有限公司", "913418210000020222", "341821",
                     R"(,"above_scale":true)")
                  .status,
              201);
    const Reply first = read(std::string(kFirms) + "?sort=-region&limit=1", kRecords, business_);
    EXPECT_EQ(first.json().find("total")->text, "2");
    EXPECT_EQ(first.json().find("items")->items[0].find("title")->text, "虚构汽车零件有限公司");
    EXPECT_NE(first.json().find("next_cursor")->type, server::JsonType::null);
    // Counted with the first page, not again with those that follow.
    const JsonValue by_number = read(std::string(kFirms) + "?limit=1", kRecords, business_).json();
    const Reply second =
        read(std::string(kFirms) + "?limit=1&cursor=" + by_number.find("next_cursor")->text,
             kRecords, business_);
    EXPECT_EQ(second.status, 200) << second.body;
    EXPECT_NE(second.body.find("\"total\":null"), std::string::npos) << second.body;
    EXPECT_EQ(total(business_, "?f.above_scale=yes"), "1");
    EXPECT_EQ(total(business_, "?f.region=ne:341821"), "1");
    EXPECT_EQ(total(business_, "?f.name=contains:%E9%9B%B6%E4%BB%B6"), "1");
    EXPECT_EQ(read(std::string(kFirms) + "?sort=nothing", kRecords, business_).status, 400);
    EXPECT_EQ(read(std::string(kFirms) + "?columns=nothing", kRecords, business_).status, 400);
    EXPECT_EQ(read("/api/v1/records/cn.nothing", kRecords, business_).status, 404);
    const Reply shape =
        read("/api/v1/registries/cn.enterprise", "/api/v1/registries/{code}", business_);
    EXPECT_EQ(shape.status, 200);
}

TEST_F(Records, ClosedAndMergedOnesStayToBeFound) {
    const std::string id = id_of(create(business_, "虚构甲公司", "913418020000010116", "341802"));
    const std::string twin = id_of(create(business_, "虚构乙公司", "91341802000003033W", "341802"));
    Headers who = business_;
    who["If-Match"] = "\"1\"";
    const Reply closed = office_.post(fmt::format("{}/{}/close", kFirms, id),
                                      R"({"life":"closed","reason":"注销"})", who);
    expect_documented("post", std::string(kRecord) + "/close", closed);
    EXPECT_EQ(closed.json().find("record")->find("life")->text, "closed");
    const Reply merged = office_.post(fmt::format("{}/{}/merge", kFirms, twin),
                                      fmt::format(R"({{"into":{},"reason":"重复"}})", id), who);
    expect_documented("post", std::string(kRecord) + "/merge", merged);
    EXPECT_EQ(merged.status, 200) << merged.body;
    EXPECT_EQ(id_of(merged), id);
    EXPECT_EQ(total(business_), "1");
    const Reply gone = read(fmt::format("{}/{}", kFirms, twin), kRecord, business_);
    EXPECT_EQ(gone.json().find("record")->find("merged_into")->text, id);
}

TEST_F(Records, ATargetOpensToTheRecordsBehindItAndToThoseThatRunOut) {
    const std::string id = id_of(own_firm());
    const auto certify = [&](const char* number, const char* kind, const char* until) {
        const Reply made = office_.post(
            "/api/v1/records/cn.certificate",
            fmt::format(R"({{"fields":{{"title":"虚构证书","kind":"{}","enterprise":{},)"
                        R"("number":"{}","valid_from":"2022-01-01","valid_to":"{}"}},)"
                        R"("submit":true}})",
                        kind, id, number, until),
            business_);
        EXPECT_EQ(made.status, 201) << made.body;
    };
    certify("GR202234000001", "high-tech", "2024-09-01");
    certify("2022340000000002", "tech-sme", "2024-09-01");
    const std::string path = "/api/v1/targets/xc2024.htfirms/records";
    const std::string documented = "/api/v1/targets/{code}/records";
    const JsonValue own = read(path, documented, clerk_).json();
    EXPECT_EQ(own.find("registry")->text, "cn.certificate");
    // The other certificate is of another kind and does not count here.
    EXPECT_EQ(own.find("counted")->find("total")->text, "1");
    EXPECT_EQ(own.find("expiring")->find("total")->text, "1");
    const auto& calendar = own.find("calendar")->items;
    ASSERT_EQ(calendar.size(), 12U);
    EXPECT_EQ(calendar[0].find("month")->text, "2024-07");
    EXPECT_EQ(calendar[2].find("count")->text, "1");
    EXPECT_EQ(own.find("cohorts")->find("stock")->text, "1");
    EXPECT_EQ(own.find("cohorts")->find("running_out")->text, "1");
    EXPECT_EQ(own.find("cohorts")->find("stays")->type, JsonType::null);  // too few cases
    EXPECT_TRUE(own.find("control_totals")->items.empty());
    // What somebody types for a counted indicator is shown beside what was counted.
    ASSERT_EQ(office_
                  .post("/api/v1/facts",
                        R"({"indicator":"cn.htfirm.valid_count","unit":"341800",)"
                        R"("period":"2024-06","value":"3"})",
                        business_)
                  .status,
              201);
    const JsonValue totals = read(path, documented, clerk_).json();
    const JsonValue& total = totals.find("control_totals")->items.at(0);
    EXPECT_EQ(total.find("value")->text, "3");
    EXPECT_EQ(total.find("counted")->text, "1");
    EXPECT_EQ(total.find("difference")->text, "2");
    const JsonValue later = read(path + "?on=2024-09-02", documented, clerk_).json();
    EXPECT_EQ(later.find("counted")->find("total")->text, "0");
    const JsonValue other = read(path, documented, neighbour_).json();
    EXPECT_EQ(other.find("counted")->find("total")->text, "0");
    EXPECT_EQ(other.find("expiring")->find("total")->text, "0");
    EXPECT_EQ(read("/api/v1/targets/none/records", documented, clerk_).status, 404);
}

}  // namespace
}  // namespace kc::test

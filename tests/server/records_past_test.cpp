// SPDX-License-Identifier: Apache-2.0
// What was approved counts while a correction is under way; lists, records, files and what stands
// behind a figure are had again as known at a moment, by whom both the past and the present allow.
// Records are brought where a test wants them past the rules; every answer comes through HTTP. All
// firms are fictitious.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record/commands.hpp"
#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kFirm = "cn.enterprise";
constexpr const char* kTitle = "cn.certificate";
constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
constexpr const char* kTarget = "/api/v1/targets/xc2024.htfirms";
constexpr const char* kSearch = "?q=%E7%94%B2&sort=name";  // 甲
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kTenDays = 10 * 86'400;

class RecordsPast : public testing::Test {
protected:
    RecordsPast() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        business_ = office_.sign_in("business");
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["341802"])");
        neighbour_ = office_.person("zhou", "role.county_clerk", R"("units":["341821"])");
    }

    record::Request request() {
        office_.pass(kMinute);
        return {.key = fmt::format("past-{}", ++keys_),
                .actor = "li",
                .today = office_.site().office().today()};
    }
    record::SharedRegistries registries() { return office_.site().office().live()->registries; }
    std::int64_t write(store::Command command) {
        auto answer = office_.site().office().store().write(std::move(command));
        EXPECT_TRUE(answer) << (answer ? "" : answer.error().en);
        office_.pass(kMinute);
        return answer ? record::read_answer(answer->text).front().id : 0;
    }
    static record::Whom whom(const char* registry, std::int64_t id) {
        return {.registry = registry, .id = id, .allowed = store::always()};
    }
    std::int64_t firm(const std::string& name, const std::string& code, const std::string& region) {
        return write(record::create_command(registries(), request(),
                                            {.registry = kFirm,
                                             .fields = {{"name", name},
                                                        {"credit_code", code},
                                                        {"region", region},
                                                        {"contact_phone", "13812345678"}}}));
    }
    std::int64_t title(std::int64_t firm, const std::string& number) {
        return write(record::create_command(registries(), request(),
                                            {.registry = kTitle,
                                             .fields = {{"title", "虚构证书"},
                                                        {"kind", "high-tech"},
                                                        {"enterprise", std::to_string(firm)},
                                                        {"number", number},
                                                        {"valid_from", "2022-01-01"},
                                                        {"valid_to", "2024-12-01"}}}));
    }
    void state(const char* registry, std::int64_t id, const char* word) {
        write(record::state_command(registries(), request(),
                                    {.whom = whom(registry, id), .state = word, .reason = "核"}));
    }
    void update(const char* registry, std::int64_t id, const char* field, const char* text) {
        write(record::update_command(registries(), request(),
                                     {.whom = whom(registry, id), .fields = {{field, text}}}));
    }

    Reply read(const std::string& path, const std::string& documented, const Headers& who) {
        const Reply reply = office_.get(path, who);
        EXPECT_EQ(reply_misfit(contract_, "get", documented, reply), "") << path;
        return reply;
    }
    Reply list(const std::string& query, const Headers& who) {
        return read(kFirms + query, "/api/v1/records/{registry}", who);
    }
    JsonValue one(const char* registry, std::int64_t id, const Headers& who) {
        return read(fmt::format("/api/v1/records/{}/{}", registry, id),
                    "/api/v1/records/{registry}/{id}", who)
            .json();
    }
    JsonValue behind(const Headers& who) {
        return read(std::string(kTarget) + "/records", "/api/v1/targets/{code}/records", who)
            .json();
    }
    std::string figure() {
        return office_.get(kTarget, business_).json().find("target")->find("value")->text;
    }
    std::string total(const std::string& query, const Headers& who) {
        const Reply reply = list(query, who);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply.status == 200 ? reply.json().find("total")->text : "";
    }
    static std::string moment_in(const Reply& reply) { return reply.json().find("as_of")->text; }
    std::string now() { return moment_in(list("?limit=1", business_)); }
    static std::string with(const std::string& query, const std::string& moment) {
        return query + (query.empty() ? "?" : "&") + "as_of=" + moment;
    }

    RunningOffice office_;
    JsonValue contract_;
    Headers business_;
    Headers clerk_;
    Headers neighbour_;
    int keys_ = 0;
};

TEST_F(RecordsPast, WhatWasApprovedCountsWhileACorrectionIsUnderWay) {
    const std::int64_t id =
        title(firm("虚构精密机械有限公司", "913418020000010116", "341802"), "GR202234000001");
    state(kTitle, id, "verified");
    EXPECT_EQ(figure(), "1");
    EXPECT_EQ(one(kTitle, id, business_).find("approved")->type, JsonType::null);
    state(kTitle, id, "returned");
    update(kTitle, id, "valid_to", "2025-12-01");
    // The figure stays, and so does what stands behind it, marked.
    EXPECT_EQ(figure(), "1");
    const JsonValue list = behind(clerk_);
    ASSERT_EQ(list.find("counted")->find("total")->text, "1");
    const JsonValue& counted = list.find("counted")->find("items")->items.at(0);
    EXPECT_EQ(counted.find("values")->find("valid_to")->find("text")->text, "2024-12-01");
    ASSERT_NE(counted.find("correction_since"), nullptr);
    EXPECT_EQ(list.find("expiring")->find("total")->text, "1");
    // The record says what it says now, and what counts until that is approved.
    const JsonValue view = one(kTitle, id, clerk_);
    EXPECT_EQ(view.find("record")->find("values")->find("valid_to")->find("text")->text,
              "2025-12-01");
    const JsonValue* approved = view.find("approved");
    EXPECT_EQ(approved->find("state")->text, "verified");
    EXPECT_EQ(approved->find("version")->text, "3");  // after it followed its firm
    EXPECT_EQ(approved->find("since")->text, counted.find("correction_since")->text);
    EXPECT_EQ(approved->find("record")->find("values")->find("valid_to")->find("text")->text,
              "2024-12-01");
    ASSERT_EQ(approved->find("differences")->items.size(), 1U);
    EXPECT_EQ(approved->find("differences")->items.at(0).text, "valid_to");
    state(kTitle, id, "verified");
    EXPECT_EQ(one(kTitle, id, clerk_).find("approved")->type, JsonType::null);
    state(kTitle, id, "withdrawn");
    EXPECT_EQ(behind(clerk_).find("counted")->find("total")->text, "0");
}

TEST_F(RecordsPast, WhatWasApprovedIsMaskedLikeTheRest) {
    const std::int64_t id = firm("虚构精密机械有限公司", "913418020000010116", "341802");
    state(kFirm, id, "verified");
    state(kFirm, id, "returned");
    update(kFirm, id, "contact_phone", "13987654321");
    const JsonValue view = one(kFirm, id, clerk_);
    const JsonValue* phone =
        view.find("approved")->find("record")->find("values")->find("contact_phone");
    ASSERT_NE(phone, nullptr);
    EXPECT_EQ(phone->find("sight")->text, "masked");
    EXPECT_EQ(phone->find("text")->type, JsonType::null);
    EXPECT_EQ(office_.get(fmt::format("{}/{}", kFirms, id), clerk_).body.find("13812345678"),
              std::string::npos);
}

TEST_F(RecordsPast, EveryListIsHadAgainByItsOwnMoment) {
    const std::vector<std::string> queries = {
        "?limit=2",        "?sort=-name&limit=2", "?f.region=341802",
        "?state=verified", "?on=2024-07-15",      "?sort=changed",
        kSearch,           "?step=submit"};
    std::map<std::string, std::string> kept;  // answer by what asks for it again
    std::vector<std::int64_t> firms;
    const auto keep = [&] {
        for (const std::string& query : queries) {
            const Reply reply = list(query, business_);
            kept[kFirms + with(query, moment_in(reply))] = reply.body;
        }
        const Reply reply = office_.get(std::string(kTarget) + "/records", clerk_);
        kept[with(std::string(kTarget) + "/records?on=2024-07-15", moment_in(reply))] =
            office_.get(std::string(kTarget) + "/records?on=2024-07-15", clerk_).body;
    };
    firms.push_back(firm("虚构甲有限公司", "913418020000010116", "341802"));
    firms.push_back(firm("虚构乙有限公司", "913418210000020222", "341821"));
    const std::int64_t held = title(firms[0], "GR202234000001");
    keep();
    update(kFirm, firms[0], "name", "虚构甲甲有限公司");
    state(kFirm, firms[1], "verified");
    keep();
    state(kTitle, held, "verified");
    update(kFirm, firms[1], "region", "341802");
    keep();
    state(kTitle, held, "returned");
    state(kFirm, firms[1], "returned");
    write(record::merge_command(
        registries(), request(),
        {.from = whom(kFirm, firms[0]), .into = whom(kFirm, firms[1]), .reason = "重复"}));
    keep();
    ASSERT_EQ(kept.size(), 4 * (queries.size() + 1));
    std::size_t different = 0;
    for (const auto& [path, answer] : kept) {
        const Headers& who = path.starts_with(kFirms) ? business_ : clerk_;
        EXPECT_EQ(office_.get(path, who).body, answer) << path;
        different += answer != kept.begin()->second ? 1 : 0;
    }
    EXPECT_GT(different, 10U);
}

TEST_F(RecordsPast, ARecordAndAFileOfThePastDoNotChange) {
    const std::int64_t id = firm("虚构甲有限公司", "913418020000010116", "341802");
    const std::int64_t held = title(id, "GR202234000001");
    const std::string then = now();
    std::vector<std::string> paths = {
        fmt::format("{}/{}?as_of={}", kFirms, id, then),
        fmt::format("/api/v1/records/{}/{}?as_of={}", kTitle, held, then)};
    for (const char* format : {"csv", "json", "xlsx"})
        paths.push_back(fmt::format("{}/export?format={}&as_of={}", kFirms, format, then));
    std::map<std::string, std::string> kept;
    for (const std::string& path : paths) kept[path] = office_.get(path, business_).body;
    office_.pass(kTenDays);
    business_ = office_.sign_in("business");
    update(kFirm, id, "name", "虚构乙有限公司");
    title(id, "GR202434000002");
    for (const std::string& path : paths) {
        const Reply reply = office_.get(path, business_);
        EXPECT_EQ(reply.status, 200) << path;
        EXPECT_EQ(reply.body, kept[path]) << path;
    }
    const JsonValue past = read(paths[0], "/api/v1/records/{registry}/{id}", business_).json();
    EXPECT_EQ(past.find("record")->find("title")->text, "虚构甲有限公司");
    EXPECT_EQ(past.find("history")->items.size(), 1U);
    EXPECT_EQ(past.find("relations")->items.at(0).find("count")->text, "1");
    EXPECT_EQ(past.find("may_edit")->find("allowed")->text, "false");
    EXPECT_TRUE(past.find("steps")->items.empty());
    // What the record refers to bears its name of then.
    EXPECT_NE(kept[paths[1]].find("虚构甲有限公司"), std::string::npos);
}

TEST_F(RecordsPast, BothThePastAndThePresentHaveToAllowIt) {
    const std::int64_t id = firm("虚构甲有限公司", "913418020000010116", "341802");
    state(kFirm, id, "verified");
    const Headers viewer = office_.person("guan", "role.viewer", R"("from":"2024-01-01")");
    const std::string before = now();
    const std::string at_before = "?as_of=" + before;
    EXPECT_EQ(total(at_before, clerk_), "1");
    EXPECT_EQ(total(at_before, neighbour_), "0");
    EXPECT_EQ(total(at_before, viewer), "1");
    update(kFirm, id, "region", "341821");
    // It moved: who had it sees it no more, who has it does not see what it was elsewhere.
    EXPECT_EQ(total("", neighbour_), "1");
    for (const Headers* who : {&clerk_, &neighbour_}) {
        EXPECT_EQ(total(at_before, *who), "0");
        EXPECT_EQ(office_.get(fmt::format("{}/{}{}", kFirms, id, at_before), *who).status, 404);
        const Reply file =
            office_.get(fmt::format("{}/export?format=csv&as_of={}", kFirms, before), *who);
        EXPECT_EQ(file.body.find("虚构甲"), std::string::npos);
    }
    EXPECT_EQ(total(at_before, business_), "1");
    EXPECT_EQ(total(at_before, viewer), "1");
    // Sent back, it is still seen as it was approved; withdrawn, it is not.
    state(kFirm, id, "returned");
    EXPECT_EQ(total(at_before, viewer), "1");
    state(kFirm, id, "withdrawn");
    EXPECT_EQ(total(at_before, viewer), "0");
}

TEST_F(RecordsPast, WhoMayNotSeeACorrectionSeesWhatWasApproved) {
    const std::int64_t id = firm("虚构甲有限公司", "913418020000010116", "341802");
    state(kFirm, id, "verified");
    const Headers viewer = office_.person("guan", "role.viewer", R"("from":"2024-01-01")");
    const std::string approved = now();
    const JsonValue before = one(kFirm, id, viewer);
    EXPECT_EQ(before.find("record")->find("correction_since"), nullptr);
    state(kFirm, id, "returned");
    update(kFirm, id, "name", "虚构乙有限公司");
    const std::string under_way = now();

    const JsonValue seen = one(kFirm, id, viewer);
    EXPECT_EQ(seen.find("record")->find("title")->text, "虚构甲有限公司");
    EXPECT_EQ(seen.find("record")->find("state")->text, "verified");
    EXPECT_EQ(seen.find("record")->find("version")->text,
              before.find("record")->find("version")->text);
    ASSERT_NE(seen.find("record")->find("correction_since"), nullptr);
    EXPECT_EQ(seen.find("may_edit")->find("allowed")->text, "false");
    EXPECT_TRUE(seen.find("steps")->items.empty());
    EXPECT_EQ(seen.find("history")->items.size(), before.find("history")->items.size());
    EXPECT_EQ(seen.find("approved")->type, JsonType::null);
    EXPECT_EQ(office_.get(fmt::format("{}/{}", kFirms, id), viewer).body.find("虚构乙"),
              std::string::npos);
    // In every list, as it is told one by one; who works on it sees the correction.
    for (const std::string& query : {std::string("?f.region=341802"), std::string("?on=2024-07-15"),
                                     std::string("?state=verified"), std::string(kSearch)}) {
        EXPECT_EQ(total(query, viewer), "1") << query;
        EXPECT_EQ(total(with(query, under_way), viewer), "1") << query;
    }
    EXPECT_EQ(total("?state=returned", viewer), "0");
    EXPECT_EQ(total("?q=%E4%B9%99", viewer), "0");  // 乙
    EXPECT_EQ(total("?q=%E4%B9%99", clerk_), "1");
    EXPECT_EQ(total("?state=verified", clerk_), "0");
    EXPECT_EQ(total(with("?q=%E4%B9%99", approved), clerk_), "0");
    // When the correction is approved, that is seen, and the past stays.
    const Reply then = list(with("?sort=name", under_way), viewer);
    state(kFirm, id, "verified");
    EXPECT_EQ(one(kFirm, id, viewer).find("record")->find("title")->text, "虚构乙有限公司");
    EXPECT_EQ(list(with("?sort=name", under_way), viewer).body, then.body);
    EXPECT_NE(then.body.find("虚构甲有限公司"), std::string::npos);
}

TEST_F(RecordsPast, WhatStoodBehindAFigureIsSeenByWhomeverTheApprovedIs) {
    const std::int64_t id =
        title(firm("虚构精密机械有限公司", "913418020000010116", "341802"), "GR202234000001");
    state(kTitle, id, "verified");
    const Headers viewer = office_.person("guan", "role.viewer", R"("from":"2024-01-01")");
    const std::string expiring = "/api/v1/registries/cn.certificate/expiring?from=2024-07-15";
    const auto running_out = [&](const std::string& query, const Headers& who) {
        return read(expiring + query, "/api/v1/registries/{code}/expiring", who)
            .json()
            .find("total")
            ->text;
    };
    EXPECT_EQ(running_out("", viewer), "1");
    state(kTitle, id, "returned");
    update(kTitle, id, "valid_to", "2027-12-01");
    const std::string under_way = now();
    for (const Headers* who : std::array<const Headers*, 2>{&viewer, &clerk_}) {
        EXPECT_EQ(behind(*who).find("counted")->find("total")->text, "1");
        EXPECT_EQ(running_out("", *who), "1");
    }
    state(kTitle, id, "verified");
    EXPECT_EQ(running_out("", viewer), "0");
    EXPECT_EQ(running_out("&as_of=" + under_way, viewer), "1");
}

TEST_F(RecordsPast, WhatWaitedThenAndAFileToBringItBack) {
    const std::int64_t id = firm("虚构甲有限公司", "913418020000010116", "341802");
    const Headers leader = office_.person("wang", "role.leader", R"("from":"2024-01-01")");
    const std::string then = now();
    const std::string file =
        fmt::format("{}/export?format=csv&editable=true&as_of={}", kFirms, then);
    EXPECT_EQ(total("?step=sign", leader), "1");
    const Reply before = office_.get(file, business_);
    ASSERT_EQ(before.status, 200) << before.body;
    EXPECT_NE(before.body.find("虚构甲有限公司"), std::string::npos);
    state(kFirm, id, "signed");
    update(kFirm, id, "name", "虚构乙有限公司");
    EXPECT_EQ(total("?step=sign", leader), "0");
    EXPECT_EQ(total(with("?step=sign", then), leader), "1");
    EXPECT_EQ(office_.get(file, business_).body, before.body);
}

TEST_F(RecordsPast, WhatThePastCannotAnswerIsRefused) {
    firm("虚构甲有限公司", "913418020000010116", "341802");
    const std::string then = now();
    const auto code = [&](const std::string& query) {
        const Reply reply = list(query, business_);
        EXPECT_EQ(reply.status, 400) << query;
        return reply.json().find("code")->text;
    };
    EXPECT_EQ(code("?step=dance&as_of=" + then), "E-query");
    EXPECT_EQ(code("?as_of=2034-01-01"), "E-query");
    EXPECT_EQ(code("?as_of=yesterday"), "E-query");
    EXPECT_EQ(office_.get(std::string(kTarget) + "/records?as_of=2034-01-01", business_).status,
              400);
}

}  // namespace
}  // namespace kc::test

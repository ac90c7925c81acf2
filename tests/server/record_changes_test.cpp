// SPDX-License-Identifier: Apache-2.0
// What happens to a record over the years: its yearly figures, new names, splitting and merging,
// and the traces they leave. All firms are fictitious.
#include <set>

#include "record/commands.hpp"
#include "record_office.hpp"

namespace kc::test {
namespace {

using server::JsonType;
using server::JsonValue;

constexpr const char* kYear = "/api/v1/records/{registry}/{id}/years/{year}";

class RecordChanges : public Records {
protected:
    Reply put_year(const std::string& id, int year, const std::string& body, int version,
                   Headers who) {
        who.emplace("Idempotency-Key", fmt::format("years-key-{}", ++keys_));
        who["If-Match"] = fmt::format("\"{}\"", version);
        const Reply reply =
            ask(office_.port(),
                {.method = "PUT", .path = year_path(id, year), .body = body, .headers = who});
        expect_documented("put", kYear, reply);
        return reply;
    }

    Reply split(const std::string& id, const std::string& body, int version, Headers who) {
        who["If-Match"] = fmt::format("\"{}\"", version);
        const Reply reply = office_.post(fmt::format("{}/{}/split", kFirms, id), body, who);
        expect_documented("post", std::string(kRecord) + "/split", reply);
        return reply;
    }

    Headers outsider() {
        office_.make_account("outsider");
        return office_.session_of("outsider");
    }

    static std::string year_path(const std::string& id, int year) {
        return fmt::format("{}/{}/years/{}", kFirms, id, year);
    }

    JsonValue view(const std::string& id, const Headers& who) {
        return read(fmt::format("{}/{}", kFirms, id), kRecord, who).json();
    }

    static std::set<std::string> pointers(const Reply& reply) {
        std::set<std::string> all;
        const JsonValue body = reply.json();
        for (const JsonValue& error : body.find("errors")->items)
            all.insert(error.find("pointer")->text);
        return all;
    }

    static std::string shown(const JsonValue& figures, const char* field) {
        const JsonValue* cell = figures.find("values")->find(field);
        return cell == nullptr ? "" : cell->find("text")->text;
    }
};

TEST_F(RecordChanges, FiguresOfAYearHaveVersionsOfTheirOwn) {
    const std::string id = id_of(own_firm());
    EXPECT_EQ(read(year_path(id, 2023), kYear, clerk_).status, 404);
    const Reply first = put_year(
        id, 2023, R"({"fields":{"staff":"80","st_staff":12},"source":"2023年年报"})", 0, clerk_);
    ASSERT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(first.header("etag"), "\"1\"");
    // Nobody overwrites what somebody else has entered meanwhile.
    EXPECT_EQ(put_year(id, 2023, R"({"fields":{"staff":"90"}})", 0, clerk_).status, 412);
    const Reply second = put_year(id, 2023, R"({"fields":{"staff":"82"}})", 1, clerk_);
    ASSERT_EQ(second.status, 200) << second.body;
    const JsonValue now = second.json();
    EXPECT_EQ(shown(*now.find("figures"), "staff"), "82");
    EXPECT_EQ(shown(*now.find("figures"), "st_staff"), "12");  // not named, so it stays
    EXPECT_EQ(now.find("figures")->find("source")->text, "2023年年报");
    ASSERT_EQ(now.find("versions")->items.size(), 2U);
    EXPECT_EQ(shown(now.find("versions")->items[0], "staff"), "80");
    EXPECT_EQ(now.find("versions")->items[0].find("entered_by")->text, "li");
    // Another year is another matter, and the record itself is as it was.
    EXPECT_EQ(put_year(id, 2022, R"({"fields":{"staff":"70"}})", 0, clerk_).status, 200);
    const JsonValue whole = view(id, clerk_);
    EXPECT_EQ(whole.find("record")->find("version")->text, "1");
    ASSERT_EQ(whole.find("yearly")->items.size(), 2U);
    EXPECT_EQ(whole.find("yearly")->items[0].find("year")->text, "2022");
}

TEST_F(RecordChanges, FiguresGoWithTheRightsToTheirRecord) {
    const std::string id = id_of(own_firm());
    const std::string body = R"({"fields":{"staff":"80"}})";
    EXPECT_EQ(put_year(id, 2023, body, 0, neighbour_).status, 404);
    EXPECT_EQ(put_year(id, 2023, body, 0, leader_).status, 403);
    EXPECT_EQ(put_year(id, 2023, body, 0, clerk_).status, 200);
    EXPECT_EQ(read(year_path(id, 2023), kYear, neighbour_).status, 404);
    EXPECT_EQ(read(year_path(id, 2023), kYear, leader_).status, 200);
    Headers without_token = clerk_;
    without_token.erase("X-CSRF-Token");
    EXPECT_EQ(put_year(id, 2022, body, 0, without_token).status, 403);
    Headers without_match = clerk_;
    without_match["Idempotency-Key"] = "a-key-without-a-version";
    EXPECT_EQ(
        ask(office_.port(),
            {.method = "PUT", .path = year_path(id, 2022), .body = body, .headers = without_match})
            .status,
        428);
    const std::string other = "/api/v1/records/cn.certificate";
    const Reply certificate = office_.post(
        other,
        fmt::format(R"({{"fields":{{"title":"虚构证书","kind":"high-tech","enterprise":{},)"
                    R"("number":"GR202434000001","valid_from":"2024-01-01"}}}})",
                    id),
        clerk_);
    ASSERT_EQ(certificate.status, 201) << certificate.body;
    Headers who = clerk_;
    who["Idempotency-Key"] = "certificates-have-no-years";
    who["If-Match"] = "\"0\"";
    const Reply none =
        ask(office_.port(), {.method = "PUT",
                             .path = fmt::format("{}/{}/years/2023", other, id_of(certificate)),
                             .body = body,
                             .headers = who});
    EXPECT_EQ(none.status, 404) << none.body;
}

TEST_F(RecordChanges, WhatSomebodyDoesNotSeeHeDoesNotOverwrite) {
    const std::string id = id_of(own_firm());
    ASSERT_EQ(put_year(id, 2023, R"({"fields":{"staff":"80","revenue":"1200"}})", 0, clerk_).status,
              200);
    // A park sees that there is a figure, the bureau's administrator not even that.
    const Headers park = office_.person("park", "role.park_manager", R"("units":["341802"])");
    const Reply masked = read(year_path(id, 2023), kYear, park);
    EXPECT_EQ(masked.body.find("1200"), std::string::npos);
    const JsonValue figures = masked.json();
    const JsonValue* revenue = figures.find("figures")->find("values")->find("revenue");
    ASSERT_NE(revenue, nullptr);
    ASSERT_EQ(revenue->find("sight")->text, "masked");
    const std::string mask = revenue->find("shown")->find("zh")->text;
    const Reply kept =
        put_year(id, 2023, fmt::format(R"({{"fields":{{"revenue":"{}"}}}})", mask), 1, park);
    EXPECT_EQ(kept.status, 422) << kept.body;
    EXPECT_EQ(read(year_path(id, 2023), kYear, business_).body.find("revenue"), std::string::npos);
    const Reply hidden = put_year(id, 2023, R"({"fields":{"revenue":"1"}})", 1, business_);
    EXPECT_EQ(hidden.status, 422) << hidden.body;
    EXPECT_EQ(pointers(hidden), std::set<std::string>{"/fields/revenue"});
    // Of a year without figures too: nothing tells whether there are any.
    EXPECT_EQ(pointers(put_year(id, 2022, R"({"fields":{"revenue":"1"}})", 0, business_)),
              std::set<std::string>{"/fields/revenue"});
    ASSERT_EQ(put_year(id, 2023, R"({"fields":{"staff":"81"}})", 1, park).status, 200);
    ASSERT_EQ(put_year(id, 2023, R"({"fields":{"staff":"82"}})", 2, business_).status, 200);
    const JsonValue after = read(year_path(id, 2023), kYear, clerk_).json();
    EXPECT_EQ(shown(*after.find("figures"), "revenue"), "1200万元");
    EXPECT_EQ(shown(*after.find("figures"), "staff"), "82");
}

TEST_F(RecordChanges, EveryWrongFigureIsNamedAtOnce) {
    const std::string id = id_of(own_firm());
    const Reply wrong = put_year(
        id, 2023, R"({"fields":{"staff":"-1","st_staff":"很多","nothing":"1"}})", 0, clerk_);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(pointers(wrong),
              (std::set<std::string>{"/fields/staff", "/fields/st_staff", "/fields/nothing"}));
    EXPECT_EQ(put_year(id, 2023, R"({"fields":{}})", 0, clerk_).status, 422);
    // A year that has not begun, and none at all.
    EXPECT_EQ(put_year(id, 2031, R"({"fields":{"staff":"80"}})", 0, clerk_).status, 422);
    EXPECT_EQ(put_year(id, 3, R"({"fields":{"staff":"80"}})", 0, clerk_).status, 422);
    EXPECT_EQ(view(id, clerk_).find("yearly")->items.size(), 0U);
}

TEST_F(RecordChanges, TheSameFiguresSentTwiceAreEnteredOnce) {
    const std::string id = id_of(own_firm());
    Headers who = clerk_;
    who["Idempotency-Key"] = "the-very-same-figures";
    const std::string body = R"({"fields":{"staff":"80"}})";
    const Reply first = put_year(id, 2023, body, 0, who);
    const Reply second = put_year(id, 2023, body, 0, who);
    EXPECT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(second.status, 200) << second.body;
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(second.json().find("versions")->items.size(), 1U);
}

TEST_F(RecordChanges, ARenamingLeavesTheFormerName) {
    const std::string id = id_of(own_firm());
    const std::string path = fmt::format("{}/{}", kFirms, id);
    // Without a day or without a name it is no renaming.
    EXPECT_EQ(
        pointers(put(path, R"({"fields":{"name":"虚构新名公司"},"is_rename":true})", 1, clerk_)),
        std::set<std::string>{"/since"});
    EXPECT_EQ(
        pointers(put(path, R"({"fields":{"chain":"装备"},"is_rename":true,"since":"2024-03-01"})",
                     1, clerk_)),
        std::set<std::string>{"/fields/name"});
    const Reply renamed =
        put(path, R"({"fields":{"name":"虚构新名公司"},"is_rename":true,"since":"2024-03-01"})", 1,
            clerk_);
    ASSERT_EQ(renamed.status, 200) << renamed.body;
    const JsonValue now = renamed.json();
    EXPECT_EQ(now.find("record")->find("title")->text, "虚构新名公司");
    EXPECT_EQ(now.find("history")->items.back().find("change")->text, "rename");
    const auto& names = now.find("traces")->find("former_names")->items;
    ASSERT_EQ(names.size(), 1U);
    EXPECT_EQ(names[0].find("title")->text, "虚构精密机械有限公司");
    EXPECT_EQ(names[0].find("until")->text, "2024-02-29");
    // The old name still finds it.
    EXPECT_EQ(total(clerk_, "?q=%E7%B2%BE%E5%AF%86%E6%9C%BA%E6%A2%B0"), "1");
}

TEST_F(RecordChanges, ASplitNamesTheWholeAndTheParts) {
    const std::string id = id_of(own_firm());
    const std::string body =
        R"({"parts":[{"fields":{"name":"虚构甲公司","credit_code":"91341802000003033W"}},)"
        R"({"fields":{"name":"虚构乙公司","credit_code":"913418020000040448"}}],)"
        R"("on":"2024-05-01","reason":"分立"})";
    EXPECT_EQ(split(id, body, 1, neighbour_).status, 404);
    EXPECT_EQ(split(id, body, 1, leader_).status, 403);
    EXPECT_EQ(split(id, body, 7, clerk_).status, 412);
    const Reply done = split(id, body, 1, clerk_);
    ASSERT_EQ(done.status, 200) << done.body;
    const JsonValue whole = done.json();
    EXPECT_EQ(whole.find("record")->find("id")->text, id);
    EXPECT_EQ(whole.find("record")->find("life")->text, "split");
    EXPECT_EQ(whole.find("record")->find("closed_on")->text, "2024-05-01");
    const auto& parts = whole.find("traces")->find("went_into")->items;
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].find("how")->text, "split");
    EXPECT_EQ(parts[0].find("on")->text, "2024-05-01");
    EXPECT_EQ(parts[1].find("record")->find("title")->text, "虚构乙公司");
    const JsonValue part = view(parts[0].find("record")->find("id")->text, clerk_);
    EXPECT_EQ(part.find("record")->find("values")->find("region")->find("text")->text, "341802");
    const auto& origin = part.find("traces")->find("came_from")->items;
    ASSERT_EQ(origin.size(), 1U);
    EXPECT_EQ(origin[0].find("record")->find("id")->text, id);
    EXPECT_EQ(part.find("history")->items[0].find("change")->text, "split");
    // Whoever may not see the parts is told of none.
    EXPECT_EQ(total(neighbour_), "0");
    EXPECT_EQ(total(clerk_, "?q=%E8%99%9A%E6%9E%84"), "3");
}

// Nobody has looked at the parts of what was verified: the whole stays until they are verified.
TEST_F(RecordChanges, PartsOfWhatWasVerifiedAreDrafts) {
    const std::string id = id_of(own_firm());
    auto& office = office_.site().office();
    const auto set_state = [&](const std::string& record, const char* state) {
        auto answer = office.store().write(record::state_command(
            office.live()->registries,
            {.key = fmt::format("split-{}", ++keys_), .actor = "li", .today = office.today()},
            {.whom = {.registry = "cn.enterprise",
                      .id = whole_number(record),
                      .allowed = store::always()},
             .state = state}));
        return answer ? std::string() : answer.error().code;
    };
    ASSERT_EQ(set_state(id, "verified"), "");
    const Reply done =
        split(id,
              R"({"parts":[{"fields":{"name":"虚构甲公司","credit_code":"91341802000003033W"}},)"
              R"({"fields":{"name":"虚构乙公司","credit_code":"913418020000040448"}}],)"
              R"("on":"2024-05-01","reason":"分立"})",
              2, business_);
    ASSERT_EQ(done.status, 200) << done.body;
    const JsonValue whole = done.json();
    EXPECT_EQ(whole.find("record")->find("life")->text, "open");
    EXPECT_EQ(whole.find("record")->find("state")->text, "verified");
    EXPECT_EQ(whole.find("history")->items.back().find("change")->text, "splitting");
    const auto& parts = whole.find("traces")->find("went_into")->items;
    ASSERT_EQ(parts.size(), 2U);
    for (const JsonValue& part : parts)
        EXPECT_EQ(part.find("record")->find("state")->text, "draft");
    const Headers viewer = office_.person("guan", "role.viewer", R"("from":"2024-01-01")");
    EXPECT_EQ(total(viewer), "1");
    EXPECT_EQ(set_state(parts[0].find("record")->find("id")->text, "verified"),
              "E-record-split-part");
    EXPECT_EQ(total(viewer), "1");
}

TEST_F(RecordChanges, APartThatIsWrongIsNamedWithItsPlace) {
    const std::string id = id_of(own_firm());
    const Reply wrong = split(
        id, R"({"parts":[{"fields":{"name":"虚构甲公司"}},{"fields":{"region":"不存在县"}}]})", 1,
        clerk_);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(pointers(wrong),
              (std::set<std::string>{"/parts/0/fields/credit_code", "/parts/1/fields/name",
                                     "/parts/1/fields/credit_code", "/parts/1/fields/region"}));
    EXPECT_EQ(split(id, R"({"parts":[]})", 1, clerk_).status, 422);
    // One part alone is no split, unless the rest goes on.
    const std::string one =
        R"({{"parts":[{{"fields":{{"name":"虚构甲公司","credit_code":"91341802000003033W"{}}}}}],)"
        R"("whole_stays":{},"on":"2024-05-01"}})";
    EXPECT_EQ(split(id, fmt::format(fmt::runtime(one), "", "false"), 1, clerk_).status, 422);
    // No part lies outside one's reach, and nothing of a refused split is there.
    EXPECT_EQ(split(id, fmt::format(fmt::runtime(one), R"(,"region":"341821")", "true"), 1, clerk_)
                  .status,
              403);
    EXPECT_EQ(total(business_), "1");
    const Reply broken_off = split(id, fmt::format(fmt::runtime(one), "", "true"), 1, clerk_);
    ASSERT_EQ(broken_off.status, 200) << broken_off.body;
    EXPECT_EQ(broken_off.json().find("record")->find("life")->text, "open");
    EXPECT_EQ(broken_off.json().find("traces")->find("went_into")->items.size(), 1U);
}

TEST_F(RecordChanges, AMergedOneIsTracedFromBothSides) {
    const std::string id = id_of(create(business_, "虚构甲公司", "913418020000010116", "341802"));
    const std::string twin = id_of(create(business_, "虚构乙公司", "91341802000003033W", "341802"));
    Headers who = business_;
    who["If-Match"] = "\"1\"";
    const Reply merged = office_.post(fmt::format("{}/{}/merge", kFirms, twin),
                                      fmt::format(R"({{"into":{},"reason":"重复"}})", id), who);
    ASSERT_EQ(merged.status, 200) << merged.body;
    const auto origin = view(id, business_).find("traces")->find("came_from")->items;
    ASSERT_EQ(origin.size(), 1U);
    EXPECT_EQ(origin[0].find("how")->text, "merge");
    EXPECT_EQ(origin[0].find("record")->find("id")->text, twin);
    const auto gone = view(twin, business_).find("traces")->find("went_into")->items;
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(gone[0].find("record")->find("id")->text, id);
}

TEST_F(RecordChanges, YearlyFiguresComeInAndGoOutAsAFile) {
    const std::string id = id_of(own_firm());
    const std::string other = id_of(create(clerk_, "虚构乙公司", "91341802000003033W", "341802"));
    const std::string header = "统一社会信用代码,企业名称,年度,从业人员,科技人员,数据来源\n";
    const auto send = [&](const std::string& rows, const std::string& query, const Headers& who) {
        Headers headers = who;
        headers["Content-Type"] = "text/csv";
        const Reply reply =
            office_.post(std::string(kFirms) + "/imports?of=years&" + query, rows, headers);
        expect_documented("post", std::string(kRecords) + "/imports", reply);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply.json();
    };
    const auto counts = [](const JsonValue& report) {
        std::string text;
        for (const char* name : {"create", "update", "same", "conflict", "wrong"})
            text += report.find("counts")->find(name)->text + " ";
        return text;
    };
    const std::string rows = header +
                             "913418020000010116,,2023,80,12,2023年年报\n"
                             "913418020000010116,,2022,70,,\n"
                             ",虚构乙公司,2023,9,,\n";
    EXPECT_EQ(counts(send(rows, "dry_run=true", clerk_)), "3 0 0 0 0 ");
    EXPECT_EQ(view(id, clerk_).find("yearly")->items.size(), 0U);
    const JsonValue done = send(rows, "dry_run=false", clerk_);
    EXPECT_EQ(done.find("done")->text, "true");
    ASSERT_EQ(done.find("rows")->items.size(), 3U);
    EXPECT_EQ(done.find("rows")->items[0].find("year")->text, "2023");
    EXPECT_EQ(view(id, clerk_).find("yearly")->items.size(), 2U);
    EXPECT_EQ(view(other, clerk_).find("yearly")->items.size(), 1U);
    EXPECT_EQ(shown(*read(year_path(id, 2023), kYear, clerk_).json().find("figures"), "staff"),
              "80");
    EXPECT_EQ(send(rows, "dry_run=false", clerk_).find("repeated")->text, "true");
    // As it went out it comes in again; what changed on both sides is a conflict, and nothing of
    // such a file is kept.
    const Reply file = office_.get(
        std::string(kFirms) + "/export?of=years&years=2022-2023&format=csv&editable=true", clerk_);
    ASSERT_EQ(file.status, 200) << file.body;
    EXPECT_EQ(counts(send(file.body, "dry_run=true", clerk_)), "0 0 4 0 0 ");
    ASSERT_EQ(put_year(id, 2023, R"({"fields":{"staff":"81"}})", 1, clerk_).status, 200);
    EXPECT_EQ(counts(send(file.body, "dry_run=true", clerk_)), "0 0 4 0 0 ");
    std::string edited = file.body;
    edited.replace(edited.find(",80,"), 4, ",85,");
    const JsonValue conflict = send(edited, "dry_run=false", clerk_);
    EXPECT_EQ(counts(conflict), "0 0 3 1 0 ");
    EXPECT_EQ(conflict.find("done")->text, "false");
    // Named once for each row that is wrong.
    const std::string wrong = header +
                              "913418020000010116,,2021,-3,,\n"
                              ",没有这家公司,2021,5,,\n"
                              "913418020000010116,,2020,5,,\n"
                              "913418020000010116,,2020,6,,\n";
    EXPECT_EQ(counts(send(wrong, "dry_run=false", clerk_)), "1 0 0 1 2 ");
    EXPECT_EQ(view(id, clerk_).find("yearly")->items.size(), 2U);
    // Neither the neighbour's nor a reader's: they are told of no such firm, or may not.
    EXPECT_EQ(counts(send(rows + " ", "dry_run=true", neighbour_)), "0 0 0 2 1 ");
    EXPECT_EQ(office_.get(std::string(kFirms) + "/export?of=years&years=2023", outsider()).status,
              403);
    EXPECT_EQ(office_.get(std::string(kFirms) + "/export?of=years", clerk_).status, 400);
    EXPECT_EQ(office_.get("/api/v1/records/cn.certificate/template?of=years", clerk_).status, 404);
    const Reply form = office_.get(std::string(kFirms) + "/template?of=years&format=csv", clerk_);
    EXPECT_EQ(form.status, 200);
    EXPECT_NE(form.body.find("年度"), std::string::npos);
    // What he may read and not take out goes out masked, and comes in again as it was.
    ASSERT_EQ(put_year(other, 2023, R"({"fields":{"revenue":"7654"}})", 1, clerk_).status, 200);
    const Reply all =
        office_.get(std::string(kFirms) + "/export?of=years&years=2023&format=csv", clerk_);
    EXPECT_EQ(all.body.find("7654"), std::string::npos);
    EXPECT_NE(all.body.find("***"), std::string::npos);
    EXPECT_EQ(counts(send(all.body, "dry_run=true", clerk_)), "0 0 2 0 0 ");
}

}  // namespace
}  // namespace kc::test

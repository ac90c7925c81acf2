// SPDX-License-Identifier: Apache-2.0
// Registries as files from outside: a county clerk fills in the template, mends what was wrong and
// hands it in; whoever has no right gets no file. All firms are fictitious.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "running_office.hpp"
#include "schema_check.hpp"
#include "workbook_table.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonValue;

constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
constexpr const char* kRecords = "/api/v1/records/{registry}";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

class RecordFiles : public testing::Test {
protected:
    RecordFiles() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["341802"])");
    }

    Reply documented(const std::string& method, const std::string& path, Reply reply) {
        // What is no JSON is a file, whose shape the contract does not tell.
        const bool is_json = reply.header("content-type").find("json") != std::string::npos;
        if (is_json) {
            EXPECT_EQ(reply_misfit(contract_, method, kRecords + path, reply), "")
                << method << path;
        }
        return reply;
    }
    Reply upload(const Headers& who, const std::string& query, const std::string& bytes,
                 const std::string& type = kXlsx) {
        Headers headers = who;
        headers["Content-Type"] = type;
        return documented("post", "/imports",
                          office_.post(kFirms + std::string("/imports") + query, bytes, headers));
    }
    Reply marked(const Headers& who, const std::string& bytes) {
        Headers headers = who;
        headers["Content-Type"] = kXlsx;
        return documented("post", "/imports/marked",
                          office_.post(kFirms + std::string("/imports/marked"), bytes, headers));
    }
    Reply get(const Headers& who, const std::string& path, const std::string& pattern) {
        return documented("get", pattern, office_.get(kFirms + path, who));
    }

    // "create update same conflict wrong"
    static std::string counts(const Reply& reply) {
        const JsonValue json = reply.json();
        const JsonValue* of = json.find("counts");
        if (of == nullptr) return reply.body;
        std::string text;
        for (const char* name : {"create", "update", "same", "conflict", "wrong"})
            text += (text.empty() ? "" : " ") + of->find(name)->text;
        return text;
    }
    static std::string text_of(const Reply& reply, const char* name) {
        const JsonValue json = reply.json();
        return json.find(name) == nullptr ? reply.body : json.find(name)->text;
    }

    static std::size_t column(const Table& table, const std::string& head) {
        for (std::size_t i = 0; i < table.front().size(); ++i) {
            if (table.front()[i].starts_with(head)) return i;
        }
        ADD_FAILURE() << head;
        return 0;
    }

    std::string total(const Headers& who) { return text_of(office_.get(kFirms, who), "total"); }

    RunningOffice office_;
    JsonValue contract_;
    Headers clerk_;
};

TEST_F(RecordFiles, AClerkFillsInTheTemplateMendsTwoCellsAndHandsItIn) {
    const Reply empty = get(clerk_, "/template", "/template");
    ASSERT_EQ(empty.status, 200) << empty.body;
    EXPECT_EQ(empty.header("content-type"), kXlsx);
    Table table = read_table(empty.body, 0, 2);
    ASSERT_EQ(table.size(), 1U);
    const std::size_t name = column(table, "企业名称");
    const std::size_t code = column(table, "统一社会信用代码");
    const std::size_t region = column(table, "所属县市区");
    const std::size_t founded = column(table, "成立日期");
    const auto add = [&](const char* called, const char* coded, const char* since) {
        std::vector<std::string>& row = table.emplace_back(table.front().size());
        row[name] = called;
        row[code] = coded;
        row[region] = "宣州区";
        row[founded] = since;
    };
    add("虚构精密机械有限公司", "913418020000010116", "2019-05-06");
    add("虚构电子有限公司", "91341802000000028H", "2020-01-02");  // the check digit is wrong
    add("虚构材料有限公司", "91341802000000027J", "01/02/2024");  // which month?

    const Reply tried = upload(clerk_, "?submit=true", workbook("企业", table));
    ASSERT_EQ(tried.status, 200) << tried.body;
    EXPECT_EQ(counts(tried), "1 0 0 0 2");
    EXPECT_EQ(text_of(tried, "clean"), "false");
    const JsonValue report = tried.json();
    const JsonValue* findings = report.find("findings");
    ASSERT_EQ(findings->items.size(), 2U) << tried.body;
    EXPECT_EQ(findings->items[0].find("cell")->text, "D3");
    EXPECT_EQ(findings->items[0].find("field")->text, "credit_code");
    EXPECT_EQ(findings->items[1].find("field")->text, "founded");
    const Reply refused = upload(clerk_, "?dry_run=false&submit=true", workbook("企业", table));
    EXPECT_EQ(text_of(refused, "done"), "false");
    EXPECT_EQ(total(clerk_), "0");

    const Reply with_marks = marked(clerk_, workbook("企业", table));
    ASSERT_EQ(with_marks.status, 200) << with_marks.body;
    Table mended = read_table(with_marks.body, 0, 0);
    ASSERT_EQ(mended.size(), 4U);
    EXPECT_NE(mended[2].back().find("D3"), std::string::npos) << mended[2].back();
    EXPECT_NE(mended[3].back().find("："), std::string::npos) << mended[3].back();
    mended[2][code] = "913418210000000198";
    mended[3][founded] = "2024-02-01";

    const std::string bytes = workbook("企业", mended);
    EXPECT_EQ(counts(upload(clerk_, "?submit=true", bytes)), "3 0 0 0 0");
    const Reply done = upload(clerk_, "?dry_run=false&submit=true", bytes);
    EXPECT_EQ(text_of(done, "done"), "true") << done.body;
    EXPECT_EQ(counts(done), "3 0 0 0 0");
    EXPECT_EQ(total(clerk_), "3");
    const Reply list = office_.get(kFirms, clerk_);
    EXPECT_EQ(list.json().find("items")->items[0].find("state")->text, "submitted");

    const Reply again = upload(clerk_, "?dry_run=false&submit=true", bytes);
    EXPECT_EQ(text_of(again, "repeated"), "true") << again.body;
    EXPECT_EQ(counts(again), "0 0 3 0 0");
    EXPECT_EQ(again.json().find("earlier")->find("by")->text, "li");
    EXPECT_EQ(total(clerk_), "3");

    const std::string id = text_of(done, "id");
    const Reply imports = get(clerk_, "/imports", "/imports");
    EXPECT_EQ(imports.json().find("items")->items.size(), 1U) << imports.body;
    const Reply one = get(clerk_, "/imports/" + id + "?limit=2", "/imports/{id}");
    ASSERT_EQ(one.status, 200) << one.body;
    EXPECT_EQ(one.json().find("rows")->items.size(), 2U);
    EXPECT_EQ(text_of(one, "next_cursor"), "3");
    EXPECT_EQ(get(clerk_, "/imports/" + id + "?cursor=3", "/imports/{id}")
                  .json()
                  .find("rows")
                  ->items.size(),
              1U);
}

TEST_F(RecordFiles, AListGoesOutIsEditedAndComesInAgain) {
    const std::string csv =
        "企业名称,统一社会信用代码,所属县市区,联系电话\n"
        "虚构精密机械有限公司,913418020000010116,宣州区,13812345678\n"
        "=1+1有限公司,91341802000000027J,宣州区,\n";
    EXPECT_EQ(text_of(upload(clerk_, "?dry_run=false", csv, "text/csv"), "done"), "true");
    for (const char* format : {"xlsx", "csv"}) {
        const Reply out =
            get(clerk_, std::string("/export?editable=true&format=") + format, "/export");
        ASSERT_EQ(out.status, 200) << out.body;
        const Reply same = upload(clerk_, "?dry_run=false", out.body, out.header("content-type"));
        EXPECT_EQ(counts(same), "0 0 2 0 0") << same.body;
    }
    const Reply out =
        get(clerk_, "/export?editable=true&format=csv&columns=name,address", "/export");
    std::string text = out.body;
    EXPECT_NE(text.find("'=1+1有限公司"), std::string::npos) << text;
    EXPECT_EQ(text.find("1381"), std::string::npos);
    text.replace(text.find("虚构精密机械有限公司,"), std::string("虚构精密机械有限公司,").size(),
                 "虚构精密机械有限公司,鳌峰路1号");
    const Reply changed = upload(clerk_, "?dry_run=false", text, "text/csv");
    EXPECT_EQ(counts(changed), "0 1 1 0 0") << changed.body;
    EXPECT_EQ(changed.json().find("rows")->items[0].find("changes")->items[0].find("field")->text,
              "address");
    EXPECT_EQ(get(clerk_, "/export?editable=true&format=json", "/export").status, 400);
}

TEST_F(RecordFiles, AMappingOfOnesOwnIsUsedAndRemembered) {
    const std::string csv = "单位,代码,县区\n虚构精密机械有限公司,913418020000010116,宣州区\n";
    EXPECT_EQ(text_of(upload(clerk_, "", csv, "text/csv"), "clean"), "false");
    const auto form = [](const std::string& file, const std::string& mapping) {
        return fmt::format(
            "--b\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n{}\r\n"
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{}\r\n"
            "--b--\r\n",
            mapping, file);
    };
    const std::string type = "multipart/form-data; boundary=b";
    const std::string mapping =
        R"({"columns":[{"header":"单位","field":"name"},{"header":"代码","field":"credit_code"},)"
        R"({"header":"县区","field":"region"}]})";
    const Reply done = upload(clerk_, "?dry_run=false", form(csv, mapping), type);
    EXPECT_EQ(text_of(done, "done"), "true") << done.body;
    EXPECT_NE(done.body.find(R"("by":"given")"), std::string::npos);
    const std::string next = "单位,代码,县区\n虚构材料有限公司,91341802000000027J,宣州区\n";
    const Reply tried = upload(clerk_, "", next, "text/csv");
    EXPECT_EQ(counts(tried), "1 0 0 0 0") << tried.body;
    EXPECT_NE(tried.body.find(R"("by":"memory")"), std::string::npos);
    EXPECT_EQ(get(clerk_, "/mapping", "/mapping").json().find("columns")->items.size(), 3U);
    EXPECT_EQ(upload(clerk_, "", form(csv, "{"), type).status, 400);
    EXPECT_EQ(upload(clerk_, "", form(csv, R"({"columns":[{"field":"name"}]})"), type).status, 422);

    Headers headers = clerk_;
    headers["Idempotency-Key"] = "forget-the-mapping";
    const Reply forgotten =
        documented("put", "/mapping",
                   ask(office_.port(), {.method = "PUT",
                                        .path = kFirms + std::string("/mapping"),
                                        .body = R"({"columns":[]})",
                                        .headers = headers}));
    EXPECT_EQ(forgotten.status, 200) << forgotten.body;
    EXPECT_EQ(text_of(upload(clerk_, "", next, "text/csv"), "clean"), "false");
}

TEST_F(RecordFiles, WhatIsNoTableIsRefusedByItsName) {
    EXPECT_EQ(upload(clerk_, "", "%PDF-1.7 nothing", kXlsx).status, 422);
    EXPECT_EQ(upload(clerk_, "?dry_run=perhaps", "a\n", "text/csv").status, 400);
    EXPECT_EQ(upload(clerk_, "?rows=5000", "a\n", "text/csv").status, 400);
    const Reply odd = upload(clerk_, "", "甲,乙\n1,2\n", "text/csv");
    EXPECT_EQ(odd.status, 200) << odd.body;
    EXPECT_EQ(text_of(odd, "clean"), "false");
    EXPECT_EQ(get(clerk_, "/imports/999", "/imports/{id}").status, 404);
    const Headers leader = office_.person("wang", "role.county_leader", R"("units":["341802"])");
    EXPECT_EQ(upload(leader, "", "a\n", "text/csv").status, 403);
    EXPECT_EQ(get(leader, "/template", "/template").status, 403);
    EXPECT_EQ(get({}, "/template", "/template").status, 401);
}

TEST_F(RecordFiles, EveryOtherListGoesOutWithWhatItsFiguresStandOn) {
    const Headers business = office_.sign_in("business");
    for (const char* list : {"targets", "tasks", "facts", "sheets"}) {
        for (const char* format : {"xlsx", "csv", "json"}) {
            const std::string path = fmt::format("/api/v1/exports/{}?format={}", list, format);
            EXPECT_EQ(office_.get(path, business).status, 200) << path;
            EXPECT_GE(office_.get(path).status, 401) << path;
        }
    }
    const Reply targets = office_.get("/api/v1/exports/targets?format=json", business);
    const JsonValue json = targets.json();
    const JsonValue listed = office_.get("/api/v1/targets?limit=200", business).json();
    const JsonValue* rows = json.find("rows");
    ASSERT_NE(rows, nullptr) << targets.body.substr(0, 500);
    EXPECT_EQ(rows->items.size(), listed.find("items")->items.size());
    EXPECT_NE(targets.body.find("kechuang-journal"), std::string::npos);
    EXPECT_EQ(office_.get("/api/v1/exports/journal?format=csv", business).status, 403);
    EXPECT_EQ(office_.get("/api/v1/exports/journal?format=csv", office_.sign_in("audit")).status,
              200);
    // Who holds what, for those who look after or audit it.
    EXPECT_EQ(office_.get("/api/v1/exports/people", business).status, 403);
    const Reply people = office_.get("/api/v1/exports/people?format=csv", office_.sign_in("audit"));
    EXPECT_EQ(people.status, 200);
    EXPECT_NE(people.body.find("li,在用,县市区科技局经办人,生效,"), std::string::npos)
        << people.body;
    EXPECT_EQ(office_.get("/api/v1/exports/targets/none/counties", business).status, 404);
    EXPECT_EQ(office_.get("/api/v1/exports/tasks?format=pdf", business).status, 400);
}

}  // namespace
}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// One story from a county's table to the city's target, in the sample city. A clerk fills in the
// template with two bad cells, mends them and hands it in; the county signs; the section sees the
// difference, returns one, gets it again and verifies; the leader's target moves by exactly that
// and opens to the certificates. Nobody else finds any of it anywhere.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "workbook_table.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kCertificates = "/api/v1/records/cn.certificate";
constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
constexpr const char* kTarget = "/api/v1/targets/cw2024.htfirms";
constexpr const char* kSheet = "/api/v1/collections/form.county_monthly/999907/2024-06";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* kMark = "XK2024770";        // begins every number of the story's certificates
constexpr const char* kWords = "虚构密语七七零";  // stands in their titles and in the file attached
constexpr std::size_t kNew = 3;

std::string text_of(const Reply& reply, const char* name) {
    if (!reply.body.starts_with('{')) return reply.body;
    const JsonValue json = reply.json();
    return json.find(name) == nullptr ? reply.body : json.find(name)->text;
}

class Story : public testing::Test {
protected:
    Story()
        : office_(office::SampleOptions{.seed = 3,
                                        .size = office::SampleSize::small,
                                        .today = *base::Date::of(2024, 7, 15)}) {
        office_.set_up();
        const std::string county = R"("units":["999907"])";
        clerk_ = office_.person("li", "role.county_clerk", county);
        leader_ = office_.person("wang", "role.county_leader", county);
        high_tech_ = office_.person("feng", "role.section_head",
                                    R"("sections":["template.bureau.high_tech"])");
        planning_ = office_.person("zhao", "role.section_head",
                                   R"("sections":["template.bureau.planning"])");
        city_ = office_.person("chen", "role.leader", R"("from":"2024-01-01")");
    }

    // ---- the tables ------------------------------------------------------------------------

    // Credit codes of firms of the county that hold no high-tech certificate.
    std::vector<std::string> firms_without() {
        std::set<std::string> held;
        const JsonValue certificates =
            office_.get(std::string(kCertificates) + "?f.kind=high-tech&limit=200", clerk_).json();
        for (const JsonValue& one : certificates.find("items")->items)
            held.insert(one.find("values")->find("enterprise")->find("text")->text);
        std::vector<std::string> codes;
        const JsonValue firms = office_.get(std::string(kFirms) + "?limit=200", clerk_).json();
        for (const JsonValue& one : firms.find("items")->items) {
            if (!held.contains(one.find("id")->text))
                codes.push_back(one.find("values")->find("credit_code")->find("text")->text);
        }
        return codes;
    }

    static std::string& cell(Table& table, std::size_t row, std::string_view head) {
        const auto& heads = table.front();
        const auto at = std::find_if(heads.begin(), heads.end(),
                                     [&](const std::string& one) { return one.starts_with(head); });
        EXPECT_NE(at, heads.end()) << head;
        std::vector<std::string>& cells = table[row];
        cells.resize(std::max(cells.size(), heads.size()));
        return cells[static_cast<std::size_t>(at - heads.begin())];
    }

    Reply upload(const std::string& query, const std::string& bytes) {
        Headers headers = clerk_;
        headers["Content-Type"] = kXlsx;
        return office_.post(std::string(kCertificates) + "/imports" + query, bytes, headers);
    }

    static std::string counts(const Reply& reply) {
        const JsonValue json = reply.json();
        const JsonValue* of = json.find("counts");
        if (of == nullptr) return reply.body;
        return of->find("create")->text + " " + of->find("wrong")->text;
    }

    // ---- the certificates ------------------------------------------------------------------

    Reply step(const std::string& id, const std::string& word, const Headers& who,
               const std::string& reason = "") {
        const std::string place = fmt::format("{}/{}", kCertificates, id);
        Headers headers = who;
        headers["If-Match"] = office_.get(place, who).header("etag");
        return office_.post(place + "/steps",
                            fmt::format(R"({{"step":"{}","reason":"{}"}})", word, reason), headers);
    }

    Reply attach(const std::string& id) {
        Headers headers = clerk_;
        headers["Content-Type"] = "multipart/form-data; boundary=b";
        return office_.post(fmt::format("{}/{}/attachments", kCertificates, id),
                            fmt::format("--b\r\nContent-Disposition: form-data; name=\"file\"; "
                                        "filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n{}\r\n--b--\r\n",
                                        kWords),
                            headers);
    }

    std::vector<std::string> ids() {
        std::vector<std::string> found;
        const std::string path = fmt::format("{}?f.number=contains:{}", kCertificates, kMark);
        const JsonValue list = office_.get(path, clerk_).json();
        for (const JsonValue& one : list.find("items")->items)
            found.push_back(one.find("id")->text);
        return found;
    }

    int figure() {
        const JsonValue target = office_.get(kTarget, city_).json();
        return whole_number(target.find("target")->find("value")->text);
    }

    // ---- the sheet -------------------------------------------------------------------------

    static const JsonValue* control(const JsonValue& sheet, std::string_view field) {
        for (const JsonValue& cell : sheet.find("cells")->items) {
            if (cell.find("field")->text != field) continue;
            for (const JsonValue& one : cell.find("differences")->items) {
                if (one.find("against")->text == "control") return &one;
            }
        }
        return nullptr;
    }

    JsonValue sheet(const Headers& who) { return office_.get(kSheet, who).json(); }

    Reply save(int version, int firms, const std::string& why) {
        const JsonValue now = sheet(clerk_);
        std::string cells;
        for (const JsonValue& one : now.find("cells")->items) {
            const std::string& field = one.find("field")->text;
            const JsonValue* counted = control(now, field);
            // What nobody counts stays as it was in May.
            std::string value = counted == nullptr ? "4" : counted->find("value")->text;
            if (field == "htfirms") value = std::to_string(firms);
            cells +=
                fmt::format(R"({}{{"field":"{}","value":{},"explanation":"{}"}})",
                            cells.empty() ? "" : ",", field, value, field == "htfirms" ? why : "");
        }
        Headers headers = clerk_;
        headers["Idempotency-Key"] = fmt::format("story-sheet-{}", version);
        return ask(office_.port(), {.method = "PUT",
                                    .path = kSheet,
                                    .body = fmt::format(R"({{"expected_version":{},"cells":[{}]}})",
                                                        version, cells),
                                    .headers = headers});
    }

    std::string sheet_step(const std::string& word, int version, const Headers& who,
                           const std::string& reason = "") {
        const Reply reply =
            office_.post(std::string(kSheet) + "/steps",
                         fmt::format(R"({{"step":"{}","expected_version":{},"reason":"{}"}})", word,
                                     version, reason),
                         who);
        return text_of(reply, "state");
    }

    // ---- what others find --------------------------------------------------------------------

    // Every address of the contract that is asked with GET, filled in with the story's own things.
    std::vector<std::string> addresses(const std::string& id) {
        const JsonValue contract = office_.get("/api/openapi.json").json();
        std::vector<std::string> all;
        for (const auto& [pattern, methods] : contract.find("paths")->members) {
            if (methods.find("get") == nullptr || pattern.find("{provider}") != std::string::npos)
                continue;
            const bool is_registry = pattern.find("/registries/{code}") != std::string::npos;
            const bool is_import = pattern.find("imports/{id}") != std::string::npos;
            const std::array<std::pair<std::string_view, std::string>, 9> values = {{
                {"{registry}", "cn.certificate"},
                {"{id}", is_import ? import_ : id},
                {"{number}", "1"},
                {"{form}", "form.county_monthly"},
                {"{unit}", "999907"},
                {"{period}", "2024-06"},
                {"{field}", "htfirms"},
                {"{name}", "li"},
                {"{code}", is_registry ? "cn.certificate" : "cw2024.htfirms"},
            }};
            std::string path = pattern;
            for (const auto& [name, value] : values) {
                const std::size_t at = path.find(name);
                if (at != std::string::npos) path.replace(at, name.size(), value);
            }
            all.push_back(path);
        }
        for (const char* query :
             {"?q=XK2024770", "?f.number=contains:XK2024770", "?sort=-number&limit=200",
              "/export?format=csv", "/export?format=json", "/export?format=csv&editable=true"})
            all.push_back(std::string(kCertificates) + query);
        for (const char* list : {"facts", "sheets", "targets", "targets/cw2024.htfirms/counties"})
            all.push_back(fmt::format("/api/v1/exports/{}?format=csv", list));
        all.push_back("/api/v1/registries/cn.certificate/expiring?q=XK2024770");
        return all;
    }

    RunningOffice office_;
    Headers clerk_;
    Headers leader_;
    Headers high_tech_;
    Headers planning_;
    Headers city_;
    std::string import_;
};

TEST_F(Story, FromACountysTableToTheCitysTarget) {
    const int begun = figure();
    const std::vector<std::string> firms = firms_without();
    ASSERT_GE(firms.size(), kNew);

    // The template with two bad cells: nothing is kept, and the file comes back marked.
    Table table =
        read_table(office_.get(std::string(kCertificates) + "/template", clerk_).body, 0, 2);
    ASSERT_EQ(table.size(), 1U);
    for (std::size_t i = 1; i <= kNew; ++i) {
        table.emplace_back();
        cell(table, i, "证书名称") = fmt::format("高新技术企业证书（{}）", kWords);
        cell(table, i, "类别") = i == 1 ? "高薪技术企业" : "高新技术企业";
        cell(table, i, "企业") = firms[i - 1];
        cell(table, i, "证书或入库编号") = fmt::format("{}{}", kMark, i);
        cell(table, i, "发证或公告日期") = i == 2 ? "2024-13-45" : "2024-01-10";
        cell(table, i, "有效期至") = "2024-12-31";
    }
    EXPECT_EQ(counts(upload("?submit=true", workbook("证书", table))), "1 2");
    EXPECT_EQ(text_of(upload("?dry_run=false&submit=true", workbook("证书", table)), "done"),
              "false");
    EXPECT_TRUE(ids().empty());
    Headers xlsx = clerk_;
    xlsx["Content-Type"] = kXlsx;
    const Reply marked =
        office_.post(std::string(kCertificates) + "/imports/marked", workbook("证书", table), xlsx);
    Table mended = read_table(marked.body, 0, 0);
    ASSERT_EQ(mended.size(), kNew + 1);
    cell(mended, 1, "类别") = "高新技术企业";
    cell(mended, 2, "发证或公告日期") = "2024-01-10";
    const Reply done = upload("?dry_run=false&submit=true", workbook("证书", mended));
    EXPECT_EQ(counts(done), "3 0") << done.body;
    import_ = text_of(done, "id");
    const std::vector<std::string> made = ids();
    ASSERT_EQ(made.size(), kNew);

    // The county types one more than it registered; the section sees it, and has it corrected.
    const int there = whole_number(control(sheet(clerk_), "htfirms")->find("value")->text);
    ASSERT_EQ(save(0, there + 1, "").status, 200);
    EXPECT_NE(sheet_step("submit", 1, clerk_), "submitted");
    ASSERT_EQ(save(1, there + 1, "还有一家待登记").status, 200);
    EXPECT_EQ(sheet_step("submit", 2, clerk_), "submitted");
    EXPECT_EQ(sheet_step("sign", 3, leader_), "signed");
    EXPECT_EQ(control(sheet(planning_), "htfirms")->find("difference")->text, "1");
    EXPECT_EQ(sheet_step("return", 4, planning_, "按登记数填报"), "returned");
    ASSERT_EQ(save(5, there, "").status, 200);
    EXPECT_EQ(sheet_step("submit", 6, clerk_), "submitted");
    EXPECT_EQ(sheet_step("sign", 7, leader_), "signed");
    const JsonValue again = sheet(planning_);
    EXPECT_EQ(again.find("cells")->items[0].find("former")->text, std::to_string(there + 1));
    EXPECT_EQ(control(again, "htfirms")->find("difference")->text, "0");
    EXPECT_EQ(sheet_step("verify", 8, planning_), "verified");

    // The certificates: signed, one returned and mended, all verified.
    EXPECT_EQ(figure(), begun + 3);
    for (const std::string& id : made) EXPECT_EQ(step(id, "sign", leader_).status, 200);
    EXPECT_EQ(step(made[0], "return", high_tech_, "有效期应为三年").status, 200);
    EXPECT_EQ(figure(), begun + 2);
    const std::string place = fmt::format("{}/{}", kCertificates, made[0]);
    Headers change = clerk_;
    const Reply returned = office_.get(place, clerk_);
    EXPECT_NE(returned.body.find("有效期应为三年"), std::string::npos) << returned.body;
    change["If-Match"] = returned.header("etag");
    change["Idempotency-Key"] = "story-certificate";
    EXPECT_EQ(ask(office_.port(), {.method = "PUT",
                                   .path = place,
                                   .body = R"({"fields":{"valid_to":"2027-01-09"}})",
                                   .headers = change})
                  .status,
              200);
    EXPECT_EQ(attach(made[0]).status, 201);
    EXPECT_EQ(step(made[0], "submit", clerk_).status, 200);
    EXPECT_EQ(step(made[0], "sign", leader_).status, 200);
    for (const std::string& id : made) EXPECT_EQ(step(id, "verify", high_tech_).status, 200);

    // The leader's target has moved by exactly three, and opens to the records.
    EXPECT_EQ(figure(), begun + 3);
    const JsonValue behind = office_.get(std::string(kTarget) + "/records", city_).json();
    EXPECT_EQ(behind.find("counted")->find("total")->text, std::to_string(begun + 3));
    const Reply derived = office_.get(std::string(kTarget) + "/derivation", city_);
    EXPECT_NE(derived.body.find("登记库计数"), std::string::npos) << derived.body;
    const auto holds = [&](const char* list, const std::string& id) {
        const auto& items = behind.find(list)->find("items")->items;
        return std::any_of(items.begin(), items.end(),
                           [&](const JsonValue& one) { return one.find("id")->text == id; });
    };
    for (const std::string& id : made) EXPECT_TRUE(holds("counted", id)) << id;
    EXPECT_FALSE(holds("expiring", made[0]));
    EXPECT_TRUE(holds("expiring", made[1]));
    EXPECT_TRUE(holds("expiring", made[2]));

    // Nobody else finds any of it, however they ask.
    const std::vector<std::string> all = addresses(made[0]);
    EXPECT_GT(all.size(), 60U);
    int found_by_the_clerk = 0;
    for (const std::string& path : all) {
        const std::string body = office_.get(path, clerk_).body;
        const bool is_there =
            body.find(kMark) != std::string::npos || body.find(kWords) != std::string::npos;
        found_by_the_clerk += is_there ? 1 : 0;
    }
    EXPECT_GE(found_by_the_clerk, 8);  // or the search below would find nothing in any case
    std::string other;                 // a firm that has nothing to do with it
    const JsonValue listed =
        office_.get(std::string(kFirms) + "?limit=50", office_.sign_in("business")).json();
    for (const JsonValue& one : listed.find("items")->items) {
        const std::string& code = one.find("values")->find("credit_code")->find("text")->text;
        if (std::find(firms.begin(), firms.end(), code) == firms.end()) other = code;
    }
    const std::array<std::pair<const char*, Headers>, 3> others = {{
        {"neighbour", office_.person("zhou", "role.county_clerk", R"("units":["999906"])")},
        {"firm", office_.person("he", "role.firm_user", fmt::format(R"("body":"{}")", other))},
        {"outsider", {}},
    }};
    for (const auto& [who, session] : others) {
        for (const std::string& path : all) {
            const Reply reply = office_.get(path, session);
            EXPECT_EQ(reply.body.find(kMark), std::string::npos) << who << " " << path;
            EXPECT_EQ(reply.body.find(kWords), std::string::npos) << who << " " << path;
        }
        for (const char* rest : {"", "/attachments", "/attachments/1"})
            EXPECT_GE(office_.get(place + rest, session).status, 400) << who << rest;
        EXPECT_GE(office_.get(kSheet, session).status, 400) << who;
        const std::string search = std::string(kCertificates) + "?q=" + kMark;
        const Reply list = office_.get(search, session);
        EXPECT_TRUE(list.status >= 400 || text_of(list, "total") == "0") << who << list.body;
    }
}

}  // namespace
}  // namespace kc::test

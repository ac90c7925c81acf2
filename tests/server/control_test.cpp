// SPDX-License-Identifier: Apache-2.0
// Typed totals beside what is counted from records, in the sample city: a county that types one
// firm more than there are certificates sees the difference, has to say why, and the section sees
// both and the certificates themselves.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kSheet = "/api/v1/collections/form.county_monthly/999907/2024-06";
constexpr const char* kSheetPath = "/api/v1/collections/{form}/{unit}/{period}";

class Control : public testing::Test {
protected:
    Control()
        : office_(office::SampleOptions{.seed = 3,
                                        .size = office::SampleSize::small,
                                        .today = *base::Date::of(2024, 7, 15)}) {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["999907"])");
        leader_ = office_.person("wang", "role.county_leader", R"("units":["999907"])");
        section_ = office_.person("zhao", "role.section_head",
                                  R"("sections":["template.bureau.planning"])");
    }

    void expect_documented(const std::string& method, const std::string& path, const Reply& reply) {
        EXPECT_EQ(reply_misfit(contract_, method, path, reply), "") << path << reply.body;
    }

    JsonValue sheet(const Headers& who) {
        const Reply reply = office_.get(kSheet, who);
        expect_documented("get", kSheetPath, reply);
        return reply.json();
    }

    static const JsonValue& cell(const JsonValue& sheet, std::string_view field) {
        for (const JsonValue& one : sheet.find("cells")->items) {
            if (one.find("field")->text == field) return one;
        }
        ADD_FAILURE() << field;
        return sheet;
    }

    static const JsonValue* control(const JsonValue& sheet, std::string_view field) {
        for (const JsonValue& one : cell(sheet, field).find("differences")->items) {
            if (one.find("against")->text == "control") return &one;
        }
        return nullptr;
    }

    // All figures as counted where they are, but so many high-tech firms.
    std::string cells(const JsonValue& sheet, const std::string& firms, const std::string& why) {
        std::string body;
        for (const JsonValue& one : sheet.find("cells")->items) {
            const std::string& field = one.find("field")->text;
            const JsonValue* counted = control(sheet, field);
            // What nobody counts stays as it was in May.
            std::string value = counted == nullptr ? "4" : counted->find("value")->text;
            if (field == "htfirms") value = firms;
            body +=
                fmt::format(R"({}{{"field":"{}","value":{},"explanation":"{}"}})",
                            body.empty() ? "" : ",", field, value, field == "htfirms" ? why : "");
        }
        return body;
    }

    Reply save(int version, const std::string& cells) {
        Headers headers = clerk_;
        headers.emplace("Idempotency-Key", fmt::format("control-key-{}", ++keys_));
        const Reply reply =
            ask(office_.port(),
                {.method = "PUT",
                 .path = kSheet,
                 .body = fmt::format(R"({{"expected_version":{},"cells":[{}]}})", version, cells),
                 .headers = headers});
        expect_documented("put", kSheetPath, reply);
        return reply;
    }

    Reply step(const Headers& who, const std::string& word, int version) {
        return office_.post(std::string(kSheet) + "/steps",
                            fmt::format(R"({{"step":"{}","expected_version":{}}})", word, version),
                            who);
    }

    JsonValue counted(const std::string& field, const Headers& who) {
        const Reply reply = office_.get(fmt::format("{}/counted/{}", kSheet, field), who);
        expect_documented("get", std::string(kSheetPath) + "/counted/{field}", reply);
        return reply.json();
    }

    RunningOffice office_;
    JsonValue contract_;
    Headers clerk_;
    Headers leader_;
    Headers section_;
    int keys_ = 0;
};

TEST_F(Control, ATypedTotalIsHeldAgainstTheCertificates) {
    const JsonValue fresh = sheet(clerk_);
    ASSERT_EQ(fresh.find("state")->text, "open");
    ASSERT_NE(control(fresh, "htfirms"), nullptr);
    const int there = whole_number(control(fresh, "htfirms")->find("value")->text);
    ASSERT_GT(there, 0);
    EXPECT_EQ(control(fresh, "demands"), nullptr);  // nobody counts those

    // The same figure: nothing to say.
    const Reply same = save(0, cells(fresh, std::to_string(there), ""));
    EXPECT_TRUE(same.json().find("findings")->items.empty()) << same.body;

    const JsonValue more = save(1, cells(fresh, std::to_string(there + 1), "")).json();
    EXPECT_EQ(control(more, "htfirms")->find("difference")->text, "1");
    ASSERT_EQ(more.find("findings")->items.size(), 1U);
    const JsonValue& finding = more.find("findings")->items[0];
    EXPECT_EQ(finding.find("code")->text, "W-sheet-control");
    EXPECT_EQ(finding.find("zh")->text,
              fmt::format("有效高新技术企业数填{}家，登记库数出{}家，多1家", there + 1, there));
    EXPECT_EQ(finding.find("en")->text,
              fmt::format("High-tech firms with a valid certificate: {} typed, {} counted from "
                          "records, 1 more",
                          there + 1, there));
    EXPECT_EQ(step(clerk_, "submit", 2).status, 422);

    const std::string why = "一家证书已公告，尚未登记";
    EXPECT_EQ(save(2, cells(fresh, std::to_string(there + 1), why)).status, 200);
    EXPECT_EQ(step(clerk_, "submit", 3).json().find("state")->text, "submitted");
    EXPECT_EQ(step(leader_, "sign", 4).status, 200);

    const JsonValue seen = sheet(section_);
    EXPECT_EQ(cell(seen, "htfirms").find("value")->text, std::to_string(there + 1));
    EXPECT_EQ(cell(seen, "htfirms").find("explanation")->text, why);
    EXPECT_EQ(control(seen, "htfirms")->find("value")->text, std::to_string(there));
    EXPECT_EQ(seen.find("findings")->items[0].find("explained")->text, "true");
}

TEST_F(Control, TheRecordsBehindTheCountAreThere) {
    const std::string there = control(sheet(clerk_), "htfirms")->find("value")->text;
    const JsonValue list = counted("htfirms", clerk_);
    EXPECT_EQ(list.find("indicator")->text, "cn.htfirm.valid_count");
    EXPECT_EQ(list.find("registry")->text, "cn.certificate");
    EXPECT_EQ(list.find("period")->text, "2024-06");
    EXPECT_EQ(list.find("value")->text, there);
    EXPECT_EQ(list.find("counted")->find("total")->text, there);
    EXPECT_EQ(std::to_string(list.find("counted")->find("items")->items.size()), there);
    // The section sees those that have been verified; sums are counted as well.
    EXPECT_LE(whole_number(counted("htfirms", section_).find("counted")->find("total")->text),
              whole_number(there));
    EXPECT_EQ(counted("contract_turnover", clerk_).find("period")->text, "2024-01..06");
    EXPECT_EQ(counted("demands", clerk_).find("code")->text, "E-sheet-not-counted");
    EXPECT_EQ(counted("none", clerk_).find("code")->text, "E-sheet-not-counted");
}

TEST_F(Control, WhoeverDoesNotSeeTheSheetDoesNotSeeItsRecords) {
    const Headers neighbour = office_.person("zhou", "role.county_clerk", R"("units":["999906"])");
    const std::string path = std::string(kSheet) + "/counted/htfirms";
    EXPECT_EQ(office_.get(path, neighbour).status, 404);
    EXPECT_NE(office_.get(path).status, 200);
}

// What nothing counts yet is only what people say.
TEST(ControlWithoutRecords, ATypedTotalIsNotHeldAgainstItself) {
    RunningOffice office;
    office.set_up();
    const Headers clerk = office.person("li", "role.county_clerk", R"("units":["341802"])");
    const std::string path = "/api/v1/collections/form.county_monthly/341802/2024-06";
    const JsonValue sheet = office.get(path, clerk).json();
    for (const JsonValue& cell : sheet.find("cells")->items) {
        for (const JsonValue& one : cell.find("differences")->items)
            EXPECT_NE(one.find("against")->text, "control");
    }
}

}  // namespace
}  // namespace kc::test

// SPDX-License-Identifier: Apache-2.0
// Files attached to records and sheets: who sees, adds and takes back which. All are fictitious.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office/office_attachments.hpp"
#include "running_office.hpp"
#include "schema_check.hpp"
#include "store/sha256.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
constexpr const char* kRecordFiles = "/api/v1/records/{registry}/{id}/attachments";
constexpr const char* kSheet = "/api/v1/collections/form.county_monthly/341802/2024-06";
constexpr const char* kSheetFiles = "/api/v1/collections/{form}/{unit}/{period}/attachments";
const std::string kPdf = "%PDF-1.7\n虚构证书";

class Attachments : public testing::Test {
protected:
    Attachments() {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        clerk_ = office_.person("li", "role.county_clerk", R"("units":["341802"])");
        neighbour_ = office_.person("zhou", "role.county_clerk", R"("units":["341821"])");
        leader_ = office_.person("wang", "role.county_leader", R"("units":["341802"])");
        const Reply firm = office_.post(
            kFirms,
            R"({"fields":{"name":"虚构精密机械有限公司","credit_code":"913418020000010116",)"
            R"("region":"341802"}})",
            clerk_);
        EXPECT_EQ(firm.status, 201) << firm.body;
        firm_ = fmt::format("{}/{}", kFirms, firm.json().find("record")->find("id")->text);
    }

    Reply send(const std::string& place, const Headers& who, const std::string& name,
               const std::string& bytes, const std::string& file_class = "") {
        std::string body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                           name + "\"\r\n\r\n" + bytes + "\r\n";
        if (!file_class.empty())
            body += "--b\r\nContent-Disposition: form-data; name=\"class\"\r\n\r\n" + file_class +
                    "\r\n";
        Headers headers = who;
        headers["Content-Type"] = "multipart/form-data; boundary=b";
        const Reply reply = office_.post(place + "/attachments", body + "--b--\r\n", headers);
        expect_documented("post", documented(place), reply);
        return reply;
    }

    Reply list(const std::string& place, const Headers& who) {
        const Reply reply = office_.get(place + "/attachments", who);
        expect_documented("get", documented(place), reply);
        return reply;
    }

    Reply open(const std::string& place, const Headers& who, int number) {
        return office_.get(fmt::format("{}/attachments/{}", place, number), who);
    }

    Reply take_back(const std::string& place, const Headers& who, int number,
                    const std::string& reason) {
        const Reply reply = office_.post(fmt::format("{}/attachments/{}/taken-back", place, number),
                                         fmt::format(R"({{"reason":"{}"}})", reason), who);
        expect_documented("post", documented(place) + "/{number}/taken-back", reply);
        return reply;
    }

    static std::string documented(const std::string& place) {
        return place == kSheet ? kSheetFiles : kRecordFiles;
    }

    void expect_documented(const std::string& method, const std::string& path, const Reply& reply) {
        EXPECT_EQ(reply_misfit(contract_, method, path, reply), "") << method << path;
    }

    static std::size_t shown(const Reply& reply) {
        return reply.status == 200 ? reply.json().find("items")->items.size() : 0;
    }

    static std::string code(const Reply& reply) { return reply.json().find("code")->text; }

    RunningOffice office_;
    JsonValue contract_;
    Headers clerk_;
    Headers neighbour_;
    Headers leader_;
    std::string firm_;
};

TEST_F(Attachments, AFileComesBackAsItWasSentUnderItsOwnName) {
    const Reply sent = send(firm_, clerk_, "高企证书.pdf", kPdf);
    ASSERT_EQ(sent.status, 201) << sent.body;
    const JsonValue answer = sent.json();
    const JsonValue& one = answer.find("items")->items.at(0);
    EXPECT_EQ(one.find("name")->text, "高企证书.pdf");
    EXPECT_EQ(one.find("sha256")->text, store::to_hex(store::sha256(kPdf)));
    EXPECT_EQ(one.find("added_by")->text, "li");
    const Reply file = open(firm_, leader_, 1);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.body, kPdf);
    EXPECT_EQ(file.header("content-type"), "application/pdf");
    EXPECT_EQ(file.header("content-disposition"),
              "attachment; filename=\"____.pdf\"; "
              "filename*=UTF-8''%E9%AB%98%E4%BC%81%E8%AF%81%E4%B9%A6.pdf");
    EXPECT_EQ(file.header("x-content-type-options"), "nosniff");
}

TEST_F(Attachments, WhoDoesNotSeeTheRecordLearnsNothingOfItsFiles) {
    ASSERT_EQ(send(firm_, clerk_, "a.pdf", kPdf).status, 201);
    // The same answers as for a record that is not there.
    const std::string none = std::string(kFirms) + "/999999";
    for (const std::string& place : {firm_, none}) {
        EXPECT_EQ(list(place, neighbour_).status, 404);
        EXPECT_EQ(open(place, neighbour_, 1).status, 404);
        EXPECT_EQ(send(place, neighbour_, "b.pdf", kPdf + "b").status, 404);
        EXPECT_EQ(take_back(place, neighbour_, 1, "x").status, 404);
    }
    EXPECT_EQ(list(firm_, {}).status, 404);
    EXPECT_EQ(shown(list(firm_, clerk_)), 1U);
}

TEST_F(Attachments, ALeaderSeesFilesAndAddsNone) {
    EXPECT_EQ(list(firm_, leader_).json().find("may_add")->text, "false");
    const Reply sent = send(firm_, leader_, "a.pdf", kPdf);
    EXPECT_EQ(sent.status, 403);
    EXPECT_EQ(code(sent), "E-attachment-forbidden");
    EXPECT_EQ(shown(list(firm_, clerk_)), 0U);
}

TEST_F(Attachments, OfAMaskedClassOneLearnsOnlyThatThereIsAFile) {
    ASSERT_EQ(send(firm_, clerk_, "王小明身份证.jpg", "\xFF\xD8\xFF...", "personal").status, 201);
    // A county's clerk sees personal fields masked, its leader clear.
    const Reply masked = list(firm_, clerk_);
    ASSERT_EQ(shown(masked), 1U);
    const JsonValue answer = masked.json();
    const JsonValue& one = answer.find("items")->items.at(0);
    EXPECT_EQ(one.find("is_visible")->text, "false");
    EXPECT_EQ(one.find("name")->type, JsonType::null);
    EXPECT_EQ(one.find("sha256")->type, JsonType::null);
    EXPECT_EQ(masked.body.find("王小明"), std::string::npos);
    EXPECT_EQ(open(firm_, clerk_, 1).status, 404);
    EXPECT_EQ(open(firm_, leader_, 1).status, 200);
}

TEST_F(Attachments, WhatIsTakenBackStaysInTheListAndIsGivenOutNoMore) {
    ASSERT_EQ(send(firm_, clerk_, "a.pdf", kPdf).status, 201);
    EXPECT_EQ(take_back(firm_, clerk_, 1, "").status, 422);
    EXPECT_EQ(take_back(firm_, leader_, 1, "不是他能撤的").status, 403);
    const Reply gone = take_back(firm_, clerk_, 1, "传错了文件");
    ASSERT_EQ(gone.status, 200) << gone.body;
    EXPECT_EQ(gone.json().find("items")->items.at(0).find("taken_back")->find("reason")->text,
              "传错了文件");
    EXPECT_EQ(open(firm_, clerk_, 1).status, 410);
    EXPECT_EQ(take_back(firm_, clerk_, 1, "again").status, 410);
    // The same file may come again.
    EXPECT_EQ(send(firm_, clerk_, "a.pdf", kPdf).status, 201);
    EXPECT_EQ(open(firm_, clerk_, 2).body, kPdf);
}

TEST_F(Attachments, TheSameFileIsAttachedOnce) {
    ASSERT_EQ(send(firm_, clerk_, "a.pdf", kPdf).status, 201);
    const Reply again = send(firm_, clerk_, "b.pdf", kPdf);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(code(again), "E-attachment-twice");
}

TEST_F(Attachments, WhatTheBytesSayCountsNotTheName) {
    const std::string zip = std::string("PK\x03\x04", 4) + "...";
    const std::vector<std::tuple<std::string, std::string, int>> files = {
        {"证书.PDF", kPdf, 201},
        {"a.docx", zip + "1", 201},
        {"a.ofd", zip + "2", 201},
        {"a.png", "\x89PNG\r\n\x1A\n", 201},
        {"a.txt", "一行文字", 201},
        {"a.pdf", zip, 415},
        {"a.docx", kPdf + "x", 415},
        {"a.txt", "<!DOCTYPE html><html><body><script>1</script></body></html>", 415},
        {"a.html", "<html></html>", 415},
        {"a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", 415},
        {"a.exe", "MZ", 415},
        {"证书", kPdf + "y", 415},
        {"a.txt", "", 422},
    };
    for (const auto& [name, bytes, status] : files)
        EXPECT_EQ(send(firm_, clerk_, name, bytes).status, status) << name << ": " << bytes;
}

TEST_F(Attachments, AFileHasALimitOfItsOwn) {
    EXPECT_EQ(send(firm_, clerk_, "a.txt", std::string(office::kAttachmentBytesMax, 'x')).status,
              201);
    const Reply large =
        send(firm_, clerk_, "b.txt", std::string(office::kAttachmentBytesMax + 1, 'x'));
    EXPECT_EQ(large.status, 413);
    EXPECT_EQ(open(firm_, clerk_, 1).body.size(), office::kAttachmentBytesMax);
}

TEST_F(Attachments, ARepeatedRequestAttachesOnce) {
    Headers who = clerk_;
    who["Idempotency-Key"] = "the-same-request";
    ASSERT_EQ(send(firm_, who, "a.pdf", kPdf).status, 201);
    const Reply again = send(firm_, who, "a.pdf", kPdf);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(shown(list(firm_, clerk_)), 1U);
}

TEST_F(Attachments, OnceHandedInARecordTakesNoMoreFilesOfItsCounty) {
    ASSERT_EQ(send(firm_, clerk_, "a.pdf", kPdf).status, 201);
    Headers who = clerk_;
    who["If-Match"] = "\"1\"";
    ASSERT_EQ(office_.post(firm_ + "/steps", R"({"step":"submit"})", who).status, 200);
    EXPECT_EQ(send(firm_, clerk_, "b.pdf", kPdf + "b").status, 403);
    EXPECT_EQ(take_back(firm_, clerk_, 1, "晚了").status, 403);
    EXPECT_EQ(shown(list(firm_, clerk_)), 1U);
}

TEST_F(Attachments, ASheetHasFilesAsLongAsItIsFilledIn) {
    ASSERT_EQ(send(kSheet, clerk_, "盖章页.pdf", kPdf).status, 201);
    EXPECT_EQ(shown(list(kSheet, leader_)), 1U);
    EXPECT_EQ(open(kSheet, leader_, 1).body, kPdf);
    EXPECT_EQ(list(kSheet, neighbour_).status, 404);
    EXPECT_EQ(open(kSheet, neighbour_, 1).status, 404);
    EXPECT_EQ(send(kSheet, leader_, "b.pdf", kPdf + "b").status, 403);
    // The number is good for its own place only.
    EXPECT_EQ(open(firm_, clerk_, 1).status, 404);
    const Reply saved = ask(
        office_.port(),
        {.method = "PUT",
         .path = kSheet,
         .body =
             R"({"expected_version":0,"cells":[{"field":"htfirms","value":120},)"
             R"({"field":"tech_sme","value":30},{"field":"contract_turnover","value":"1234.50"},)"
             R"({"field":"iur_projects","value":4}]})",
         .headers = [&] {
             Headers who = clerk_;
             who["Idempotency-Key"] = "sheet-with-a-file";
             return who;
         }()});
    ASSERT_EQ(saved.status, 200) << saved.body;
    ASSERT_EQ(send(kSheet, clerk_, "c.pdf", kPdf + "c").status, 201);
    ASSERT_EQ(office_
                  .post(std::string(kSheet) + "/steps", R"({"step":"submit","expected_version":1})",
                        clerk_)
                  .status,
              200);
    EXPECT_EQ(send(kSheet, clerk_, "d.pdf", kPdf + "d").status, 403);
    EXPECT_EQ(shown(list(kSheet, leader_)), 2U);
}

}  // namespace
}  // namespace kc::test

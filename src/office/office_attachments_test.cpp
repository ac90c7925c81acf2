// SPDX-License-Identifier: Apache-2.0
// What the audit says of attachments. Rights and requests are tested from outside
// (tests/server/attachments_test.cpp). All firms are fictitious.
#include "office/office_attachments.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "office/test_support.hpp"

namespace kc::office {
namespace {

class AttachmentAudit : public test::OfficeTest {
protected:
    void SetUp() override {
        put("pack.yaml", test::kSmallManifest);
        open();
        access::Holding county;
        county.units = {"341802"};
        clerk_ = person("li", "role.county_clerk", std::move(county));
        const RecordAnswer firm = create_record(*office_, {clerk_, key()}, "cn.enterprise",
                                                {.fields = {{"name", "虚构精密机械有限公司"},
                                                            {"credit_code", "913418020000010116"},
                                                            {"region", "341802"}}});
        ASSERT_EQ(test::code_of(firm), "");
        firm_ = firm.written.id;
        attach("证书.pdf", "%PDF-1.7 a", pack::FieldClass::internal);
        attach("身份证.pdf", "%PDF-1.7 b", pack::FieldClass::personal);
        attach("错的.pdf", "%PDF-1.7 c", pack::FieldClass::internal);
        const AttachmentAnswer gone =
            take_back_attachment(*office_, {clerk_, key()}, place(), 3, "传错了");
        ASSERT_FALSE(gone.refused) << gone.refused->en;
    }

    AttachmentPlace place() {
        auto found = place_of_record(*office_, clerk_, "cn.enterprise", firm_);
        EXPECT_TRUE(found && *found);
        return **found;
    }

    void attach(const std::string& name, const std::string& bytes, pack::FieldClass of) {
        const AttachmentAnswer answer =
            add_attachment(*office_, {clerk_, key()}, place(), {name, bytes, of, "说明"});
        ASSERT_FALSE(answer.refused) << answer.refused->en;
    }

    std::vector<std::string> audit() {
        auto reader = office_->store().read();
        auto found = verify_attachments(reader->connection());
        EXPECT_TRUE(found) << found.error().en;
        std::vector<std::string> codes;
        for (const Diagnostic& one : *found) codes.push_back(one.code + " " + one.zh);
        return codes;
    }

    // Behind the office's back.
    void tamper(const std::string& sql) {
        office_.reset();
        {
            auto connection = store::Connection::open(database_, {});
            ASSERT_TRUE(connection->execute_script(
                store::test::is_on_postgres()
                    ? "DROP TRIGGER IF EXISTS attachment_never_goes ON attachment"
                    : "DROP TRIGGER IF EXISTS attachment_never_goes"));
            auto changed = connection->execute(sql);
            ASSERT_TRUE(changed) << changed.error().en;
            ASSERT_EQ(*changed, 1) << sql;
        }
        open();
    }

    access::Actor clerk_;
    record::RecordId firm_ = 0;
};

TEST_F(AttachmentAudit, WhatNobodyTouchedIsAsTheJournalSays) {
    EXPECT_TRUE(audit().empty());
}

TEST_F(AttachmentAudit, EveryAlteredColumnIsFound) {
    const std::vector<std::string> changes = {
        "place = 'sheet'",
        "key = 'cn.enterprise/999'",
        "name = '别的.pdf'",
        "media_type = 'text/html'",
        "bytes = bytes + 1",
        "class = 'public'",
        "note = ''",
        "added_by = 'wang'",
        "added_at_us = added_at_us + 1",
        "taken_back_by = 'wang', taken_back_at_us = 1, reason = 'x'",
    };
    for (const std::string& change : changes) {
        tamper("UPDATE attachment SET " + change + " WHERE id = 1");
        EXPECT_EQ(audit(),
                  std::vector<std::string>{"E-audit-attachment-altered 第1号附件的登记被改动"})
            << change;
        // As it was.
        tamper("UPDATE attachment SET place = 'record', key = 'cn.enterprise/" +
               std::to_string(firm_) +
               "', name = '证书.pdf', media_type = 'application/pdf', bytes = 10, class = "
               "'internal', note = '说明', added_by = 'li', added_at_us = "
               "(SELECT min(known_at_us) FROM journal WHERE kind = 'attachment.add'), "
               "taken_back_by = NULL, taken_back_at_us = NULL, reason = NULL WHERE id = 1");
        ASSERT_TRUE(audit().empty()) << change;
    }
}

TEST_F(AttachmentAudit, WhatWasTakenBackStaysTakenBack) {
    tamper(
        "UPDATE attachment SET taken_back_by = NULL, taken_back_at_us = NULL, reason = NULL "
        "WHERE id = 3");
    EXPECT_EQ(audit(),
              std::vector<std::string>{"E-audit-attachment-altered 第3号附件的登记被改动"});
}

TEST_F(AttachmentAudit, AMissingAndAnAddedRowAreNamed) {
    tamper("UPDATE attachment SET id = 9 WHERE id = 2");
    EXPECT_EQ(audit(),
              (std::vector<std::string>{"E-audit-attachment-added 第9号附件没有日志依据",
                                        "E-audit-attachment-missing 第2号附件的登记被删除"}));
    tamper("DELETE FROM attachment WHERE id = 9");
    EXPECT_EQ(audit(),
              std::vector<std::string>{"E-audit-attachment-missing 第2号附件的登记被删除"});
}

}  // namespace
}  // namespace kc::office

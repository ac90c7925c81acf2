// SPDX-License-Identifier: Apache-2.0
#include "store/content.hpp"

#include <gtest/gtest.h>

#include "store/archive.hpp"
#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::store {
namespace {

using test::code_of;
using test::is_on_postgres;
using test::open_store;
using test::TempFolder;

std::string file_of(std::size_t bytes, char seed) {
    std::string file(bytes, '\0');
    for (std::size_t i = 0; i < bytes; ++i)
        file[i] = static_cast<char>(static_cast<std::size_t>(seed) + i * 7 + i / 251);
    return file;
}

class ContentTest : public testing::Test {
protected:
    ContentTest() : store_(open_store(path_, {})) {}

    Result<Answer> keep(const std::string& bytes) {
        return store_->write({.key = std::to_string(++key_),
                              .actor = "li",
                              .kind = "file.keep",
                              .payload = "{}",
                              .run = [&](Transaction& transaction) -> Result<std::string> {
                                  auto digest = keep_content(transaction, bytes);
                                  if (!digest) return unexpected(digest.error());
                                  return to_hex(*digest);
                              }});
    }

    std::optional<std::string> read(const Hash& digest) {
        auto reader = store_->read();
        auto bytes = read_content(reader->connection(), digest);
        EXPECT_TRUE(bytes) << bytes.error().en;
        return bytes ? *bytes : std::nullopt;
    }

    std::int64_t count(const char* sql) {
        auto reader = store_->read();
        return *reader->connection().query_number(sql);
    }

    TempFolder folder_;
    std::string path_ = folder_.database("office.kc");
    std::unique_ptr<Store> store_;
    int key_ = 0;
};

TEST_F(ContentTest, AFileComesBackByItsDigestWhateverItsSize) {
    for (const std::size_t bytes :
         {std::size_t{0}, std::size_t{1}, kContentPartBytes - 1, kContentPartBytes,
          kContentPartBytes + 1, 3 * kContentPartBytes + 17}) {
        const std::string file = file_of(bytes, 'a');
        auto answer = keep(file);
        ASSERT_TRUE(answer) << answer.error().en;
        EXPECT_EQ(answer->text, to_hex(sha256(file)));
        EXPECT_EQ(read(sha256(file)), file) << bytes;
    }
    EXPECT_EQ(read(sha256("never kept")), std::nullopt);
}

TEST_F(ContentTest, TheSameBytesAreKeptOnce) {
    const std::string file = file_of(kContentPartBytes * 2, 'b');
    ASSERT_TRUE(keep(file));
    ASSERT_TRUE(keep(file));
    EXPECT_EQ(count("SELECT count(*) FROM content"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM content_part"), 2);
}

TEST_F(ContentTest, WhatIsTooLargeIsRefusedAndNothingOfItKept) {
    EXPECT_EQ(code_of(keep(std::string(kMaxContentBytes + 1, 'x'))), "E-content-size");
    EXPECT_EQ(count("SELECT count(*) FROM content"), 0);
}

TEST_F(ContentTest, NobodyChangesOrDeletesAFile) {
    ASSERT_TRUE(keep("certificate"));
    store_.reset();
    auto connection = Connection::open(path_, {});
    EXPECT_FALSE(connection->execute("DELETE FROM content_part"));
    EXPECT_FALSE(connection->execute("UPDATE content SET bytes = 3"));
}

// Behind the triggers' back, as somebody with the file in hand would.
void tamper(const std::string& path, const char* table, const std::string& sql) {
    auto connection = Connection::open(path, {});
    for (const char* what : {"changes", "goes"}) {
        ASSERT_TRUE(connection->execute_script(
            std::string("DROP TRIGGER ") + table + "_never_" + what +
            (is_on_postgres() ? std::string(" ON ") + table : std::string())));
    }
    ASSERT_TRUE(connection->execute_script(sql));
}

TEST_F(ContentTest, TheAuditFindsEveryWayToAlterAFile) {
    const std::string file = file_of(kContentPartBytes * 2 + 9, 'c');
    const std::vector<std::pair<const char*, std::string>> ways = {
        {"content_part", "UPDATE content_part SET part = part + 1 WHERE part = 2"},
        {"content_part", "DELETE FROM content_part WHERE part = 2"},
        {"content_part", "DELETE FROM content_part"},
        {"content", "DELETE FROM content"},
        {"content", "UPDATE content SET bytes = bytes + 1"},
    };
    for (const auto& [table, sql] : ways) {
        const std::string path =
            folder_.database("office-" + std::to_string(&sql - &ways[0].second) + ".kc");
        store_ = open_store(path, {});
        ASSERT_TRUE(keep(file));
        store_.reset();
        auto untouched = Connection::open(path, {});
        auto before = verify(*untouched, {});
        ASSERT_TRUE(before) << before.error().en;
        ASSERT_TRUE(before->is_good());
        untouched = Connection::open(path, {});
        tamper(path, table, sql);
        auto after = verify(*untouched, {});
        ASSERT_TRUE(after) << after.error().en;
        const auto& kept = after->findings.kept();
        EXPECT_TRUE(std::any_of(kept.begin(), kept.end(), [](const Finding& one) {
            return one.kind == Finding::Kind::content_altered;
        })) << sql;
    }
}

TEST_F(ContentTest, OneTurnedBitIsFoundAndTheFileNotGivenOut) {
    const std::string file = file_of(kContentPartBytes + 100, 'd');
    ASSERT_TRUE(keep(file));
    store_.reset();
    const Hash digest = sha256(file);
    std::string turned = file.substr(0, kContentPartBytes);
    turned[12'345] = static_cast<char>(turned[12'345] ^ 4);
    tamper(path_, "content_part", "SELECT 1");
    {
        auto connection = Connection::open(path_, {});
        ASSERT_TRUE(
            connection->execute("UPDATE content_part SET bytes = $1 WHERE sha256 = $2 AND part = 0",
                                {bytes_of(turned), digest}));
        EXPECT_EQ(code_of(read_content(*connection, digest)), "E-content-damaged");
        auto report = verify(*connection, {});
        ASSERT_TRUE(report);
        EXPECT_NE(report->findings.total(), 0);
    }
}

TEST_F(ContentTest, ABackupHoldsTheFilesAndBringsThemBack) {
    const std::string file = file_of(kContentPartBytes * 3, 'e');
    ASSERT_TRUE(keep(file));
    const std::string backup = folder_.file("backup.kc");
    ASSERT_EQ(code_of(write_backup(path_, backup, {.now_us = 1})), "");
    const std::string restored = folder_.database("restored.kc");
    ASSERT_EQ(code_of(restore_backup(backup, restored, {.archive = {.now_us = 2}})), "");
    auto connection = Connection::open(restored, {});
    auto bytes = read_content(*connection, sha256(file));
    ASSERT_TRUE(bytes);
    EXPECT_EQ(*bytes, file);
}

}  // namespace
}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
// One bit of an office's database, or of its backup, turns over, anywhere. Either the audit says
// so, or records, their versions, tables and files still read as they did; of a backup nothing is
// brought back.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "office/office_attachments.hpp"
#include "record/verify.hpp"
#include "record_office.hpp"
#include "store/archive.hpp"
#include "store/tables.hpp"
#include "store/verify.hpp"

namespace kc::test {
namespace {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string shown(const store::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value.get()))
        return std::to_string(*number);
    if (const auto* text = std::get_if<std::string_view>(&value.get())) return std::string(*text);
    if (const auto* bytes = std::get_if<store::Bytes>(&value.get()))
        return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
    return "NULL";
}

// Every row of what people have entered; nothing when it cannot be read.
std::optional<std::string> everything(store::Connection& connection) {
    std::string text;
    for (const char* table : {"r_cn_enterprise", "r_cn_enterprise_h", "attachment", "content",
                              "content_part", "journal"}) {
        // Read in the order of the rows themselves, not of an index.
        auto columns = store::column_names(connection, table);
        if (!columns) return std::nullopt;
        auto rows = connection.query(fmt::format("SELECT \"{}\" FROM {} ORDER BY 1, 2",
                                                 fmt::join(*columns, "\", \""), table));
        if (!rows) return std::nullopt;
        auto more = rows->next();
        for (; more && *more; more = rows->next()) {
            for (int i = 0; i < rows->columns(); ++i) text += shown(rows->value(i)) + '\t';
            text += '\n';
        }
        if (!more) return std::nullopt;
    }
    return text;
}

// What is said, by code; empty when all is well.
std::string complaint(const std::string& path) {
    auto connection = store::Connection::open(path, {.read_only = true});
    if (!connection) return connection.error().code;
    const auto journal = store::verify(*connection, {});
    if (!journal) return journal.error().code;
    if (!journal->is_good()) return journal->findings.kept().front().message.code;
    const auto records = record::verify_records(*connection);
    if (!records) return records.error().code;
    if (!records->is_good()) return records->findings.front().code;
    const auto attachments = office::verify_attachments(*connection);
    if (!attachments) return attachments.error().code;
    return attachments->empty() ? "" : attachments->front().code;
}

class RecordRot : public RecordOffice {
protected:
    void SetUp() override {
        open();
        write_changes(21);
        office_.reset();
        good_ = read_file(database_);
    }

    static std::string flipped(std::string bytes, std::mt19937_64& random) {
        const std::size_t at = random() % bytes.size();
        bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << random() % 8));
        return bytes;
    }

    store::ArchiveOptions options() const {
        return {.schemas = office::office_schemas(), .files_folder = {}, .now_us = 1};
    }

    std::string good_;
};

TEST_F(RecordRot, AFlippedBitIsFoundOrHarmless) {
    constexpr int kFlips = 150;
    const std::string path = folder_.file("rotten.db");
    std::string expected;
    {
        auto connection = store::Connection::open(database_, {.read_only = true});
        expected = *everything(*connection);
        ASSERT_EQ(complaint(database_), "");
    }
    std::mt19937_64 random(7);
    int found = 0;
    for (int i = 0; i < kFlips; ++i) {
        std::ofstream(path, std::ios::binary) << flipped(good_, random);
        if (complaint(path) != "") {
            ++found;
            continue;
        }
        auto connection = store::Connection::open(path, {.read_only = true});
        ASSERT_TRUE(connection);
        ASSERT_TRUE(everything(*connection) == expected) << "flip " << i << ", seed 7";
    }
    std::cout << found << " of " << kFlips << " flipped bits were found, the others harmless\n";
    EXPECT_GT(found, kFlips / 4);
}

// What somebody does who knows SQL, to each column of each table that people's entries are in.
TEST_F(RecordRot, WhateverIsChangedInARowIsNamed) {
    const std::map<std::string, std::string> kProof = {{"r_cn_enterprise", "E-audit-record"},
                                                       {"r_cn_enterprise_h", "E-audit-record"},
                                                       {"attachment", "E-audit-attachment"},
                                                       {"content_part", "E-audit"}};
    const std::string path = folder_.file("altered.db");
    int tried = 0;
    for (const auto& [table, code] : kProof) {
        auto original = store::Connection::open(database_, {.read_only = true});
        const auto columns = store::column_names(*original, table);
        ASSERT_TRUE(columns);
        for (const std::string& column : *columns) {
            std::ofstream(path, std::ios::binary) << good_;
            {
                auto connection = store::Connection::open(path, {});
                for (const char* change : {"never_changes", "never_goes"})
                    ASSERT_TRUE(connection->execute_script(
                        fmt::format("DROP TRIGGER IF EXISTS {}_{}", table, change)));
                // Another value of the same type, in one row.
                const auto changed = connection->execute(fmt::format(
                    "UPDATE {0} SET {1} = CASE typeof({1}) WHEN 'integer' THEN {1} + 1 WHEN 'text' "
                    "THEN {1} || 'x' WHEN 'blob' THEN zeroblob(length({1})) ELSE {1} END "
                    "WHERE rowid = (SELECT min(rowid) FROM {0} WHERE {1} IS NOT NULL)",
                    table, column));
                // A key, or what has to be unique, may refuse it.
                if (!changed || *changed == 0) continue;
            }
            ++tried;
            EXPECT_EQ(complaint(path).substr(0, code.size()), code) << table << '.' << column;
        }
    }
    EXPECT_GT(tried, 40);
}

TEST_F(RecordRot, ABackupWithAFlippedBitIsRefusedAndNothingIsMade) {
    constexpr int kFlips = 40;
    const std::string file = folder_.file("office.kc");
    ASSERT_TRUE(store::write_backup(database_, file, options()));
    const std::string backup = read_file(file);
    const std::string target = folder_.file("restored.db");
    std::mt19937_64 random(11);
    for (int i = 0; i < kFlips; ++i) {
        std::ofstream(file, std::ios::binary) << flipped(backup, random);
        ASSERT_FALSE(store::restore_backup(file, target, {.archive = options()}))
            << "flip " << i << ", seed 11";
        ASSERT_FALSE(fs::exists(target));
    }
    std::ofstream(file, std::ios::binary) << backup;
    ASSERT_TRUE(store::restore_backup(file, target, {.archive = options()}));
    expect_kept(target, changes_);
}

}  // namespace
}  // namespace kc::test

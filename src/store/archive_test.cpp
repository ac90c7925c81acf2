// SPDX-License-Identifier: Apache-2.0
// Moves, backups and restores, on SQLite and, when a server is given, between it and PostgreSQL.
#include "store/archive.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "store/row_digest.hpp"
#include "store/tables.hpp"
#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::store {
namespace {

namespace fs = std::filesystem;
using test::append_command;
using test::code_of;
using test::ManualClock;
using test::open_store;
using test::sample_fact;
using test::TempFolder;

constexpr std::array<Migration, 1> kNotes = {{
    {1, "notes",
     "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, raw BLOB, size INTEGER) "
     "STRICT; CREATE UNIQUE INDEX note_text ON note (text);"},
}};
const Schema kNoteSchema{"notes", kNotes};

constexpr std::int64_t kMinuteUs = 60'000'000;

class ArchiveTest : public testing::Test {
protected:
    // Entry n is known at minute n. A table of a room's own, and one made while the office runs.
    void make_office(const std::string& target, int entries) {
        auto store =
            open_store(target, {.schemas = {kNoteSchema}, .writer = {.clock = clock_.clock()}});
        ASSERT_NE(store, nullptr);
        const auto made = store->write(note_command(
            "CREATE TABLE made (code TEXT NOT NULL, n INTEGER, PRIMARY KEY (code, n)) STRICT"));
        ASSERT_TRUE(made) << to_string(made.error(), Language::en);
        ASSERT_TRUE(store->write(note_command("CREATE INDEX made_n ON made (n, code)")));
        ASSERT_TRUE(store->write(note_command("INSERT INTO made VALUES ('字', 7), ('z', -1)")));
        for (int i = 4; i <= entries; ++i) {
            Command command = append_command("k" + std::to_string(i), {sample_fact(i)});
            ASSERT_TRUE(store->write(std::move(command)));
            *clock_.now_us += kMinuteUs;
        }
    }

    Command note_command(const char* sql) {
        *clock_.now_us += kMinuteUs;
        Command command{.key = sql, .actor = "li", .kind = "test", .payload = "{}"};
        command.run = [sql](Transaction& transaction) -> Result<std::string> {
            auto done = transaction.execute(sql);
            if (done) {
                done = transaction.execute("INSERT INTO note (text, raw, size) VALUES ($1, $2, $3)",
                                           {sql, sha256("x"), std::nullopt});
            }
            if (!done) return unexpected(done.error());
            return "done";
        };
        return command;
    }

    void make_files(const std::string& folder) {
        fs::create_directories(fs::path(folder) / "packs/1");
        std::ofstream(fs::path(folder) / "packs/1/pack.yaml") << "kind: manifest\n";
        std::ofstream(fs::path(folder) / "plan.pdf") << std::string(100'000, '\0');
    }

    static std::map<std::string, std::int64_t> counts(const std::string& target) {
        Result<Connection> connection = Connection::open(target, {.read_only = true});
        std::map<std::string, std::int64_t> counts;
        const Result<std::vector<std::string>> tables = table_names(*connection);
        for (const std::string& table : *tables) {
            counts[table] = *connection->query_number("SELECT count(*) FROM " + table);
        }
        return counts;
    }

    static Head head_of(const std::string& target) {
        Result<Connection> connection = Connection::open(target, {.read_only = true});
        const Result<AuditReport> report = verify(*connection, {});
        EXPECT_TRUE(report->is_good());
        return report->head;
    }

    ArchiveOptions options(const std::string& files = "") const {
        return {.schemas = {kNoteSchema}, .files_folder = files, .now_us = 1};
    }

    TempFolder folder_;
    ManualClock clock_;
};

TEST_F(ArchiveTest, AMoveThereAndBackGivesTheSameTablesAndTheSameHead) {
    const std::string first = folder_.file("first.kc");
    make_office(first, 600);
    const std::string second = folder_.database("second.kc");
    const std::string third = folder_.file("third.kc");
    const auto there = move_database(first, second, options());
    ASSERT_TRUE(there) << to_string(there.error(), Language::en);
    const auto back = move_database(second, third, options());
    ASSERT_TRUE(back) << to_string(back.error(), Language::en);
    EXPECT_EQ(there->head, back->head);
    EXPECT_EQ(head_of(first), head_of(third));
    EXPECT_EQ(counts(first), counts(third));
    EXPECT_EQ(there->rows, back->rows);
    EXPECT_EQ(there->facts, 597);
    // Work goes on where it was, with the tables that no migration made.
    auto store = open_store(third, {.schemas = {kNoteSchema}});
    ASSERT_NE(store, nullptr);
    EXPECT_TRUE(store->write(append_command("k600", {sample_fact(600)}))->is_repeated);
    EXPECT_EQ(store->write(append_command("new", {sample_fact(1)}))->text, "598");
    EXPECT_TRUE(store->write(note_command("INSERT INTO made VALUES ('new', 1)")));
    EXPECT_FALSE(store->write(note_command("INSERT INTO made VALUES ('z', -1)")));
}

TEST_F(ArchiveTest, AMoveIntoADatabaseThatIsNotEmptyChangesNothing) {
    const std::string first = folder_.file("first.kc");
    const std::string second = folder_.database("second.kc");
    make_office(first, 5);
    make_office(second, 6);
    const auto before = counts(second);
    EXPECT_EQ(code_of(move_database(first, second, options())), "E-store-not-empty");
    EXPECT_EQ(counts(second), before);
}

TEST_F(ArchiveTest, AnOfficeThatIsOpenIsNotMoved) {
    const std::string first = folder_.database("first.kc");
    auto store = open_store(first);
    EXPECT_EQ(code_of(move_database(first, folder_.file("second.kc"), options())),
              "E-store-in-use");
}

TEST_F(ArchiveTest, ADamagedOfficeIsNotMovedAndNothingIsLeftBehind) {
    const std::string first = folder_.file("first.kc");
    make_office(first, 300);
    {
        Connection connection = std::move(*Connection::open(first, {}));
        ASSERT_TRUE(connection.execute_script(
            "DROP TRIGGER fact_never_changes; UPDATE fact SET coefficient = 7 WHERE id = 9;"));
    }
    const std::string second = folder_.database("second.kc");
    const auto moved = move_database(first, second, options());
    EXPECT_EQ(code_of(moved), "E-store-copy-audit");
    EXPECT_NE(moved.error().en.find("fact 9"), std::string::npos) << moved.error().en;
    if (test::is_on_postgres()) {
        EXPECT_TRUE(counts(second).empty());
    } else {
        EXPECT_FALSE(fs::exists(second));
        EXPECT_FALSE(fs::exists(second + ".part"));
    }
}

TEST_F(ArchiveTest, ABackupUnderLoadIsOneMomentAndComesBackWithItsFiles) {
    const std::string office = folder_.database("office.kc");
    const std::string files = folder_.file("office.files");
    make_office(office, 200);
    make_files(files);
    const std::string file = folder_.file("backup.kc");
    {
        auto store = open_store(office, {.schemas = {kNoteSchema}});
        std::atomic<bool> stop = false;
        std::thread load([&] {
            for (int i = 0; !stop; ++i) {
                ASSERT_TRUE(store->write(
                    append_command("l" + std::to_string(i), {sample_fact(i), sample_fact(i + 1)})));
            }
        });
        const auto head = write_backup(office, file, options(files));
        stop = true;
        load.join();
        ASSERT_TRUE(head) << to_string(head.error(), Language::en);
        EXPECT_EQ(head_of(file), *head);
    }
    const std::string restored = folder_.database("restored.kc");
    const std::string new_files = folder_.file("restored.files");
    const auto report = restore_backup(file, restored, {.archive = options(new_files)});
    ASSERT_TRUE(report) << to_string(report.error(), Language::en);
    EXPECT_EQ(head_of(restored), report->head);
    EXPECT_EQ(fs::file_size(fs::path(new_files) / "plan.pdf"), 100'000U);
    EXPECT_TRUE(fs::exists(fs::path(new_files) / "packs/1/pack.yaml"));
    EXPECT_FALSE(counts(restored).contains(kBackupFiles));
    auto store = open_store(restored, {.schemas = {kNoteSchema}});
    EXPECT_TRUE(store->write(append_command("k200", {sample_fact(200)}))->is_repeated);
}

TEST_F(ArchiveTest, ARestoreToATimeHasWhatWasKnownThenAndNothingLater) {
    const std::string office = folder_.database("office.kc");
    make_office(office, 600);
    const std::string file = folder_.file("backup.kc");
    ASSERT_TRUE(write_backup(office, file, options()));
    // Entries 4 … 600 append one fact each; entry n is known at the start of minute n.
    for (const std::int64_t last : {4, 255, 256, 257, 512, 600}) {
        const std::string target = folder_.database("at" + std::to_string(last));
        const std::int64_t at_us = *clock_.now_us - (601 - last) * kMinuteUs;
        const auto report = restore_backup(file, target, {.archive = options(), .at_us = at_us});
        ASSERT_TRUE(report) << to_string(report.error(), Language::en);
        EXPECT_EQ(report->head.size, last);
        EXPECT_EQ(report->facts, last - 3);
        // Who goes on from there has a journal that begins as the other one does.
        auto store = open_store(target, {.schemas = {kNoteSchema}});
        ASSERT_NE(store, nullptr);
        EXPECT_EQ(store->write(append_command("after", {sample_fact(1)}))->sequence, last + 1);
    }
    const auto early = restore_backup(file, folder_.file("early.kc"), {.at_us = 1});
    EXPECT_EQ(code_of(early), "E-store-nothing-then");
}

TEST_F(ArchiveTest, EveryBitThatTurnsOverInABackupIsNoticed) {
    const std::string office = folder_.file("office.kc");
    const std::string files = folder_.file("office.files");
    make_office(office, 60);
    make_files(files);
    const std::string file = folder_.file("backup.kc");
    ASSERT_TRUE(write_backup(office, file, options(files)));
    const auto size = static_cast<std::int64_t>(fs::file_size(file));
    std::mt19937_64 random(7);
    int named = 0;
    constexpr int kFlips = 150;
    for (int i = 0; i < kFlips; ++i) {
        const auto at = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(size));
        const char bit = static_cast<char>(1 << random() % 8);
        const auto flip = [&] {
            std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
            out.seekg(at);
            const char byte = static_cast<char>(out.get());
            out.seekp(at);
            out.put(static_cast<char>(byte ^ bit));
        };
        flip();
        const std::string target = folder_.file("restored.kc");
        const auto report = restore_backup(file, target, {.archive = options()});
        ASSERT_FALSE(report) << "byte " << at;
        EXPECT_FALSE(fs::exists(target));
        if (report.error().code == "E-backup-damaged") ++named;
        flip();
    }
    // The rest made the file unreadable as a database, which is said as such.
    EXPECT_GT(named, kFlips * 9 / 10);
    EXPECT_TRUE(restore_backup(file, folder_.file("good.kc"), {.archive = options()}));
}

TEST_F(ArchiveTest, WhereABackupCannotBeMadeNothingIsTouched) {
    const std::string office = folder_.file("office.kc");
    make_office(office, 20);
    EXPECT_FALSE(write_backup(office, folder_.file("none/backup.kc"), options()));
    EXPECT_FALSE(fs::exists(folder_.file("none")));
    std::ofstream(folder_.file("there.kc")) << "kept";
    EXPECT_EQ(code_of(write_backup(office, folder_.file("there.kc"), options())),
              "E-store-backup-exists");
    EXPECT_EQ(fs::file_size(folder_.file("there.kc")), 4U);
}

}  // namespace
}  // namespace kc::store

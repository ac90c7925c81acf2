// SPDX-License-Identifier: Apache-2.0
// Backups, restores and moves when the power goes, the disk is full or the process is killed on the
// way: under the name that was asked for stands something whole, or nothing.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fault_disk.hpp"
#include "office_under_test.hpp"
#include "store/archive.hpp"

namespace kc::store::test {
namespace {

namespace fs = std::filesystem;

constexpr int kEntries = 120;

std::vector<std::uint8_t> bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Names in the folder that begin so.
std::vector<std::string> names_in(const TempFolder& folder, const std::string& begin) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(folder.file("x")).parent_path())) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(begin)) names.push_back(name);
    }
    return names;
}

class ArchiveCrash : public testing::Test {
protected:
    ArchiveCrash() {
        auto store = open_store(office_);
        EXPECT_NE(store, nullptr);
        for (int i = 1; i <= kEntries; ++i) EXPECT_TRUE(store->write(two_facts(i)));
        store.reset();
        fs::create_directories(fs::path(files_) / "uploads");
        for (int i = 0; i < 8; ++i) {
            std::ofstream(fs::path(files_) / "uploads" / std::to_string(i))
                << std::string(static_cast<std::size_t>(i) * 3'000, static_cast<char>('a' + i));
        }
    }

    ArchiveOptions options(const std::string& files) const {
        return {.files_folder = files, .now_us = 1};
    }

    void expect_whole_backup(const std::string& file) const {
        const TempFolder folder;
        const std::string files = folder.file("files");
        const auto report =
            restore_backup(file, folder.file("restored.kc"), {.archive = options(files)});
        ASSERT_TRUE(report) << to_string(report.error(), Language::en);
        EXPECT_EQ(report->head.size, kEntries);
        expect_same_files(files);
    }

    void expect_same_files(const std::string& there) const {
        for (int i = 0; i < 8; ++i) {
            const std::string name = "uploads/" + std::to_string(i);
            EXPECT_EQ(bytes_of((fs::path(files_) / name).string()),
                      bytes_of((fs::path(there) / name).string()))
                << name;
        }
    }

    static void expect_whole_office(const std::string& path) {
        Result<Connection> connection = Connection::open(path, {.read_only = true});
        ASSERT_TRUE(connection);
        EXPECT_EQ(saved_numbers(*connection).size(), static_cast<std::size_t>(kEntries));
    }

    // Runs it in a process of its own, which is killed after a while; whether it came to its end.
    static bool run_and_kill(const std::function<void()>& work, std::int64_t after_us) {
        const pid_t child = ::fork();
        if (child == 0) {
            work();
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(after_us));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status);
    }

    TempFolder folder_;
    std::string office_ = folder_.file("office.kc");
    std::string files_ = folder_.file("office.files");
};

// When the name is given, every byte has been waited for: whatever the disk loses of what it was
// not told to keep, the file is the same.
TEST_F(ArchiveCrash, ABackupThatHasItsNameSurvivesThePowerCut) {
    FaultDisk disk("backup-power");
    disk.be_default();
    const std::string file = folder_.file("backup.kc");
    ASSERT_TRUE(write_backup(office_, file, options(files_)));
    const auto events = disk.events();
    ASSERT_GT(events.size(), 20U);
    const auto whole = bytes_of(file);
    std::mt19937_64 random(3);
    for (int i = 0; i < 40; ++i) {
        PowerCut cut(events);
        const DiskImage image = cut.image_after(events.size(), random);
        const auto found = image.find(file + ".part");
        ASSERT_NE(found, image.end());
        EXPECT_TRUE(found->second == whole) << i;
    }
}

// The same for a database that a restore or a move has made: nothing of it is only in memory when
// it gets its name.
TEST_F(ArchiveCrash, ARestoredDatabaseThatHasItsNameSurvivesThePowerCut) {
    const std::string file = folder_.file("backup.kc");
    ASSERT_TRUE(write_backup(office_, file, options(files_)));
    FaultDisk disk("restore-power");
    disk.be_default();
    const std::string target = folder_.file("restored.kc");
    const std::string moved = folder_.file("moved.kc");
    ASSERT_TRUE(restore_backup(file, target, {.archive = options(folder_.file("new.files"))}));
    ASSERT_TRUE(move_database(office_, moved, options("")));
    const auto events = disk.events();
    std::mt19937_64 random(5);
    for (int i = 0; i < 20; ++i) {
        PowerCut cut(events);
        const DiskImage image = cut.image_after(events.size(), random);
        for (const std::string& path : {target, moved}) {
            const auto found = image.find(path + ".part");
            ASSERT_NE(found, image.end());
            EXPECT_TRUE(found->second == bytes_of(path)) << path << ' ' << i;
        }
    }
}

// The disk takes nothing more from one write on, for each write that there is.
TEST_F(ArchiveCrash, ADiskThatFillsUpLeavesNoHalfBackup) {
    int refused = 0;
    for (std::int64_t at = 1;; at += at < 20 ? 1 : 7) {
        FaultDisk disk("backup-full");
        disk.be_default();
        disk.fail(FaultDisk::Fault::disk_full, at, true);
        const std::string file = folder_.file("backup.kc");
        const auto head = write_backup(office_, file, options(files_));
        if (head) break;  // more writes than it has
        ++refused;
        EXPECT_EQ(code_of(head), "E-store-full") << at;
        EXPECT_THAT(names_in(folder_, "backup.kc"), testing::IsEmpty()) << at;
    }
    EXPECT_GT(refused, 20);
    expect_whole_backup(folder_.file("backup.kc"));
}

TEST_F(ArchiveCrash, ADiskThatFillsUpLeavesNoHalfRestoreAndNoHalfMove) {
    const std::string file = folder_.file("backup.kc");
    ASSERT_TRUE(write_backup(office_, file, options(files_)));
    const std::string target = folder_.file("restored.kc");
    const std::string new_files = folder_.file("restored.files");
    const auto try_all = [&](const std::function<bool()>& work) {
        int refused = 0;
        for (std::int64_t at = 1;; at += at < 10 ? 1 : 3) {
            FaultDisk disk("restore-full");
            disk.be_default();
            disk.fail(FaultDisk::Fault::disk_full, at, true);
            if (work()) return refused;
            ++refused;
            EXPECT_THAT(names_in(folder_, "restored"), testing::IsEmpty()) << at;
        }
    };
    EXPECT_GT(try_all([&] {
                  return restore_backup(file, target, {.archive = options(new_files)}).has_value();
              }),
              10);
    expect_whole_office(target);
    expect_same_files(new_files);
    fs::remove(target);
    fs::remove_all(new_files);
    EXPECT_GT(try_all([&] { return move_database(office_, target, options("")).has_value(); }), 10);
    expect_whole_office(target);
}

TEST_F(ArchiveCrash, ABackupThatIsKilledIsWholeOrNotThereAndCanBeMadeAgain) {
    std::mt19937_64 random(11);
    int killed = 0;
    for (int i = 0; i < 60; ++i) {
        const std::string file = folder_.file("backup-" + std::to_string(i) + ".kc");
        const bool is_done =
            run_and_kill([&] { static_cast<void>(write_backup(office_, file, options(files_))); },
                         static_cast<std::int64_t>(random() % 30'000));
        if (!is_done) ++killed;
        if (!fs::exists(file)) {
            ASSERT_TRUE(write_backup(office_, file, options(files_)));
        }
        ASSERT_TRUE(fs::exists(file + ".sha256"));
        if (i % 5 == 0) expect_whole_backup(file);
        fs::remove(file);
    }
    EXPECT_GT(killed, 5);
}

TEST_F(ArchiveCrash, ARestoreThatIsKilledIsWholeOrNotThere) {
    const std::string file = folder_.file("backup.kc");
    ASSERT_TRUE(write_backup(office_, file, options(files_)));
    std::mt19937_64 random(13);
    int killed = 0;
    for (int i = 0; i < 60; ++i) {
        const std::string target = folder_.file("restored-" + std::to_string(i) + ".kc");
        const std::string new_files = target + ".files";
        const RestoreOptions restore{.archive = options(new_files)};
        const bool is_done =
            run_and_kill([&] { static_cast<void>(restore_backup(file, target, restore)); },
                         static_cast<std::int64_t>(random() % 60'000));
        if (!is_done) ++killed;
        if (fs::exists(target)) {
            expect_whole_office(target);
            expect_same_files(new_files);
            continue;
        }
        // Files may have come already; they are all there then.
        if (fs::exists(new_files)) expect_same_files(new_files);
        fs::remove_all(new_files);
        ASSERT_TRUE(restore_backup(file, target, restore)) << i;
        fs::remove(target);
    }
    EXPECT_GT(killed, 5);
}

TEST_F(ArchiveCrash, AMoveThatIsKilledIsWholeOrNotThereAndLeavesTheOriginal) {
    std::mt19937_64 random(17);
    for (int i = 0; i < 40; ++i) {
        const std::string target = folder_.file("moved-" + std::to_string(i) + ".kc");
        run_and_kill([&] { static_cast<void>(move_database(office_, target, options(""))); },
                     static_cast<std::int64_t>(random() % 40'000));
        if (fs::exists(target)) expect_whole_office(target);
        fs::remove(target);
        ASSERT_TRUE(move_database(office_, target, options(""))) << i;
        fs::remove(target);
    }
    expect_whole_office(office_);
}

// The head of a backup that was made while others wrote is one that the journal itself went
// through, and the backup holds exactly the entries up to it.
TEST_F(ArchiveCrash, ABackupUnderLoadIsAPrefixOfTheJournal) {
    auto store = open_store(office_);
    ASSERT_NE(store, nullptr);
    std::atomic<bool> is_enough = false;
    std::vector<std::thread> writers;
    for (int thread = 0; thread < 3; ++thread) {
        writers.emplace_back([&, thread] {
            for (int i = 0; !is_enough; ++i)
                EXPECT_TRUE(store->write(two_facts(1'000 + thread * 100'000 + i)));
        });
    }
    std::vector<std::pair<std::string, Head>> backups;
    for (int i = 0; i < 5; ++i) {
        const std::string file = folder_.file("load-" + std::to_string(i) + ".kc");
        const auto head = write_backup(office_, file, options(files_));
        EXPECT_TRUE(head);
        if (head) backups.emplace_back(file, *head);
    }
    is_enough = true;
    for (std::thread& writer : writers) writer.join();
    auto reader = store->read_for_long();
    ASSERT_TRUE(reader);
    const Result<Head> last = read_head(reader->connection());
    ASSERT_GT(last->size, backups.back().second.size - 1);
    for (const auto& [file, head] : backups) {
        const auto proof = prove_growth(reader->connection(), head.size, *last);
        ASSERT_TRUE(proof);
        EXPECT_TRUE(proves_consistency(head.size, head.root, last->size, last->root, *proof));
        Result<Connection> backup = Connection::open(file, {.read_only = true});
        EXPECT_EQ(saved_numbers(*backup).size(), static_cast<std::size_t>(head.size));
    }
    EXPECT_GT(backups.back().second.size, backups.front().second.size);
}

}  // namespace
}  // namespace kc::store::test

// SPDX-License-Identifier: Apache-2.0
// A disk that remembers everything written to it, and fails when told to.
//
// It is a file layer for SQLite (a VFS) over the system's own. What it remembers is enough to say
// what could lie on a real disk after the power went at any moment: every write since a file's last
// sync may be there, may be missing, or may be there in part.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace kc::store::test {

struct DiskEvent {
    enum class Kind : std::uint8_t { write, truncate, sync, remove, mark };
    Kind kind = Kind::write;
    std::string file = {};    // its path
    std::int64_t offset = 0;  // of a write; the size after a truncate; the number of a mark
    std::vector<std::uint8_t> bytes = {};
};

// What each file holds; a file that is not there is missing.
using DiskImage = std::map<std::string, std::vector<std::uint8_t>>;

// Walks through the events and makes images of the disk after a power cut.
class PowerCut {
public:
    explicit PowerCut(const std::vector<DiskEvent>& events) : events_(&events) {}

    // The power goes after the first `count` events; counts must not decrease.
    DiskImage image_after(std::size_t count, std::mt19937_64& random);

private:
    struct File {
        bool is_there = false;
        std::vector<std::uint8_t> durable;
        std::vector<const DiskEvent*> unsynced;
    };

    void take(const DiskEvent& event);

    const std::vector<DiskEvent>* events_;
    std::size_t taken_ = 0;
    std::map<std::string, File> files_;
};

// A database and what belongs to it, recorded at one path, as files at another.
void put_on_disk(const DiskImage& image, const std::string& recorded, const std::string& path);

class FaultDisk {
public:
    enum class Fault : std::uint8_t { none, io_error, sync_error, disk_full };

    // Registered under `name` until it goes.
    explicit FaultDisk(std::string name);
    ~FaultDisk();
    FaultDisk(const FaultDisk&) = delete;
    FaultDisk& operator=(const FaultDisk&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

    // What is opened without naming a disk lies on this one, until it goes.
    void be_default();

    // A moment that the test wants to find again among the events.
    void mark(std::int64_t number);
    [[nodiscard]] std::vector<DiskEvent> events() const;
    void record(bool is_on);

    // Operation number `at` from now on (1 is the next) fails, and with `for_good` all after it.
    // Counted are reads, writes, truncations, syncs and deletions; a full disk fails
    // writes only, a sync error syncs only.
    void fail(Fault fault, std::int64_t at, bool for_good);
    void heal() { fail(Fault::none, 0, false); }
    // Operations since the last fail() or heal().
    [[nodiscard]] std::int64_t operations() const;
    [[nodiscard]] bool has_failed() const;

    // For the file layer: notes the event and says the result code to fail with, 0 for none.
    enum class Operation : std::uint8_t { read, write, truncate, sync, remove };
    int before(Operation operation);
    void note(DiskEvent event);
    // The same text for as long as the disk lives; SQLite's memory for a file holds no objects.
    const std::string* keep_path(std::string path);

private:
    struct Layer;

    std::string name_;
    std::unique_ptr<Layer> layer_;  // SQLite keeps pointers into it while it is registered
    mutable std::mutex mutex_;
    std::set<std::string> paths_;
    std::vector<DiskEvent> events_;
    bool is_recording_ = true;
    Fault fault_ = Fault::none;
    std::int64_t fail_at_ = 0;
    bool for_good_ = false;
    std::int64_t operations_ = 0;
    bool has_failed_ = false;
};

}  // namespace kc::store::test

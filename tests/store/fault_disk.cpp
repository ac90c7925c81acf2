// SPDX-License-Identifier: Apache-2.0
#include "fault_disk.hpp"

#include <sqlite3.h>

#include <memory>
#include <utility>

namespace kc::store::test {

// What SQLite asks for: two tables of functions. A file is its own small head, and behind it the
// system's file.
struct FaultDisk::Layer {
    struct File {
        sqlite3_file base;
        FaultDisk* disk;
        const std::string* path;

        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };

    static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }
    static FaultDisk& disk_of(sqlite3_vfs* vfs) {
        return *static_cast<Layer*>(vfs->pAppData)->disk;
    }
    static sqlite3_vfs* real(sqlite3_vfs* vfs) { return static_cast<Layer*>(vfs->pAppData)->below; }

    static int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
        const int fault = of(file).disk->before(Operation::read);
        return fault != 0 ? fault : real(file)->pMethods->xRead(real(file), to, size, offset);
    }
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
        if (const int fault = of(file).disk->before(Operation::write); fault != 0) return fault;
        const auto* bytes = static_cast<const std::uint8_t*>(from);
        of(file).disk->note(
            {DiskEvent::Kind::write, *of(file).path, offset, {bytes, bytes + size}});
        return real(file)->pMethods->xWrite(real(file), from, size, offset);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        if (const int fault = of(file).disk->before(Operation::truncate); fault != 0) return fault;
        of(file).disk->note({DiskEvent::Kind::truncate, *of(file).path, size, {}});
        return real(file)->pMethods->xTruncate(real(file), size);
    }
    static int sync(sqlite3_file* file, int flags) {
        if (const int fault = of(file).disk->before(Operation::sync); fault != 0) return fault;
        of(file).disk->note({DiskEvent::Kind::sync, *of(file).path, 0, {}});
        // The real disk need not be waited for: what would be on it is known from the events.
        static_cast<void>(flags);
        return SQLITE_OK;
    }
    static int size(sqlite3_file* file, sqlite3_int64* size) {
        return real(file)->pMethods->xFileSize(real(file), size);
    }
    static int lock(sqlite3_file* file, int level) {
        return real(file)->pMethods->xLock(real(file), level);
    }
    static int unlock(sqlite3_file* file, int level) {
        return real(file)->pMethods->xUnlock(real(file), level);
    }
    static int check_lock(sqlite3_file* file, int* result) {
        return real(file)->pMethods->xCheckReservedLock(real(file), result);
    }
    static int control(sqlite3_file* file, int operation, void* argument) {
        return real(file)->pMethods->xFileControl(real(file), operation, argument);
    }
    static int sector_size(sqlite3_file*) { return 512; }
    // No promises beyond what any disk keeps.
    static int characteristics(sqlite3_file*) { return 0; }
    static int map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
        return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
    }
    static int lock_map(sqlite3_file* file, int offset, int count, int flags) {
        return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    }
    static void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
    static int unmap(sqlite3_file* file, int remove) {
        return real(file)->pMethods->xShmUnmap(real(file), remove);
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods table = {
            2,      close,      read,    write,       truncate,        sync, size,     lock,
            unlock, check_lock, control, sector_size, characteristics, map,  lock_map, barrier,
            unmap,  nullptr,    nullptr};
        return &table;
    }

    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags,
                    int* flags_out) {
        File& opened = of(file);
        opened.base.pMethods = nullptr;
        const int code = real(vfs)->xOpen(real(vfs), name, opened.real(), flags, flags_out);
        if (code != SQLITE_OK) return code;
        opened.disk = &disk_of(vfs);
        opened.path = opened.disk->keep_path(name == nullptr ? "" : name);
        opened.base.pMethods = methods();
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
        if (const int fault = disk_of(vfs).before(Operation::remove); fault != 0) return fault;
        disk_of(vfs).note({DiskEvent::Kind::remove, name, 0, {}});
        return real(vfs)->xDelete(real(vfs), name, sync_folder);
    }
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
        return real(vfs)->xAccess(real(vfs), name, flags, result);
    }
    static int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out) {
        return real(vfs)->xFullPathname(real(vfs), name, size, out);
    }
    static int randomness(sqlite3_vfs* vfs, int size, char* out) {
        return real(vfs)->xRandomness(real(vfs), size, out);
    }
    static int sleep(sqlite3_vfs* vfs, int microseconds) {
        return real(vfs)->xSleep(real(vfs), microseconds);
    }
    static int now(sqlite3_vfs* vfs, double* out) {
        return real(vfs)->xCurrentTime(real(vfs), out);
    }
    static int last_error(sqlite3_vfs* vfs, int size, char* out) {
        return real(vfs)->xGetLastError(real(vfs), size, out);
    }
    static int now_ms(sqlite3_vfs* vfs, sqlite3_int64* out) {
        return real(vfs)->xCurrentTimeInt64(real(vfs), out);
    }

    FaultDisk* disk = nullptr;
    sqlite3_vfs* below = nullptr;
    sqlite3_vfs vfs = {};
};

FaultDisk::FaultDisk(std::string name) : name_(std::move(name)), layer_(std::make_unique<Layer>()) {
    layer_->disk = this;
    layer_->below = sqlite3_vfs_find(nullptr);
    sqlite3_vfs& vfs = layer_->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(Layer::File)) + layer_->below->szOsFile;
    vfs.mxPathname = layer_->below->mxPathname;
    vfs.zName = name_.c_str();
    vfs.pAppData = layer_.get();
    vfs.xOpen = Layer::open;
    vfs.xDelete = Layer::remove;
    vfs.xAccess = Layer::access;
    vfs.xFullPathname = Layer::full_path;
    vfs.xRandomness = Layer::randomness;
    vfs.xSleep = Layer::sleep;
    vfs.xCurrentTime = Layer::now;
    vfs.xGetLastError = Layer::last_error;
    vfs.xCurrentTimeInt64 = Layer::now_ms;
    sqlite3_vfs_register(&vfs, 0);
}

FaultDisk::~FaultDisk() {
    sqlite3_vfs_unregister(&layer_->vfs);
    sqlite3_vfs_register(layer_->below, 1);
}

void FaultDisk::be_default() {
    sqlite3_vfs_register(&layer_->vfs, 1);
}

const std::string* FaultDisk::keep_path(std::string path) {
    const std::lock_guard lock(mutex_);
    return &*paths_.insert(std::move(path)).first;
}

void FaultDisk::mark(std::int64_t number) {
    note({DiskEvent::Kind::mark, {}, number, {}});
}

void FaultDisk::note(DiskEvent event) {
    const std::lock_guard lock(mutex_);
    if (is_recording_) events_.push_back(std::move(event));
}

std::vector<DiskEvent> FaultDisk::events() const {
    const std::lock_guard lock(mutex_);
    return events_;
}

void FaultDisk::record(bool is_on) {
    const std::lock_guard lock(mutex_);
    is_recording_ = is_on;
}

void FaultDisk::fail(Fault fault, std::int64_t at, bool for_good) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
    fail_at_ = at;
    for_good_ = for_good;
    operations_ = 0;
    has_failed_ = false;
}

std::int64_t FaultDisk::operations() const {
    const std::lock_guard lock(mutex_);
    return operations_;
}

bool FaultDisk::has_failed() const {
    const std::lock_guard lock(mutex_);
    return has_failed_;
}

int FaultDisk::before(Operation operation) {
    const std::lock_guard lock(mutex_);
    if (fault_ == Fault::disk_full && operation != Operation::write) return SQLITE_OK;
    if (fault_ == Fault::sync_error && operation != Operation::sync) return SQLITE_OK;
    ++operations_;
    const bool is_now = operations_ == fail_at_ || (for_good_ && operations_ > fail_at_);
    if (fault_ == Fault::none || !is_now) return SQLITE_OK;
    has_failed_ = true;
    if (fault_ == Fault::disk_full) return SQLITE_FULL;
    switch (operation) {
        case Operation::read: return SQLITE_IOERR_READ;
        case Operation::write: return SQLITE_IOERR_WRITE;
        case Operation::truncate: return SQLITE_IOERR_TRUNCATE;
        case Operation::sync: return SQLITE_IOERR_FSYNC;
        case Operation::remove: return SQLITE_IOERR_DELETE;
    }
    return SQLITE_IOERR;
}

}  // namespace kc::store::test

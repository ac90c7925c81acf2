// SPDX-License-Identifier: Apache-2.0
// A disk that is full while a file says so: put before the C library of a program (LD_PRELOAD), it
// refuses writing to files with ENOSPC, and tells who asks that no room is left. Nobody has to be
// root for it, and it fills up at any moment.
//
// KC_FULL_DISK names the file.
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace {

bool is_full() {
    static const char* const mark = std::getenv("KC_FULL_DISK");
    return mark != nullptr && ::access(mark, F_OK) == 0;
}

// Sockets and pipes lie on no disk.
bool is_on_disk(int file) {
    struct stat found {};
    return ::fstat(file, &found) == 0 && S_ISREG(found.st_mode);
}

bool refuses(int file) {
    const int before = errno;
    const bool is_refused = is_full() && is_on_disk(file);
    errno = is_refused ? ENOSPC : before;
    return is_refused;
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    return refuses(file) ? -1 : real(file, bytes, count);
}

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return refuses(file) ? -1 : real(file, bytes, count, offset);
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return refuses(file) ? -1 : real(file, bytes, count, offset);
}

int statvfs(const char* path, struct statvfs* found) noexcept {
    static const auto real = next<int (*)(const char*, struct statvfs*)>("statvfs");
    const int result = real(path, found);
    if (result == 0 && is_full()) found->f_bavail = 0;
    return result;
}
}

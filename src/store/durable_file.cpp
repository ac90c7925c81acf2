// SPDX-License-Identifier: Apache-2.0
#include "store/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace kc::store {
namespace {

Diagnostic file_error(const std::string& path, int number) {
    const std::string words = std::generic_category().message(number);
    return Diagnostic{number == ENOSPC ? "E-store-full" : "E-file",
                      {path},
                      fmt::format("不能读写文件：{}", words),
                      fmt::format("cannot read or write the file: {}", words)}
        .hint("检查磁盘和权限", "check the disk and the permissions");
}

class Descriptor {
public:
    Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags, 0640)) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

}  // namespace

Result<void> write_durably(const std::string& path, std::string_view bytes) {
    namespace fs = std::filesystem;
    fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) folder = ".";
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) return unexpected(file_error(folder.string(), failed.value()));
    // Two uploads of one file at a time must not write into each other's.
    static std::atomic<unsigned> counter = 0;
    const std::string beside = fmt::format("{}.{}.{}.part", path, ::getpid(), ++counter);
    {
        const Descriptor file(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
        if (file.get() < 0 || !write_all(file.get(), bytes)) {
            const int number = errno;
            fs::remove(beside, failed);
            return unexpected(file_error(path, number));
        }
    }
    fs::rename(beside, path, failed);
    if (failed) return unexpected(file_error(path, failed.value()));
    const Descriptor at(folder.string(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at.get() < 0 || ::fsync(at.get()) != 0) return unexpected(file_error(path, errno));
    return {};
}

Result<std::string> read_whole_file(const std::string& path, std::size_t bytes_max) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) return unexpected(file_error(path, failed.value()));
    if (size > bytes_max) return unexpected(file_error(path, EFBIG));
    std::ifstream file(path, std::ios::binary);
    std::string bytes(size, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!file) return unexpected(file_error(path, EIO));
    return bytes;
}

}  // namespace kc::store

// SPDX-License-Identifier: Apache-2.0
#include "server/file_body.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace kc::server {

Result<std::shared_ptr<const FileBody>> FileBody::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat found {};
    if (file < 0 || ::fstat(file, &found) != 0) {
        if (file >= 0) ::close(file);
        return unexpected(
            Diagnostic{"E-export-write", {}, "导出文件不见了", "the export cannot be opened"}.hint(
                "检查磁盘空间和文件夹权限", "check the free space and the rights on the folder"));
    }
    return std::shared_ptr<const FileBody>(
        new FileBody(file, static_cast<std::uint64_t>(found.st_size)));
}

FileBody::~FileBody() {
    ::close(file_);
}

bool FileBody::read(std::uint64_t offset, std::span<char> to) const {
    while (!to.empty()) {
        const ssize_t count = ::pread(file_, to.data(), to.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        to = to.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return true;
}

}  // namespace kc::server

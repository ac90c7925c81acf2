// SPDX-License-Identifier: Apache-2.0
#include "exchange/extract_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "exchange/extract_text.hpp"
#include "exchange/refusals.hpp"

namespace kc::exchange {
namespace {

class OpenFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

Diagnostic cannot_read(int error) {
    if (error == ENOENT) {
        return Diagnostic{
            .code = "E-file-missing", .zh = "没有这个文件", .en = "there is no such file"}
            .hint("检查路径和文件名", "check the path and the name");
    }
    if (error == EACCES) {
        return Diagnostic{.code = "E-file-access",
                          .zh = "没有读取这个文件的权限",
                          .en = "there is no permission to read the file"}
            .hint("检查文件权限", "check the permissions of the file");
    }
    const std::string words = std::generic_category().message(error);
    return {.code = "E-file-read",
            .zh = fmt::format("读不了这个文件：{}", words),
            .en = fmt::format("the file cannot be read: {}", words)};
}

Diagnostic not_a_file() {
    return Diagnostic{.code = "E-file-kind",
                      .zh = "这不是文件（是文件夹或设备）",
                      .en = "this is no file but a folder or a device"}
        .hint("给出一个文档文件", "give a document file");
}

}  // namespace

Result<std::string> read_file_bytes(const std::filesystem::path& path, std::size_t bytes_max) {
    const std::string name = path.string();
    const auto fail = [&](Diagnostic error) { return unexpected(std::move(error).in_file(name)); };
    // Non-blocking, so that opening a pipe nobody writes to does not wait for ever.
    const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0) return fail(cannot_read(errno));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return fail(cannot_read(errno));
    if (!S_ISREG(status.st_mode)) return fail(not_a_file());
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > bytes_max) return fail(file_too_large(bytes_max));
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        const ssize_t count = ::read(file.get(), bytes.data() + got, size - got);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fail(cannot_read(errno));
        if (count == 0) break;  // it became shorter meanwhile
        got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
}

Result<DocumentText> extract_file(const std::filesystem::path& path, const ExtractLimits& limits,
                                  const PdfProgram& pdf) {
    const Result<std::string> bytes = read_file_bytes(path, limits.file_bytes_max);
    if (!bytes) return unexpected(bytes.error());
    return extract_text(*bytes, path.string(), limits, pdf);
}

}  // namespace kc::exchange

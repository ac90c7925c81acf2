// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <fmt/format.h>

#include <fstream>

namespace kc::cli {

namespace fs = std::filesystem;

Diagnostic cannot_write(const fs::path& path, const std::error_code& error) {
    return Diagnostic{.code = "E-write",
                      .at = {path.string()},
                      .zh = fmt::format("写不了：{}", error.message()),
                      .en = fmt::format("cannot be written: {}", error.message())}
        .hint("检查路径、权限和磁盘空间", "check the path, the permissions and the disk");
}

std::optional<Diagnostic> write_output(const fs::path& path, std::string_view bytes) {
    fs::path draft = path;
    draft += ".new";
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code error;
    if (!out) {
        error = std::make_error_code(std::errc::io_error);
    } else {
        fs::rename(draft, path, error);
    }
    if (!error) return std::nullopt;
    std::error_code ignored;
    fs::remove(draft, ignored);
    return cannot_write(path, error);
}

}  // namespace kc::cli

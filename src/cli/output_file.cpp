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

namespace {

fs::path draft_of(const fs::path& path) {
    fs::path draft = path;
    draft += ".new";
    return draft;
}

// `error`: of writing the draft.
std::optional<Diagnostic> name_draft(const fs::path& path, std::error_code error) {
    const fs::path draft = draft_of(path);
    if (!error) fs::rename(draft, path, error);
    if (!error) return std::nullopt;
    std::error_code ignored;
    fs::remove(draft, ignored);
    return cannot_write(path, error);
}

}  // namespace

std::optional<Diagnostic> write_output(const fs::path& path, std::string_view bytes) {
    std::ofstream out(draft_of(path), std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    return name_draft(path, out ? std::error_code() : std::make_error_code(std::errc::io_error));
}

std::optional<Diagnostic> copy_output(const fs::path& from, const fs::path& path) {
    std::error_code error;
    fs::copy_file(from, draft_of(path), fs::copy_options::overwrite_existing, error);
    return name_draft(path, error);
}

}  // namespace kc::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/pack_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace kc::cli {
namespace {

namespace fs = std::filesystem;

Diagnostic cannot_write(const fs::path& path, const std::error_code& error) {
    return Diagnostic{.code = "E-write",
                      .at = {path.string()},
                      .zh = fmt::format("写不了：{}", error.message()),
                      .en = fmt::format("cannot be written: {}", error.message())}
        .hint("检查路径、权限和磁盘空间", "check the path, the permissions and the disk");
}

std::optional<Diagnostic> write_file(const fs::path& path, const std::string& text) {
    fs::path draft = path;
    draft += ".new";
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out << text;
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

}  // namespace

std::optional<Diagnostic> why_not_into(const std::string& folder, bool force) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (!fs::exists(status)) return std::nullopt;
    if (!fs::is_directory(status)) {
        return Diagnostic{
            .code = "E-no-folder", .at = {folder}, .zh = "这不是文件夹", .en = "this is no folder"}
            .hint("换一个名字", "choose another name");
    }
    const bool is_empty = fs::is_empty(folder, error);
    if (error) return cannot_write(folder, error);
    if (is_empty || force) return std::nullopt;
    return Diagnostic{.code = "E-folder-not-empty",
                      .at = {folder},
                      .zh = "文件夹不是空的，没有写",
                      .en = "the folder is not empty; nothing was written"}
        .hint("换一个文件夹，或加 --force 覆盖同名文件",
              "choose another folder, or add --force to overwrite files of the same name");
}

std::optional<Diagnostic> write_files(const std::string& folder,
                                      const std::vector<pack::TextFile>& files) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return cannot_write(folder, error);
    for (const pack::TextFile& file : files) {
        if (auto problem = write_file(fs::path(folder) / file.path, file.text)) return problem;
    }
    return std::nullopt;
}

}  // namespace kc::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/pack_folder.hpp"

#include <filesystem>
#include <system_error>

#include "cli/output_file.hpp"

namespace kc::cli {
namespace fs = std::filesystem;

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
        if (auto problem = write_output(fs::path(folder) / file.path, file.text)) return problem;
    }
    return std::nullopt;
}

}  // namespace kc::cli

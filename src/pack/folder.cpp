// SPDX-License-Identifier: Apache-2.0
#include "pack/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace kc::pack {
namespace {

namespace fs = std::filesystem;

Diagnostic cannot_read(std::string path, const std::error_code& error) {
    return Diagnostic{"E-read",
                      {std::move(path)},
                      fmt::format("不能读取：{}", error.message()),
                      fmt::format("cannot be read: {}", error.message())}
        .hint("检查路径和权限", "check the path and the permissions");
}

Diagnostic too_deep(std::string path) {
    return Diagnostic{"E-folder-depth",
                      {std::move(path)},
                      fmt::format("文件夹超过 {} 层，没有读", kMaxFolderDepth),
                      fmt::format("deeper than {} folders, not read", kMaxFolderDepth)}
        .hint("移到上层", "move it further up");
}

// Hidden files and folders belong to editors and version control.
bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

std::optional<std::string> read_file(const fs::path& path, Diagnostics& found) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) {
        found.push_back(cannot_read(path.string(), error));
        return std::nullopt;
    }
    // One byte more than is allowed, so that the size is refused where all sizes are.
    const std::size_t wanted = std::min<std::size_t>(size, kMaxFileBytes + 1);
    std::string text(wanted, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || !in.is_open()) {
        found.push_back(cannot_read(path.string(), std::make_error_code(std::errc::io_error)));
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

void take_entry(const fs::directory_entry& entry, std::vector<fs::path>& paths,
                Diagnostics& found) {
    std::error_code error;
    if (!entry.is_regular_file(error)) return;
    const std::string extension = entry.path().extension().string();
    if (extension == ".yaml") {
        paths.push_back(entry.path());
    } else if (extension == ".yml") {
        found.push_back(Diagnostic{"W-extension",
                                   {entry.path().string()},
                                   "这个文件没有读",
                                   "this file was not read",
                                   "改名为 .yaml",
                                   "rename it to .yaml",
                                   Severity::warning});
    }
}

std::vector<fs::path> paths_below(const std::string& folder, Diagnostics& found) {
    std::vector<fs::path> paths;
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, error);
    while (!error && entries != fs::recursive_directory_iterator()) {
        if (is_hidden(entries->path())) {
            entries.disable_recursion_pending();
        } else if (entries.depth() == kMaxFolderDepth && entries->is_directory(error)) {
            entries.disable_recursion_pending();
            found.push_back(too_deep(entries->path().string()));
        } else {
            take_entry(*entries, paths, found);
        }
        if (paths.size() > kMaxFiles) {
            found.push_back(Diagnostic{"E-too-many-files",
                                       {folder},
                                       fmt::format("文件超过 {} 个", kMaxFiles),
                                       fmt::format("there are more than {} files", kMaxFiles)}
                                .hint("这是一个包的文件夹吗？", "is this the folder of a pack?"));
            return {};
        }
        entries.increment(error);
    }
    if (error) found.push_back(cannot_read(folder, error));
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

std::vector<TextFile> read_folder(const std::string& folder, Diagnostics& found) {
    std::vector<TextFile> files;
    for (const fs::path& path : paths_below(folder, found)) {
        if (auto text = read_file(path, found)) {
            files.push_back({path.string(), std::move(*text)});
        }
    }
    return files;
}

bool is_evaluation(std::string_view text) {
    while (!text.empty() && (text.front() == '#' || text.front() == '\n')) {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    }
    return text.starts_with("evaluation:");
}

}  // namespace kc::pack

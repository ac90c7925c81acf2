// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "rules.hpp"

namespace kc::tidy {
namespace {

// Written in two halves, or this file would break its own rule.
constexpr std::array<std::string_view, 2> kMachinePaths = {
    "/wo"
    "rk/",
    "/tmp/"
    "kc"};

constexpr std::array<std::string_view, 11> kRegistryHosts = {
    "npm"
    "js.org",
    "npm"
    "js.com",
    "yarn"
    "pkg.com",
    "npm"
    "mirror.com",
    "deb."
    "debian.org",
    "security."
    "debian.org",
    "snapshot."
    "debian.org",
    "mirrors"
    ".aliyun",
    "mirrors"
    ".tuna",
    "mirrors"
    ".ustc",
    "py"
    "pi.org"};

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
}

std::string_view file_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

void check_lock_file(const TreeFile& file, Findings& found) {
    const std::string_view name = file_name(file.path);
    if (name != "package-lock.json" && name != "npm-shrinkwrap.json") return;
    const std::size_t at = file.text.find("\"resolved\"");
    if (at == std::string::npos) return;
    found.push_back({file.path, line_at(file.text, at),
                     "a lock file names versions and hashes, not hosts: npm install "
                     "--omit-lockfile-registry-resolved"});
}

}  // namespace

Findings check_places(const TreeFile& file) {
    Findings found;
    for (const std::string_view path : kMachinePaths) {
        for (std::size_t at = file.text.find(path); at != std::string::npos;
             at = file.text.find(path, at + path.size())) {
            // "a/work/b" inside a longer path or address is somebody else's name.
            if (at > 0 && (is_word(file.text[at - 1]) || file.text[at - 1] == '/')) continue;
            found.push_back({file.path, line_at(file.text, at),
                             fmt::format("'{}' is a place on one machine only", path)});
        }
    }
    for (const std::string_view host : kRegistryHosts) {
        const std::size_t at = file.text.find(host);
        if (at == std::string::npos) continue;
        found.push_back({file.path, line_at(file.text, at),
                         fmt::format("'{}': packages come from where the machine says", host)});
    }
    check_lock_file(file, found);
    return found;
}

}  // namespace kc::tidy

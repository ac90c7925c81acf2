// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "rules.hpp"

namespace kc::tidy {
namespace {

struct Room {
    std::string_view name;
    int floor;
};

// ARCHITECTURE.md draws the same house.
constexpr std::array kRooms = {
    Room{"base", 0},     Room{"formula", 1},  Room{"pack", 2},       Room{"store", 3},
    Room{"access", 3},   Room{"plan", 4},     Room{"indicator", 4},  Room{"policy", 4},
    Room{"matching", 4}, Room{"workflow", 4}, Room{"evaluation", 4}, Room{"ledger", 4},
    Room{"record", 4},   Room{"exchange", 4}, Room{"collection", 4}, Room{"office", 5},
    Room{"server", 6},   Room{"cli", 6},
};

// Neighbours on one floor who may look at each other, in this direction only: rights are
// compiled to conditions on stored tables, and a command starts the server.
struct Door {
    std::string_view from;
    std::string_view to;
};
constexpr std::array kDoors = {Door{"access", "store"}, Door{"cli", "server"}};

// They take seconds to compile; in a header everybody pays.
constexpr std::array<std::string_view, 12> kHeavy = {
    "boost/",      "yaml-cpp/", "nlohmann/", "unicode/", "sqlite3.h", "libpq",
    "postgresql/", "openssl/",  "CLI/",      "spdlog/",  "curl/",     "benchmark/"};

constexpr std::string_view kSource = ".cpp";
constexpr std::string_view kTest = "_test.cpp";

std::optional<int> floor_of(std::string_view room) {
    const auto* found =
        std::find_if(kRooms.begin(), kRooms.end(), [&](const Room& r) { return r.name == room; });
    if (found == kRooms.end()) return std::nullopt;
    return found->floor;
}

bool may_include(std::string_view from, std::string_view to) {
    if (from == to || floor_of(to) < floor_of(from)) return true;
    return std::any_of(kDoors.begin(), kDoors.end(),
                       [&](const Door& d) { return d.from == from && d.to == to; });
}

struct Include {
    std::string_view name;
    std::size_t line = 0;
    bool quoted = false;
};

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

std::vector<Include> includes_of(std::string_view text) {
    // Where the masked line begins like an include, the name stands in the original one.
    const Masks masks = mask_cpp(text);
    const std::vector<std::string_view> code = lines_of(masks.code);
    const std::vector<std::string_view> lines = lines_of(text);
    std::vector<Include> includes;
    for (std::size_t i = 0; i < code.size(); ++i) {
        std::string_view directive = trimmed(code[i]);
        if (!directive.starts_with('#')) continue;
        if (!trimmed(directive.substr(1)).starts_with("include")) continue;
        const std::size_t open = lines[i].find_first_of("<\"");
        if (open == std::string_view::npos) continue;
        const bool quoted = lines[i][open] == '"';
        const std::size_t close = lines[i].find(quoted ? '"' : '>', open + 1);
        if (close == std::string_view::npos) continue;
        includes.push_back({lines[i].substr(open + 1, close - open - 1), i + 1, quoted});
    }
    return includes;
}

std::optional<std::string> room_fault(std::string_view from, std::string_view header) {
    const std::size_t slash = header.find('/');
    const std::string_view to =
        slash == std::string_view::npos ? std::string_view{} : header.substr(0, slash);
    if (!floor_of(to))
        return fmt::format("'{}': our headers are included as \"room/file.hpp\"", header);
    if (may_include(from, to)) return std::nullopt;
    return fmt::format("{} (floor {}) must not include {} (floor {}): only lower floors", from,
                       *floor_of(from), to, *floor_of(to));
}

bool is_heavy(std::string_view header) {
    return std::any_of(kHeavy.begin(), kHeavy.end(),
                       [&](std::string_view heavy) { return header.starts_with(heavy); });
}

bool is_network(std::string_view header) {
    return header.starts_with("boost/beast") || header.starts_with("boost/asio");
}

// "plan/a.hpp" for "src/plan/a.cpp" and "src/plan/a_test.cpp".
std::string header_beside(std::string_view source, std::string_view ending) {
    constexpr std::string_view kSources = "src/";
    source.remove_prefix(kSources.size());
    source.remove_suffix(ending.size());
    return std::string(source) + ".hpp";
}

Findings check_own_header_first(const std::vector<TreeFile>& files) {
    std::set<std::string_view> paths;
    for (const TreeFile& file : files) paths.insert(file.path);
    Findings found;
    for (const TreeFile& file : files) {
        if (room_of(file.path).empty() || !file.path.ends_with(kSource)) continue;
        const bool is_test = file.path.ends_with(kTest);
        const std::string header = header_beside(file.path, is_test ? kTest : kSource);
        if (!paths.contains("src/" + header)) continue;
        // A test shows that its header stands alone where no source does.
        const std::string source = fmt::format("src/{}.cpp", header.substr(0, header.size() - 4));
        if (is_test && paths.contains(source)) continue;
        const std::vector<Include> includes = includes_of(file.text);
        if (!includes.empty() && includes.front().quoted && includes.front().name == header)
            continue;
        found.push_back({file.path, includes.empty() ? 0 : includes.front().line,
                         fmt::format("its own header comes first: \"{}\"", header)});
    }
    return found;
}

}  // namespace

Findings check_includes(const TreeFile& file) {
    Findings found;
    if (!is_cpp(file)) return found;
    const std::string_view room = room_of(file.path);
    if (!room.empty() && !floor_of(room)) {
        found.push_back({file.path, 0,
                         fmt::format("room '{}' has no floor: give it one in "
                                     "include_rules.cpp and ARCHITECTURE.md",
                                     room)});
        return found;
    }
    for (const Include& include : includes_of(file.text)) {
        if (!room.empty() && include.quoted) {
            if (auto fault = room_fault(room, include.name))
                found.push_back({file.path, include.line, std::move(*fault)});
        }
        if (is_header(file) && is_heavy(include.name))
            found.push_back({file.path, include.line,
                             fmt::format("<{}> is heavy: include it in a .cpp", include.name)});
    }
    return found;
}

Findings check_whole_tree(const std::vector<TreeFile>& files) {
    Findings found = check_own_header_first(files);
    std::size_t network_files = 0;
    for (const TreeFile& file : files) {
        if (!is_cpp(file)) continue;
        const std::vector<Include> includes = includes_of(file.text);
        const auto network = std::find_if(includes.begin(), includes.end(),
                                          [](const Include& i) { return is_network(i.name); });
        if (network == includes.end() || ++network_files <= kMaxNetworkFiles) continue;
        found.push_back(
            {file.path, network->line,
             fmt::format("Beast and Asio stay in at most {} files (15 s each)", kMaxNetworkFiles)});
    }
    return found;
}

}  // namespace kc::tidy

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <fmt/format.h>

#include "rules.hpp"

namespace kc::tidy {
namespace {

namespace fs = std::filesystem;

// Files and the folders above them.
std::set<std::string> places_of(const std::vector<TreeFile>& files) {
    std::set<std::string> places;
    for (const TreeFile& file : files) {
        for (fs::path path = file.path; !path.empty(); path = path.parent_path())
            places.insert(path.generic_string());
    }
    return places;
}

bool is_elsewhere(std::string_view target) {
    return target.empty() || target.front() == '#' || target.find(':') != std::string_view::npos;
}

std::string resolved(const std::string& page, std::string_view target) {
    const fs::path path = fs::path(page).parent_path() / fs::path(target);
    std::string place = path.lexically_normal().generic_string();
    if (place.ends_with('/')) place.pop_back();
    return place;
}

// The page with its code as blanks: a lambda, [](int), looks like a link.
std::string prose_of(std::string_view page) {
    constexpr std::string_view kFence = "```";
    std::string prose;
    bool fenced = false;
    for (const std::string_view line : lines_of(page)) {
        const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
        const bool fence = line.substr(begin).starts_with(kFence);
        bool code = fenced || fence || begin >= 4;
        for (const char c : line) {
            prose += code || c == '`' ? ' ' : c;
            if (c == '`' && !fenced && !fence && begin < 4) code = !code;
        }
        prose += '\n';
        if (fence) fenced = !fenced;
    }
    return prose;
}

}  // namespace

Findings check_links(const std::vector<TreeFile>& files) {
    constexpr std::string_view kOpen = "](";
    const std::set<std::string> places = places_of(files);
    Findings found;
    for (const TreeFile& file : files) {
        // Pages below tests/ are input, and may be as wrong as they like.
        if (!file.path.ends_with(".md") || file.path.starts_with("tests/")) continue;
        const std::string prose = prose_of(file.text);
        const std::string_view text = prose;
        for (std::size_t at = text.find(kOpen); at != std::string_view::npos;
             at = text.find(kOpen, at + kOpen.size())) {
            const std::size_t begin = at + kOpen.size();
            const std::size_t end = text.find_first_of("#) \n", begin);
            if (end == std::string_view::npos) break;
            const std::string_view target = text.substr(begin, end - begin);
            if (is_elsewhere(target) || places.contains(resolved(file.path, target))) continue;
            found.push_back({file.path, line_at(text, at),
                             fmt::format("the link leads to '{}', which is not there", target)});
        }
    }
    return found;
}

}  // namespace kc::tidy

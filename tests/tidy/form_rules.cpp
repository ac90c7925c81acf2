// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "rules.hpp"

namespace kc::tidy {
namespace {

constexpr std::string_view kLicenceLine = "// SPDX-License-Identifier: Apache-2.0";

std::size_t characters(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

void check_lines(const TreeFile& file, Findings& found) {
    const std::vector<std::string_view> lines = lines_of(file.text);
    if (lines.empty() || lines.front() != kLicenceLine)
        found.push_back({file.path, 1, fmt::format("the first line is '{}'", kLicenceLine)});
    if (lines.size() > kMaxFileLines)
        found.push_back(
            {file.path, 0,
             fmt::format("{} lines, {} are allowed: split the file", lines.size(), kMaxFileLines)});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t length = characters(lines[i]);
        if (length > kMaxLineCharacters)
            found.push_back(
                {file.path, i + 1,
                 fmt::format("{} characters, {} are allowed", length, kMaxLineCharacters)});
        if (!lines[i].empty() && (lines[i].back() == ' ' || lines[i].back() == '\r'))
            found.push_back({file.path, i + 1, "the line ends in a blank"});
        if (lines[i].find('\t') != std::string_view::npos)
            found.push_back({file.path, i + 1, "a tab; indent with four spaces"});
    }
    if (!file.text.empty() && file.text.back() != '\n')
        found.push_back({file.path, lines.size(), "the last line has no end"});
}

void check_header(const TreeFile& file, std::string_view code, Findings& found) {
    if (code.find("#pragma once") == std::string_view::npos)
        found.push_back({file.path, 0, "a header says '#pragma once'"});
    const std::size_t opened = code.find("using namespace ");
    if (opened != std::string_view::npos)
        found.push_back({file.path, line_at(code, opened), "no 'using namespace' in a header"});
}

// "TODO(#12): what", so that it is known who waits for it.
bool is_good_todo(std::string_view rest) {
    constexpr std::string_view kOpen = "(#";
    if (!rest.starts_with(kOpen)) return false;
    rest.remove_prefix(kOpen.size());
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    return digits > 0 && rest.substr(digits).starts_with("): ");
}

void check_todo(const TreeFile& file, std::string_view comments, Findings& found) {
    constexpr std::array<std::string_view, 3> kMarks = {"TODO", "FIXME", "XXX"};
    for (const std::string_view mark : kMarks) {
        for (std::size_t at = comments.find(mark); at != std::string_view::npos;
             at = comments.find(mark, at + mark.size())) {
            if (mark == "TODO" && is_good_todo(comments.substr(at + mark.size()))) continue;
            found.push_back(
                {file.path, line_at(comments, at),
                 fmt::format("'{}' is written 'TODO(#number): what is to be done'", mark)});
        }
    }
}

}  // namespace

Findings check_form(const TreeFile& file) {
    Findings found;
    if (!is_cpp(file)) return found;
    const Masks masks = mask_cpp(file.text);
    check_lines(file, found);
    if (is_header(file)) check_header(file, masks.code, found);
    check_todo(file, masks.comments, found);
    return found;
}

}  // namespace kc::tidy

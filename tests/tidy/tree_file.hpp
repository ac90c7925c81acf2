// SPDX-License-Identifier: Apache-2.0
// One file of the checkout, and its C++ split into what is code and what is said about it.
//
// No git: the tree may be an unpacked archive, so everything on disk is looked at except what
// builds and package managers put there.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kc::tidy {

// Above this a file is data, and not ours to style.
inline constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;

struct TreeFile {
    std::string path = {};  // relative to the checkout, with '/'
    std::string text = {};
};

struct Finding {
    std::string path = {};
    std::size_t line = 0;  // from 1; 0 speaks of the whole file
    std::string message = {};

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

// Every text file below `root`, by path.
std::vector<TreeFile> read_tree(const std::filesystem::path& root);

bool is_header(const TreeFile& file);
bool is_cpp(const TreeFile& file);  // headers too

// The room of "src/<room>/…", else empty.
std::string_view room_of(std::string_view path);

// The same text, as long and with the same lines, in two complementary masks: in `code` comments
// and the contents of literals are blanks, in `comments` everything else is.
struct Masks {
    std::string code = {};
    std::string comments = {};
};

Masks mask_cpp(std::string_view text);

std::vector<std::string_view> lines_of(std::string_view text);

// The line, from 1, that the byte at `offset` is on.
std::size_t line_at(std::string_view text, std::size_t offset);

}  // namespace kc::tidy

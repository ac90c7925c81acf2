// SPDX-License-Identifier: Apache-2.0
// The house rules a machine can check, each a function from a file to what is wrong in it.
//
// A rule says what to write instead. One that is only sometimes right does not belong here.
#pragma once

#include <vector>

#include "tree_file.hpp"

namespace kc::tidy {

inline constexpr std::size_t kMaxLineCharacters = 100;
inline constexpr std::size_t kMaxFileLines = 800;
inline constexpr std::size_t kMaxNetworkFiles = 3;

// Our C++ only: first line, length, include guard, form of to-dos.
Findings check_form(const TreeFile& file);

// Our C++ only: functions with no bounds, no error, or a hidden clock; naked new and delete.
// A line that has to says "// NOLINT: why".
Findings check_calls(const TreeFile& file);

// Our C++ only: rooms include lower floors only, headers no heavy third-party headers.
Findings check_includes(const TreeFile& file);

// Any text file: paths of somebody's machine, hosts of package registries, lock files that
// name where a package was fetched from.
Findings check_places(const TreeFile& file);

// Rules about the tree as a whole: few files know the network library; a source includes its own
// header first, which shows that the header stands alone.
Findings check_whole_tree(const std::vector<TreeFile>& files);

// Pages (*.md) link only to files and folders that are there.
Findings check_links(const std::vector<TreeFile>& files);

// All of the above.
Findings check_tree(const std::vector<TreeFile>& files);

}  // namespace kc::tidy

// SPDX-License-Identifier: Apache-2.0
// A new pack as the files of its folder, and the list of what a person has to settle in it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "office/pack_from_plan.hpp"
#include "pack/folder.hpp"

namespace kc::office {

// In the order of files_of.
inline constexpr std::array<std::string_view, 6> kPackFileNames{
    "pack.yaml", "units.yaml", "targets.yaml", "tasks.yaml", "README.md", "todo.md"};

// Paths are those names, relative to the folder.
std::vector<pack::TextFile> files_of(const NewPack& pack);

struct OpenPoint {
    std::string code = {};  // of the object; empty for the pack as a whole
    std::string name = {};
    pack::Todo todo = {};
};

struct OpenPoints {
    std::vector<OpenPoint> points = {};  // read, but not understood
    // What the document simply does not say; so many that they are counted, not listed.
    std::size_t targets_without_owner = 0;
    std::size_t tasks_without_owner = 0;
    std::size_t tasks_without_due = 0;
};

OpenPoints open_points(const NewPack& pack);

}  // namespace kc::office

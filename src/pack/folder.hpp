// SPDX-License-Identifier: Apache-2.0
// The YAML files of a folder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/limits.hpp"

namespace kc::pack {

struct TextFile {
    std::string path = {};  // as shown to people: the folder as given, then the way down
    std::string text = {};
};

// Every *.yaml below the folder by path, so that the same folder is always read in the same order.
// Hidden files and folders are left alone and links to folders are not followed. What cannot be
// read is reported.
std::vector<TextFile> read_folder(const std::string& folder, Diagnostics& found);

// Definitions of evaluations lie beside the objects but have a format of their own
// (docs/evaluation.md), which the room `evaluation` reads.
bool is_evaluation(std::string_view text);

}  // namespace kc::pack

// SPDX-License-Identifier: Apache-2.0
// What tests of the formats have in common.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "pack/object_set.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::pack {

// The first YAML example of a page in docs/, such as "policy-format.md".
inline std::string first_example(const std::string& page) {
    std::ifstream in(std::string(KC_SOURCE_DIR) + "/docs/" + page);
    const std::string document(std::istreambuf_iterator<char>(in), {});
    const std::string mark = "```yaml\n";
    const std::size_t begin = document.find(mark) + mark.size();
    return document.substr(begin, document.find("```", begin) - begin);
}

inline ObjectSet read_set(const std::string& text, const std::string& file, Diagnostics& found) {
    ObjectSet set;
    if (auto document = read_yaml(text, file, found)) read_objects(document, set, found);
    return set;
}

}  // namespace kc::pack

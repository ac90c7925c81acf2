// SPDX-License-Identifier: Apache-2.0
// A tree as YAML text that people like to read and read_yaml reads back to the same tree.
#pragma once

#include <string>
#include <string_view>

#include "pack/yaml_tree.hpp"

namespace kc::pack {

// `comment` is put above, each of its lines after "# ". Maps must hold as many keys as items.
// Text (Node::quoted) that some YAML reader would take for a number, a date or a truth value is
// put in quotes, although read_yaml would not need them.
std::string to_yaml(const Node& root, std::string_view comment = {});

}  // namespace kc::pack

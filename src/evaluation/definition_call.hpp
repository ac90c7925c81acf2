// SPDX-License-Identifier: Apache-2.0
// Methods written as calls: `minmax(0, 100)`, `winsorise(max: 5)`, `mpi(-)`.
//
// In YAML a comma ends a value inside [ ] and { }, and `: ` begins one. So that calls can be
// written there without quotes, the signs inside their brackets are replaced by others of the same
// width before YAML reads the text, and put back afterwards; places in messages stay right.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/yaml_tree.hpp"

namespace kc::evaluation {

struct Argument {
    std::string name = {};  // empty when given by position
    std::string text = {};
};

struct Call {
    std::string name = {};
    std::vector<Argument> arguments = {};
};

// Empty when the text is no call: a word, perhaps followed by arguments in brackets.
std::optional<Call> parse_call(std::string_view text);

// The text with the signs inside calls hidden from YAML.
std::string hide_calls(std::string_view text);

// Puts them back in every key and scalar of a tree read from such a text.
void show_calls(pack::Node& root);

}  // namespace kc::evaluation

// SPDX-License-Identifier: Apache-2.0
// From the words behind `kechuang` to the command that is meant, or to help, or to a mistake.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "cli/command.hpp"

namespace kc::cli {

struct HelpWanted {
    std::string command = {};  // empty: the program
};

// What is to be done: a command whose arguments are filled (it points into the list), or help.
using Wanted = std::variant<HelpWanted, const Command*>;

// `words` without the program's name. No word at all asks for help. --lang may stand anywhere.
Result<Wanted> parse_command_line(std::span<const Command> commands,
                                  std::vector<std::string> words);

}  // namespace kc::cli

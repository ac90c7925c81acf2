// SPDX-License-Identifier: Apache-2.0
// What --help prints.
#pragma once

#include <span>
#include <string_view>

#include "cli/command.hpp"

namespace kc::cli {

// Help for the command of this name, for the group, or for the program when the name is empty.
void print_help(std::span<const Command> commands, std::string_view name, Console& console);

}  // namespace kc::cli

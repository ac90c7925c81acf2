// SPDX-License-Identifier: Apache-2.0
// The program without its process: arguments and places to write in, exit code out.
#pragma once

#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/language.hpp"

namespace kc::cli {

// `arguments` without the program's name.
ExitCode run(const std::vector<std::string>& arguments, const Environment& environment, Output& out,
             Output& err);

}  // namespace kc::cli

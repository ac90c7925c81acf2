// SPDX-License-Identifier: Apache-2.0
// The commands, one function each; run.cpp chooses among them.
#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"

namespace kc::cli {

ExitCode run_read(const ReadArguments& arguments, Console& console);
ExitCode run_new(const NewArguments& arguments, Console& console);
ExitCode run_check(const CheckArguments& arguments, Console& console);
ExitCode run_diff(const DiffArguments& arguments, Console& console);
ExitCode run_schema(const SchemaArguments& arguments, Console& console);
ExitCode run_version(Console& console);
ExitCode run_help(const HelpArguments& arguments, Console& console);

}  // namespace kc::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <exception>
#include <new>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"

namespace kc::cli {
namespace {

ExitCode dispatch(const std::vector<std::string>& words, Console& console) {
    const std::vector<Command> commands = all_commands();
    const Result<Wanted> wanted = parse_command_line(commands, words);
    if (!wanted) {
        console.complain(wanted.error());
        return ExitCode::bad_input;
    }
    if (const auto* help = std::get_if<HelpWanted>(&*wanted)) {
        print_help(commands, help->command, console);
        return ExitCode::ok;
    }
    return std::get<const Command*>(*wanted)->run(console);
}

// Failures of the machine end here; everything else is a Result.
ExitCode guarded(const std::vector<std::string>& words, Console& console) {
    try {
        return dispatch(words, console);
    } catch (const std::bad_alloc&) {
        console.complain({.code = "E-memory", .zh = "内存不够", .en = "out of memory"});
    } catch (const std::exception& error) {
        console.complain({.code = "E-machine", .zh = error.what(), .en = error.what()});
    }
    return ExitCode::machine;
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments, const Environment& environment, Output& out,
             Output& err) {
    Console console{out, err, choose_language(arguments, environment)};
    const ExitCode code = guarded(arguments, console);
    out.flush();
    if (!out.has_failed()) return code;
    console.complain(
        {.code = "E-output", .zh = "写不出结果", .en = "the output cannot be written"});
    return ExitCode::machine;
}

}  // namespace kc::cli

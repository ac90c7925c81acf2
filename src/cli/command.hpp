// SPDX-License-Identifier: Apache-2.0
// One command of the program: its words, its options and what it does, in one place.
//
// A command's file declares its options on CLI11 and offers one function, listed in commands.hpp;
// parsing, help and mistakes are the same for all and stand in command_line.cpp.
//
//   Command check_command() {
//       return make_command<CheckArguments>(kText, declare, run_check);
//   }
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "cli/console.hpp"

namespace CLI {
class App;
}

namespace kc::cli {

struct CommandText {
    // "read"; "audit verify" stands below the group "audit".
    std::string_view name = {};
    // As in the list of commands: "read FILE...".
    std::string_view usage = {};
    std::string_view zh = {};  // what it does, half a line
    std::string_view en = {};
    std::string_view help_zh = {};  // what --help prints; empty: the usage alone
    std::string_view help_en = {};
};

struct Command {
    CommandText text = {};
    std::function<void(CLI::App&)> declare = {};
    std::function<ExitCode(Console&)> run = {};  // empty for a group

    [[nodiscard]] bool is_group() const { return !run; }
};

// `declare` binds the options to the arguments, `run` gets them filled.
template <class Arguments>
Command make_command(const CommandText& text, void (*declare)(CLI::App&, Arguments&),
                     ExitCode (*run)(const Arguments&, Console&)) {
    // Both functions outlive this call, and with them what they share.
    auto arguments = std::make_shared<Arguments>();
    return {.text = text,
            .declare = [arguments, declare](CLI::App& app) { declare(app, *arguments); },
            .run = [arguments, run](Console& console) { return run(*arguments, console); }};
}

// A name over several commands, which begin with it: "audit".
inline Command command_group(const CommandText& text) {
    return {.text = text};
}

}  // namespace kc::cli

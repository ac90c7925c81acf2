// SPDX-License-Identifier: Apache-2.0
// The command line as values.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "cli/serve_command.hpp"
#include "office/pack_from_plan.hpp"

namespace kc::cli {

enum class ReadForm : std::uint8_t { table, json, text, explain };

struct ReadArguments {
    std::vector<std::string> files = {};
    ReadForm form = ReadForm::table;
    std::string catalog = {};  // a folder; empty is the catalog inside the program
};

struct NewArguments {
    std::string folder = {};
    std::string plan = {};
    office::NewPackOptions options = {};
    bool force = false;
    std::string catalog = {};
};

struct CheckArguments {
    std::string folder = {};
    std::string catalog = {};
};

struct DiffArguments {
    std::string before = {};
    std::string after = {};
    bool json = false;
    std::string catalog = {};
};

struct SchemaArguments {
    std::string kind = {};  // empty: any kind
};

struct VersionArguments {};

struct HelpArguments {
    std::string command = {};  // empty: the program
};

using Arguments = std::variant<HelpArguments, ReadArguments, NewArguments, CheckArguments,
                               DiffArguments, SchemaArguments, ServeArguments, VersionArguments>;

// `words` without the program's name. No word at all asks for help.
Result<Arguments> parse_arguments(std::vector<std::string> words);

}  // namespace kc::cli

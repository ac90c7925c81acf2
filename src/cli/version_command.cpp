// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

namespace kc::cli {
namespace {

struct VersionArguments {};

constexpr CommandText kText{.name = "version", .usage = "version", .zh = "版本", .en = "version"};

void declare(CLI::App& /*app*/, VersionArguments& /*to*/) {}

ExitCode run_version(const VersionArguments& /*arguments*/, Console& console) {
    console.line("kechuang " KC_VERSION);
    return ExitCode::ok;
}

}  // namespace

Command version_command() {
    return make_command<VersionArguments>(kText, declare, run_version);
}

}  // namespace kc::cli

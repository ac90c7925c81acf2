// SPDX-License-Identifier: Apache-2.0
// kechuang serve: the office in the browser.
#pragma once

#include <cstdint>
#include <string>

#include "cli/console.hpp"

namespace kc::cli {

struct ServeArguments {
    std::string folder = {};  // of the pack
    std::string data = {};    // database file; empty: kechuang.db in the working directory
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string web = {};  // folder of built pages; empty: none
};

ExitCode run_serve(const ServeArguments& arguments, Console& console);

}  // namespace kc::cli

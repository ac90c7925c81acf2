// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/run.hpp"

int main(int argc, char** argv) {
    // A reader that leaves early is an error of write(), not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto environment = [](const char* name) -> std::string_view {
        const char* value = std::getenv(name);
        return value == nullptr ? std::string_view{} : value;
    };
    kc::cli::Output out(STDOUT_FILENO);
    kc::cli::Output err(STDERR_FILENO);
    return static_cast<int>(kc::cli::run(arguments, environment, out, err));
}

// SPDX-License-Identifier: Apache-2.0
// Runs one program on foreign bytes in a cage: no shell, no inherited files, its memory, processor
// time, wall-clock time and output bounded, killed at the first limit it passes.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kc::exchange {

struct ChildLimits {
    std::size_t memory_bytes = 0;
    std::size_t output_bytes = 0;
    std::chrono::seconds cpu{0};
    std::chrono::milliseconds wall{0};
};

struct ChildOutcome {
    enum class End : std::uint8_t {
        exited,
        not_found,  // there is no such program
        cannot_start,
        crashed,  // ended by a signal, usually for memory
        timed_out,
        too_much_output,
    };

    End end = End::cannot_start;
    int exit_code = 0;
    std::string output = {};
    std::string errors = {};  // the beginning of what it wrote to stderr
};

// The path of a program: `name` itself when it has a slash, else its place in PATH; "" when there
// is none that can be run.
std::string find_program(const std::string& name);

// `input` is the child's standard input, a file it can seek in ("/dev/stdin"). Thread-safe; blocks
// until the child has ended.
ChildOutcome run_child(const std::string& program, const std::vector<std::string>& arguments,
                       std::string_view input, const ChildLimits& limits);

}  // namespace kc::exchange

// SPDX-License-Identifier: Apache-2.0
// Where a command writes, and in which language.
//
// Output that nobody reads any more (`kechuang read … | head`) is dropped quietly; output that
// cannot be written (a full disk) is a failure of the machine and makes the exit code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::cli {

// What the shell gets to know.
enum class ExitCode : std::uint8_t {
    ok = 0,
    findings = 1,   // a check found errors
    bad_input = 2,  // a file or an argument is unusable
    machine = 3,    // out of memory, disk full
};

// Writes to a file descriptor through a buffer. Does not own it.
class Output {
public:
    explicit Output(int descriptor) : descriptor_(descriptor) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output() { flush(); }

    void write(std::string_view text);
    void flush();

    // Nobody is reading: more need not be computed.
    bool is_closed() const { return state_ != State::open; }
    bool has_failed() const { return state_ == State::failed; }

private:
    enum class State : std::uint8_t { open, closed, failed };
    static constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

    int descriptor_;
    State state_ = State::open;
    std::string buffer_;
};

struct Console {
    Output& out;
    Output& err;
    Language language = Language::both;

    // The words in the reader's language; in both, with a blank or " / " between.
    std::string words(std::string_view zh, std::string_view en) const;
    std::string label(std::string_view zh, std::string_view en) const;

    void line(std::string_view text);             // to `out`
    void complain(const Diagnostic& diagnostic);  // one line to `err`
};

}  // namespace kc::cli

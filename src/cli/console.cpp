// SPDX-License-Identifier: Apache-2.0
#include "cli/console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

namespace kc::cli {

void Output::write(std::string_view text) {
    if (is_closed()) return;
    buffer_ += text;
    if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty() && !is_closed()) {
        const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
        if (count >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            // SIGPIPE is ignored (program/main.cpp), so a reader that left shows up here.
            state_ = errno == EPIPE ? State::closed : State::failed;
        }
    }
    buffer_.clear();
}

std::string Console::words(std::string_view zh, std::string_view en) const {
    switch (language) {
        case Language::zh: return std::string(zh);
        case Language::en: return std::string(en);
        case Language::both: break;
    }
    return fmt::format("{} / {}", zh, en);
}

std::string Console::label(std::string_view zh, std::string_view en) const {
    if (language != Language::both) return words(zh, en);
    return fmt::format("{} {}", zh, en);
}

void Console::line(std::string_view text) {
    out.write(text);
    out.write("\n");
}

void Console::complain(const Diagnostic& diagnostic) {
    // What was already written comes first, also when both go to one terminal.
    out.flush();
    err.write(to_string(diagnostic, language) + "\n");
    err.flush();
}

}  // namespace kc::cli

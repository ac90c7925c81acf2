// SPDX-License-Identifier: Apache-2.0
#include "record/json_line.hpp"

#include <fmt/format.h>

namespace kc::record {

void JsonLine::separate() {
    if (needs_comma_) line_ += ',';
    needs_comma_ = true;
}

JsonLine& JsonLine::open(char bracket) {
    separate();
    line_ += bracket;
    needs_comma_ = false;
    return *this;
}

JsonLine& JsonLine::close(char bracket) {
    line_ += bracket;
    needs_comma_ = true;
    return *this;
}

void JsonLine::quote(std::string_view value) {
    line_ += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            line_ += '\\';
            line_ += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            line_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            line_ += c;
        }
    }
    line_ += '"';
}

JsonLine& JsonLine::key(std::string_view name) {
    separate();
    quote(name);
    line_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonLine& JsonLine::text(std::string_view value) {
    separate();
    quote(value);
    return *this;
}

JsonLine& JsonLine::number(std::int64_t value) {
    separate();
    line_ += std::to_string(value);
    return *this;
}

JsonLine& JsonLine::truth(bool value) {
    separate();
    line_ += value ? "true" : "false";
    return *this;
}

JsonLine& JsonLine::null() {
    separate();
    line_ += "null";
    return *this;
}

}  // namespace kc::record

// SPDX-License-Identifier: Apache-2.0
#include "pack/json_text.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/check.hpp"

namespace kc::pack {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20) {
            out += fmt::format("\\u{:04x}", byte);
        } else {
            out += c;
        }
    }
}

}  // namespace

JsonText& JsonText::begin_object() {
    return begin('{', '}');
}

JsonText& JsonText::end_object() {
    return end('}');
}

JsonText& JsonText::begin_array() {
    return begin('[', ']');
}

JsonText& JsonText::end_array() {
    return end(']');
}

JsonText& JsonText::key(std::string_view name) {
    text(name);
    out_ += ": ";
    after_key_ = true;
    return *this;
}

JsonText& JsonText::text(std::string_view value) {
    before_value();
    out_ += '"';
    append_escaped(out_, value);
    out_ += '"';
    return *this;
}

JsonText& JsonText::bare(std::string_view value) {
    before_value();
    out_ += value;
    return *this;
}

std::string JsonText::finish() && {
    KC_CHECK(open_.empty());
    return std::move(out_) + '\n';
}

void JsonText::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (open_.empty()) return;
    if (!open_.back().is_empty) out_ += ',';
    open_.back().is_empty = false;
    new_line();
}

JsonText& JsonText::begin(char opening, char closing) {
    before_value();
    out_ += opening;
    open_.push_back({closing});
    return *this;
}

JsonText& JsonText::end(char closing) {
    KC_CHECK(!open_.empty() && open_.back().closing == closing);
    const bool was_empty = open_.back().is_empty;
    open_.pop_back();
    if (!was_empty) new_line();
    out_ += closing;
    return *this;
}

void JsonText::new_line() {
    out_ += '\n';
    out_.append(2 * open_.size(), ' ');
}

}  // namespace kc::pack

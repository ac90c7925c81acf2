// SPDX-License-Identifier: Apache-2.0
#include "server/json_writer.hpp"

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::server {
namespace {

void append_escaped(std::string_view text, std::string& out) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                                   static_cast<unsigned char>(c));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

}  // namespace

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (is_empty_.empty()) return;
    if (!is_empty_.back()) out_ += ',';
    is_empty_.back() = false;
}

JsonWriter& JsonWriter::begin_object() {
    before_value();
    out_ += '{';
    is_empty_.push_back(true);
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    KC_CHECK(!is_empty_.empty() && !after_key_);
    is_empty_.pop_back();
    out_ += '}';
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    before_value();
    out_ += '[';
    is_empty_.push_back(true);
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    KC_CHECK(!is_empty_.empty() && !after_key_);
    is_empty_.pop_back();
    out_ += ']';
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    KC_CHECK(!is_empty_.empty() && !after_key_);
    if (!is_empty_.back()) out_ += ',';
    is_empty_.back() = false;
    append_escaped(name, out_);
    out_ += ':';
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    before_value();
    if (base::is_valid_utf8(value)) {
        append_escaped(value, out_);
    } else {
        append_escaped(base::encode_utf8(base::decode_utf8(value)), out_);
    }
    return *this;
}

JsonWriter& JsonWriter::number(base::Decimal value) {
    return bare(base::to_string(value));
}
JsonWriter& JsonWriter::boolean(bool value) {
    return bare(value ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
    return bare("null");
}

JsonWriter& JsonWriter::bare(std::string_view json) {
    before_value();
    out_ += json;
    return *this;
}

JsonWriter& JsonWriter::words(std::string_view zh, std::string_view en) {
    return begin_object().key("zh").text(zh).key("en").text(en).end_object();
}

std::string JsonWriter::finish() && {
    KC_CHECK(is_empty_.empty() && !after_key_);
    return std::move(out_);
}

}  // namespace kc::server

// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <fmt/format.h>

#include <utility>

namespace kc {
namespace {

// A message is one line whatever a file name or a quoted value brings in.
std::string single_line(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return text;
}

std::string in_zh(const Diagnostic& d) {
    return d.hint_zh.empty() ? d.zh : fmt::format("{}（{}）", d.zh, d.hint_zh);
}

std::string in_en(const Diagnostic& d) {
    return d.hint_en.empty() ? d.en : fmt::format("{} ({})", d.en, d.hint_en);
}

}  // namespace

Language language_of_locale(std::string_view locale) {
    if (locale.starts_with("zh")) return Language::zh;
    if (locale.starts_with("en")) return Language::en;
    return Language::both;
}

std::string to_string(const Place& place) {
    if (place.line == 0) return place.file;
    if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

Diagnostic Diagnostic::hint(std::string in_zh, std::string in_en) && {
    hint_zh = std::move(in_zh);
    hint_en = std::move(in_en);
    return std::move(*this);
}

Diagnostic Diagnostic::in_file(std::string file) && {
    if (at.file.empty()) at.file = std::move(file);
    return std::move(*this);
}

std::string to_string(const Diagnostic& d, Language language) {
    std::string words;
    switch (language) {
        case Language::zh: words = in_zh(d); break;
        case Language::en: words = in_en(d); break;
        case Language::both: words = fmt::format("{} / {}", in_zh(d), in_en(d)); break;
    }
    const std::string place = to_string(d.at);
    return single_line(place.empty() ? fmt::format("{} [{}]", words, d.code)
                                     : fmt::format("{}: {} [{}]", place, words, d.code));
}

}  // namespace kc

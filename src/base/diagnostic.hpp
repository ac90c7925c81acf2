// SPDX-License-Identifier: Apache-2.0
// What went wrong in something we were given: where, why, and what would mend it, in both
// languages.
//
// A diagnostic is an interface: tests/**/bad keeps the exact words, and a changed word is a
// reviewed change. It always carries both languages; the reader's language is chosen when printed.
//
//   return unexpected(Diagnostic{"E-date", at, "没有2月30日", "there is no 30 February"}
//                         .hint("写成 2024-02-29", "write 2024-02-29"));
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kc {

// Which words a reader gets. `both` is for readers we know nothing about (no locale set).
enum class Language : std::uint8_t { zh, en, both };

// The language a POSIX locale name such as "zh_CN.UTF-8" asks for; `both` when it names neither.
Language language_of_locale(std::string_view locale);

// A position in a text file. Lines and columns count from 1, columns in characters; 0 is unknown.
struct Place {
    std::string file = {};
    std::int32_t line = 0;
    std::int32_t column = 0;

    bool operator==(const Place&) const = default;
};

// "file:line:column", leaving out what is unknown.
std::string to_string(const Place& place);

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
    std::string code = {};  // stable, "E-" or "W-" and a short name
    Place at = {};
    std::string zh = {};
    std::string en = {};
    std::string hint_zh = {};
    std::string hint_en = {};
    Severity severity = Severity::error;

    // The same diagnostic with advice on what would mend it.
    [[nodiscard]] Diagnostic hint(std::string in_zh, std::string in_en) &&;

    // The same diagnostic, placed in `file` when no place is known yet.
    [[nodiscard]] Diagnostic in_file(std::string file) &&;

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

// One line without a line end: "place: words (hint) [code]".
std::string to_string(const Diagnostic& diagnostic, Language language);

}  // namespace kc

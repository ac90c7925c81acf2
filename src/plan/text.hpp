// SPDX-License-Identifier: Apache-2.0
// Characters of a document together with the place each of them had in the source.
//
// Everything the reader does to a text (removing glosses, joining lines, changing script) keeps
// this map, so that a row can always point at the very characters it was read from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kc::plan {

// Code points [start, end) of the extracted source text.
struct Span {
    std::int32_t start = 0;
    std::int32_t end = 0;

    bool operator==(const Span&) const = default;
};

class Text {
public:
    Text() = default;

    // A text that is its own source.
    static Text of(std::u32string chars);

    std::size_t size() const { return chars_.size(); }
    bool empty() const { return chars_.empty(); }
    char32_t operator[](std::size_t i) const { return chars_[i]; }
    const std::u32string& chars() const { return chars_; }
    std::u32string_view view(std::size_t begin, std::size_t end) const;

    // The character at i, or 0 outside; lets rules look around without bounds checks.
    char32_t at(std::ptrdiff_t i) const;

    std::int32_t origin(std::size_t i) const { return origins_[i]; }
    void push(char32_t c, std::int32_t origin);
    void append(const Text& other);
    void set(std::size_t i, char32_t c) { chars_[i] = c; }

    Text slice(std::size_t begin, std::size_t end) const;
    Text trimmed() const;

    // Where [begin, end) stood in the source; the empty span for an empty range.
    Span source(std::size_t begin, std::size_t end) const;

private:
    std::u32string chars_;
    std::vector<std::int32_t> origins_;
};

// Character classes the rules ask for again and again. ASCII punctuation is the normalised form.
bool is_han(char32_t c);
bool is_digit(char32_t c);
bool is_latin(char32_t c);
bool is_blank(char32_t c);
bool is_sentence_end(char32_t c);  // 。 ; ! ? and the line end

std::u32string_view trim(std::u32string_view text);

}  // namespace kc::plan

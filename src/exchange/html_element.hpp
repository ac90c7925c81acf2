// SPDX-License-Identifier: Apache-2.0
// What the elements of a web page mean for its text: which begin a line, which are not shown,
// which number their items. Private to the HTML reader (it shows gumbo types).
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace kc::exchange {

inline constexpr std::uint32_t kRowSpanMax = 65534;  // as browsers

// "" when the element has no such attribute.
std::string_view attribute(const GumboElement& element, const char* name);

// A positive whole number up to `max`, else 1. A row span of 0 means down to the table's end.
std::uint32_t span_attribute(const GumboElement& element, const char* name, std::uint32_t max);

bool is_block(GumboTag tag);

// 1..6 for h1..h6, else 0.
int heading_level(GumboTag tag);

// Scripts, menus, forms, hidden elements: nothing that a reader of the text would see.
bool is_skipped(const GumboElement& element);

bool is_bold(const GumboElement& element, bool is_bold_around);

// The labels a browser draws before the items of one list.
class ListLabels {
public:
    explicit ListLabels(const GumboElement& list);

    // "3. " for the next item; "" in lists that draw bullets or nothing.
    std::string next(const GumboElement& item);

private:
    bool is_numbered_;
    char type_ = '1';
    std::int64_t next_ = 1;
    std::int64_t step_ = 1;
};

}  // namespace kc::exchange

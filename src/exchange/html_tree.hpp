// SPDX-License-Identifier: Apache-2.0
// Parses a web page with gumbo under limits of depth, work, memory and time.
//
// HTML has pages of a few hundred bytes that make any conforming parser build millions of nodes,
// and deep nesting makes it quadratic. So tags are counted before parsing, the parser's memory
// comes from an arena with an end, and the arena looks at the processor time now and then.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

struct GumboInternalOutput;

namespace kc::exchange {

class HtmlTree {
public:
    // `utf8` must outlive the tree.
    static Result<HtmlTree> parse(std::string_view utf8, const ExtractLimits& limits);

    HtmlTree(HtmlTree&&) noexcept;
    HtmlTree& operator=(HtmlTree&&) noexcept;
    ~HtmlTree();

    const GumboInternalOutput& output() const { return *output_; }

private:
    class Arena;

    explicit HtmlTree(std::unique_ptr<Arena> arena);

    std::unique_ptr<Arena> arena_;
    const GumboInternalOutput* output_ = nullptr;
};

// What the page's own head says its encoding is, "" when it says nothing. Works on raw bytes of
// any encoding that keeps ASCII.
std::string_view declared_charset(std::string_view bytes);

}  // namespace kc::exchange

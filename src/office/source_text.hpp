// SPDX-License-Identifier: Apache-2.0
// The extracted text of a plan, for quoting it by the spans of the reader.
#pragma once

#include <string>
#include <string_view>

#include "plan/text.hpp"

namespace kc::office {

class SourceText {
public:
    explicit SourceText(std::string_view utf8);

    // The characters of the span as they stand there; without what lies outside the text.
    std::string words(plan::Span span) const;

    // The whole sentence around the span: from one 。；！？ or line end to the next. A span over
    // several sentences gives all of them; a sentence without an end is cut at kLongestSentence
    // characters on each side.
    std::string sentence(plan::Span span) const;

    static constexpr std::int32_t kLongestSentence = 400;

private:
    std::int32_t size() const { return static_cast<std::int32_t>(chars_.size()); }
    plan::Span inside(plan::Span span) const;

    std::u32string chars_;
};

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
// The index number of a published government document (索引号), by a pattern.
//
// Every locality forms it in another way, so the pattern is data of the pack: literal characters,
// and fields in braces with their length. A field holds digits; with an `a` behind the length it
// holds digits and capitals. credit_code and organisation_code need no length; month must be 01-12.
//
//   auto pattern = IndexNumberPattern::parse("{credit_code}/{year:4}{month:2}-{serial:5}");
//   auto number = pattern->match("113417000032449839/202406-00017");
//   number->field("year");   // "2024"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace kc::base {

// With the issuer's credit code, and with its organisation code as until about 2019.
inline constexpr std::string_view kIndexNumberPattern =
    "{credit_code}/{year:4}{month:2}-{serial:5}";
inline constexpr std::string_view kOldIndexNumberPattern =
    "{organisation_code}/{year:4}{month:2}-{serial:5}";

struct IndexNumber {
    std::string text;
    std::vector<std::pair<std::string, std::string>> fields;  // in the order of the pattern

    // Empty when the pattern has no such field.
    [[nodiscard]] std::string_view field(std::string_view name) const;
};

class IndexNumberPattern {
public:
    static constexpr std::size_t kMaxPatternLength = 256;
    static constexpr std::size_t kMaxFieldLength = 32;
    static constexpr std::size_t kMaxFields = 16;

    static Result<IndexNumberPattern> parse(std::string_view pattern);

    // Only the form is checked: a wrong check digit in a published number is a fact, not our error.
    [[nodiscard]] Result<IndexNumber> match(std::string_view text) const;

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    struct Piece {
        std::string literal = {};  // or, when empty, a field
        std::string name = {};
        std::size_t length = 0;
        bool letters = false;
    };

    static Result<Piece> parse_field(std::string_view field, std::string_view pattern);

    std::string text_;
    std::vector<Piece> pieces_;
};

}  // namespace kc::base

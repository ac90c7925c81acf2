// SPDX-License-Identifier: Apache-2.0
// The unified social credit code of an organisation (统一社会信用代码, GB 32100-2015).
//
// Eighteen characters: department, kind, region (6 digits), body (9) and check. The region part
// says where the code was first given out and is often out of date: bodies of Xuancheng (3418)
// carry 3417. So there is no accessor for it; take the region from the register's own field.
//
//   Result<CreditCode> code = CreditCode::parse("91341802000000027J");
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.hpp"
#include "base/result.hpp"

namespace kc::base {

class CreditCode {
public:
    static constexpr std::size_t kLength = 18;

    // Blanks, small letters and full-width characters are put right.
    static Result<CreditCode> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }

    // Who registered it: 1 public institutions' office, 5 civil affairs, 9 market supervision, ….
    [[nodiscard]] char department() const { return text_[0]; }
    // The kind of body, numbered by each department.
    [[nodiscard]] char kind() const { return text_[1]; }
    // The nine characters that were the organisation code.
    [[nodiscard]] std::string_view body() const { return std::string_view(text_).substr(8, 9); }

    auto operator<=>(const CreditCode&) const = default;

private:
    explicit CreditCode(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

// What is odd about a code whose check digit is right: so far, a body with a wrong check of its own
// (GB 11714). A real body would rather be asked than turned away.
Diagnostics warnings(const CreditCode& code);

}  // namespace kc::base

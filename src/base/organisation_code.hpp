// SPDX-License-Identifier: Apache-2.0
// The organisation code used before the credit code (组织机构代码, GB 11714): eight characters and
// a check, written 00324496-7 or without the hyphen. Old documents and index numbers still carry
// it.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace kc::base {

class OrganisationCode {
public:
    static Result<OrganisationCode> parse(std::string_view text);

    // Nine characters without hyphen.
    [[nodiscard]] const std::string& text() const { return text_; }

    auto operator<=>(const OrganisationCode&) const = default;

private:
    explicit OrganisationCode(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
// The number of an identity card (公民身份号码, GB 11643-1999), and of the cards that follow it:
// residence permits for Hong Kong, Macao and Taiwan residents (81, 82, 83) and the permanent
// residence card of foreigners (9).
//
// Personal data: print masked() unless the reader may see the number, and note that no diagnostic
// ever quotes it. The first six digits name a region as it was at the first registration, which may
// have been dissolved long ago; they are neither checked nor given out.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kc::base {

class CitizenNumber {
public:
    enum class Kind : std::uint8_t { citizen, hong_kong, macao, taiwan, foreigner };

    static constexpr std::size_t kLength = 18;
    static constexpr int kMinBirthYear = 1850;

    static Result<CitizenNumber> parse(std::string_view text);

    // All eighteen characters.
    [[nodiscard]] const std::string& full() const { return text_; }
    // "440524********0014"
    [[nodiscard]] std::string masked() const;

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] Date birth_date() const { return birth_date_; }
    [[nodiscard]] bool is_male() const;

    auto operator<=>(const CitizenNumber&) const = default;

private:
    CitizenNumber(std::string text, Date birth_date)
        : text_(std::move(text)), birth_date_(birth_date) {}

    std::string text_;
    Date birth_date_;
};

}  // namespace kc::base

// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that forms use. The order is the order of the enumerators.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pack/words.hpp"

namespace kc::pack {

// What sort of unit fills a form in.
enum class FillerType : std::uint8_t {
    county,   // districts, counties and county-level cities right below the pack's region
    park,     // parks below the region
    firm,     // those on the form's list, which the section in charge keeps
    section,  // sections and centres of the bureau
};
constexpr std::array<std::string_view, 4> words_of(FillerType) {
    return {"county", "park", "firm", "section"};
}

// What stands in a cell before anybody has typed into it.
enum class Prefill : std::uint8_t {
    none,
    last_period,  // what the unit entered for the period before
    last_year,    // for the same period a year before
    computed,     // the office's own figure of the indicator, or of the control count
};
constexpr std::array<std::string_view, 4> words_of(Prefill) {
    return {"none", "last-period", "last-year", "computed"};
}

// The period a cell's figure is about.
enum class Covers : std::uint8_t {
    period,        // the form's own
    year_to_date,  // January to the end of the form's period
};
constexpr std::array<std::string_view, 2> words_of(Covers) {
    return {"period", "year-to-date"};
}

// What a check that does not hold means.
enum class CheckSeverity : std::uint8_t {
    error,    // the form cannot be submitted
    warning,  // it can, with an explanation
};
constexpr std::array<std::string_view, 2> words_of(CheckSeverity) {
    return {"error", "warning"};
}

}  // namespace kc::pack

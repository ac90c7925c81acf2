// SPDX-License-Identifier: Apache-2.0
// A computed number, or the reason why there is none. Never a zero in place of a reason.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ratio.hpp"
#include "indicator/words.hpp"

namespace kc::indicator {

enum class Unknown : std::uint8_t {
    no_figure,        // nobody has reported it
    no_indicator,     // no such indicator is defined
    not_additive,     // only parts are known, and parts of this nature do not add
    base_missing,     // nothing to compare with
    base_zero,        // a comparison or division by zero
    base_negative,    // growth from a negative base
    no_base_period,   // this kind of period has no period before it
    too_many_digits,  // the exact result does not fit
    no_answer,        // the formula has none
    incomplete,       // parts are missing, so that comparing would mislead
};

struct Outcome {
    std::optional<base::Ratio> value = {};
    Unknown why = Unknown::no_figure;  // only without a value

    Outcome() = default;
    Outcome(base::Ratio known) : value(known) {}  // NOLINT: implicit on purpose
    Outcome(Unknown reason) : why(reason) {}      // NOLINT: implicit on purpose

    [[nodiscard]] bool is_known() const { return value.has_value(); }
    explicit operator bool() const { return is_known(); }

    // Two unknowns are the same whatever their values were.
    bool operator==(const Outcome& other) const {
        return value == other.value && (value.has_value() || why == other.why);
    }
};

// A known number, or that the exact result did not fit.
inline Outcome outcome_of(const std::optional<base::Ratio>& exact) {
    return exact ? Outcome(*exact) : Outcome(Unknown::too_many_digits);
}

// Why there is none, for readers.
const Words& words_of(Unknown why);
std::string_view id_of(Unknown why);

}  // namespace kc::indicator

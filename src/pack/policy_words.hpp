// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that policies use. The order is the order of the enumerators.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pack/words.hpp"

namespace kc::pack {

// How far a policy can be relied on.
enum class PolicyStatus : std::uint8_t {
    official,  // compared with the original text of its sources
    advisory,  // 参考性预判: some rule could not be compared; `gaps` names it
    pattern,   // an example to be replaced by the rules of a place
};
constexpr std::array<std::string_view, 3> words_of(PolicyStatus) {
    return {"official", "advisory", "template"};
}

enum class SourceKind : std::uint8_t { law, normative, guideline, notice, standard, scheme };
constexpr std::array<std::string_view, 6> words_of(SourceKind) {
    return {"law", "normative", "guideline", "notice", "standard", "scheme"};
}

// What the encoding of a source was compared with.
enum class SourceCheck : std::uint8_t { original, reprint, recalled, none };
constexpr std::array<std::string_view, 4> words_of(SourceCheck) {
    return {"original", "reprint", "recalled", "none"};
}

enum class FactType : std::uint8_t { count, number, money, ratio, date, yes_no, text };
constexpr std::array<std::string_view, 7> words_of(FactType) {
    return {"count", "number", "money", "ratio", "date", "yes-no", "text"};
}

// The part of the data a fact is about, reckoned from the law date.
enum class FactPeriod : std::uint8_t { data_year, data_year_end, law_date, current_year, window };
constexpr std::array<std::string_view, 5> words_of(FactPeriod) {
    return {"data-year", "data-year-end", "law-date", "current-year", "window"};
}

enum class DataYear : std::uint8_t { previous_year, same_year };
constexpr std::array<std::string_view, 2> words_of(DataYear) {
    return {"previous-year", "same-year"};
}

// How a list in a subject's file becomes one fact.
enum class Taking : std::uint8_t { count, sum, min, max, exists };
constexpr std::array<std::string_view, 5> words_of(Taking) {
    return {"count", "sum", "min", "max", "exists"};
}

// Who can supply what a condition lacks: the applicant, or an authority only.
enum class IfMissing : std::uint8_t { ask, unknown };
constexpr std::array<std::string_view, 2> words_of(IfMissing) {
    return {"ask", "unknown"};
}

// What a score is worth when its divisor is zero.
enum class IfZero : std::uint8_t { not_available, zero };
constexpr std::array<std::string_view, 2> words_of(IfZero) {
    return {"not-available", "zero"};
}

enum class Rounding : std::uint8_t { down, half_up, up };
constexpr std::array<std::string_view, 3> words_of(Rounding) {
    return {"down", "half-up", "up"};
}

// Whether a tier's rate holds for the slice inside it or for the whole amount.
enum class TierBy : std::uint8_t { slice, whole };
constexpr std::array<std::string_view, 2> words_of(TierBy) {
    return {"slice", "whole"};
}

enum class StackingRule : std::uint8_t { exclusive, higher_of, same_project, cooling_off };
constexpr std::array<std::string_view, 4> words_of(StackingRule) {
    return {"exclusive", "higher-of", "same-project", "cooling-off"};
}

enum class BudgetRule : std::uint8_t { first_come, pro_rata };
constexpr std::array<std::string_view, 2> words_of(BudgetRule) {
    return {"first-come", "pro-rata"};
}

}  // namespace kc::pack

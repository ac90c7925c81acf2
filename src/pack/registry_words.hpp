// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that registries and counting rules use. The order is the order of the
// enumerators.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pack/words.hpp"

namespace kc::pack {

// What a field of a record holds.
enum class ValueType : std::uint8_t {
    text,
    code,       // letters and digits: compared without blanks, in half-width capitals
    number,     // exact, in its unit, with a fixed number of places
    money,      // kept in 分; the unit is the one people enter
    date,       //
    year,       //
    yes_no,     //
    choice,     // one of a closed list
    reference,  // a record of another registry
    region,     // a unit of the pack or catalog
};
constexpr std::array<std::string_view, 10> words_of(ValueType) {
    return {"text", "code",   "number", "money",     "date",
            "year", "yes-no", "choice", "reference", "region"};
}

// Rules with a check digit or a fixed form that `base` knows.
enum class Format : std::uint8_t {
    free,
    credit_code,
    organisation_code,
    citizen_number,
    patent_number,
    software_copyright,
    high_tech_certificate,
    ipc,
    phone,
    document_number,
    industry_code,
    email,
    url,
};
constexpr std::array<std::string_view, 13> words_of(Format) {
    return {"free",
            "credit-code",
            "organisation-code",
            "citizen-number",
            "patent-number",
            "software-copyright",
            "high-tech-certificate",
            "ipc",
            "phone",
            "document-number",
            "industry-code",
            "email",
            "url"};
}

// Who may see a field at all; roles say which classes they see.
enum class FieldClass : std::uint8_t { internal, open, personal, secret };
constexpr std::array<std::string_view, 4> words_of(FieldClass) {
    return {"internal", "public", "personal", "secret"};
}

// What is shown of a field to somebody who may know that it is there, not what it says.
enum class Mask : std::uint8_t { all, name, phone, citizen_number, last_four };
constexpr std::array<std::string_view, 5> words_of(Mask) {
    return {"all", "name", "phone", "citizen-number", "last-four"};
}

// Which records a figure of a period counts.
enum class CountWhen : std::uint8_t {
    on_last_day,    // those valid on the period's last day: a stock
    within_period,  // those whose date lies in the period: a flow
};
constexpr std::array<std::string_view, 2> words_of(CountWhen) {
    return {"on-last-day", "within-period"};
}

// How far a record has come before it counts. What was approved counts on while a correction of it
// is under way; what was withdrawn counts nowhere.
enum class CountedState : std::uint8_t { submitted, verified, published };
constexpr std::array<std::string_view, 3> words_of(CountedState) {
    return {"submitted", "verified", "published"};
}

// The day on which the firms a coverage is about are fixed.
enum class FrozenOn : std::uint8_t { last_day, first_day, year_before };
constexpr std::array<std::string_view, 3> words_of(FrozenOn) {
    return {"last-day", "first-day", "year-before"};
}

}  // namespace kc::pack

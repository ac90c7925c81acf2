// SPDX-License-Identifier: Apache-2.0
// How an indicator is counted from the records of a registry, instead of being typed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "pack/bilingual.hpp"
#include "pack/named.hpp"
#include "pack/registry_words.hpp"

namespace kc::pack {

// One thing a covered firm should no longer be at zero with (三清零).
struct CoverageItem {
    std::string code = {};
    Bilingual name = {};
    Located filter = {};  // holds for a record that is not at zero

    bool operator==(const CoverageItem&) const = default;
};

// A share of a fixed set of records.
struct Coverage {
    Located of = {};  // the set; empty: all that are valid on the day
    FrozenOn frozen = FrozenOn::last_day;
    std::optional<base::Date> on = {};  // in place of `frozen`
    std::vector<CoverageItem> items = {};

    bool operator==(const Coverage&) const = default;
};

struct Counts {
    std::string registry = {};
    CountWhen when = CountWhen::on_last_day;
    CountedState state = CountedState::submitted;  // or further on
    std::string date = {};      // of a flow: the date field; where none is said, validity's first
    Located filter = {};        // a formula over the record's fields
    std::string distinct = {};  // a field: records with the same value count once
    std::string sum = {};       // a number or money field: its sum instead of the count
    std::vector<std::string> dimensions = {};  // choice fields
    std::optional<Coverage> coverage = {};

    bool operator==(const Counts&) const = default;
};

}  // namespace kc::pack

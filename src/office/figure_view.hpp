// SPDX-License-Identifier: Apache-2.0
// Figures in memory under one choice of what is counted from records: an indicator is counted from
// the moment its registry held a record, and reported before. Now has one such view; looking back
// to before a registry's first record needs another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "indicator/fact_columns.hpp"
#include "store/terms.hpp"

namespace kc::office {

struct FigureView {
    // Counted facts are kept for every moment that was looked at; past this many the view is made
    // anew, with none but those of now.
    static constexpr std::size_t kMaxCountedFacts = 500'000;

    std::set<std::string> counted = {};  // indicators
    indicator::FactColumns columns = {};
    indicator::FactColumns reported = {};  // what people reported for the counted ones
    std::int64_t last_fact = 0;            // of the store
    store::TermTable terms = {};

    // "indicator period moment": counted already, known since that moment; with the number of
    // changes it was counted after, where that is known.
    std::map<std::string, std::int64_t> done = {};
    std::size_t counted_facts = 0;

    // By "indicator unit period": whether some state of the registries gave a figure, and whether
    // one gave none (a share of nothing). Facts cannot say that there is none any more, so a view
    // that holds both for a cell shows an old figure for the new nothing, and is not used.
    struct Cell {
        bool has_some = false;
        bool has_none = false;
    };
    std::map<std::string, Cell> cells = {};
    bool is_mixed = false;
};

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
// Reads the sentences of one block: for each quantity its metric, verb, bound, hedge, scope, time.
//
// This is grammar only. Whether a statement is a commitment or a report of the past is decided in
// judge.cpp, which knows the section the block stands in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "plan/exclusion.hpp"
#include "plan/lexicon.hpp"
#include "plan/mention.hpp"
#include "plan/tense.hpp"
#include "plan/text.hpp"

namespace kc::plan {

enum class Level : std::uint8_t { base, stretch };

struct Statement {
    std::size_t mention = 0;  // index into the block's mentions
    std::size_t text_begin = 0;
    std::size_t text_end = 0;
    std::u32string metric;
    base::Decimal value;
    std::optional<base::Decimal> high;
    std::u32string unit;
    Bound bound = Bound::equal;
    bool bound_said = false;
    TargetKind kind = TargetKind::stock;
    bool has_verb = false;
    std::u32string hedge;
    std::u32string scope;
    std::u32string horizon;
    Level level = Level::base;
    Tense tense = Tense::unknown;
    bool tense_strong = false;
    bool tense_lasting = false;
    Exclusion exclusion = Exclusion::none;
};

// What earlier sentences of the section leave behind for the next.
struct Carry {
    std::u32string metric;  // for dropped subjects
    std::u32string scope;
    std::u32string horizon;
    Tense tense = Tense::unknown;
    bool lasting = false;
};

std::vector<Statement> read_statements(const Text& block, const std::vector<Mention>& mentions,
                                       const ReadingContext& context, Carry& carry);

}  // namespace kc::plan

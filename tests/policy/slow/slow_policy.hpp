// SPDX-License-Identifier: Apache-2.0
// Slow and obvious evaluators of the two main policies, as judges of the fast engine.
//
// Written from the articles alone and sharing no code with src/: own whole numbers, own yes/no, own
// firms. A firm is a Row of fields; its columns name the facts by their codes in the policy files.
//
//   using namespace slow;
//   Random random(1);
//   tech_sme::Row firm = tech_sme::random_firm(random);     // with gaps, often on a limit
//   Reach reach = reach_of(firm, day);                      // what it can still turn out to be
//   if (expected(reach) == Expected::yes) ...
//   tech_sme::fill_at_random(firm, random);                 // one legal completion
//   Verdict verdict = verdict_of(firm, day);                // of a firm without gaps
//
// `day` is the law date in days since 1970. Money is in 分. "Not applicable" (Field::State::none)
// never makes a yes; an item that rests on it is worth nothing.
#pragma once

#include <array>
#include <cstdint>

#include "completion.hpp"
#include "generator.hpp"
#include "high_tech.hpp"
#include "row.hpp"
#include "tech_sme.hpp"

namespace slow {

// 2022-01-01, from which day the guide asks technology SMEs for audited accounts.
inline constexpr std::int64_t kFirstDayOfGuide = 18'993;

inline Verdict verdict_of(const tech_sme::Row& firm, std::int64_t day) {
    return tech_sme::evaluate(firm, day >= kFirstDayOfGuide);
}

inline Verdict verdict_of(const high_tech::Row& firm, std::int64_t day) {
    return high_tech::evaluate(firm, day);
}

inline Reach reach_of(const tech_sme::Row& firm, std::int64_t day) {
    auto evaluate = [day](const tech_sme::Row& row) { return verdict_of(row, day); };
    Completer<tech_sme::kFacts, decltype(evaluate), decltype(&tech_sme::candidates)> completer(
        evaluate, &tech_sme::candidates, tech_sme::kFacts);
    return completer.reach(firm);
}

inline Reach reach_of(const high_tech::Row& firm, std::int64_t day) {
    auto evaluate = [day](const high_tech::Row& row) { return verdict_of(row, day); };
    auto candidates = [day](const high_tech::Row& row, std::size_t fact) {
        return high_tech::candidates(row, fact, day);
    };
    Completer<high_tech::kFacts, decltype(evaluate), decltype(candidates)> completer(
        evaluate, candidates, high_tech::kFirstExpert);
    return completer.reach(firm);
}

enum class Expected { yes, no, open };

inline Expected expected(const Reach& reach) {
    if (reach.none || (reach.yes && reach.no)) return Expected::open;
    return reach.yes ? Expected::yes : Expected::no;
}

}  // namespace slow

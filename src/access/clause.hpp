// SPDX-License-Identifier: Apache-2.0
// What lies between roles and decisions: for one person, action and kind of object, each authority
// becomes a clause, a few tests that all have to hold. A row is allowed when some clause holds.
//
// Tests only ask whether a value is, or is not, in a set, and an absent value passes neither. So
// the clauses mean the same as SQL with its NULLs and as C++ with its optionals.
#pragma once

#include <string>
#include <vector>

#include "access/decide.hpp"
#include "access/standing.hpp"

namespace kc::access {

struct Test {
    Outcome miss = Outcome::scope;  // what it means when the test fails
    Attribute attribute = Attribute::unit;
    bool in = true;              // the value is in the set; else it is there and not in the set
    bool may_be_absent = false;  // no value passes too
    std::vector<std::string> values = {};  // sorted

    bool operator==(const Test&) const = default;
};

struct Clause {
    const pack::Authority* authority = nullptr;
    const Holding* holding = nullptr;
    std::string rule = {};
    std::vector<Test> tests = {};
    std::vector<ProcessRole> parts = {};  // one of these in the record; empty: none is needed
    std::string part_account = {};        // whose part
};

// Of all authorities with this verb on this kind, denials and own-entry rules included. The
// actor's standing must outlive them.
std::vector<Clause> clauses_for(const Actor& actor, const Standing& standing, Verb verb,
                                ObjectKind kind);

bool passes(const Test& test, const std::optional<std::string>& value);

Sight sight_of(const pack::ClassSight& sees, FieldClass of);

}  // namespace kc::access

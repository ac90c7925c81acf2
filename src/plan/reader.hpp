// SPDX-License-Identifier: Apache-2.0
// The plan reader: text of a planning document in, its targets and tasks out.
//
// Deterministic, no model, no network. Each row points at the very characters it was read from,
// and every numeral of the text is accounted for: taken as a target, or why not.
//
//   PlanDocument plan = read_plan(text, Vocabulary{});
//   for (const Target& target : plan.targets) …
//
// Spans are [start, end) code points of `text`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "plan/text.hpp"
#include "plan/vocabulary.hpp"

namespace kc::plan {

// One commitment; docs/plan-rows.md says what each field holds. Texts are UTF-8.
struct Target {
    std::string text;
    std::string metric;
    std::string indicator;  // catalog code, empty when none fits
    std::string kind;
    std::string bound;
    base::Decimal value;
    std::optional<base::Decimal> value_high;
    std::string unit;
    std::string hedge;
    std::string scope;
    std::string horizon;
    std::string level;
    Span span;
    std::string section;
    std::int32_t confidence_percent = 0;
    std::vector<std::string> reasons;
};

struct Task {
    std::string number;
    std::string title;
    std::string text;
    std::vector<std::string> actions;
    std::vector<std::string> owners;
    std::string due;
    Span span;
};

struct Explanation {
    Span span;
    std::string numeral;
    bool taken = false;
    std::string zh;
    std::string en;
};

struct PlanDocument {
    std::string title;
    std::int32_t year = 0;  // 0 when the text names none
    std::string issuer;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<Target> targets;
    std::vector<Task> tasks;
    std::vector<Explanation> explanations;  // one for each numeral, in the order of the text
};

PlanDocument read_plan(std::string_view text, const Vocabulary& vocabulary);

}  // namespace kc::plan

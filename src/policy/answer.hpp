// SPDX-License-Identifier: Apache-2.0
// What a policy answers one subject, as values. Words are made from it when somebody reads it
// (answer_text.hpp), JSON for programs (answer_json.hpp).
//
//   Asker asker(report.set, *policy, law_date);
//   Answer answer = asker.ask(bind(report.set, *policy, subject, law_date));
//
// An answer points into its policy and set and must not outlive them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "formula/evaluation.hpp"
#include "policy/policy_set.hpp"
#include "policy/subject.hpp"

namespace kc::policy {

enum class Verdict : std::uint8_t { yes, no, open };

// "yes", "no", "open"
std::string_view to_string(Verdict verdict);

// What a yes/no node tells: neither certain yes nor certain no is open.
inline Verdict verdict_of(formula::Outcomes outcomes) {
    if (outcomes == formula::kYes) return Verdict::yes;
    return outcomes == formula::kNo ? Verdict::no : Verdict::open;
}

struct LineAnswer {
    const Line* line = nullptr;
    Verdict verdict = Verdict::open;
    // Of comparisons: both sides, and by how much the value misses or passes the requirement.
    std::optional<formula::Value> value = {};
    std::optional<formula::Value> requirement = {};
    std::optional<base::Ratio> distance =
        {};  // positive: that much room; negative: that much short
};

// A leaf of the decision that makes it what it is.
struct ReasonAnswer {
    const Reason* reason = nullptr;
    LineAnswer line = {};
};

struct ConditionAnswer {
    const Condition* condition = nullptr;
    Verdict verdict = Verdict::open;
    std::vector<LineAnswer> lines = {};
};

struct ScoreAnswer {
    const Score* score = nullptr;
    formula::Value points = {};
    std::optional<formula::Value> of = {};
    std::optional<std::size_t> row = {};  // the row that counts, when one is certain
    bool is_chosen = false;               // the part of best_of that counts
    std::vector<ScoreAnswer> parts = {};
};

struct AmountAnswer {
    const Amount* amount = nullptr;
    formula::Value value = {};
};

// A fact that is not known and can still decide.
struct MissingFact {
    std::size_t fact = 0;
    std::int32_t decides_percent = 0;  // of trial completions of everything else that is missing
    bool can_be_asked = true;          // by the applicant
};

// Values from..to of a missing fact and what the verdict is then.
struct Threshold {
    std::size_t fact = 0;
    std::int64_t from = 0;  // counts; formula::kUnboundedBelow and Above where there is no end
    std::int64_t to = 0;
    Verdict verdict = Verdict::open;
};

struct Move {
    std::size_t lever = 0;
    std::int32_t steps = 0;
};

// What would turn the verdict into yes. One step less of any move would not.
struct Proposal {
    std::vector<Move> moves = {};
    base::Decimal effort = 0;
    std::optional<formula::Value> total = {};  // afterwards
};

// A fact about which sources differ, and what the verdict would be by each.
struct Dispute {
    std::size_t fact = 0;
    bool is_settled = false;  // by the ranking of sources
    std::string source = {};  // that says so; empty for the value computed from a list
    std::int64_t count = 0;
    Verdict verdict = Verdict::open;
};

struct Expiry {
    const Outcome* outcome = nullptr;
    base::Date last_day = {};
    std::int32_t days_left = 0;  // negative: over
    bool is_due = false;         // within the time in which to warn
};

// Whether an agency could decide without an application (免申即享).
struct Readiness {
    std::vector<std::size_t> from_authorities = {};  // facts
    std::vector<std::size_t> self_declared = {};     // known from the applicant only
    std::vector<std::size_t> without_source = {};    // nobody named to ask
    bool is_ready = false;
};

struct Answer {
    const PolicySet* set = nullptr;
    const Policy* policy = nullptr;
    base::Date law_date = {};
    bool is_in_force = true;
    Verdict verdict = Verdict::open;
    std::vector<ConditionAnswer> conditions = {};
    std::vector<ScoreAnswer> scores = {};
    std::optional<formula::Value> total = {};
    std::vector<ReasonAnswer> because = {};
    std::vector<ReasonAnswer> otherwise = {};  // of the routes not taken
    std::vector<AmountAnswer> amounts = {};
    std::optional<formula::Value> amount_sum = {};
    std::vector<MissingFact> missing = {};   // what decides most often first
    std::vector<Threshold> thresholds = {};  // with one missing fact only
    std::vector<Proposal> proposals = {};    // the cheapest first
    bool is_out_of_reach = false;            // no one or two levers would help
    std::vector<Dispute> disputes = {};
    std::vector<Expiry> expiries = {};
    Readiness readiness = {};
    std::vector<std::size_t> stale = {};        // facts
    std::vector<std::size_t> implausible = {};  // facts
    Facts facts = {};
};

struct AskOptions {
    bool with_missing = true;
    bool with_proposals = true;
};

// Asks one policy again and again. Not for two threads at a time.
class Asker {
public:
    Asker(const PolicySet& set, const Policy& policy, base::Date law_date);
    ~Asker();
    Asker(Asker&&) noexcept;
    Asker& operator=(Asker&&) noexcept;

    Answer ask(Facts facts, const AskOptions& options = {});

    // Only computes, keeping every value of the policy; the fast half of `ask`.
    const formula::Evaluation& evaluate(std::span<const formula::Cell> cells);

    // The cheapest proposal, or none; for tables.
    std::optional<Proposal> cheapest(std::span<const formula::Cell> cells);

    base::Date law_date() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Of a policy by itself: which facts authorities supply.
Readiness readiness(const Policy& policy, const std::vector<BoundFact>* bound = nullptr);

}  // namespace kc::policy

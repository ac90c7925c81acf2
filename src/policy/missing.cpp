// SPDX-License-Identifier: Apache-2.0
#include "policy/missing.hpp"

#include <algorithm>

#include "formula/split.hpp"

namespace kc::policy {
namespace {

using formula::Cell;

// splitmix64: small, and the same on every machine.
class Trials {
public:
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(end));
    }

private:
    std::uint64_t state_ = 0x2017;
};

bool is_open(const Cell& cell) {
    return cell.presence == Cell::Presence::missing || cell.presence == Cell::Presence::range;
}

std::int64_t bound_of(const formula::Plan& plan, const formula::Bound& bound,
                      std::span<const Cell> row, std::int64_t otherwise) {
    if (bound.count) return *bound.count;
    if (!bound.input.exists()) return otherwise;
    const Cell& other = row[plan.node(bound.input).slot];
    return is_open(other) || other.presence == Cell::Presence::none ? otherwise : other.lo;
}

// A trial value: an end of the domain, a few steps from it, or anything of any size between.
std::int64_t trial_value(const formula::Plan& plan, std::size_t slot, std::span<const Cell> row,
                         Trials& trials) {
    const formula::InputField& field = plan.inputs()[slot];
    if (field.type.kind == formula::Kind::truth) return trials.below(2);
    if (field.type.kind == formula::Kind::date) return 10'957 + trials.below(10'957);  // 2000-2029
    constexpr std::int64_t kLarge = 1'000'000'000'000;
    const Cell& cell = row[slot];
    const bool is_range = cell.presence == Cell::Presence::range;
    const std::int64_t low =
        is_range ? cell.lo : bound_of(plan, field.lowest, row, std::int64_t{0});
    const std::int64_t high =
        std::max(low, is_range ? cell.hi : bound_of(plan, field.highest, row, low + kLarge));
    const std::int64_t room = high - low;
    switch (trials.below(6)) {
        case 0: return low;
        case 1: return high;
        case 2: return std::min(high, low + trials.below(10));
        default: break;
    }
    // Every order of size is as likely as every other.
    int digits = 0;
    for (std::int64_t rest = room; rest > 0; rest /= 10) ++digits;
    std::int64_t size = 1;
    for (std::int64_t i = trials.below(digits + 1); i > 0; --i) size *= 10;
    return low + std::min(room, trials.below(size + 1));
}

bool changes(const formula::Split& split) {
    if (split.parts.empty()) return split.outcomes == formula::kOpen;
    return std::any_of(split.parts.begin(), split.parts.end(), [&](const formula::Part& part) {
        return part.outcomes != split.parts.front().outcomes;
    });
}

bool can_be_asked(const Policy& policy, std::size_t fact) {
    if (policy.facts[fact].is_experts) return false;
    for (const Condition& condition : policy.conditions) {
        if (condition.text->if_missing != pack::IfMissing::unknown) continue;
        for (const Line& line : condition.lines) {
            if (std::find(line.facts.begin(), line.facts.end(), fact) != line.facts.end()) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

std::vector<MissingFact> missing_facts(const PolicySet& set, const Policy& policy,
                                       formula::Evaluation& evaluation, const Facts& facts) {
    const formula::Plan& plan = set.plan();
    const std::vector<std::size_t> read = plan.inputs_of(policy.decision);
    std::vector<std::size_t> open;  // facts
    for (std::size_t i = 0; i < policy.facts.size(); ++i) {
        const std::size_t slot = policy.facts[i].slot;
        if (is_open(facts.cells[slot]) && std::find(read.begin(), read.end(), slot) != read.end()) {
            open.push_back(i);
        }
    }
    std::vector<MissingFact> missing;
    Trials trials;
    for (const std::size_t fact : open) {
        int decided = 0;
        const int count = open.size() == 1 ? 1 : kTrials;
        for (int trial = 0; trial < count; ++trial) {
            std::vector<Cell> row = facts.cells;
            // In the order of the plan, so that a domain's other fact has its value already.
            for (const std::size_t other : open) {
                if (other == fact) continue;
                const std::size_t slot = policy.facts[other].slot;
                row[slot] = Cell::known(trial_value(plan, slot, row, trials));
            }
            if (changes(formula::split(evaluation, policy.decision, row))) ++decided;
        }
        if (decided == 0) continue;
        missing.push_back({fact, 100 * decided / count, can_be_asked(policy, fact)});
    }
    std::stable_sort(missing.begin(), missing.end(),
                     [](const MissingFact& a, const MissingFact& b) {
                         return a.decides_percent > b.decides_percent;
                     });
    return missing;
}

std::vector<Threshold> thresholds(const Policy& policy, formula::Evaluation& evaluation,
                                  const Facts& facts, const std::vector<MissingFact>& missing) {
    if (missing.size() != 1) return {};
    // Facts that cannot decide may be missing too; any value of them will do.
    std::vector<Cell> row = facts.cells;
    const formula::Split split = formula::split(evaluation, policy.decision, row);
    std::vector<Threshold> found;
    if (split.inputs.size() != 1) return found;
    for (const formula::Part& part : split.parts) {
        const Verdict verdict = verdict_of(part.outcomes);
        if (!found.empty() && found.back().verdict == verdict) {
            found.back().to = part.hi;
        } else {
            found.push_back({missing[0].fact, part.lo, part.hi, verdict});
        }
    }
    return found;
}

}  // namespace kc::policy

// SPDX-License-Identifier: Apache-2.0
#include "policy/between.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kc::policy {
namespace {

bool names(const pack::PolicyStacking& rule, const Policy& other) {
    return std::any_of(rule.with.begin(), rule.with.end(), [&](const std::string& family) {
        return family == "*" || family == other.family || family == other.code;
    });
}

const Policy* higher(const Answer& a, const Answer& b) {
    if (!a.amount_sum || !b.amount_sum) return nullptr;
    const auto& x = *a.amount_sum;
    const auto& y = *b.amount_sum;
    if (x.lo && y.hi && *x.lo >= *y.hi) return a.policy;
    if (y.lo && x.hi && *y.lo >= *x.hi) return b.policy;
    return nullptr;
}

const Answer* answer_of(std::span<const Answer> answers, const Policy* policy) {
    for (const Answer& answer : answers) {
        if (answer.policy == policy) return &answer;
    }
    return nullptr;
}

using Edges = std::map<std::string, std::set<std::string>>;  // family to the families below it

std::int32_t height(const std::string& family, const Edges& below, std::set<std::string>& open) {
    // A ring of policies has no height; cutting it here keeps the answer finite.
    if (!open.insert(family).second) return 0;
    std::int32_t most = 0;
    if (const auto entry = below.find(family); entry != below.end()) {
        for (const std::string& lower : entry->second) {
            most = std::max(most, 1 + height(lower, below, open));
        }
    }
    open.erase(family);
    return most;
}

}  // namespace

std::vector<Conflict> conflicts(std::span<const Answer> answers) {
    std::vector<Conflict> found;
    std::set<std::pair<const Policy*, const Policy*>> told;
    for (const Answer& a : answers) {
        const auto& rules = a.policy->text().stacking;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const pack::PolicyStacking& rule = rules[i];
            for (const Answer& b : answers) {
                if (a.policy == b.policy || !names(rule, *b.policy)) continue;
                if (a.verdict == Verdict::no || b.verdict == Verdict::no) continue;
                if (!told.insert(std::minmax(a.policy, b.policy)).second) continue;
                const bool is_higher_of = rule.rule == pack::StackingRule::higher_of;
                found.push_back({a.policy, b.policy, &rule, is_higher_of ? higher(a, b) : nullptr,
                                 &a.policy->stacking_cites[i]});
            }
        }
    }
    return found;
}

std::vector<Rung> ladder(const PolicySet& set, std::span<const Answer> answers,
                         base::Date law_date) {
    Edges below;
    std::set<std::string> on_ladder;
    for (const Policy& policy : set.policies()) {
        for (const std::string& next : policy.text().next) {
            below[next].insert(policy.family);
            on_ladder.insert(next);
            on_ladder.insert(policy.family);
        }
    }
    std::vector<Rung> rungs;
    std::map<std::string, Verdict> reached;
    for (const std::string& family : on_ladder) {
        const auto edition = set.edition(family, law_date);
        if (!edition) continue;
        std::set<std::string> open;
        const Answer* answer = answer_of(answers, *edition);
        rungs.push_back({*edition, answer, height(family, below, open), false});
        if (answer != nullptr) reached[family] = answer->verdict;
    }
    std::stable_sort(rungs.begin(), rungs.end(),
                     [](const Rung& a, const Rung& b) { return a.height < b.height; });
    for (Rung& rung : rungs) {
        const auto is_yes = [&](const std::string& family) {
            const auto entry = reached.find(family);
            return entry != reached.end() && entry->second == Verdict::yes;
        };
        const auto lower = below.find(rung.policy->family);
        const bool stands =
            lower == below.end() || std::all_of(lower->second.begin(), lower->second.end(), is_yes);
        rung.is_next = stands && !is_yes(rung.policy->family);
    }
    return rungs;
}

}  // namespace kc::policy

// SPDX-License-Identifier: Apache-2.0
#include "pack/diff.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/quantity.hpp"
#include "pack/similarity.hpp"

namespace kc::pack {
namespace {

// How much each sign that two objects are the same one weighs. An indicator in common outweighs
// any name; a code that ends alike is what people do when they carry a pack over to the next year.
constexpr int kSameIndicator = 4000;
constexpr int kSameCodeTail = 2000;
constexpr int kSameHorizonInPlan = 500;
constexpr int kSameHorizon = 250;
constexpr int kSharedBlock = 300;
constexpr int kEnough = 1200;  // names with six pairs in ten in common, each counting twice

// xc2023.rd_intensity and xc2024.rd_intensity end alike.
std::string_view code_tail(std::string_view code) {
    const std::size_t dot = code.find('.');
    return dot == std::string_view::npos ? std::string_view{} : code.substr(dot + 1);
}

bool end_alike(std::string_view a, std::string_view b) {
    return !code_tail(a).empty() && code_tail(a) == code_tail(b);
}

// Who a target is for; empty is the whole city, which a plan that says nothing speaks of. The
// city's own code is not compared: a region that was not recognised has a placeholder of its year.
std::string_view whom(const Target& target, const Manifest& manifest) {
    const std::string_view unit = target.unit_of_observation;
    if (!unit.empty()) return unit == manifest.region ? std::string_view{} : unit;
    if (target.scope.empty() || target.scope == "全市") return {};
    return target.scope;
}

// Years from the plan's year to the horizon's end, and the months of its length: the first quarter
// of 2023 in the plan of 2023 is the first quarter of 2024 in the plan of 2024.
std::tuple<int, int, int> horizon_in_plan(const Target& target, const Manifest& manifest) {
    const auto first = target.horizon.first_day();
    const auto last = target.horizon.last_day();
    if (!first || !last) return {0, 0, 0};
    return {last->year() - manifest.year, first->month(), last->month()};
}

struct Pair {
    int score;
    std::size_t before;
    std::size_t after;
};

// Pairs off the best first; earlier objects win ties, so the outcome is always the same.
std::vector<Pair> paired(std::vector<Pair> candidates, std::size_t count_before,
                         std::size_t count_after) {
    std::sort(candidates.begin(), candidates.end(), [](const Pair& a, const Pair& b) {
        return std::tuple(-a.score, a.after, a.before) < std::tuple(-b.score, b.after, b.before);
    });
    std::vector<bool> before_is_taken(count_before), after_is_taken(count_after);
    std::vector<Pair> pairs;
    for (const Pair& pair : candidates) {
        if (before_is_taken[pair.before] || after_is_taken[pair.after]) continue;
        before_is_taken[pair.before] = after_is_taken[pair.after] = true;
        pairs.push_back(pair);
    }
    return pairs;
}

template <typename T>
std::vector<NamePairs> name_pairs(const std::vector<Entry<T>>& entries) {
    std::vector<NamePairs> all;
    for (const Entry<T>& entry : entries) all.emplace_back(entry.value.name.zh);
    return all;
}

// Scores every pair of the two lists and lines them up: for each of this year's the index of last
// year's, or none.
template <typename T, typename Score>
std::vector<std::optional<std::size_t>> matches(const std::vector<Entry<T>>& before,
                                                const std::vector<Entry<T>>& after, Score score) {
    const std::vector<NamePairs> names_before = name_pairs(before);
    const std::vector<NamePairs> names_after = name_pairs(after);
    std::vector<Pair> candidates;
    for (std::size_t b = 0; b < before.size(); ++b) {
        for (std::size_t a = 0; a < after.size(); ++a) {
            const int points = score(before[b].value, after[a].value) +
                               2 * likeness(names_before[b], names_after[a]);
            if (points >= kEnough) candidates.push_back({points, b, a});
        }
    }
    std::vector<std::optional<std::size_t>> matched(after.size());
    for (const Pair& pair : paired(std::move(candidates), before.size(), after.size())) {
        matched[pair.after] = pair.before;
    }
    return matched;
}

constexpr int kNever = -1'000'000;

int target_score(const Target& b, const Target& a, const Manifest& before, const Manifest& after) {
    if (b.quantity != a.quantity || b.level != a.level || whom(b, before) != whom(a, after)) {
        return kNever;
    }
    if (!base::convertible(b.unit, a.unit)) return kNever;
    int score = 0;
    if (!b.indicator.empty() && !a.indicator.empty()) {
        score += b.indicator == a.indicator ? kSameIndicator : -kSameIndicator;
    }
    if (end_alike(b.code, a.code)) score += kSameCodeTail;
    if (horizon_in_plan(b, before) == horizon_in_plan(a, after)) score += kSameHorizonInPlan;
    if (b.horizon == a.horizon) score += kSameHorizon;
    return score;
}

int task_score(const Task& b, const Task& a) {
    int score = end_alike(b.code, a.code) ? kSameCodeTail : 0;
    for (const std::string& block : b.blocks) {
        if (std::find(a.blocks.begin(), a.blocks.end(), block) != a.blocks.end()) {
            score += kSharedBlock;
        }
    }
    return score;
}

// Less than zero when `after` asks for a smaller number.
int compare_values(const Target& before, const Target& after) {
    const auto sign = [&](base::Decimal b, base::Decimal a) {
        const auto order =
            base::compare(base::Quantity{a, after.unit}, base::Quantity{b, before.unit});
        if (!order || *order == std::strong_ordering::equal) return 0;
        return *order == std::strong_ordering::less ? -1 : 1;
    };
    if (const int low = sign(before.value, after.value); low != 0) return low;
    return sign(before.value_high.value_or(before.value), after.value_high.value_or(after.value));
}

bool smaller_is_better(const Target& target, const Lookup& lookup) {
    if (target.quantity == QuantityKind::rank) return true;
    const Indicator* indicator = lookup.indicator(target.indicator);
    if (indicator != nullptr) return indicator->direction == Direction::down;
    return target.bound == Bound::at_most || target.bound == Bound::less_than;
}

std::vector<std::string_view> fields_that_differ(const Target& before, const Target& after) {
    std::vector<std::string_view> fields;
    const auto note = [&](std::string_view field, bool differs) {
        if (differs) fields.push_back(field);
    };
    note("name", before.name.zh != after.name.zh);
    note("bound", before.bound != after.bound);
    note("value", before.value != after.value);
    note("value_high", before.value_high != after.value_high);
    note("unit", before.unit != after.unit);
    note("hedge", before.hedge != after.hedge);
    note("scope", before.scope != after.scope);
    note("owners", before.owners != after.owners);
    return fields;
}

TargetChange changed(const Target& before, const Target& after, const Lookup& lookup) {
    TargetChange change{TargetChangeKind::unchanged, before, after,
                        fields_that_differ(before, after)};
    const int order = compare_values(before, after);
    if (order == 0) {
        if (!change.fields.empty()) change.kind = TargetChangeKind::reworded;
        return change;
    }
    const bool more_wanted = (order > 0) != smaller_is_better(after, lookup);
    change.kind = more_wanted ? TargetChangeKind::raised : TargetChangeKind::lowered;
    return change;
}

std::vector<TargetChange> target_changes(const Pack& last, const Pack& now, const Lookup& lookup) {
    const auto& before = last.objects.targets;
    const auto& after = now.objects.targets;
    const auto matched = matches(before, after, [&](const Target& b, const Target& a) {
        return target_score(b, a, last.manifest, now.manifest);
    });
    std::vector<TargetChange> changes;
    std::vector<bool> is_kept(before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (matched[i]) {
            is_kept[*matched[i]] = true;
            changes.push_back(changed(before[*matched[i]].value, after[i].value, lookup));
        } else {
            changes.push_back({TargetChangeKind::added, std::nullopt, after[i].value});
        }
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!is_kept[i]) {
            changes.push_back({TargetChangeKind::dropped, before[i].value, std::nullopt});
        }
    }
    return changes;
}

TaskChange changed(const Task& before, const Task& after) {
    TaskChange change{TaskChangeKind::unchanged, before, after};
    if (before.number != after.number) change.kind = TaskChangeKind::renumbered;
    if (before.name.zh != after.name.zh) change.kind = TaskChangeKind::renamed;
    return change;
}

std::vector<TaskChange> task_changes(const Pack& last, const Pack& now) {
    const auto& before = last.objects.tasks;
    const auto& after = now.objects.tasks;
    const auto matched = matches(before, after, task_score);
    std::vector<TaskChange> changes;
    std::vector<bool> is_kept(before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (matched[i]) {
            is_kept[*matched[i]] = true;
            changes.push_back(changed(before[*matched[i]].value, after[i].value));
        } else {
            changes.push_back({TaskChangeKind::added, std::nullopt, after[i].value});
        }
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!is_kept[i]) {
            changes.push_back({TaskChangeKind::dropped, before[i].value, std::nullopt});
        }
    }
    return changes;
}

}  // namespace

PackDiff diff(const Pack& last_year, const Pack& this_year, const Catalog& catalog) {
    Lookup lookup;
    lookup.add(this_year.objects);
    lookup.add(last_year.objects);
    lookup.add(catalog.objects);
    return {last_year.manifest, this_year.manifest, target_changes(last_year, this_year, lookup),
            task_changes(last_year, this_year)};
}

}  // namespace kc::pack

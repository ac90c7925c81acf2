// SPDX-License-Identifier: Apache-2.0
// The slow and obvious slice that judges the fast one: it searches all facts for every number.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indicator/slice.hpp"

namespace kc::indicator::test {

struct NaiveSlice {
    const std::vector<store::Fact>& facts;
    Reader reader;
    const UnitTree& tree;
    Nature nature;
    const SliceQuery& query;

    struct Value {
        std::optional<base::Ratio> value;
        std::uint32_t missing = 0;
    };

    // Unit, period as it is stored, group.
    std::optional<base::Ratio> observed(const std::string& unit, const base::Period& period,
                                        const Dimensions& group) const {
        std::map<Dimensions, store::Fact> newest;
        for (const store::Fact& fact : facts) {
            if (fact.indicator != query.indicator || fact.unit != unit || fact.period != period ||
                fact.known_at_us > reader.known_at_us || !reader.statuses.contains(fact.status)) {
                continue;
            }
            const auto at = newest.find(fact.dimensions);
            if (at == newest.end() || std::pair(at->second.known_at_us, at->second.id) <
                                          std::pair(fact.known_at_us, fact.id)) {
                newest.insert_or_assign(fact.dimensions, fact);
            }
        }
        std::set<std::string> asked;
        for (const auto& [name, member] : group) asked.insert(name);
        for (const DimensionFilter& filter : query.where) asked.insert(filter.name);
        using Names = std::vector<std::string>;
        std::map<std::pair<std::size_t, Names>, std::vector<base::Decimal>> by_names;
        for (const auto& [dimensions, fact] : newest) {
            Names names;
            std::map<std::string, std::string> members;
            for (const auto& [name, member] : dimensions) {
                names.push_back(name);
                members[name] = member;
            }
            bool fits = true;
            for (const auto& [name, member] : group) {
                fits = fits && members.contains(name) && members[name] == member;
            }
            for (const DimensionFilter& filter : query.where) {
                fits = fits && members.contains(filter.name) &&
                       std::count(filter.members.begin(), filter.members.end(),
                                  members[filter.name]) > 0;
            }
            if (fits) by_names[{names.size(), names}].push_back(fact.value);
        }
        if (by_names.empty()) return std::nullopt;
        const auto& [key, values] = *by_names.begin();
        if (!adds_over_units(nature) && (values.size() > 1 || key.first != asked.size())) {
            return std::nullopt;
        }
        base::Ratio sum;
        for (const base::Decimal value : values) {
            sum = *add(sum, nature == Nature::occurrence ? base::Ratio(1) : base::Ratio(value));
        }
        return sum;
    }

    std::optional<base::Ratio> own(const std::string& unit, const base::Period& period,
                                   const Dimensions& group) const {
        for (const PeriodPlan& plan : plans_for(period, nature)) {
            std::optional<base::Ratio> sum = base::Ratio();
            for (const PeriodTerm& term : plan.terms) {
                const auto value = observed(unit, term.period, group);
                if (!value) {
                    sum.reset();
                    break;
                }
                sum = term.sign > 0 ? add(*sum, *value) : subtract(*sum, *value);
            }
            if (sum) return sum;
        }
        return std::nullopt;
    }

    Value at(const std::string& unit, const base::Period& period, const Dimensions& group) const {
        const auto node = tree.find(unit);
        const bool has_parts = node && !tree.parts(*node).empty();
        if (!has_parts || query.roll_up == RollUp::reported_first) {
            if (const auto value = own(unit, period, group)) return {value, 0};
        }
        if (!has_parts || !adds_over_units(nature)) return {};
        Value whole;
        for (const std::uint32_t part : tree.parts(*node)) {
            const Value value = at(tree.node(part).code, period, group);
            whole.missing += value.value ? value.missing : 1;
            if (!value.value) continue;
            whole.value = add(whole.value.value_or(base::Ratio()), *value.value);
        }
        return whole;
    }
};

}  // namespace kc::indicator::test

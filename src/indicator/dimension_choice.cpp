// SPDX-License-Identifier: Apache-2.0
#include "indicator/dimension_choice.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace kc::indicator {
namespace {

using Names = std::vector<std::string>;

// Coarsest first; sets of one size in the order of their names, so that the answer never depends on
// what was reported first.
struct CoarserFirst {
    bool operator()(const Names& a, const Names& b) const {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    }
};

const std::string* member_of(const Dimensions& dimensions, const std::string& name) {
    for (const auto& [own_name, member] : dimensions) {
        if (own_name == name) return &member;
    }
    return nullptr;
}

bool passes(const Dimensions& dimensions, const std::vector<DimensionFilter>& where) {
    return std::all_of(where.begin(), where.end(), [&](const DimensionFilter& filter) {
        const std::string* member = member_of(dimensions, filter.name);
        return member != nullptr && std::find(filter.members.begin(), filter.members.end(),
                                              *member) != filter.members.end();
    });
}

std::optional<Dimensions> group_of(const Dimensions& dimensions, const Names& group_by) {
    Dimensions group;
    for (const std::string& name : group_by) {
        const std::string* member = member_of(dimensions, name);
        if (member == nullptr) return std::nullopt;
        group.emplace_back(name, *member);
    }
    return group;
}

Names names_of(const Dimensions& dimensions) {
    Names names;
    for (const auto& [name, member] : dimensions) names.push_back(name);
    return names;
}

}  // namespace

DimensionChoice::DimensionChoice(const std::vector<const Dimensions*>& offered,
                                 const std::vector<DimensionFilter>& where,
                                 const std::vector<std::string>& group_by)
    : choices_(offered.size()) {
    Names sorted_groups = group_by;
    std::sort(sorted_groups.begin(), sorted_groups.end());
    sorted_groups.erase(std::unique(sorted_groups.begin(), sorted_groups.end()),
                        sorted_groups.end());
    std::set<std::string> asked(sorted_groups.begin(), sorted_groups.end());
    for (const DimensionFilter& filter : where) asked.insert(filter.name);

    std::map<Names, std::uint32_t, CoarserFirst> sets;
    std::map<Dimensions, std::uint32_t> groups;
    if (sorted_groups.empty()) groups.emplace(Dimensions{}, 0);
    std::vector<std::optional<Dimensions>> group_of_offer(offered.size());
    for (std::size_t i = 0; i < offered.size(); ++i) {
        if (!passes(*offered[i], where)) continue;
        group_of_offer[i] = group_of(*offered[i], sorted_groups);
        if (!group_of_offer[i]) continue;
        sets.emplace(names_of(*offered[i]), 0);
        groups.emplace(*group_of_offer[i], 0);
    }
    for (auto& [names, index] : sets) index = set_count_++;
    for (auto& [members, index] : groups) {
        index = static_cast<std::uint32_t>(groups_.size());
        groups_.push_back(members);
    }
    has_exact_ = !sets.empty() && sets.begin()->first.size() == asked.size();
    for (std::size_t i = 0; i < offered.size(); ++i) {
        if (!group_of_offer[i]) continue;
        choices_[i] = Choice{sets.at(names_of(*offered[i])), groups.at(*group_of_offer[i])};
    }
}

}  // namespace kc::indicator

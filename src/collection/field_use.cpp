// SPDX-License-Identifier: Apache-2.0
#include "collection/field_use.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "pack/field_type.hpp"

namespace kc::collection {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"target",     "indicator", "check",
                                                    "evaluation", "policy",    "registry"};

class UseFinder {
public:
    UseFinder(const pack::ObjectSet& objects, const pack::ObjectSet& catalog, base::Date on) {
        for (const pack::ObjectSet* set : {&objects, &catalog}) {
            for (const auto& entry : set->indicators)
                indicators_.emplace(entry.value.code, &entry.value);
        }
        for (const auto& [code, indicator] : indicators_) {
            if (indicator->counts) uses_.counted_from.emplace(code, indicator->counts->registry);
        }
        for (const auto& entry : objects.targets) {
            note({UseKind::target, entry.value.code}, entry.value.indicator);
            for (const std::string& one : entry.value.leading)
                note({UseKind::target, entry.value.code}, one);
        }
        note_policies(objects, catalog, on);
    }

    void note(FieldUse user, const std::string& indicator) {
        if (indicator.empty()) return;
        std::vector<FieldUse>& users = uses_.users[indicator];
        const bool is_first = users.empty();
        if (std::find(users.begin(), users.end(), user) == users.end())
            users.push_back(std::move(user));
        // What a used indicator is computed from, or watched by, is used as well.
        if (is_first) open_.push_back(indicator);
        while (!open_.empty()) follow();
    }

    IndicatorUses found() && { return std::move(uses_); }

private:
    // A bureau answers by all policies there are, its own in place of the catalog's.
    void note_policies(const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                       base::Date on) {
        const auto names = indicators_by_name(objects, catalog);
        std::set<std::string_view> seen;
        for (const pack::ObjectSet* set : {&objects, &catalog}) {
            for (const auto& entry : set->policies) {
                const pack::PolicyText& policy = entry.value;
                if (!seen.insert(policy.code).second) continue;
                if (policy.in_force.until && *policy.in_force.until < on) continue;
                for (const auto& fact : policy.facts) {
                    const auto named = names.find(fact.name.text);
                    const bool bears_name = fact.value.indicator.empty() && named != names.end();
                    note({UseKind::policy, policy.code},
                         bears_name ? named->second : fact.value.indicator);
                }
            }
        }
    }

    void follow() {
        const std::string code = open_.back();
        open_.pop_back();
        const auto at = indicators_.find(code);
        if (at == indicators_.end()) return;
        const pack::Indicator& indicator = *at->second;
        for (const std::string& part : {indicator.numerator, indicator.denominator}) {
            if (pack::looks_like_code(part)) add(code, part);
        }
        for (const std::string& one : indicator.leading) add(code, one);
    }

    void add(const std::string& user, const std::string& indicator) {
        std::vector<FieldUse>& users = uses_.users[indicator];
        const bool is_first = users.empty();
        const FieldUse use{UseKind::indicator, user};
        if (std::find(users.begin(), users.end(), use) == users.end()) users.push_back(use);
        if (is_first) open_.push_back(indicator);
    }

    std::unordered_map<std::string, const pack::Indicator*> indicators_;
    IndicatorUses uses_;
    std::vector<std::string> open_;
};

}  // namespace

std::string_view to_string(UseKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::map<std::string, std::string, std::less<>> indicators_by_name(const pack::ObjectSet& objects,
                                                                   const pack::ObjectSet& catalog) {
    std::map<std::string, std::string, std::less<>> codes;
    for (const pack::ObjectSet* set : {&objects, &catalog}) {
        for (const auto& entry : set->indicators) {
            const auto [at, is_new] = codes.emplace(entry.value.name.zh, entry.value.code);
            if (!is_new && at->second != entry.value.code) at->second.clear();
        }
    }
    std::erase_if(codes, [](const auto& one) { return one.second.empty(); });
    return codes;
}

IndicatorUses indicator_uses(const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                             const std::vector<OtherUse>& others, base::Date on) {
    UseFinder finder(objects, catalog, on);
    for (const OtherUse& one : others) finder.note(one.user, one.indicator);
    return std::move(finder).found();
}

std::vector<FieldUse> uses_of(const pack::FormField& field, const FormRules& rules,
                              const IndicatorUses& uses) {
    std::vector<FieldUse> users;
    if (!field.indicator.empty()) {
        const auto found = uses.users.find(field.indicator);
        if (found != uses.users.end()) users = found->second;
    } else if (rules.is_checked(field.code)) {
        users.push_back({UseKind::check, rules.form().code});
    }
    const auto counted = uses.counted_from.find(field.control);
    if (counted != uses.counted_from.end()) users.push_back({UseKind::registry, counted->second});
    return users;
}

}  // namespace kc::collection

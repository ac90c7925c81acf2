// SPDX-License-Identifier: Apache-2.0
#include "collection/field_use.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "pack/field_type.hpp"

namespace kc::collection {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"target", "indicator", "check", "evaluation",
                                                    "policy"};

class UseFinder {
public:
    UseFinder(const pack::ObjectSet& objects, const pack::ObjectSet& catalog) {
        for (const pack::ObjectSet* set : {&objects, &catalog}) {
            for (const auto& entry : set->indicators)
                indicators_.emplace(entry.value.code, &entry.value);
        }
        for (const auto& entry : objects.targets) {
            note({UseKind::target, entry.value.code}, entry.value.indicator);
            for (const std::string& one : entry.value.leading)
                note({UseKind::target, entry.value.code}, one);
        }
    }

    void note(FieldUse user, const std::string& indicator) {
        if (indicator.empty()) return;
        std::vector<FieldUse>& users = uses_[indicator];
        const bool is_first = users.empty();
        if (std::find(users.begin(), users.end(), user) == users.end())
            users.push_back(std::move(user));
        // What a used indicator is computed from, or watched by, is used as well.
        if (is_first) open_.push_back(indicator);
        while (!open_.empty()) follow();
    }

    IndicatorUses found() && { return std::move(uses_); }

private:
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
        std::vector<FieldUse>& users = uses_[indicator];
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

IndicatorUses indicator_uses(const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                             const std::vector<OtherUse>& others) {
    UseFinder finder(objects, catalog);
    for (const OtherUse& one : others) finder.note(one.user, one.indicator);
    return std::move(finder).found();
}

std::vector<FieldUse> uses_of(const pack::FormField& field, const FormRules& rules,
                              const IndicatorUses& uses) {
    if (field.indicator.empty()) {
        if (!rules.is_checked(field.code)) return {};
        return {{UseKind::check, rules.form().code}};
    }
    const auto found = uses.find(field.indicator);
    return found == uses.end() ? std::vector<FieldUse>() : found->second;
}

}  // namespace kc::collection

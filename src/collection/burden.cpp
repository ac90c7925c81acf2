// SPDX-License-Identifier: Apache-2.0
#include "collection/burden.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/check.hpp"
#include "collection/calendar.hpp"

namespace kc::collection {
namespace {

constexpr int kMonthsOfYear = 12;

base::Ratio plus(const base::Ratio& a, const base::Ratio& b) {
    const auto sum = add(a, b);
    KC_CHECK(sum.has_value());  // twelfths of a few hundred fields
    return *sum;
}

bool has_ended(const pack::Form& form, base::Date on) {
    const auto last = form.last ? form.last->last_day() : std::nullopt;
    return last && deadline_of(form, *form.last->period()) < on;
}

std::optional<base::Decimal> budget_for(pack::FillerType type,
                                        const std::vector<pack::BurdenBudget>& budgets) {
    for (const pack::BurdenBudget& one : budgets) {
        if (one.units == type) return one.fields_per_month;
    }
    return std::nullopt;
}

// What makes two fields ask for the same fact, as far as forms of one rhythm go.
std::string question_of(const pack::FormField& field) {
    std::vector<std::string> members;
    for (const auto& one : field.dimensions)
        members.push_back(one.name.text + "=" + one.value + "\n");
    std::sort(members.begin(), members.end());
    std::string text = field.indicator + "\n";
    for (const std::string& one : members) text += one;
    return text;
}

}  // namespace

bool UnitBurden::exceeds() const {
    return budget && fields_per_month > base::Ratio(*budget);
}

FormBurden burden_of(const pack::Form& form) {
    FormBurden burden{.form = &form,
                      .fields = static_cast<int>(form.fields.size()),
                      .sheets_per_year = sheets_per_year(form.frequency)};
    burden.prefilled = static_cast<int>(std::count_if(
        form.fields.begin(), form.fields.end(),
        [](const pack::FormField& field) { return field.prefill != pack::Prefill::none; }));
    const auto per_month = base::Ratio::of(burden.fields * burden.sheets_per_year, kMonthsOfYear);
    KC_CHECK(per_month.has_value());
    burden.fields_per_month = *per_month;
    return burden;
}

std::vector<UnitBurden> burden_of(const std::vector<AskedForm>& forms,
                                  const std::vector<pack::BurdenBudget>& budgets, base::Date on) {
    std::vector<UnitBurden> units;
    std::map<std::string, std::size_t> index;
    for (const AskedForm& asked : forms) {
        if (has_ended(*asked.form, on)) continue;
        const FormBurden burden = burden_of(*asked.form);
        const auto prefilled =
            base::Ratio::of(burden.prefilled * burden.sheets_per_year, kMonthsOfYear);
        KC_CHECK(prefilled.has_value());
        for (const Filler& filler : asked.fillers) {
            const auto [at, is_new] = index.emplace(filler.code, units.size());
            if (is_new) {
                const pack::FillerType type = asked.form->fillers.type;
                units.push_back(
                    {.unit = filler, .type = type, .budget = budget_for(type, budgets)});
            }
            UnitBurden& unit = units[at->second];
            unit.forms.push_back(burden);
            unit.fields_per_month = plus(unit.fields_per_month, burden.fields_per_month);
            unit.prefilled_per_month = plus(unit.prefilled_per_month, *prefilled);
        }
    }
    return units;
}

std::vector<UnitBurden> firms_as_one(std::vector<UnitBurden> units) {
    std::vector<UnitBurden> out;
    std::map<std::vector<std::string>, std::size_t> groups;  // by the codes of their forms
    for (UnitBurden& unit : units) {
        if (unit.type != pack::FillerType::firm) {
            out.push_back(std::move(unit));
            continue;
        }
        std::vector<std::string> forms;
        for (const FormBurden& one : unit.forms) forms.push_back(one.form->code);
        const auto [at, is_new] = groups.emplace(std::move(forms), out.size());
        if (!is_new) {
            ++out[at->second].count;
            continue;
        }
        unit.unit = each_firm();
        if (groups.size() > 1) unit.unit.code += "-" + std::to_string(groups.size());
        out.push_back(std::move(unit));
    }
    return out;
}

std::vector<AskedTwice> asked_twice(const std::vector<AskedForm>& forms) {
    // By unit and question: the forms that ask it.
    std::map<std::pair<std::string, std::string>, std::set<std::string>> asking;
    for (const AskedForm& asked : forms) {
        for (const pack::FormField& field : asked.form->fields) {
            if (field.indicator.empty()) continue;
            for (const Filler& filler : asked.fillers)
                asking[{filler.code, question_of(field)}].insert(asked.form->code);
        }
    }
    std::set<std::pair<std::string, std::set<std::string>>> seen;
    std::vector<AskedTwice> found;
    for (const auto& [key, codes] : asking) {
        const std::string indicator = key.second.substr(0, key.second.find('\n'));
        if (codes.size() < 2 || !seen.emplace(indicator, codes).second) continue;
        found.push_back({indicator, {codes.begin(), codes.end()}});
    }
    return found;
}

}  // namespace kc::collection

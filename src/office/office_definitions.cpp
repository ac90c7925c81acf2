// SPDX-License-Identifier: Apache-2.0
#include "office/office_definitions.hpp"

#include <set>

namespace kc::office {
namespace {

using indicator::IndicatorDef;
using indicator::Nature;

Nature nature_of(const pack::Indicator& from) {
    switch (from.quantity) {
        case pack::QuantityKind::stock: return Nature::stock;
        case pack::QuantityKind::new_in_period:
        case pack::QuantityKind::net_new:
        case pack::QuantityKind::register_entries:
        case pack::QuantityKind::amount:
            // Figures that come whenever something happens are still totals, not single events.
            return Nature::flow;
        case pack::QuantityKind::ratio:
        case pack::QuantityKind::difference:
        case pack::QuantityKind::coverage: return Nature::ratio;
        case pack::QuantityKind::growth: return Nature::growth;
        case pack::QuantityKind::rank: return Nature::rank;
        case pack::QuantityKind::index:
        case pack::QuantityKind::multiple: return Nature::level;
    }
    return Nature::level;
}

IndicatorDef definition_of(const pack::Indicator& from) {
    IndicatorDef to;
    to.code = from.code;
    to.name = {from.name.zh, from.name.en};
    to.unit = from.unit;
    to.nature = nature_of(from);
    to.direction = static_cast<indicator::Direction>(from.direction);
    to.frequency = static_cast<indicator::Frequency>(from.frequency);
    to.pace = static_cast<indicator::Pace>(from.pace);
    to.publication_lag_months = from.publication_lag_months.value_or(0);
    to.may_be_negative = from.quantity == pack::QuantityKind::net_new;
    if (!from.numerator.empty() && !from.denominator.empty() && to.nature == Nature::ratio)
        to.formula = indicator::RatioOf{from.numerator, from.denominator};
    to.leading = from.leading;
    return to;
}

// Whether the definition stands on its own parts, judged alone so that the culprit is known.
bool is_sound(const IndicatorDef& ratio, const std::vector<IndicatorDef>& all) {
    const auto& parts = std::get<indicator::RatioOf>(ratio.formula);
    std::vector<IndicatorDef> few;
    for (IndicatorDef one : all) {
        if (one.code != parts.numerator && one.code != parts.denominator) continue;
        one.formula = indicator::Reported{};
        one.leading.clear();
        few.push_back(std::move(one));
    }
    few.push_back(ratio);
    few.back().leading.clear();
    return indicator::Definitions::of(std::move(few)).has_value();
}

void add_units(const std::vector<pack::AdminUnit>& units, const std::string& parent,
               std::set<std::string>& seen, std::vector<indicator::UnitNode>& to) {
    for (const pack::AdminUnit& unit : units) {
        if (!seen.insert(unit.code).second) continue;
        // An abolished unit lives on in its successor and must not be counted beside it.
        const bool adds = !unit.is_pseudo && !unit.valid_to && unit.type != pack::UnitType::park;
        to.push_back({unit.code, {unit.name.zh, unit.name.en}, parent, adds});
        add_units(unit.children, unit.code, seen, to);
    }
}

}  // namespace

Result<indicator::Definitions> definitions_of(const pack::Catalog& catalog, const pack::Pack& pack,
                                              Diagnostics& found) {
    std::vector<IndicatorDef> all;
    std::set<std::string> seen;
    const auto add = [&](const pack::ObjectSet& set) {
        for (const auto& entry : set.indicators) {
            if (entry.is_sound && seen.insert(entry.value.code).second)
                all.push_back(definition_of(entry.value));
        }
    };
    add(pack.objects);
    add(catalog.objects);
    for (IndicatorDef& one : all) {
        std::erase_if(one.leading, [&](const std::string& code) { return !seen.contains(code); });
        if (!std::holds_alternative<indicator::RatioOf>(one.formula) || is_sound(one, all))
            continue;
        one.formula = indicator::Reported{};
        found.push_back(
            {"W-ratio-parts",
             {},
             "“" + one.name.zh + "”的分子分母不能相除，按填报数处理",
             "the parts of '" + one.code + "' cannot be divided; it is taken as reported",
             {},
             {},
             Severity::warning});
    }
    return indicator::Definitions::of(std::move(all));
}

Result<indicator::UnitTree> unit_tree_of(const pack::Catalog& catalog, const pack::Pack& pack) {
    std::vector<indicator::UnitNode> nodes;
    std::set<std::string> seen;
    for (const auto& tree : pack.objects.unit_trees) add_units(tree.value.units, "", seen, nodes);
    for (const auto& tree : catalog.objects.unit_trees)
        add_units(tree.value.units, "", seen, nodes);
    return indicator::UnitTree::of(std::move(nodes));
}

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include "collection/filler.hpp"

#include <algorithm>

namespace kc::collection {
namespace {

using pack::AdminUnit;
using pack::FillerType;
using pack::UnitType;

bool is_of(UnitType type, FillerType wanted) {
    switch (wanted) {
        case FillerType::county:
            return type == UnitType::district || type == UnitType::county ||
                   type == UnitType::county_level_city;
        case FillerType::park: return type == UnitType::park;
        case FillerType::section: return type == UnitType::section || type == UnitType::centre;
        case FillerType::firm: return false;
    }
    return false;
}

bool is_in_force(const AdminUnit& unit, base::Date on) {
    return (!unit.valid_from || *unit.valid_from <= on) && (!unit.valid_to || on <= *unit.valid_to);
}

bool contains(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

class Collector {
public:
    Collector(const pack::Fillers& wanted, base::Date on) : wanted_(wanted), on_(on) {}

    void below(const AdminUnit& unit) {
        for (const AdminUnit& child : unit.children) {
            take(child);
            below(child);
        }
    }

    void take(const AdminUnit& unit) {
        if (!is_of(unit.type, wanted_.type) || !is_in_force(unit, on_) || unit.is_pseudo) return;
        if (!wanted_.only.empty() && !contains(wanted_.only, unit.code)) return;
        if (contains(wanted_.except, unit.code)) return;
        found_.push_back({unit.code, unit.name, unit.code, ""});
    }

    std::vector<Filler> found() && { return std::move(found_); }

private:
    const pack::Fillers& wanted_;
    base::Date on_;
    std::vector<Filler> found_;
};

const AdminUnit* find_unit(const std::vector<AdminUnit>& units, const std::string& code) {
    for (const AdminUnit& unit : units) {
        if (unit.code == code) return &unit;
        if (const AdminUnit* found = find_unit(unit.children, code)) return found;
    }
    return nullptr;
}

void collect_sections(const pack::ObjectSet& set, Collector& to) {
    for (const auto& tree : set.unit_trees) {
        for (const AdminUnit& root : tree.value.units) {
            to.take(root);
            to.below(root);
        }
    }
}

}  // namespace

Filler each_firm() {
    return {"firm", {"每家企业", "each firm"}, "", "firm"};
}

std::vector<Filler> fillers_of(const pack::Form& form, const std::string& region,
                               const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                               base::Date on, const std::vector<ListedFirm>& firms) {
    if (form.fillers.type == FillerType::firm) {
        std::vector<Filler> found;
        for (const ListedFirm& one : firms)
            found.push_back({one.code, {one.name, ""}, one.region, one.code});
        return found;
    }
    Collector collector(form.fillers, on);
    if (form.fillers.type == FillerType::section) {
        collect_sections(objects, collector);
        auto own = std::move(collector).found();
        if (!own.empty()) return own;
        Collector shared(form.fillers, on);
        collect_sections(catalog, shared);
        return std::move(shared).found();
    }
    // The pack may describe its region itself, with parks the catalog does not know.
    for (const pack::ObjectSet* set : {&objects, &catalog}) {
        for (const auto& tree : set->unit_trees) {
            if (const AdminUnit* unit = find_unit(tree.value.units, region)) {
                collector.below(*unit);
                break;
            }
        }
    }
    auto found = std::move(collector).found();
    std::vector<Filler> once;
    for (Filler& one : found) {
        const bool is_there = std::any_of(once.begin(), once.end(),
                                          [&](const Filler& f) { return f.code == one.code; });
        if (!is_there) once.push_back(std::move(one));
    }
    return once;
}

std::vector<const pack::Form*> forms_in_use(const pack::Manifest& manifest,
                                            const pack::ObjectSet& objects,
                                            const pack::Lookup& lookup) {
    std::vector<const pack::Form*> forms;
    for (const auto& entry : objects.forms) forms.push_back(&entry.value);
    for (const std::string& code : manifest.forms) {
        const pack::Form* form = lookup.form(code);
        if (form != nullptr && std::find(forms.begin(), forms.end(), form) == forms.end())
            forms.push_back(form);
    }
    return forms;
}

}  // namespace kc::collection

// SPDX-License-Identifier: Apache-2.0
// What must hold between the fields and the objects of a pack once each has been read. Objects
// that could not be read soundly are passed over: their mistakes are known already.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "pack/lookup.hpp"
#include "pack/object_set.hpp"

namespace kc::pack {

// Advice is not optional here: whoever finds a contradiction knows what would settle it.
struct Finding {
    const char* code;
    std::string zh;
    std::string en;
    std::string hint_zh;
    std::string hint_en;
};

inline void add_error(Diagnostics& found, Place at, Finding f) {
    found.push_back({f.code, std::move(at), std::move(f.zh), std::move(f.en), std::move(f.hint_zh),
                     std::move(f.hint_en), Severity::error});
}

inline void add_warning(Diagnostics& found, Place at, Finding f) {
    found.push_back({f.code, std::move(at), std::move(f.zh), std::move(f.en), std::move(f.hint_zh),
                     std::move(f.hint_en), Severity::warning});
}

void check_unit_trees(const ObjectSet& set, Diagnostics& found);
void check_indicators(const ObjectSet& set, const Lookup& lookup, Diagnostics& found);

// `year` is the year of the plan.
void check_targets(const ObjectSet& set, std::int32_t year, const Lookup& lookup,
                   Diagnostics& found);
// A target's trajectory and its shares by county.
void check_schedule(const Entry<Target>& target, std::int32_t year, const Lookup& lookup,
                    Diagnostics& found);
void check_roles(const ObjectSet& set, Diagnostics& found);
void check_tasks(const ObjectSet& set, Diagnostics& found);
void check_forms(const ObjectSet& set, const Lookup& lookup, Diagnostics& found);
void check_document_templates(const ObjectSet& set, Diagnostics& found);
void check_registries(const ObjectSet& set, const Lookup& lookup, Diagnostics& found);
// The counting rule of an indicator against the registry it counts.
void check_counts(const Entry<Indicator>& indicator, const Lookup& lookup, Diagnostics& found);

// That a unit named at `at` is in force in the year.
void check_unit_in_force(const std::string& code, std::int32_t year, const Lookup& lookup, Place at,
                         Diagnostics& found);

// Objects of the pack's own that nothing speaks of.
void check_usage(const ObjectSet& set, Diagnostics& found);

// Lists what people have to settle, as warnings.
void list_todos(const ObjectSet& set, Diagnostics& found);

}  // namespace kc::pack

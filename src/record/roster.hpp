// SPDX-License-Identifier: Apache-2.0
// Which firms of a registry a form is expected from for a period, as the form's rule says.
//
// The list is computed and kept nowhere: the records as they were on the period's last day and as
// they were known when the list was fixed. So no later change of a record changes it. The same
// records are looked at as for a count (count.hpp).
//
//   auto roster = roster_of(connection, registries, form.fillers,
//                           {.period = *Period::quarter(2024, 1), .known_at_us = fixed});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "base/result.hpp"
#include "pack/form.hpp"
#include "pack/object_set.hpp"
#include "record/registries.hpp"
#include "store/connection.hpp"

namespace kc::record {

struct RosterFirm {
    std::string credit_code = {};
    std::string name = {};
    std::string unit = {};  // the region it belonged to

    bool operator==(const RosterFirm&) const = default;
};

struct Roster {
    std::vector<RosterFirm> firms = {};  // by number of their records, each credit code once
    // Those of which the records do not say whether they belong to it, or who or where they are:
    // without a credit code or region nobody could be asked.
    std::vector<RosterFirm> unclear = {};
};

struct RosterQuery {
    base::Period period;
    std::optional<std::int64_t> known_at_us = {};  // without it, now
    std::string only = {};                         // one credit code; empty: all
};

// One statement, however many firms there are. `fillers` names a registry of firms; the pack was
// checked for that. Errors: E-record-registry, and those of its filter.
Result<Roster> roster_of(store::Connection& connection, const Registries& registries,
                         const pack::Fillers& fillers, const RosterQuery& query);

// When the registry's first record was written; empty while it has none.
Result<std::optional<std::int64_t>> first_written(store::Connection& connection,
                                                  const Registry& registry);

// Errors in the filters of the set's forms, at their place in the pack's file. For when a pack is
// opened or checked.
Diagnostics check_rosters(const Registries& registries, const pack::ObjectSet& set);

}  // namespace kc::record

// SPDX-License-Identifier: Apache-2.0
// What a sheet is shown and checked against: the sheets before it, the office's own figures. Shared
// by the use cases of collection; nothing here asks who may.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collection/control_figure.hpp"
#include "collection/filler.hpp"
#include "collection/form_rules.hpp"
#include "collection/sheet_rows.hpp"
#include "office/office_live.hpp"
#include "store/connection.hpp"

namespace kc::office {

// The figures a sheet stands for to others: the published ones while a correction is under way,
// what was submitted otherwise, and nothing while it is only a draft.
const collection::Cells& known_cells(const collection::Sheet& sheet);

// The sheets before and a year before, and what of this one is published.
Result<collection::SheetContext> context_of(store::Connection& connection,
                                            const collection::SheetKey& key,
                                            const collection::Sheet& sheet);

// What the fields that name a control are held against, where there is such a figure.
collection::ControlFigures controls_of(const Office& office, const LivePack& live,
                                       const pack::Form& form, const collection::SheetKey& key);

// Whether running totals go on from the period before.
bool continues_year(const base::Period& period);

// The office's own figure for a cell, in the field's unit and rounded to its places: of
// `indicator`, which is the field's own or the one it is held against.
std::optional<base::Decimal> computed_value(const Office& office, const LivePack& live,
                                            const pack::FormField& field,
                                            const std::string& indicator, const std::string& unit,
                                            const base::Period& period);

// The facts of a sheet's cells. An error for a figure that cannot be converted exactly, or that its
// indicator cannot have.
struct CellFact {
    std::string field = {};
    store::Fact fact;
};
struct CellFacts {
    std::vector<CellFact> facts = {};
    std::vector<std::pair<std::string, Diagnostic>> mistakes = {};  // by field
};
CellFacts facts_of(const LivePack& live, const pack::Form& form, const collection::Filler& unit,
                   const base::Period& period, const collection::Cells& cells,
                   store::FactStatus status);

}  // namespace kc::office

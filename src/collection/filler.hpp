// SPDX-License-Identifier: Apache-2.0
// Who fills a form in: the units of its type below the pack's region, or the firms that a section
// lists. Firms of a registry come from `record`; the two are joined in `office`.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "collection/sheet_rows.hpp"
#include "pack/form.hpp"
#include "pack/lookup.hpp"
#include "pack/object_set.hpp"

namespace kc::collection {

struct Filler {
    std::string code = {};
    pack::Bilingual name = {};
    std::string region = {};  // the administrative unit it belongs to; itself for a region
    std::string body = {};    // credit code of a firm

    bool operator==(const Filler&) const = default;
};

// Stands for all firms where which ones there are does not matter.
Filler each_firm();

// Those in force on the day, in the order of the unit tree; `sections` are looked for in the pack's
// own trees, and in the catalog's only when the pack has none.
std::vector<Filler> fillers_of(const pack::Form& form, const std::string& region,
                               const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                               base::Date on, const std::vector<ListedFirm>& firms);

// The forms in use: the pack's own, and those of the catalog its manifest names.
std::vector<const pack::Form*> forms_in_use(const pack::Manifest& manifest,
                                            const pack::ObjectSet& objects,
                                            const pack::Lookup& lookup);

}  // namespace kc::collection

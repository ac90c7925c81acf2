// SPDX-License-Identifier: Apache-2.0
// Which units and firms a form is expected from, period by period.
//
// Firms of a registry are those the form's rule names on the period's last day, as they were known
// when the list was fixed: at the end of a day so many days after that one, or after the day on
// which the office came to have the registry, where that was later. Until then the list follows
// the records. Firms that a section adds by hand are expected besides, in every period.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "collection/filler.hpp"
#include "office/office_live.hpp"
#include "record/roster.hpp"

namespace kc::office {

// Where the firms of a list come from.
struct ListOrigin {
    const record::Registry* registry = nullptr;  // of the live pack
    pack::Bilingual rule = {};  // what the filter asks: a field's name, else the formula itself
    base::Period period;
    base::Date fixed_on = {};  // the list changes no more after this day
    bool is_fixed = false;
    std::size_t registered = 0;                    // that the registry names
    std::size_t by_hand = 0;                       // added to those
    std::vector<record::RosterFirm> unclear = {};  // left out: their records do not say
};

// One list for some periods: for all of them where it does not depend on the period.
struct FillerList {
    std::vector<base::Period> periods = {};
    std::vector<collection::Filler> fillers = {};
    std::optional<ListOrigin> origin = {};  // of firms that a registry names
};

// A statement for each list, whatever the number of firms. The lists come in the order of periods.
Result<std::vector<FillerList>> filler_lists(const Office& office, store::Connection& connection,
                                             const LivePack& live, const pack::Form& form,
                                             const std::vector<base::Period>& periods);

// One of them; empty when the form is not expected from it.
Result<std::optional<collection::Filler>> filler_for(const Office& office,
                                                     store::Connection& connection,
                                                     const LivePack& live, const pack::Form& form,
                                                     const base::Period& period,
                                                     const std::string& code);

// The period that is filled in on the day: the last one that has ended, or the form's first.
base::Period period_filled_in(const pack::Form& form, base::Date day);

// The list of that period, today.
Result<FillerList> fillers_now(const Office& office, const LivePack& live, const pack::Form& form);

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
// How complete the collection is: one entry for each form, unit and period, and what has to be
// called to mind on a day. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collection/filler.hpp"

namespace kc::collection {

enum class Progress : std::uint8_t {
    not_due,  // the period has not ended
    open,     // to be filled in; also a draft, and one that came back
    late,     // the same after the deadline
    submitted,
    signed_off,
    verified,
    published,
};
std::string_view to_string(Progress progress);

Progress progress_of(const pack::Form& form, const base::Period& period, SheetState state,
                     base::Date today);

// A correction under way does not undo that it was published.
struct MatrixCell {
    SheetKey key;
    Progress progress = Progress::not_due;
    SheetState state = SheetState::open;
    std::int64_t version = 0;
    bool was_published = false;
    base::Date deadline = {};
    std::int32_t days_late = 0;  // 0 while in time or once submitted
    std::int64_t changed_at_us = 0;
};

// For each filler and period of the form; rows of sheets that are not expected are left out.
std::vector<MatrixCell> matrix_of(const pack::Form& form, const std::vector<Filler>& fillers,
                                  const std::vector<base::Period>& periods,
                                  const std::vector<SheetRow>& sheets, base::Date today);

// A sheet that is missing on one of the form's reminder days.
struct Reminder {
    SheetKey key;
    base::Date deadline = {};
    std::int32_t days_left = 0;  // negative after the deadline
};
std::vector<Reminder> reminders_on(const pack::Form& form, const std::vector<MatrixCell>& cells,
                                   base::Date today);

// The calendar of a form: which periods fall due within these days.
struct DueDay {
    std::string form = {};
    base::Period period;
    base::Date opens = {};
    base::Date deadline = {};
};
std::vector<DueDay> due_within(const std::vector<const pack::Form*>& forms, base::Date from,
                               base::Date to);

}  // namespace kc::collection

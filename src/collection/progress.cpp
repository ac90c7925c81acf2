// SPDX-License-Identifier: Apache-2.0
#include "collection/progress.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/check.hpp"
#include "collection/calendar.hpp"

namespace kc::collection {
namespace {

constexpr std::array<std::string_view, 7> kProgress = {
    "not_due", "open", "late", "submitted", "signed", "verified", "published"};

bool is_missing(Progress progress) {
    return progress == Progress::open || progress == Progress::late;
}

bool contains(const std::vector<std::int32_t>& days, std::int32_t day) {
    return std::find(days.begin(), days.end(), day) != days.end();
}

}  // namespace

std::string_view to_string(Progress progress) {
    return kProgress[static_cast<std::size_t>(progress)];
}

Progress progress_of(const pack::Form& form, const base::Period& period, SheetState state,
                     base::Date today) {
    switch (state) {
        case SheetState::submitted: return Progress::submitted;
        case SheetState::signed_off: return Progress::signed_off;
        case SheetState::verified: return Progress::verified;
        case SheetState::published: return Progress::published;
        case SheetState::open:
        case SheetState::draft:
        case SheetState::returned: break;
    }
    if (today > deadline_of(form, period)) return Progress::late;
    return is_open(period, today) ? Progress::open : Progress::not_due;
}

std::vector<MatrixCell> matrix_of(const pack::Form& form, const std::vector<Filler>& fillers,
                                  const std::vector<base::Period>& periods,
                                  const std::vector<SheetRow>& sheets, base::Date today) {
    std::map<std::pair<std::string, std::string>, const SheetRow*> rows;
    for (const SheetRow& one : sheets) {
        const bool is_asked =
            one.key.form == form.code &&
            std::find(periods.begin(), periods.end(), one.key.period) != periods.end();
        if (is_asked) rows.emplace(std::pair(one.key.unit, base::to_string(one.key.period)), &one);
    }
    std::vector<MatrixCell> cells;
    for (const Filler& filler : fillers) {
        for (const base::Period& period : periods) {
            MatrixCell cell{.key = {form.code, filler.code, period}};
            const auto found = rows.find({filler.code, base::to_string(period)});
            if (found != rows.end()) {
                cell.state = found->second->state;
                cell.version = found->second->version;
                cell.was_published = found->second->published_revision > 0;
                cell.changed_at_us = found->second->changed_at_us;
            }
            cell.progress = progress_of(form, period, cell.state, today);
            cell.deadline = deadline_of(form, period);
            if (cell.progress == Progress::late)
                cell.days_late = base::days_between(cell.deadline, today);
            cells.push_back(std::move(cell));
        }
    }
    return cells;
}

std::vector<Reminder> reminders_on(const pack::Form& form, const std::vector<MatrixCell>& cells,
                                   base::Date today) {
    std::vector<Reminder> reminders;
    for (const MatrixCell& cell : cells) {
        // A correction under way is nobody's debt: the figure is published.
        if (!is_missing(cell.progress) || cell.was_published) continue;
        const std::int32_t left = base::days_between(today, cell.deadline);
        const bool is_due = left >= 0 ? contains(form.reminders.before, left)
                                      : contains(form.reminders.after, -left);
        if (is_due) reminders.push_back({cell.key, cell.deadline, left});
    }
    return reminders;
}

std::vector<DueDay> due_within(const std::vector<const pack::Form*>& forms, base::Date from,
                               base::Date to) {
    std::vector<DueDay> days;
    for (const pack::Form* form : forms) {
        // The deadline lies after the period's end by a fixed number of days.
        const auto first = base::add_days(from, -form->deadline_days);
        const auto last = base::add_days(to, -form->deadline_days);
        if (!first || !last) continue;
        for (const base::Period& period : periods_within(*form, *first, *last)) {
            const auto opens = base::add_days(period.last_day(), 1);
            KC_CHECK(opens.has_value());
            days.push_back({form->code, period, *opens, deadline_of(*form, period)});
        }
    }
    std::stable_sort(days.begin(), days.end(), [](const DueDay& a, const DueDay& b) {
        return std::tie(a.deadline, a.form) < std::tie(b.deadline, b.form);
    });
    return days;
}

}  // namespace kc::collection

// SPDX-License-Identifier: Apache-2.0
#include "office/office_collection_lists.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "access/decide.hpp"
#include "collection/calendar.hpp"
#include "collection/sheet_rows.hpp"
#include "office/collection_access.hpp"
#include "office/office_collection.hpp"

namespace kc::office {
namespace {

using collection::Duty;
using collection::MatrixCell;
using collection::Progress;
using collection::Sheet;
using collection::SheetState;
using collection::Step;

constexpr std::int32_t kDaysOfYear = 366;

// A stored sheet's row, as much of a sheet as access asks about.
Sheet sheet_of(const MatrixCell& cell, const std::string& entered_by) {
    Sheet sheet;
    sheet.state = cell.state;
    sheet.version = cell.version;
    sheet.published_revision = cell.was_published ? 1 : 0;
    if (!entered_by.empty()) sheet.entered.insert(entered_by);
    return sheet;
}

// One form with all that is known of its sheets.
struct FormCells {
    const pack::Form* form = nullptr;
    std::vector<collection::Filler> units = {};  // of each list
    std::vector<MatrixCell> cells = {};          // of each list: units × periods
    std::vector<std::size_t> unit_at = {};       // of each cell
    std::map<std::pair<std::string, std::string>, std::string> entered_by = {};
    std::vector<ListOrigin> origins = {};

    [[nodiscard]] const collection::Filler& unit_of(std::size_t cell) const {
        return units[unit_at[cell]];
    }
    // The units of one list, of which only those count that may be seen.
    void add(FillerList list, const std::vector<collection::SheetRow>& rows, base::Date today) {
        const std::size_t first = units.size();
        auto more = collection::matrix_of(*form, list.fillers, list.periods, rows, today);
        for (std::size_t i = 0; i < more.size(); ++i) {
            unit_at.push_back(first + i / list.periods.size());
            cells.push_back(std::move(more[i]));
        }
        std::move(list.fillers.begin(), list.fillers.end(), std::back_inserter(units));
        if (list.origin) origins.push_back(std::move(*list.origin));
    }
    [[nodiscard]] Sheet sheet(std::size_t cell) const {
        const MatrixCell& one = cells[cell];
        const auto found = entered_by.find({one.key.unit, base::to_string(one.key.period)});
        return sheet_of(one, found == entered_by.end() ? std::string() : found->second);
    }
};

std::vector<base::Period> periods_of(const pack::Form& form,
                                     const std::optional<base::Period>& period, base::Date today) {
    if (period) {
        if (!collection::is_asked_for(form, *period)) return {};
        return {*period};
    }
    const auto from = base::add_days(today, -kDaysOfYear);
    return from ? collection::periods_within(form, *from, today) : std::vector<base::Period>();
}

// The rows come through the one condition about access; sheets that are not stored yet are decided
// by the same rules, unit by unit.
Result<FormCells> cells_of(Office& office, const LivePack& live, const access::Actor& actor,
                           const pack::Form& form, const std::vector<base::Period>& periods) {
    FormCells out{.form = &form};
    if (periods.empty()) return out;
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto lists = filler_lists(office, reader->connection(), live, form, periods);
    if (!lists) return unexpected(lists.error());
    auto rows = collection::list_sheets(
        reader->connection(),
        {.form = form.code,
         .period = periods.size() == 1 ? std::optional(periods[0]) : std::nullopt,
         .condition = access::compile(actor, access::Verb::read, sheet_shape())});
    if (!rows) return unexpected(rows.error());
    std::set<std::string> stored_units;
    for (const collection::SheetRow& row : *rows) {
        stored_units.insert(row.key.unit);
        out.entered_by[{row.key.unit, base::to_string(row.key.period)}] = row.submitted_by;
    }
    const Sheet untouched;
    for (FillerList& list : *lists) {
        std::erase_if(list.fillers, [&](const collection::Filler& one) {
            return stored_units.count(one.code) == 0 && !may_read(actor, {&form, &one, &untouched});
        });
        out.add(std::move(list), *rows, office.today());
    }
    return out;
}

std::optional<Step> main_step(Duty duty, SheetState state) {
    switch (duty) {
        case Duty::enter: return state == SheetState::draft ? Step::submit : Step::save;
        case Duty::sign: return Step::sign;
        case Duty::check: return Step::verify;
        case Duty::publish: return Step::publish;
    }
    return std::nullopt;
}

bool by_urgency(const DeskItem& a, const DeskItem& b) {
    return a.cell.deadline < b.cell.deadline;
}

void keep_most_urgent(std::vector<DeskItem>& items) {
    std::stable_sort(items.begin(), items.end(), by_urgency);
    if (items.size() <= kDeskItemsMax) return;
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(kDeskItemsMax), items.end());
}

class DeskMaker {
public:
    DeskMaker(Office& office, const access::Actor& actor) : office_(office), actor_(actor) {}

    Result<Desk> make() {
        desk_.live = office_.live();
        desk_.on = office_.today();
        for (const pack::Form* form : desk_.live->forms->forms()) {
            const auto periods = periods_of(*form, std::nullopt, desk_.on);
            auto cells = cells_of(office_, *desk_.live, actor_, *form, periods);
            if (!cells) return unexpected(cells.error());
            for (std::size_t i = 0; i < cells->cells.size(); ++i) {
                if (auto put_in = place(*cells, i); !put_in) return unexpected(put_in.error());
            }
        }
        for (auto* items : {&desk_.waiting, &desk_.returned, &desk_.missing})
            keep_most_urgent(*items);
        return std::move(desk_);
    }

private:
    Result<void> place(const FormCells& all, std::size_t i) {
        const MatrixCell& cell = all.cells[i];
        const collection::Filler& unit = all.unit_of(i);
        const Sheet sheet = all.sheet(i);
        const auto duty = collection::waits_for(sheet, all.form->route.sign.has_value());
        if (!duty) return {};
        const SheetSubject subject{all.form, &unit, &sheet};
        const auto step = main_step(*duty, cell.state);
        const bool is_own = step && *duty != Duty::enter && sheet.entered.count(actor_.name) > 0;
        const bool is_mine = step && !is_own && may_take(actor_, subject, *step);
        DeskItem item{.form = all.form, .unit = unit, .cell = cell, .duty = duty};
        item.days_left = base::days_between(desk_.on, cell.deadline);
        item.is_reminder_day = !collection::reminders_on(*all.form, {cell}, desk_.on).empty();
        if (cell.version > 0) {
            if (auto read = read_history(item, subject); !read) return read;
        }
        if (is_mine && cell.state == SheetState::returned)
            desk_.returned.push_back(std::move(item));
        else if (is_mine)
            desk_.waiting.push_back(std::move(item));
        else if (*duty == Duty::enter && may_read(actor_, subject))
            desk_.missing.push_back(std::move(item));
        return {};
    }

    // Why it came back, and what is asked about it: questions are answered wherever the sheet is.
    Result<void> read_history(DeskItem& item, const SheetSubject& subject) {
        auto reader = office_.store().read();
        if (!reader) return unexpected(reader.error());
        auto stored = collection::read_sheet(reader->connection(), item.cell.key);
        if (!stored) return unexpected(stored.error());
        if (stored->sheet.returned) {
            item.reason = stored->sheet.returned->reason;
            item.by = stored->sheet.returned->by;
        }
        if (!may_take(actor_, subject, Step::answer)) return {};
        for (const collection::Question& one : stored->sheet.questions) {
            if (one.answer.empty()) desk_.questions.push_back({item.cell.key, one});
        }
        return {};
    }

    Office& office_;
    const access::Actor& actor_;
    Desk desk_;
};

}  // namespace

Result<CollectionMatrix> collection_matrix(Office& office, const access::Actor& actor,
                                           const MatrixFilter& filter) {
    CollectionMatrix matrix{.live = office.live(), .on = office.today()};
    if (!filter.form.empty() && matrix.live->forms->find(filter.form) == nullptr)
        return unexpected(Diagnostic{"E-no-form",
                                     {},
                                     fmt::format("没有填报表“{}”", filter.form),
                                     fmt::format("there is no form '{}'", filter.form)}
                              .hint("在填报表列表里选择", "choose one from the list of forms"));
    std::set<std::string> units;
    std::set<std::string> periods;
    for (const pack::Form* form : matrix.live->forms->forms()) {
        if (!filter.form.empty() && form->code != filter.form) continue;
        auto cells = cells_of(office, *matrix.live, actor, *form,
                              periods_of(*form, filter.period, matrix.on));
        if (!cells) return unexpected(cells.error());
        bool has_cells = false;
        for (std::size_t i = 0; i < cells->cells.size(); ++i) {
            const collection::Filler& unit = cells->unit_of(i);
            if (!filter.unit.empty() && unit.code != filter.unit) continue;
            has_cells = true;
            if (units.insert(unit.code).second) matrix.units.push_back(unit);
            const base::Period& period = cells->cells[i].key.period;
            if (periods.insert(base::to_string(period)).second) matrix.periods.push_back(period);
            matrix.cells.push_back(std::move(cells->cells[i]));
        }
        if (has_cells) matrix.forms.push_back(form);
        // Whoever keeps a list learns also that nobody is on it.
        if (!has_cells && !may_keep_list(actor, *form)) continue;
        for (ListOrigin& one : cells->origins) matrix.origins.push_back({form, std::move(one)});
    }
    std::stable_sort(
        matrix.periods.begin(), matrix.periods.end(),
        [](const base::Period& a, const base::Period& b) { return a.last_day() < b.last_day(); });
    return matrix;
}

Result<Desk> desk_of(Office& office, const access::Actor& actor) {
    return DeskMaker(office, actor).make();
}

Result<BurdenNow> burden_now(Office& office) {
    BurdenNow now{.live = office.live()};
    std::vector<collection::AskedForm> asked;
    for (const pack::Form* form : now.live->forms->forms()) {
        auto list = fillers_now(office, *now.live, *form);
        if (!list) return unexpected(list.error());
        asked.push_back({form, std::move(list->fillers)});
    }
    now.units = collection::firms_as_one(
        collection::burden_of(asked, now.live->manifest().burden, office.today()));
    now.unused = now.live->forms->unused();
    now.twice = collection::asked_twice(asked);
    return now;
}

}  // namespace kc::office

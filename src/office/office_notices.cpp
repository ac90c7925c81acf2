// SPDX-License-Identifier: Apache-2.0
#include "office/office_notices.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "collection/calendar.hpp"
#include "collection/progress.hpp"
#include "collection/sheet_rows.hpp"
#include "office/collection_access.hpp"
#include "office/office_fillers.hpp"
#include "office/office_record_lists.hpp"

namespace kc::office {
namespace {

constexpr std::string_view kTable = R"sql(
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    made_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    due TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX notice_once ON notice (made_on, kind, subject, unit, period, due);
)sql";

constexpr std::array<store::Migration, 1> kMigrations = {{{1, "notices", kTable}}};

constexpr std::int32_t kDaysLookedBack = 366;
constexpr std::string_view kMaker = "system";

using SheetNames = std::tuple<std::string, std::string, std::string>;  // form, unit, period

// The sheets of one list of units.
struct ListedSheets {
    FillerList list = {};
    std::vector<collection::MatrixCell> cells = {};  // units × periods

    [[nodiscard]] const collection::Filler& unit_of(std::size_t cell) const {
        return list.fillers[cell / list.periods.size()];
    }
};

// Of all units, whether they have come or not.
Result<std::vector<ListedSheets>> sheets_of(Office& office, const LivePack& live,
                                            const pack::Form& form, base::Date day) {
    std::vector<ListedSheets> sheets;
    const auto from = base::add_days(day, -kDaysLookedBack);
    const auto periods =
        from ? collection::periods_within(form, *from, day) : std::vector<base::Period>();
    if (periods.empty()) return sheets;
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto lists = filler_lists(office, reader->connection(), live, form, periods);
    if (!lists) return unexpected(lists.error());
    auto rows = collection::list_sheets(reader->connection(), {.form = form.code});
    if (!rows) return unexpected(rows.error());
    for (FillerList& list : *lists) {
        auto cells = collection::matrix_of(form, list.fillers, list.periods, *rows, day);
        sheets.push_back({std::move(list), std::move(cells)});
    }
    return sheets;
}

// The same day and kind is one command, so a job that runs twice, here or elsewhere, writes once.
Result<std::int64_t> keep(Office& office, base::Date day, NoticeKind kind,
                          const std::vector<Notice>& notices) {
    const std::string on = base::to_string(day);
    auto answer = office.store().write(
        {.key = fmt::format("notices {} {}", to_string(kind), on),
         .actor = std::string(kMaker),
         .kind = "notice.make",
         .payload = fmt::format(R"({{"day":"{}","kind":"{}"}})", on, to_string(kind)),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             for (const Notice& one : notices) {
                 auto kept = transaction.execute(
                     "INSERT INTO notice (made_on, kind, subject, unit, period, due) "
                     "VALUES ($1, $2, $3, $4, $5, $6)",
                     {on, to_string(kind), one.subject, one.unit, one.period,
                      base::to_string(one.due)});
                 if (!kept) return unexpected(kept.error());
             }
             const auto oldest = base::add_days(day, -kNoticeDaysKept);
             if (oldest) {
                 auto gone = transaction.execute("DELETE FROM notice WHERE made_on < $1",
                                                 {base::to_string(*oldest)});
                 if (!gone) return unexpected(gone.error());
             }
             return std::to_string(notices.size());
         }});
    if (!answer) return unexpected(answer.error());
    std::int64_t made = 0;
    std::from_chars(answer->text.data(), answer->text.data() + answer->text.size(), made);
    return made;
}

Result<std::vector<Notice>> stored_notices(Office& office, base::Date from) {
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto rows = reader->connection().query(
        "SELECT id, made_on, kind, subject, unit, period, due FROM notice WHERE made_on >= $1 "
        "ORDER BY id DESC",
        {base::to_string(from)});
    if (!rows) return unexpected(rows.error());
    std::vector<Notice> notices;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        const auto made_on = base::Date::parse(rows->get<std::string>(1));
        const auto due = base::Date::parse(rows->get<std::string>(6));
        if (!made_on || !due) continue;
        notices.push_back(
            {.number = rows->get<std::int64_t>(0),
             .made_on = *made_on,
             .kind = rows->get<std::string>(2) == "sheet" ? NoticeKind::sheet : NoticeKind::expiry,
             .subject = rows->get<std::string>(3),
             .unit = rows->get<std::string>(4),
             .period = rows->get<std::string>(5),
             .due = *due});
    }
    if (!more) return unexpected(more.error());
    return notices;
}

void add_missing(const access::Actor& actor, const pack::Form& form, const ListedSheets& sheets,
                 std::set<SheetNames>& missing) {
    for (std::size_t i = 0; i < sheets.cells.size(); ++i) {
        const collection::MatrixCell& cell = sheets.cells[i];
        const bool is_missing = cell.progress == collection::Progress::open ||
                                cell.progress == collection::Progress::late;
        if (!is_missing) continue;
        collection::Sheet sheet;
        sheet.state = cell.state;
        sheet.version = cell.version;
        if (may_read(actor, {&form, &sheets.unit_of(i), &sheet}))
            missing.insert({form.code, cell.key.unit, base::to_string(cell.key.period)});
    }
}

// What is still missing and the actor may read, of all forms in use.
Result<std::set<SheetNames>> missing_sheets(Office& office, const access::Actor& actor) {
    std::set<SheetNames> missing;
    const auto live = office.live();
    for (const pack::Form* form : live->forms->forms()) {
        auto sheets = sheets_of(office, *live, *form, office.today());
        if (!sheets) return unexpected(sheets.error());
        for (const ListedSheets& some : *sheets) add_missing(actor, *form, some, missing);
    }
    return missing;
}

Result<std::int64_t> records_running_out(RecordDesk& desk, const Notice& notice) {
    const record::Registry* registry = desk.live().registries->find(notice.subject);
    if (registry == nullptr) return 0;  // of a pack that is not live any longer
    return desk.count(*registry, {.expires_from = notice.due, .expires_to = notice.due});
}

}  // namespace

std::string_view to_string(NoticeKind kind) {
    return kind == NoticeKind::sheet ? "sheet" : "expiry";
}

store::Schema notice_schema() {
    return {"notices", kMigrations};
}

Result<std::int64_t> make_sheet_notices(Office& office, base::Date day) {
    std::vector<Notice> notices;
    const auto live = office.live();
    for (const pack::Form* form : live->forms->forms()) {
        auto sheets = sheets_of(office, *live, *form, day);
        if (!sheets) return unexpected(sheets.error());
        for (const ListedSheets& some : *sheets) {
            for (const collection::Reminder& one :
                 collection::reminders_on(*form, some.cells, day)) {
                notices.push_back({.subject = form->code,
                                   .unit = one.key.unit,
                                   .period = base::to_string(one.key.period),
                                   .due = one.deadline});
            }
        }
    }
    return keep(office, day, NoticeKind::sheet, notices);
}

Result<std::int64_t> make_expiry_notices(Office& office, base::Date day) {
    std::vector<Notice> notices;
    const auto live = office.live();
    {
        auto reader = office.store().read();
        if (!reader) return unexpected(reader.error());
        for (const record::Registry& registry : live->registries->all()) {
            for (const std::int32_t days : kExpiryNoticeDays) {
                const auto last_day = base::add_days(day, days);
                if (!last_day) continue;
                auto count = reader->connection().query_number(
                    fmt::format("SELECT (SELECT count(*) FROM {} WHERE valid_to = $1 AND life = "
                                "'open') + (SELECT count(*) FROM {} WHERE valid_to = $1 AND life = "
                                "'open')",
                                registry.table(), registry.approved_table()),
                    {last_day->days_since_1970()});
                if (!count) return unexpected(count.error());
                if (*count > 0) notices.push_back({.subject = registry.code(), .due = *last_day});
            }
        }
    }
    return keep(office, day, NoticeKind::expiry, notices);
}

Result<std::vector<Notice>> notices_for(Office& office, const access::Actor& actor, int days) {
    const auto from = base::add_days(office.today(), -days);
    if (!from) return std::vector<Notice>();
    auto stored = stored_notices(office, *from);
    if (!stored) return stored;
    auto missing = missing_sheets(office, actor);
    if (!missing) return unexpected(missing.error());
    auto desk = RecordDesk::open(office, actor);
    if (!desk) return unexpected(desk.error());
    std::vector<Notice> seen;
    std::set<SheetNames> named;  // a sheet is named once, by its newest notice
    for (Notice& one : *stored) {
        if (static_cast<std::int64_t>(seen.size()) >= kNoticesMax) break;
        if (one.kind == NoticeKind::sheet) {
            const SheetNames names{one.subject, one.unit, one.period};
            if (missing->contains(names) && named.insert(names).second) seen.push_back(one);
            continue;
        }
        if (one.due < office.today()) continue;
        auto records = records_running_out(*desk, one);
        if (!records) return unexpected(records.error());
        one.records = *records;
        if (one.records > 0) seen.push_back(one);
    }
    return seen;
}

}  // namespace kc::office

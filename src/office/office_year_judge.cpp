// SPDX-License-Identifier: Apache-2.0
#include "office/office_year_judge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "office/office_record_cells.hpp"
#include "office/office_record_findings.hpp"
#include "office/office_record_row.hpp"
#include "office/office_record_which.hpp"
#include "office/office_record_years.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using access::Sight;
using access::Verb;
using pack::RegistryField;
using record::Cell;
using record::RecordId;
using record::Registry;
using record::YearFigures;

// One row on its way, with what it says about the year.
struct YearRow {
    RowOnItsWay& one;
    std::vector<GivenCell> given = {};  // positions among the yearly fields
    std::optional<std::string> source = {};
    bool is_resourced = false;  // figures that are there are from somewhere else than was said
    std::vector<Sight> sights = {};
    std::vector<Sight> sights_out = {};    // in files
    YearFigures now = {};                  // version 0 where there are none
    std::optional<YearFigures> base = {};  // as they were exported, where they have changed since
};

}  // namespace

struct YearJudge::Impl {
    Impl(const LivePack& live, const Registry& of, const access::Actor& actor,
         const RecordTable& columns, base::Date today)
        : context(live, of, actor, columns, today) {}

    RowContext context;
    const Registry& registry = context.registry;
    const std::vector<RegistryField>& fields = registry.definition().yearly;
    access::SubjectShape shape = yearly_shape(registry);
    store::Condition edit = context.right_to(Verb::edit);
    store::Condition readable = access::compile(context.actor, Verb::read, context.shape);
    store::Condition none = store::never();
    RowsWithin within{context.live, registry, context.table, context.today};
    RecordReferences references{context.live, registry, context.today};
    CellReader cells{context, references, within};
    RecordFinder finder{context, cells, RowsAre::years};
    std::map<std::pair<RecordId, std::int32_t>, std::uint32_t> rows_by_year = {};

    void read(const exchange::TypedRow& row, YearRow& year) const {
        const RecordTable& table = context.table;
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            const std::string& key = table.schema.columns[i].key;
            auto text = field_text(row.values[i]);
            const bool is_cleared =
                std::find(row.cleared.begin(), row.cleared.end(), i) != row.cleared.end();
            if (key.starts_with(kWhichKey)) {
                const std::string code = key.substr(kWhichKey.size());
                if (text) year.one.given.push_back({i, context.position_of(code), *text});
            } else if (key == kSourceKey) {
                if (text) year.source = std::move(*text);
            } else if (table.fields[i] != kNoFieldHere) {
                if (text || is_cleared)
                    year.given.push_back({i, table.fields[i], std::move(text).value_or("")});
            } else if (const auto* number = std::get_if<base::Decimal>(&row.values[i])) {
                const auto whole = number->to_whole();
                if (key == kNumberKey) year.one.number = whole;
                if (key == kVersionKey) year.one.version = whole;
                if (key == kYearKey) year.now.year = static_cast<std::int32_t>(whole.value_or(0));
            }
        }
    }

    // By number or keys; else by its name alone, where that is not several.
    Result<void> find(YearRow& year) {
        RowOnItsWay& one = year.one;
        if (auto found = finder.find(one); !found || one.present || one.has_failed()) return found;
        const std::size_t title = context.position_of(registry.definition().title);
        for (const GivenCell& given : one.given) {
            if (given.position != title) continue;
            auto id = record::find_named(one.look, registry, context.live.registries->regions(),
                                         given.text, context.today);
            if (!id && !id.error().code.starts_with("E-record"))
                return unexpected(std::move(id.error()));
            if (!id) {
                one.conflict(given.column, id.error());
                return {};
            }
            if (!*id) continue;
            auto seen = may_see(one, **id);
            if (!seen) return unexpected(std::move(seen.error()));
            if (!*seen) continue;  // by its name nobody finds out that there is one
            one.number = **id;
            return finder.find(one);
        }
        one.wrong(exchange::kNoField, no_record_to_fill());
        return {};
    }

    Result<bool> may_see(const RowOnItsWay& one, RecordId id) const {
        bool sees = false;
        std::vector<store::Value> values = store::values_of(readable);
        values.insert(values.begin(), store::Value(id));
        auto read = record::for_each_row(
            one.look(fmt::format("SELECT id FROM {} WHERE id = $1 AND {}", registry.table(),
                                 store::numbered(readable, 2)),
                     values),
            [&](store::Rows&) { sees = true; });
        if (!read) return unexpected(std::move(read.error()));
        return sees;
    }

    Result<void> find_figures(YearRow& year) {
        const RowOnItsWay& one = year.one;
        const std::int32_t of = year.now.year;
        const std::array<store::Value, 2> values = {one.present->record.id, of};
        const std::int64_t wanted = one.version.value_or(0);
        auto read = record::for_each_row(
            one.look(fmt::format("SELECT {} FROM {} WHERE id = $1 AND year = $2 ORDER BY version",
                                 record::yearly_columns(registry), registry.yearly_table()),
                     values),
            [&](store::Rows& rows) {
                YearFigures figures = record::read_figures(rows, registry);
                if (figures.version == wanted) year.base = figures;
                year.now = std::move(figures);
            });
        if (!read) return read;
        if (year.now.version == 0) year.now.cells.resize(fields.size());
        if (wanted > year.now.version)
            year.one.conflict(context.column_of(kVersionKey),
                              no_such_version(wanted, year.now.version));
        if (wanted == year.now.version) year.base.reset();
        const access::SubjectRow row = record_subject(registry, one.present->record);
        for (const access::FieldView& view : access::visible_fields(context.actor, shape, row))
            year.sights.push_back(view.most);
        for (const access::FieldView& view :
             access::visible_fields(context.actor, shape, row, Verb::take_out))
            year.sights_out.push_back(view.most);
        return {};
    }

    bool is_as_shown(const YearRow& year, const GivenCell& given, const Cell& cell) const {
        const RegistryField& field = fields[given.position];
        if (given.text.empty()) return record::is_empty(cell);
        const bool is_mask = given.text == record::masked(field, cell);
        if (is_mask && year.sights_out[given.position] == Sight::masked) return true;
        if (year.sights[given.position] == Sight::masked) return is_mask;
        if (record::is_empty(cell)) return false;
        const pack::Bilingual words = cells.shown(field, cell);
        return given.text == words.zh || given.text == words.en;
    }

    pack::Bilingual as_seen(const YearRow& year, std::size_t position, const Cell& cell) const {
        if (year.sights[position] == Sight::clear) return cells.shown(fields[position], cell);
        return {record::masked(fields[position], cell), {}};
    }

    void compare(YearRow& year, const GivenCell& given) {
        const RegistryField& field = fields[given.position];
        const Cell& now = year.now.cells[given.position];
        RowOnItsWay& one = year.one;
        if (year.sights[given.position] == Sight::hidden)
            return one.conflict(given.column, hidden_value(field));
        if (is_as_shown(year, given, now)) return;
        const Cell* base = year.base ? &year.base->cells[given.position] : nullptr;
        if (base != nullptr && is_as_shown(year, given, *base)) return;
        auto cell =
            record::read_cell(field, given.text, context.live.registries->regions(), context.today);
        if (!cell) return one.wrong(given.column, cell.error());
        if (*cell == now || (base != nullptr && *cell == *base)) return;
        if (base != nullptr && *base != now)
            return one.conflict(given.column,
                                changed_by_others(field, as_seen(year, given.position, now)));
        if (field.is_required && record::is_empty(*cell))
            return one.wrong(given.column, nothing_filled_in());
        one.out.changes.push_back({.field = field.code,
                                   .from = as_seen(year, given.position, now),
                                   .to = cells.shown(field, *cell)});
        one.out.fields.push_back({field.code, record::to_text(field, *cell)});
    }

    Result<void> judge(YearRow& year) {
        RowOnItsWay& one = year.one;
        if (year.now.year == 0) {
            one.wrong(context.column_of(kYearKey), no_year_given());
            return {};
        }
        if (auto found = find(year); !found || one.has_failed()) return found;
        one.out.year = year.now.year;
        one.out.title = title_of(*one.present);
        const auto [earlier, is_first] =
            rows_by_year.try_emplace({one.present->record.id, year.now.year}, one.out.row);
        if (!is_first) {
            one.conflict(exchange::kNoField, same_as_row(earlier->second));
            return {};
        }
        if (auto read = find_figures(year); !read || one.has_failed()) return read;
        one.out.version = year.now.version;
        for (const GivenCell& given : year.given) compare(year, given);
        const bool is_other_source = year.source && *year.source != year.now.source;
        one.out.source = year.source.value_or(year.now.source);
        year.is_resourced = is_other_source && year.now.version > 0;
        const bool differs = !one.out.fields.empty() || year.is_resourced;
        if (one.has_failed() || !differs) return {};
        for (std::size_t i = 0; year.now.version == 0 && i < fields.size(); ++i) {
            const bool is_there = std::any_of(
                one.out.fields.begin(), one.out.fields.end(),
                [&](const record::FieldText& it) { return it.field == fields[i].code; });
            if (fields[i].is_required && !is_there)
                one.wrong(context.column_of(fields[i].code), missing_for_new(fields[i]));
        }
        if (one.present->may_edit) return {};
        const access::SubjectRow row = record_subject(registry, one.present->record);
        for (const Verb verb : {Verb::bring_in, Verb::edit}) {
            const access::RowDecision decision =
                access::decide(context.actor, verb, context.shape, row);
            if (decision.allowed()) continue;
            one.conflict(exchange::kNoField, not_allowed(decision));
            return {};
        }
        one.conflict(exchange::kNoField, registered_elsewhere());
        return {};
    }

    std::string title_of(const PresentRecord& present) const {
        const std::size_t title = context.position_of(registry.definition().title);
        const bool is_masked =
            title < context.fields.size() && present.sights[title] != Sight::clear;
        return is_masked ? record::masked(context.fields[title], present.record.cells[title])
                         : present.record.title;
    }

    static RecordOutcome outcome_of(const YearRow& year) {
        const RowOnItsWay& one = year.one;
        if (one.is_wrong) return RecordOutcome::wrong;
        if (one.is_conflict) return RecordOutcome::conflict;
        if (one.out.fields.empty() && !year.is_resourced) return RecordOutcome::same;
        return year.now.version == 0 ? RecordOutcome::create : RecordOutcome::update;
    }
};

YearJudge::YearJudge(const LivePack& live, const Registry& registry, const access::Actor& actor,
                     const RecordTable& table, base::Date today)
    : impl_(std::make_unique<Impl>(live, registry, actor, table, today)) {}

YearJudge::~YearJudge() = default;

Result<JudgedRow> YearJudge::judge(const exchange::TypedRow& row, const record::Look& look,
                                   const Note& note) {
    RowOnItsWay one{.look = look, .note = note};
    one.out.row = row.number;
    one.is_wrong = !row.is_valid;
    YearRow year{.one = one};
    if (row.is_valid) {
        impl_->read(row, year);
        if (auto judged = impl_->judge(year); !judged) return unexpected(std::move(judged.error()));
    }
    one.out.outcome = Impl::outcome_of(year);
    return std::move(one.out);
}

const store::Condition& YearJudge::may_create() const {
    return impl_->edit;
}

const store::Condition& YearJudge::may_edit() const {
    return impl_->edit;
}

const store::Condition& YearJudge::may_submit() const {
    return impl_->none;
}

}  // namespace kc::office

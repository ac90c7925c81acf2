// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_judge.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "office/office_record_cells.hpp"
#include "office/office_record_findings.hpp"
#include "office/office_record_row.hpp"
#include "office/office_record_which.hpp"
#include "office/office_record_within.hpp"
#include "record/read.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using access::Sight;
using access::Verb;
using pack::RegistryField;
using record::Cell;
using record::Record;
using record::RecordId;
using record::Registry;

constexpr std::array<std::string_view, 5> kOutcomes = {"create", "update", "same", "conflict",
                                                       "wrong"};

std::optional<base::Date> day_of(const Record& record, const Registry& registry,
                                 const std::string& field) {
    const auto* days = std::get_if<std::int64_t>(&record.cell(registry, field));
    return days == nullptr ? std::nullopt : base::Date::of_days(*days);
}

}  // namespace

std::string_view to_string(RecordOutcome outcome) {
    return kOutcomes[static_cast<std::size_t>(outcome)];
}

struct RecordJudge::Impl {
    Impl(const LivePack& pack, const Registry& of, const access::Actor& who,
         const RecordTable& columns, base::Date day, bool hands_in)
        : context(pack, of, who, columns, day), submit(hands_in) {}

    RowContext context;
    bool submit;
    const Registry& registry = context.registry;
    const std::vector<RegistryField>& fields = context.fields;
    store::Condition create = context.right_to(Verb::create);
    store::Condition edit = context.right_to(Verb::edit);
    store::Condition hand_in = access::compile(context.actor, Verb::submit, context.shape);
    std::unordered_map<std::string, std::uint32_t> rows_by_unique = {};
    RowsWithin within{context.live, registry, context.table, context.today};
    RecordReferences references{context.live, registry, context.today};
    CellReader cells{context, references, within};
    RecordFinder finder{context, cells};

    // ---- the version of the file ---------------------------------------------------------------

    Result<void> find_base(RowOnItsWay& one) {
        const std::int64_t now = one.present->record.version;
        if (!one.version || *one.version == now) return {};
        if (*one.version > now) {
            one.conflict(context.column_of(kVersionKey), no_such_version(*one.version, now));
            return {};
        }
        std::vector<record::Version> versions;
        const std::array<store::Value, 2> values = {one.present->record.id, *one.version};
        auto read = record::for_each_row(
            one.look("SELECT " + record::version_columns(registry) + " FROM " +
                         registry.history_table() +
                         " WHERE id = $1 AND version <= $2 ORDER BY version",
                     values),
            [&](store::Rows& rows) { versions.push_back(record::read_version(rows, registry)); });
        if (!read) return read;
        const auto then = record::at(versions, {});
        if (then) one.base = then->record;
        return {};
    }

    // ---- what changes --------------------------------------------------------------------------

    Result<void> compare(RowOnItsWay& one, const GivenCell& given) {
        const RegistryField& field = fields[given.position];
        PresentRecord& present = *one.present;
        const Cell& now = present.record.cells[given.position];
        if (present.sights[given.position] == Sight::hidden) {
            one.conflict(given.column, hidden_value(field));
            return {};
        }
        auto as_shown = cells.is_as_shown(one, given, present.record);
        if (!as_shown) return unexpected(std::move(as_shown.error()));
        if (*as_shown) return {};
        const std::optional<Record>& base = one.base;
        if (base) {
            auto untouched = cells.is_as_shown(one, given, *base);
            if (!untouched) return unexpected(std::move(untouched.error()));
            if (*untouched) return {};
        }
        auto cell = cells.read(one, given);
        if (!cell) return unexpected(std::move(cell.error()));
        if (!*cell || **cell == now) return {};
        if (base && **cell == base->cells[given.position]) return {};
        if (base && base->cells[given.position] != now) {
            one.conflict(given.column, changed_meanwhile(field, given, present));
            return {};
        }
        return take(one, given, std::move(**cell));
    }

    Diagnostic changed_meanwhile(const RegistryField& field, const GivenCell& given,
                                 const PresentRecord& present) const {
        const bool is_clear = present.sights[given.position] == Sight::clear;
        const Cell& cell = present.record.cells[given.position];
        return changed_by_others(field, is_clear
                                            ? cells.shown(field, cell)
                                            : pack::Bilingual{record::masked(field, cell), {}});
    }

    Result<void> take(RowOnItsWay& one, const GivenCell& given, Cell cell) {
        const RegistryField& field = fields[given.position];
        if (field.is_required && record::is_empty(cell)) {
            one.wrong(given.column, nothing_filled_in());
            return {};
        }
        if (auto unique = check_unique(one, given, cell); !unique) return unique;
        RecordFieldChange change{.field = field.code};
        if (one.present) {
            const Cell& now = one.present->record.cells[given.position];
            const bool is_clear = one.present->sights[given.position] == Sight::clear;
            change.from = is_clear ? cells.shown(field, now)
                                   : pack::Bilingual{record::masked(field, now), {}};
            one.present->record.cells[given.position] = cell;
        }
        const bool is_reference = field.type == pack::ValueType::reference;
        change.to =
            is_reference ? pack::Bilingual{given.text, given.text} : cells.shown(field, cell);
        one.out.changes.push_back(std::move(change));
        one.out.fields.push_back({field.code, record::to_text(field, cell)});
        return {};
    }

    Result<void> check_unique(RowOnItsWay& one, const GivenCell& given, const Cell& cell) {
        const RegistryField& field = fields[given.position];
        if (!field.is_unique || record::is_empty(cell)) return {};
        const auto [earlier, is_first] = rows_by_unique.try_emplace(
            field.code + '\x1F' + record::to_text(field, cell), one.out.row);
        if (!is_first && earlier->second != one.out.row) {
            one.conflict(given.column, same_as_row(earlier->second));
            return {};
        }
        bool is_taken = false;
        const std::array<store::Value, 2> values = {record::value_of(cell), one.out.id};
        auto read = record::for_each_row(
            one.look(fmt::format("SELECT id FROM {} WHERE {} = $1 AND id <> $2 AND life <> "
                                 "'merged' LIMIT 1",
                                 registry.table(), Registry::column(field.code)),
                     values),
            [&](store::Rows&) { is_taken = true; });
        if (!read) return read;
        if (is_taken) one.conflict(given.column, taken_by_another());
        return {};
    }

    // ---- rights --------------------------------------------------------------------------------

    // The first of the verbs that is refused, in words.
    bool require(RowOnItsWay& one, const access::SubjectRow& row,
                 std::initializer_list<Verb> verbs) {
        for (const Verb verb : verbs) {
            const access::RowDecision decision =
                access::decide(context.actor, verb, context.shape, row);
            if (decision.allowed()) continue;
            one.conflict(exchange::kNoField, not_allowed(decision));
            return false;
        }
        return true;
    }

    // Which rows may be handed in: the same ones for which there is a step (record_steps).
    static bool can_be_handed_in(const std::string& state) {
        return state == "draft" || state == "returned";
    }

    Result<void> check_validity(RowOnItsWay& one, const Record& record) {
        const auto& validity = registry.definition().validity;
        if (!validity) return {};
        const auto from = day_of(record, registry, validity->from);
        const auto to = day_of(record, registry, validity->to);
        if (from && to && *to < *from) one.wrong(context.column_of(validity->to), ends_too_early());
        return {};
    }

    // ---- both kinds ----------------------------------------------------------------------------

    Result<void> judge_present(RowOnItsWay& one) {
        one.out.title = one.present->record.title;
        const std::size_t title = context.position_of(registry.definition().title);
        if (title < fields.size() && one.present->sights[title] != Sight::clear)
            one.out.title = record::masked(fields[title], one.present->record.cells[title]);
        if (auto based = find_base(one); !based || one.has_failed()) return based;
        const Record before = one.present->record;
        for (const GivenCell& given : one.given) {
            if (auto compared = compare(one, given); !compared) return compared;
        }
        const bool has_changes = !one.out.fields.empty();
        one.out.hands_in = submit && can_be_handed_in(before.state);
        if (one.has_failed() || (!has_changes && !one.out.hands_in)) return {};
        if (has_changes && !one.present->may_edit) {
            access::SubjectRow row = record_subject(registry, before);
            if (require(one, row, {Verb::bring_in, Verb::edit}))
                one.conflict(exchange::kNoField, registered_elsewhere());
            return {};
        }
        if (auto valid = check_validity(one, one.present->record); !valid) return valid;
        auto after = references.subject(one.look, one.present->record, context.actor.name);
        if (!after) return unexpected(std::move(after.error()));
        if (!has_changes) after->entered_by = before.entered_by;
        const bool has_moved = after->unit != before.unit || after->body != before.body;
        if (has_moved && !require(one, *after, {Verb::bring_in, Verb::edit})) return {};
        if (one.out.hands_in) (void)require(one, *after, {Verb::submit});
        return {};
    }

    Result<void> judge_new(RowOnItsWay& one) {
        Record record;
        record.state = "draft";
        record.cells.resize(fields.size());
        for (const GivenCell& given : one.given) {
            if (given.text.empty()) continue;
            auto cell = cells.read(one, given);
            if (!cell) return unexpected(std::move(cell.error()));
            if (!*cell) continue;
            record.cells[given.position] = **cell;
            if (fields[given.position].code == registry.definition().title)
                one.out.title = given.text;
            if (auto taken = take(one, given, std::move(**cell)); !taken) return taken;
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].is_required && record::is_empty(record.cells[i]) && !one.is_wrong)
                one.wrong(context.column_of(fields[i].code), missing_for_new(fields[i]));
        }
        if (one.has_failed()) return {};
        if (auto valid = check_validity(one, record); !valid) return valid;
        auto row = references.subject(one.look, record, context.actor.name);
        if (!row) return unexpected(std::move(row.error()));
        if (within.matters())
            references.expect(RowsWithin::standing_for(one.out.row), row->unit, row->body);
        one.out.hands_in = submit;
        if (require(one, *row, {Verb::bring_in, Verb::create}) && submit)
            (void)require(one, *row, {Verb::submit});
        return {};
    }

    Result<JudgedRow> judge(const exchange::TypedRow& row, const record::Look& look,
                            const Note& note) {
        RowOnItsWay one{.look = look, .note = note};
        one.out.row = row.number;
        one.is_wrong = !row.is_valid;
        if (row.is_valid) {
            read_row(context, row, one);
            if (auto found = finder.find(one); !found) return unexpected(std::move(found.error()));
        }
        if (!one.has_failed()) {
            auto judged = one.present ? judge_present(one) : judge_new(one);
            if (!judged) return unexpected(std::move(judged.error()));
        }
        one.out.outcome = outcome_of(one);
        remember(one);
        return std::move(one.out);
    }

    // For the rows that refer to this one.
    void remember(const RowOnItsWay& one) {
        if (!within.matters()) return;
        if (one.has_failed()) return within.failed(one.out.row);
        const bool is_new = one.out.outcome == RecordOutcome::create;
        within.judged(one.out.row, is_new ? RowsWithin::standing_for(one.out.row) : one.out.id);
    }

    static RecordOutcome outcome_of(const RowOnItsWay& one) {
        if (one.is_wrong) return RecordOutcome::wrong;
        if (one.is_conflict) return RecordOutcome::conflict;
        if (!one.present) return RecordOutcome::create;
        const bool differs = !one.out.fields.empty() || one.out.hands_in;
        return differs ? RecordOutcome::update : RecordOutcome::same;
    }
};

RecordJudge::RecordJudge(const LivePack& live, const Registry& registry, const access::Actor& actor,
                         const RecordTable& table, base::Date today, bool submit)
    : impl_(std::make_unique<Impl>(live, registry, actor, table, today, submit)) {}

RecordJudge::~RecordJudge() = default;

Result<JudgedRow> RecordJudge::judge(const exchange::TypedRow& row, const record::Look& look,
                                     const Note& note) {
    return impl_->judge(row, look, note);
}

void RecordJudge::made(record::RecordId id, std::uint32_t row) {
    impl_->finder.made(id, row);
    if (impl_->within.matters()) impl_->within.judged(row, id);
}

bool RecordJudge::looks_ahead() const {
    return impl_->within.matters();
}

void RecordJudge::look_ahead(const exchange::TypedRow& row) {
    impl_->within.add(row);
}

Result<void> RecordJudge::end_of_file(const record::Look& look) {
    return impl_->within.settle(look);
}

std::optional<std::uint32_t> RecordJudge::waits_for(std::uint32_t row) const {
    return impl_->within.waits_for(row);
}

const store::Condition& RecordJudge::may_create() const {
    return impl_->create;
}

const store::Condition& RecordJudge::may_edit() const {
    return impl_->edit;
}

const store::Condition& RecordJudge::may_submit() const {
    return impl_->hand_in;
}

}  // namespace kc::office

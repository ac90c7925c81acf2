// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_judge.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "office/office_record_findings.hpp"
#include "office/office_record_references.hpp"
#include "record/read.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using access::Sight;
using access::Verb;
using exchange::CellFinding;
using pack::RegistryField;
using pack::ValueType;
using record::Cell;
using record::Record;
using record::RecordId;
using record::Registry;

constexpr std::array<std::string_view, 5> kOutcomes = {"create", "update", "same", "conflict",
                                                       "wrong"};
struct Present {
    Record record = {};
    bool may_read = false;
    bool may_edit = false;
    std::vector<Sight> sights = {};
};

struct Given {
    std::size_t column = 0;    // of the schema
    std::size_t position = 0;  // of the field
    std::string text = {};     // empty: to be emptied
};

// One row on its way.
struct Judging {
    const record::Look& look;
    const RecordJudge::Note& note;
    JudgedRow out = {};
    std::vector<Given> given = {};
    std::optional<RecordId> number = {};
    std::optional<std::int64_t> version = {};
    std::optional<Present> present = {};
    std::optional<Record> base = {};  // as it was exported, where it has changed since
    bool is_wrong = false;
    bool is_conflict = false;

    [[nodiscard]] bool has_failed() const { return is_wrong || is_conflict; }
};

bool is_clear_text(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr && exchange::is_clear_word(*text);
}

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
        : live(pack), registry(of), actor(who), table(columns), today(day), submit(hands_in) {}

    const LivePack& live;
    const Registry& registry;
    const access::Actor& actor;
    const RecordTable& table;
    base::Date today;
    bool submit;
    access::SubjectShape shape = record_shape(registry);
    const std::vector<RegistryField>& fields = registry.definition().fields;
    std::vector<access::FieldView> views = access::visible_fields(actor, shape);
    bool rows_differ = std::any_of(views.begin(), views.end(),
                                   [](const auto& one) { return one.least != one.most; });
    store::Condition create = right_to(Verb::create);
    store::Condition edit = right_to(Verb::edit);
    store::Condition hand_in = access::compile(actor, Verb::submit, shape);
    store::Condition asked = {};  // the statement that reads a record with the rights to it
    std::string asked_sql = {};
    std::unordered_map<RecordId, std::uint32_t> rows_by_id = {};
    std::unordered_map<std::string, std::uint32_t> rows_by_key = {};
    std::unordered_map<std::string, std::uint32_t> rows_by_unique = {};
    RecordReferences references{live, registry, today};

    // What an import does needs the right to import besides.
    store::Condition right_to(Verb verb) const {
        return store::both(access::compile(actor, Verb::bring_in, shape),
                           access::compile(actor, verb, shape));
    }

    void prepare() {
        asked.sql = "SELECT ";
        const auto flag = [&](const store::Condition& condition) {
            asked.sql += "CASE WHEN " + condition.sql + " THEN 1 ELSE 0 END, ";
            asked.values.insert(asked.values.end(), condition.values.begin(),
                                condition.values.end());
        };
        flag(access::compile(actor, Verb::read, shape));
        flag(edit);
        asked.sql +=
            record::record_columns(registry) + " FROM " + registry.table() + " WHERE id = ?";
        asked.values.emplace_back(std::int64_t{0});
        asked_sql = store::numbered(asked, 1);
    }

    // ---- findings ------------------------------------------------------------------------------

    void say(Judging& one, std::size_t column, const Diagnostic& what, bool is_conflict) {
        (is_conflict ? one.is_conflict : one.is_wrong) = true;
        CellFinding finding{.field = column,
                            .severity = Severity::error,
                            .code = what.code,
                            .zh = what.zh,
                            .en = what.en,
                            .hint_zh = what.hint_zh,
                            .hint_en = what.hint_en};
        one.note(std::move(finding));
    }
    void wrong(Judging& one, std::size_t column, const Diagnostic& what) {
        say(one, column, what, false);
    }
    void conflict(Judging& one, std::size_t column, const Diagnostic& what) {
        say(one, column, what, true);
    }
    std::size_t column_of(std::string_view key) const {
        return table.schema.find(std::string(key)).value_or(exchange::kNoField);
    }

    // ---- reading the row -----------------------------------------------------------------------

    void read(const exchange::TypedRow& row, Judging& one) {
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            const std::string& key = table.schema.columns[i].key;
            if (table.fields[i] == kNoFieldHere) {
                const auto* number = std::get_if<base::Decimal>(&row.values[i]);
                const auto whole = number == nullptr ? std::nullopt : number->to_whole();
                if (key == kNumberKey) one.number = whole;
                if (key == kVersionKey) one.version = whole;
                continue;
            }
            auto text = field_text(row.values[i]);
            const bool is_cleared =
                std::find(row.cleared.begin(), row.cleared.end(), i) != row.cleared.end();
            if (!text && !is_cleared) continue;
            one.given.push_back({i, table.fields[i], std::move(text).value_or(std::string())});
        }
    }

    // As the table would keep it. Nothing when it cannot be, which has been said then.
    Result<std::optional<Cell>> cell_of(Judging& one, const Given& given) {
        const RegistryField& field = fields[given.position];
        if (given.text.empty()) return std::optional(Cell());
        if (field.type != ValueType::reference) {
            auto cell = record::read_cell(field, given.text, live.registries->regions(), today);
            if (cell) return std::optional(std::move(*cell));
            wrong(one, given.column, cell.error());
            return std::optional<Cell>();
        }
        const Registry* other = live.registries->find(field.of);
        KC_CHECK(other != nullptr);
        auto found = references.find(one.look, *other, given.text);
        if (!found) {
            if (!found.error().code.starts_with("E-record")) return unexpected(found.error());
            wrong(one, given.column, found.error());
            return std::optional<Cell>();
        }
        if (*found) return std::optional(Cell((*found)->id));
        wrong(one, given.column, no_such_record(*other, given.text));
        return std::optional<Cell>();
    }

    // ---- which record --------------------------------------------------------------------------

    Result<void> find(Judging& one) {
        std::optional<RecordId> id = one.number;
        if (!id) {
            auto keyed = by_keys(one);
            if (!keyed) return unexpected(std::move(keyed.error()));
            id = *keyed;
        }
        if (one.has_failed() || !id) return {};
        asked.values.back() = *id;
        auto read = record::for_each_row(
            one.look(asked_sql, store::values_of(asked)), [&](store::Rows& rows) {
                Present& present = one.present.emplace();
                present.may_read = rows.get<std::int64_t>(0) != 0;
                present.may_edit = rows.get<std::int64_t>(1) != 0;
                present.record = record::read_record(rows, registry, 2);
            });
        if (!read) return read;
        settle(one, *id);
        return {};
    }

    void settle(Judging& one, RecordId id) {
        const std::size_t column = column_of(kNumberKey);
        if (!one.present || (one.number && !one.present->may_read))
            return conflict(one, column, no_such_number(id));
        Present& present = *one.present;
        if (!present.may_read) return conflict(one, exchange::kNoField, registered_elsewhere());
        one.out.id = id;
        one.out.version = present.record.version;
        const auto [earlier, is_first] = rows_by_id.try_emplace(id, one.out.row);
        if (!is_first)
            return conflict(one, one.number ? column : exchange::kNoField,
                            same_as_row(earlier->second));
        if (present.record.life != record::life::kOpen)
            return conflict(one, exchange::kNoField, has_ended(present.record));
        see(present);
    }

    void see(Present& present) const {
        const auto views_here =
            rows_differ
                ? access::visible_fields(actor, shape, record_subject(registry, present.record))
                : views;
        for (const access::FieldView& view : views_here) present.sights.push_back(view.most);
    }

    // Also keeps in mind which keys the file names, so that two new rows are not the same thing.
    Result<std::optional<RecordId>> by_keys(Judging& one) {
        std::vector<Cell> cells;
        std::string text;
        for (const std::string& key : registry.definition().keys) {
            const auto given = std::find_if(
                one.given.begin(), one.given.end(),
                [&](const Given& candidate) { return fields[candidate.position].code == key; });
            if (given == one.given.end()) return std::optional<RecordId>();
            auto cell = cell_of(one, *given);
            if (!cell) return unexpected(std::move(cell.error()));
            if (!*cell || record::is_empty(**cell)) return std::optional<RecordId>();
            text += record::to_text(fields[given->position], **cell) + '\x1F';
            cells.push_back(std::move(**cell));
        }
        if (cells.empty()) return std::optional<RecordId>();
        auto found = record::find_keyed(one.look, registry, cells);
        if (!found && found.error().code == "E-record-several") {
            conflict(one, exchange::kNoField, found.error());
            return std::optional<RecordId>();
        }
        if (!found || *found) return found;
        const auto [earlier, is_first] = rows_by_key.try_emplace(std::move(text), one.out.row);
        if (!is_first) conflict(one, exchange::kNoField, same_as_row(earlier->second));
        return std::optional<RecordId>();
    }

    // ---- the version of the file ---------------------------------------------------------------

    Result<void> find_base(Judging& one) {
        const std::int64_t now = one.present->record.version;
        if (!one.version || *one.version == now) return {};
        if (*one.version > now) {
            conflict(one, column_of(kVersionKey), no_such_version(*one.version, now));
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

    bool reads_like(const RegistryField& field, const Cell& cell, const std::string& text) const {
        const record::Regions& regions = live.registries->regions();
        return text == record::shown(field, cell, regions, Language::zh) ||
               text == record::shown(field, cell, regions, Language::en);
    }

    // What a list showed for it: names of other records, masks.
    Result<bool> is_as_shown(Judging& one, const Given& given, const Record& record) {
        const RegistryField& field = fields[given.position];
        const Cell& cell = record.cells[given.position];
        if (given.text.empty()) return is_clear_text(cell) || record::is_empty(cell);
        if (one.present->sights[given.position] == Sight::masked)
            return given.text == record::masked(field, cell);
        if (record::is_empty(cell)) return false;
        if (field.type != ValueType::reference) return reads_like(field, cell, given.text);
        const auto id = std::get<std::int64_t>(cell);
        if (given.text == fmt::format("第{}号记录", id) ||
            given.text == fmt::format("record {}", id))
            return true;
        const Registry* other = live.registries->find(field.of);
        KC_CHECK(other != nullptr);
        bool is_same = false;
        const store::Value number = id;
        auto read = record::for_each_row(
            one.look("SELECT title FROM " + other->table() + " WHERE id = $1", {&number, 1}),
            [&](store::Rows& rows) { is_same = rows.get<std::string>(0) == given.text; });
        if (!read) return unexpected(std::move(read.error()));
        return is_same;
    }

    Result<void> compare(Judging& one, const Given& given) {
        const RegistryField& field = fields[given.position];
        Present& present = *one.present;
        const Cell& now = present.record.cells[given.position];
        if (present.sights[given.position] == Sight::hidden) {
            conflict(one, given.column, hidden_value(field));
            return {};
        }
        auto as_shown = is_as_shown(one, given, present.record);
        if (!as_shown) return unexpected(std::move(as_shown.error()));
        if (*as_shown) return {};
        const std::optional<Record>& base = one.base;
        if (base) {
            auto untouched = is_as_shown(one, given, *base);
            if (!untouched) return unexpected(std::move(untouched.error()));
            if (*untouched) return {};
        }
        auto cell = cell_of(one, given);
        if (!cell) return unexpected(std::move(cell.error()));
        if (!*cell || **cell == now) return {};
        if (base && **cell == base->cells[given.position]) return {};
        if (base && base->cells[given.position] != now) {
            conflict(one, given.column, changed_meanwhile(field, given, present));
            return {};
        }
        return take(one, given, std::move(**cell));
    }

    Diagnostic changed_meanwhile(const RegistryField& field, const Given& given,
                                 const Present& present) const {
        const bool is_clear = present.sights[given.position] == Sight::clear;
        const Cell& cell = present.record.cells[given.position];
        return changed_by_others(field, is_clear
                                            ? shown_words(field, cell)
                                            : pack::Bilingual{record::masked(field, cell), {}});
    }

    pack::Bilingual shown_words(const RegistryField& field, const Cell& cell) const {
        const record::Regions& regions = live.registries->regions();
        return {record::shown(field, cell, regions, Language::zh),
                record::shown(field, cell, regions, Language::en)};
    }

    Result<void> take(Judging& one, const Given& given, Cell cell) {
        const RegistryField& field = fields[given.position];
        if (field.is_required && record::is_empty(cell)) {
            wrong(one, given.column, nothing_filled_in());
            return {};
        }
        if (auto unique = check_unique(one, given, cell); !unique) return unique;
        RecordFieldChange change{.field = field.code};
        if (one.present) {
            const Cell& now = one.present->record.cells[given.position];
            const bool is_clear = one.present->sights[given.position] == Sight::clear;
            change.from = is_clear ? shown_words(field, now)
                                   : pack::Bilingual{record::masked(field, now), {}};
            one.present->record.cells[given.position] = cell;
        }
        const bool is_reference = field.type == ValueType::reference;
        change.to =
            is_reference ? pack::Bilingual{given.text, given.text} : shown_words(field, cell);
        one.out.changes.push_back(std::move(change));
        one.out.fields.push_back({field.code, record::to_text(field, cell)});
        return {};
    }

    Result<void> check_unique(Judging& one, const Given& given, const Cell& cell) {
        const RegistryField& field = fields[given.position];
        if (!field.is_unique || record::is_empty(cell)) return {};
        const auto [earlier, is_first] = rows_by_unique.try_emplace(
            field.code + '\x1F' + record::to_text(field, cell), one.out.row);
        if (!is_first && earlier->second != one.out.row) {
            conflict(one, given.column, same_as_row(earlier->second));
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
        if (is_taken) conflict(one, given.column, taken_by_another());
        return {};
    }

    // ---- rights --------------------------------------------------------------------------------

    // The first of the verbs that is refused, in words.
    bool require(Judging& one, const access::SubjectRow& row, std::initializer_list<Verb> verbs) {
        for (const Verb verb : verbs) {
            const access::RowDecision decision = access::decide(actor, verb, shape, row);
            if (decision.allowed()) continue;
            conflict(one, exchange::kNoField, not_allowed(decision));
            return false;
        }
        return true;
    }

    // Which rows may be handed in: the same ones for which there is a step (record_steps).
    static bool can_be_handed_in(const std::string& state) {
        return state == "draft" || state == "returned";
    }

    Result<void> check_validity(Judging& one, const Record& record) {
        const auto& validity = registry.definition().validity;
        if (!validity) return {};
        const auto from = day_of(record, registry, validity->from);
        const auto to = day_of(record, registry, validity->to);
        if (from && to && *to < *from) wrong(one, column_of(validity->to), ends_too_early());
        return {};
    }

    // ---- both kinds ----------------------------------------------------------------------------

    Result<void> judge_present(Judging& one) {
        one.out.title = one.present->record.title;
        const std::size_t title = position_of(registry.definition().title);
        if (title < fields.size() && one.present->sights[title] != Sight::clear)
            one.out.title = record::masked(fields[title], one.present->record.cells[title]);
        if (auto based = find_base(one); !based || one.has_failed()) return based;
        const Record before = one.present->record;
        for (const Given& given : one.given) {
            if (auto compared = compare(one, given); !compared) return compared;
        }
        const bool has_changes = !one.out.fields.empty();
        one.out.hands_in = submit && can_be_handed_in(before.state);
        if (one.has_failed() || (!has_changes && !one.out.hands_in)) return {};
        if (has_changes && !one.present->may_edit) {
            access::SubjectRow row = record_subject(registry, before);
            if (require(one, row, {Verb::bring_in, Verb::edit}))
                conflict(one, exchange::kNoField, registered_elsewhere());
            return {};
        }
        if (auto valid = check_validity(one, one.present->record); !valid) return valid;
        auto after = references.subject(one.look, one.present->record, actor.name);
        if (!after) return unexpected(std::move(after.error()));
        if (!has_changes) after->entered_by = before.entered_by;
        const bool has_moved = after->unit != before.unit || after->body != before.body;
        if (has_moved && !require(one, *after, {Verb::bring_in, Verb::edit})) return {};
        if (one.out.hands_in) (void)require(one, *after, {Verb::submit});
        return {};
    }

    Result<void> judge_new(Judging& one) {
        Record record;
        record.state = "draft";
        record.cells.resize(fields.size());
        for (const Given& given : one.given) {
            if (given.text.empty()) continue;
            auto cell = cell_of(one, given);
            if (!cell) return unexpected(std::move(cell.error()));
            if (!*cell) continue;
            record.cells[given.position] = **cell;
            if (fields[given.position].code == registry.definition().title)
                one.out.title = given.text;
            if (auto taken = take(one, given, std::move(**cell)); !taken) return taken;
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].is_required && record::is_empty(record.cells[i]) && !one.is_wrong)
                wrong(one, column_of(fields[i].code), missing_for_new(fields[i]));
        }
        if (one.has_failed()) return {};
        if (auto valid = check_validity(one, record); !valid) return valid;
        auto row = references.subject(one.look, record, actor.name);
        if (!row) return unexpected(std::move(row.error()));
        one.out.hands_in = submit;
        if (require(one, *row, {Verb::bring_in, Verb::create}) && submit)
            (void)require(one, *row, {Verb::submit});
        return {};
    }

    std::size_t position_of(const std::string& code) const {
        const auto found = std::find_if(fields.begin(), fields.end(),
                                        [&](const RegistryField& it) { return it.code == code; });
        return static_cast<std::size_t>(found - fields.begin());
    }

    Result<JudgedRow> judge(const exchange::TypedRow& row, const record::Look& look,
                            const Note& note) {
        Judging one{.look = look, .note = note};
        one.out.row = row.number;
        one.is_wrong = !row.is_valid;
        if (row.is_valid) {
            read(row, one);
            if (auto found = find(one); !found) return unexpected(std::move(found.error()));
        }
        if (!one.has_failed()) {
            auto judged = one.present ? judge_present(one) : judge_new(one);
            if (!judged) return unexpected(std::move(judged.error()));
        }
        one.out.outcome = outcome_of(one);
        return std::move(one.out);
    }

    static RecordOutcome outcome_of(const Judging& one) {
        if (one.is_wrong) return RecordOutcome::wrong;
        if (one.is_conflict) return RecordOutcome::conflict;
        if (!one.present) return RecordOutcome::create;
        const bool differs = !one.out.fields.empty() || one.out.hands_in;
        return differs ? RecordOutcome::update : RecordOutcome::same;
    }
};

RecordJudge::RecordJudge(const LivePack& live, const Registry& registry, const access::Actor& actor,
                         const RecordTable& table, base::Date today, bool submit)
    : impl_(std::make_unique<Impl>(live, registry, actor, table, today, submit)) {
    impl_->prepare();
}

RecordJudge::~RecordJudge() = default;

Result<JudgedRow> RecordJudge::judge(const exchange::TypedRow& row, const record::Look& look,
                                     const Note& note) {
    return impl_->judge(row, look, note);
}

void RecordJudge::made(record::RecordId id, std::uint32_t row) {
    impl_->rows_by_id.try_emplace(id, row);
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

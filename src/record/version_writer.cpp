// SPDX-License-Identifier: Apache-2.0
#include "record/version_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "record/approved.hpp"
#include "record/digest.hpp"
#include "record/limits.hpp"
#include "record/messages.hpp"
#include "record/row_texts.hpp"
#include "record/rows.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

std::optional<base::Date> day_in(const Record& record, const Registry& registry,
                                 const std::string& field) {
    const auto* days = std::get_if<std::int64_t>(&record.cell(registry, field));
    return days == nullptr ? std::nullopt : base::Date::of_days(*days);
}

std::optional<std::string> text_in(const Record& record, const Registry& registry,
                                   const std::string& field) {
    const auto* text = std::get_if<std::string>(&record.cell(registry, field));
    return text == nullptr ? std::nullopt : std::optional(*text);
}

std::optional<RecordId> reference_in(const Record& record, const Registry& registry,
                                     const std::string& field) {
    const auto* id = std::get_if<std::int64_t>(&record.cell(registry, field));
    return id == nullptr ? std::nullopt : std::optional(*id);
}

const RegistryField* credit_code_field(const Registry& registry) {
    for (const RegistryField& field : registry.definition().fields) {
        if (field.format == pack::Format::credit_code) return &field;
    }
    return nullptr;
}

// The field through which the region is taken from another record; null where it is its own.
const RegistryField* unit_reference(const Registry& registry) {
    const RegistryField* field = registry.field(registry.definition().unit);
    return field != nullptr && field->type == ValueType::reference ? field : nullptr;
}

const RegistryField* owner_reference(const Registry& registry) {
    return registry.definition().owner == pack::Registry::kSelf
               ? nullptr
               : registry.field(registry.definition().owner);
}

// Everything but number, moment and person.
bool is_same(const Record& a, const Record& b) {
    Record same = b;
    same.version = a.version;
    same.known_at_us = a.known_at_us;
    same.entered_by = a.entered_by;
    return a == same;
}

}  // namespace

Result<void> note_change(store::Transaction& transaction, const Registry& registry) {
    auto noted = transaction.execute(
        "UPDATE record_table SET changes = changes + 1, changed_at_us = $2 WHERE registry = $1",
        {registry.code(), transaction.known_at_us()});
    if (!noted) return unexpected(std::move(noted.error()));
    return {};
}

Result<void> VersionWriter::derive(const Registry& registry, Record& record) {
    const pack::Registry& definition = registry.definition();
    record.title = text_in(record, registry, definition.title).value_or(std::string());
    if (definition.validity) {
        record.valid_from = day_in(record, registry, definition.validity->from);
        record.valid_to = day_in(record, registry, definition.validity->to);
    }
    const RegistryField* unit_from = unit_reference(registry);
    if (!definition.unit.empty() && unit_from == nullptr) {
        record.unit = text_in(record, registry, definition.unit);
    }
    if (definition.owner == pack::Registry::kSelf) {
        record.owner = record.id;
        const RegistryField* code = credit_code_field(registry);
        if (code != nullptr) record.body = text_in(record, registry, code->code);
    } else if (!definition.owner.empty()) {
        record.owner = reference_in(record, registry, definition.owner);
    }
    return {};
}

Result<void> VersionWriter::check(const Registry& registry, const Record& record) {
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].is_required && is_empty(record.cells[i])) {
            return unexpected(missing(fields[i]));
        }
        if (!fields[i].is_unique || is_empty(record.cells[i])) continue;
        auto unique = check_unique(registry, record, fields[i], record.cells[i]);
        if (!unique) return unique;
    }
    if (record.valid_from && record.valid_to && *record.valid_to < *record.valid_from) {
        return unexpected(ends_before_it_begins());
    }
    return check_references(registry, record);
}

Result<void> VersionWriter::check_unique(const Registry& registry, const Record& record,
                                         const RegistryField& field, const Cell& cell) {
    std::optional<RecordId> other;
    const std::string column = Registry::column(field.code);
    auto read = for_each_row(
        transaction_.query(fmt::format("SELECT id FROM {} WHERE {} = $1 AND id <> $2 AND "
                                       "life <> 'merged' ORDER BY id LIMIT 1",
                                       registry.table(), column),
                           {value_of(cell), record.id}),
        [&](store::Rows& rows) { other = rows.get<std::int64_t>(0); });
    if (!read) return read;
    if (other) return unexpected(taken(field, *other));
    return {};
}

Result<void> VersionWriter::check_references(const Registry& registry, const Record& record) {
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].type != ValueType::reference || is_empty(record.cells[i])) continue;
        const Registry* other = registries_.find(fields[i].of);
        KC_CHECK(other != nullptr);
        const RecordId id = std::get<std::int64_t>(record.cells[i]);
        std::optional<std::string> life;
        auto read = for_each_row(
            transaction_.query("SELECT life FROM " + other->table() + " WHERE id = $1", {id}),
            [&](store::Rows& rows) { life = rows.get<std::string>(0); });
        if (!read) return read;
        if (!life || *life == life::kMerged) return unexpected(no_such_reference(fields[i], id));
    }
    return {};
}

Result<Written> VersionWriter::begin(const Registry& registry, Record record, const Cause& cause) {
    record.version = 1;
    record.life = life::kOpen;
    record.entered_by = transaction_.actor();
    record.known_at_us = transaction_.known_at_us();
    if (auto derived = derive(registry, record); !derived) return unexpected(derived.error());
    if (auto holds = check(registry, record); !holds) return unexpected(holds.error());
    const Version version{.record = record,
                          .since = {},
                          .until = {},
                          .change = std::string(cause.change),
                          .reason = std::string(cause.reason),
                          .other = cause.other,
                          .changed_by = std::string(transaction_.actor())};
    auto digest = add_version(registry, version);
    if (!digest) return unexpected(std::move(digest.error()));
    auto written = write_present(registry, record, true, {});
    if (!written) return unexpected(std::move(written.error()));
    auto home = transaction_.execute("INSERT INTO record_home (id, registry) VALUES ($1, $2)",
                                     {record.id, registry.code()});
    if (!home) return unexpected(std::move(home.error()));
    auto aligned = align_with_references(registry, record.id);
    if (!aligned) return unexpected(std::move(aligned.error()));
    return Written{registry.code(), record.id, 1, *digest};
}

Result<Written> VersionWriter::amend(const Registry& registry, RecordId id, Span span,
                                     const Patch& patch, const Cause& cause) {
    auto versions = read_versions(transaction_, registry, id);
    if (!versions) return unexpected(std::move(versions.error()));
    KC_CHECK(!versions->empty());
    const std::vector<Segment> before = timeline(*versions);
    const std::string former_title = (*versions)[before.back().version].record.title;
    const bool had_approved = !approved_versions(*versions).empty();
    std::int64_t number = versions->back().record.version;
    Written result{registry.code(), id, number, {}};
    std::vector<Shift> shifts;
    bool references_changed = false;
    for (const Segment& segment : before) {
        const Span part = segment.span.within(span);
        if (part.is_empty()) continue;
        const Record old = (*versions)[segment.version].record;
        Record next = old;
        if (auto patched = patch(next); !patched) return unexpected(std::move(patched.error()));
        if (auto derived = derive(registry, next); !derived) return unexpected(derived.error());
        const bool is_last = segment.span.last == Span::kEnd && part.last == Span::kEnd;
        if (is_same(old, next) && !(cause.even_when_same && is_last)) continue;
        if (is_last && next.life != life::kMerged) {
            if (auto holds = check(registry, next); !holds) return unexpected(holds.error());
        }
        next.version = ++number;
        // Signing or verifying is not entering: else whoever entered it could verify it himself
        // once somebody else had signed.
        if (old.cells != next.cells) next.entered_by = transaction_.actor();
        next.known_at_us = transaction_.known_at_us();
        versions->push_back({.record = next,
                             .since = part.since(),
                             .until = part.until(),
                             .change = std::string(cause.change),
                             .reason = std::string(cause.reason),
                             .other = cause.other,
                             .changed_by = std::string(transaction_.actor())});
        auto digest = add_version(registry, versions->back());
        if (!digest) return unexpected(std::move(digest.error()));
        result.version = number;
        result.digest = std::move(*digest);
        if (old.unit != next.unit || old.body != next.body) {
            shifts.push_back({part, next.unit, next.body});
        }
        references_changed = references_changed || old.cells != next.cells;
    }
    if (result.digest.empty()) return result;  // nothing was different
    const std::vector<Segment> after = timeline(*versions);
    Record present = (*versions)[after.back().version].record;
    present.version = number;
    present.known_at_us = transaction_.known_at_us();
    auto written = write_present(registry, present, false,
                                 cause.change == change::kRename ? former_title : std::string());
    if (!written) return unexpected(std::move(written.error()));
    if (had_approved || !approved_versions(*versions).empty()) {
        auto kept = keep_approved(transaction_, registry, *versions);
        if (!kept) return unexpected(std::move(kept.error()));
    }
    if (auto moved = take_along(registry, id, shifts); !moved) return unexpected(moved.error());
    if (references_changed && cause.change != change::kFollow) {
        auto aligned = align_with_references(registry, id);
        if (!aligned) return unexpected(std::move(aligned.error()));
    }
    return result;
}

// A firm's certificate lay where the firm lay, at every time.
Result<void> VersionWriter::align_with_references(const Registry& registry, RecordId id) {
    const RegistryField* unit_from = unit_reference(registry);
    const RegistryField* owner_from = owner_reference(registry);
    if (unit_from == nullptr && owner_from == nullptr) return {};
    auto record = read_present(transaction_, registry, id);
    if (!record) return unexpected(std::move(record.error()));
    KC_CHECK(record->has_value());
    for (const RegistryField* field : {unit_from, owner_from}) {
        if (field == nullptr) continue;
        const auto whom = reference_in(**record, registry, field->code);
        const Registry* other = registries_.find(field->of);
        KC_CHECK(other != nullptr);
        if (!whom) continue;
        auto aligned = align(registry, id, *other, *whom, field == unit_from, field == owner_from);
        if (!aligned) return aligned;
        if (unit_from == owner_from) break;
    }
    return {};
}

Result<void> VersionWriter::align(const Registry& registry, RecordId id, const Registry& other,
                                  RecordId whom, bool takes_unit, bool takes_body) {
    auto theirs = read_versions(transaction_, other, whom);
    if (!theirs) return unexpected(std::move(theirs.error()));
    for (const Segment& segment : timeline(*theirs)) {
        const Record& there = (*theirs)[segment.version].record;
        const Patch patch = [&](Record& record) -> Result<void> {
            if (takes_unit) record.unit = there.unit;
            if (takes_body) record.body = there.body;
            return {};
        };
        auto followed = amend(registry, id, segment.span, patch, {change::kFollow, {}, whom});
        if (!followed) return unexpected(std::move(followed.error()));
    }
    return {};
}

Result<void> VersionWriter::take_along(const Registry& registry, RecordId id,
                                       const std::vector<Shift>& shifts) {
    if (shifts.empty()) return {};
    for (const Registries::Referrer& referrer : registries_.referrers_of(registry.code())) {
        const bool takes_unit = unit_reference(*referrer.registry) == referrer.field;
        const bool takes_body = owner_reference(*referrer.registry) == referrer.field;
        if (!takes_unit && !takes_body) continue;
        std::vector<RecordId> followers;
        auto read = for_each_row(
            transaction_.query(
                fmt::format("SELECT id FROM {} WHERE {} = $1 ORDER BY id LIMIT $2",
                            referrer.registry->table(), Registry::column(referrer.field->code)),
                {id, kMaxFollowers + 1}),
            [&](store::Rows& rows) { followers.push_back(rows.get<std::int64_t>(0)); });
        if (!read) return read;
        if (followers.size() > static_cast<std::size_t>(kMaxFollowers)) {
            return unexpected(too_many_followers());
        }
        for (const RecordId follower : followers) {
            for (const Shift& shift : shifts) {
                const Patch patch = [&](Record& record) -> Result<void> {
                    if (takes_unit) record.unit = shift.unit;
                    if (takes_body) record.body = shift.body;
                    return {};
                };
                auto moved = amend(*referrer.registry, follower, shift.span, patch,
                                   {change::kFollow, {}, id});
                if (!moved) return unexpected(std::move(moved.error()));
            }
        }
    }
    return {};
}

Result<std::string> VersionWriter::add_version(const Registry& registry, const Version& version) {
    const Record& r = version.record;
    const Seal seal{salt_of(context_.seed, r.id, 0, r.version), proof_.work()};
    const store::Hash digest = digest_of(registry, version, seal);
    proof_.add(registry.history_table(), {r.id, 0, r.version, digest});
    std::vector<store::Value> values = row_values(r);
    values.insert(values.end(),
                  {value_of(version.since), value_of(version.until), version.change, version.reason,
                   version.other, version.changed_by, seal.salt, digest, seal.work});
    auto added = transaction_.execute(
        fmt::format("INSERT INTO {} ({}, salt, digest, work) VALUES ({})", registry.history_table(),
                    version_columns(registry), numbered_places(values.size())),
        values);
    if (!added) return unexpected(std::move(added.error()));
    if (auto noted = note_change(transaction_, registry); !noted) return unexpected(noted.error());
    return store::to_hex(digest);
}

Result<Written> VersionWriter::add_figures(const Registry& registry, RecordId id,
                                           YearFigures figures) {
    const std::string& table = registry.yearly_table();
    std::int64_t last = 0;
    auto read = for_each_row(
        transaction_.query(fmt::format("SELECT version FROM {} WHERE id = $1 AND year = $2 AND "
                                       "is_current = 1",
                                       table),
                           {id, figures.year}),
        [&](store::Rows& rows) { last = rows.get<std::int64_t>(0); });
    if (!read) return unexpected(std::move(read.error()));
    auto superseded = transaction_.execute(
        fmt::format("UPDATE {} SET is_current = 0 WHERE id = $1 AND year = $2 AND is_current = 1",
                    table),
        {id, figures.year});
    if (!superseded) return unexpected(std::move(superseded.error()));
    figures.version = last + 1;
    figures.known_at_us = transaction_.known_at_us();
    figures.entered_by = transaction_.actor();
    const Seal seal{salt_of(context_.seed, id, figures.year, figures.version), proof_.work()};
    const store::Hash digest = digest_of(registry, id, figures, seal);
    proof_.add(table, {id, figures.year, figures.version, digest});
    std::vector<store::Value> values{figures.year, figures.version, figures.known_at_us,
                                     figures.entered_by, figures.source};
    for (const Cell& cell : figures.cells) values.push_back(value_of(cell));
    values.insert(values.end(), {id, 1, seal.salt, digest, seal.work});
    auto added = transaction_.execute(
        fmt::format("INSERT INTO {} ({}, id, is_current, salt, digest, work) VALUES ({})", table,
                    yearly_columns(registry), numbered_places(values.size())),
        values);
    if (!added) return unexpected(std::move(added.error()));
    if (auto noted = note_change(transaction_, registry); !noted) return unexpected(noted.error());
    return Written{registry.code(), id, figures.version, store::to_hex(digest)};
}

Result<void> VersionWriter::write_present(const Registry& registry, const Record& r, bool is_new,
                                          const std::string& former_title) {
    std::string former;
    std::int64_t created_us = r.known_at_us;
    if (!is_new) {
        auto read = for_each_row(
            transaction_.query(
                "SELECT former, created_us FROM " + registry.table() + " WHERE id = $1", {r.id}),
            [&](store::Rows& rows) {
                former = rows.get<std::string>(0);
                created_us = rows.get<std::int64_t>(1);
            });
        if (!read) return read;
        const auto names = std::count(former.begin(), former.end(), '\n');
        if (!former_title.empty() && names < kMaxSearchedTitles) former += former_title + '\n';
    }
    const RowTexts texts = texts_of(registry, r, std::move(former), created_us);
    const std::vector<store::Value> values = row_values(r, texts, created_us);
    const std::string columns =
        fmt::format("{}, {}, created_us", record_columns(registry), kTextColumns);
    std::string sql;
    if (is_new) {
        sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", registry.table(), columns,
                          numbered_places(values.size()));
    } else {
        sql = "UPDATE " + registry.table() + " SET ";
        std::size_t number = 1;
        for (std::size_t begin = 0; begin < columns.size(); ++number) {
            std::size_t end = columns.find(',', begin);
            if (end == std::string::npos) end = columns.size();
            if (number > 1) {
                sql += fmt::format("{}{} = ${}", number == 2 ? "" : ", ",
                                   columns.substr(begin, end - begin), number);
            }
            begin = end + 2;
        }
        sql += " WHERE id = $1";
    }
    auto written = transaction_.execute(sql, values);
    if (!written) return unexpected(std::move(written.error()));
    return {};
}

}  // namespace kc::record

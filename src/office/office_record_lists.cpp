// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_lists.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "record/count.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using access::Sight;
using pack::FieldClass;
using record::Record;
using record::RecordId;
using record::Registry;

Diagnostic hidden_field(const std::string& field) {
    return Diagnostic{"E-record-hidden-field",
                      {},
                      fmt::format("看不到“{}”的全部内容，不能按它筛选或排序", field),
                      fmt::format("'{}' is not wholly visible to you: it can neither filter nor "
                                  "sort",
                                  field)}
        .hint("换一个看得到的字段", "take a field that you see");
}

store::Condition among(const std::vector<RecordId>& ids) {
    std::vector<store::OwnedValue> values;
    for (const RecordId id : ids) values.emplace_back(id);
    return store::one_of("id", std::move(values));
}

}  // namespace

access::SubjectShape record_shape(const Registry& registry, std::string_view prefix) {
    const auto name = [&](std::string_view column) { return fmt::format("{}{}", prefix, column); };
    const auto column = [&](std::string_view of) { return access::column(name(of)); };
    access::SubjectShape shape{.kind = access::ObjectKind::record,
                               .name = registry.code(),
                               .id = name(record::columns::kId),
                               .unit = column(record::columns::kUnit),
                               .body = column(record::columns::kBody),
                               .entered_by = column(record::columns::kEnteredBy),
                               .state = column(record::columns::kState),
                               .registry = access::fixed(registry.code())};
    if (!registry.section().empty()) shape.section = access::fixed(registry.section());
    for (const pack::RegistryField& field : registry.definition().fields)
        shape.fields.push_back({field.code, field.field_class});
    return shape;
}

access::SubjectRow record_subject(const Registry& registry, const Record& record) {
    access::SubjectRow row;
    row.unit = record.unit;
    row.body = record.body;
    row.entered_by = record.entered_by;
    row.state = record.state;
    row.registry = registry.code();
    if (!registry.section().empty()) row.section = registry.section();
    return row;
}

Result<RecordDesk> RecordDesk::open(const Office& office, const access::Actor& actor,
                                    access::Verb verb) {
    return open(office, actor, verb, office.now());
}

Result<RecordDesk> RecordDesk::open(const Office& office, const access::Actor& actor,
                                    access::Verb verb, const Moment& moment) {
    auto reader =
        verb == access::Verb::take_out ? office.store().read_for_long() : office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    return RecordDesk(office, actor, verb, moment, std::move(*reader));
}

RecordDesk::RecordDesk(const Office& office, const access::Actor& actor, access::Verb verb,
                       const Moment& moment, store::Reader reader)
    : live_(office.live()),
      actor_(actor),
      verb_(verb),
      moment_(moment),
      reader_(std::move(reader)) {}

Result<const Registry*> RecordDesk::require(const std::string& code) const {
    return live_->registries->require(code);
}

const RecordDesk::View& RecordDesk::view(const Registry& registry) {
    const auto known = views_.find(&registry);
    if (known != views_.end()) return known->second;
    const access::SubjectShape shape = record_shape(registry);
    View made{reach(shape), access::visible_fields(actor_, shape, verb_)};
    return views_.emplace(&registry, std::move(made)).first->second;
}

// What is taken out is what is seen: both rights are needed.
store::Condition RecordDesk::reach(const access::SubjectShape& shape) const {
    store::Condition reach = access::compile(actor_, access::Verb::read, shape);
    if (verb_ == access::Verb::read) return reach;
    return store::both(std::move(reach), access::compile(actor_, verb_, shape));
}

store::Condition RecordDesk::allowed_then(const Registry& registry) const {
    return reach(record_shape(registry, "h."));
}

const store::Condition& RecordDesk::allowed(const Registry& registry) {
    return view(registry).allowed;
}

const std::vector<access::FieldView>& RecordDesk::fields(const Registry& registry) {
    return view(registry).fields;
}

bool RecordDesk::may_filter(const Registry& registry, const std::string& field) {
    const auto& all = fields(registry);
    return std::any_of(all.begin(), all.end(), [&](const access::FieldView& one) {
        return one.name == field && one.may_filter();
    });
}

Result<record::ListQuery> RecordDesk::list_query(const Registry& registry,
                                                 const RecordListQuery& query) {
    record::ListQuery list{.filter = query.within,
                           .search = query.search,
                           .descending = query.descending,
                           .cursor = query.cursor,
                           .limit = query.limit,
                           .known_at_us = known_at_us(),
                           .present_only = query.present_only};
    const pack::Registry& definition = registry.definition();
    for (const RecordFilter& one : query.filters) {
        if (registry.field(one.field) != nullptr && !may_filter(registry, one.field))
            return unexpected(hidden_field(one.field));
        auto filter = record::field_condition(registry, live_->registries->regions(), one.field,
                                              one.comparison, one.text, today());
        if (!filter) return unexpected(std::move(filter.error()));
        list.filter = store::both(std::move(list.filter), std::move(*filter));
    }
    if (query.on) {
        list.filter = store::both(std::move(list.filter), record::valid_on(*query.on));
        list.picks = record::counting();
    }
    if (query.expires_from || query.expires_to) {
        if (definition.validity && !may_filter(registry, definition.validity->to))
            return unexpected(hidden_field(definition.validity->to));
        const auto limit = [&](const char* sql, const std::optional<base::Date>& day) {
            if (!day) return;
            list.filter =
                store::both(std::move(list.filter), {sql, {std::int64_t{day->days_since_1970()}}});
        };
        limit("valid_to >= ?", query.expires_from);
        limit("valid_to <= ?", query.expires_to);
        list.filter =
            store::both(std::move(list.filter), {"(life = 'open' AND closed_on IS NULL)", {}});
        list.picks = record::counts_at_all(pack::CountedState::submitted);
        list.sort = std::string(record::columns::kValidTo);
    }
    // Names of other columns show what the field behind them says.
    const std::map<std::string, std::string, std::less<>> kOthers = {
        {"id", "id"}, {"title", "title"}, {"state", "state"}, {"changed", "known_at_us"}};
    const auto other = kOthers.find(query.sort);
    if (registry.field(query.sort) == nullptr && other != kOthers.end()) {
        list.sort = other->second;
        if (query.sort == "title" && !may_filter(registry, definition.title))
            return unexpected(hidden_field(definition.title));
    } else if (!query.sort.empty()) {
        if (registry.field(query.sort) != nullptr && !may_filter(registry, query.sort))
            return unexpected(hidden_field(query.sort));
        // What is no field is refused there, with the nearest right name.
        list.sort = registry.field(query.sort) != nullptr ? query.sort : "?" + query.sort;
    }
    const auto sees_all = [&](FieldClass of) {
        return std::all_of(fields(registry).begin(), fields(registry).end(),
                           [&](const access::FieldView& one) {
                               return one.field_class != of || one.may_filter();
                           });
    };
    if (!query.search.empty() && !(sees_all(FieldClass::internal) && sees_all(FieldClass::open)))
        return unexpected(hidden_field("q"));
    list.search_personal = sees_all(FieldClass::personal);
    return list;
}

Result<RecordPage> RecordDesk::rows(const Registry& registry, const RecordListQuery& query) {
    auto list = list_query(registry, query);
    if (!list) return unexpected(std::move(list.error()));
    auto page = record::list(connection(), registry, allowed(registry), *list);
    if (!page) return unexpected(std::move(page.error()));
    auto records = seen(registry, std::move(page->records));
    if (!records) return unexpected(std::move(records.error()));
    return RecordPage{std::move(*records), std::move(page->next), {}};
}

Result<std::int64_t> RecordDesk::count(const Registry& registry, const RecordListQuery& query) {
    auto list = list_query(registry, query);
    if (!list) return unexpected(std::move(list.error()));
    return record::count(connection(), registry, allowed(registry), *list, INT64_MAX);
}

Result<RecordPage> RecordDesk::page(const Registry& registry, const RecordListQuery& query) {
    auto page = rows(registry, query);
    if (!page) return page;
    if (!query.cursor.empty()) return page;
    auto total = count(registry, query);
    if (!total) return unexpected(std::move(total.error()));
    page->total = *total;
    return page;
}

Result<std::optional<SeenRecord>> RecordDesk::one(const Registry& registry, RecordId id) {
    auto found = record::get(connection(), registry, id, allowed(registry), known_at_us());
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) return std::optional<SeenRecord>();
    std::vector<Record> records;
    records.push_back(std::move(**found));
    auto all = seen(registry, std::move(records));
    if (!all) return unexpected(std::move(all.error()));
    return std::optional(std::move(all->front()));
}

Result<std::vector<SeenRecord>> RecordDesk::some(const Registry& registry,
                                                 const std::vector<RecordId>& ids) {
    auto records = read_from(record::rows_seen(registry, allowed(registry), {known_at_us()}), ids);
    if (!records) return unexpected(std::move(records.error()));
    return seen(registry, std::move(*records));
}

Result<std::vector<Record>> RecordDesk::read_from(const record::RowSource& source,
                                                  const std::vector<RecordId>& ids) {
    std::vector<Record> records;
    auto read = record::for_each_row(
        record::ask(connection(), record::select_records(source, among(ids))),
        [&](store::Rows& rows) { records.push_back(record::read_seen(rows, *source.registry)); });
    if (!read) return unexpected(std::move(read.error()));
    std::sort(records.begin(), records.end(),
              [](const Record& a, const Record& b) { return a.id < b.id; });
    return records;
}

Result<std::vector<SeenRecord>> RecordDesk::counted(
    const Registry& registry, std::span<const record::CountedRecord> records) {
    std::vector<record::VersionKey> versions;
    std::vector<RecordId> ids;
    std::map<record::VersionKey, std::optional<std::int64_t>> corrections;
    for (const record::CountedRecord& one : records) {
        versions.emplace_back(one.id, one.version);
        ids.push_back(one.id);
        corrections[versions.back()] = one.correction_us;
    }
    const record::RowSource source = record::versions_seen(registry, allowed(registry), versions);
    auto read = read_from(source, ids);
    if (!read) return unexpected(std::move(read.error()));
    for (Record& one : *read) one.correction_us = corrections[{one.id, one.version}];
    return seen_from(registry, {source}, std::move(*read), true);
}

Result<std::vector<SeenRecord>> RecordDesk::seen(const Registry& registry,
                                                 std::vector<Record> records) {
    std::vector<record::RowSource> sources;
    for (const bool is_approved : {false, true}) {
        const bool has_any = std::any_of(records.begin(), records.end(), [&](const Record& one) {
            return one.correction_us.has_value() == is_approved;
        });
        if (has_any) sources.push_back(record::all_rows(registry, is_approved, known_at_us()));
    }
    const bool as_now = known_at_us().has_value() || sources.size() > 1 ||
                        (!records.empty() && records.front().correction_us.has_value());
    return seen_from(registry, sources, std::move(records), as_now);
}

Result<std::vector<SeenRecord>> RecordDesk::seen_from(const Registry& registry,
                                                      const std::vector<record::RowSource>& sources,
                                                      std::vector<Record> records,
                                                      bool as_seen_now) {
    auto all_sights = sights(sources, records, as_seen_now);
    if (!all_sights) return unexpected(std::move(all_sights.error()));
    std::vector<SeenRecord> all;
    all.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i)
        all.push_back(show(registry, std::move(records[i]), (*all_sights)[i]));
    if (auto named = name_references(registry, all); !named)
        return unexpected(std::move(named.error()));
    return all;
}

Result<std::vector<SeenRecord>> RecordDesk::seen_like(const Registry& registry,
                                                      const SeenRecord& newest,
                                                      std::vector<Record> others) {
    Sights sights;
    for (const SeenCell& cell : newest.cells) sights.push_back(cell.sight);
    std::vector<SeenRecord> all;
    for (Record& other : others) all.push_back(show(registry, std::move(other), sights));
    if (auto named = name_references(registry, all); !named)
        return unexpected(std::move(named.error()));
    return all;
}

// Fields by record. Most people see a class the same in all they may read; only where rows differ
// are they asked about, all of a page in one statement. What is not the row that is seen now shows
// no more than that does.
Result<std::vector<RecordDesk::Sights>> RecordDesk::sights(
    const std::vector<record::RowSource>& sources, const std::vector<Record>& records,
    bool as_seen_now) {
    std::vector<Sights> all;
    if (sources.empty()) return all;
    const Registry& registry = *sources.front().registry;
    const auto& fields = this->fields(registry);
    ClassSights same;
    std::set<FieldClass> differ;
    for (const access::FieldView& one : fields) {
        same[one.field_class] = one.most;
        if (one.least != one.most) differ.insert(one.field_class);
    }
    std::map<record::VersionKey, ClassSights> then;
    std::map<record::VersionKey, ClassSights> now;
    if (!differ.empty() && !records.empty()) {
        Result<void> asked;
        for (const record::RowSource& source : sources) {
            if (asked) asked = ask_sights(source, records, differ, true, then);
        }
        if (asked && as_seen_now)
            asked = ask_sights(record::rows_seen(registry, allowed(registry)), records, differ,
                               false, now);
        if (!asked) return unexpected(std::move(asked.error()));
    }
    for (const Record& record : records) {
        ClassSights own = same;
        for (const FieldClass of : differ) {
            own[of] = then[{record.id, record.version}][of];
            if (as_seen_now) own[of] = std::min(own[of], now[{record.id, 0}][of]);
        }
        Sights& row = all.emplace_back();
        for (const access::FieldView& one : fields) row.push_back(own[one.field_class]);
    }
    return all;
}

// Of the source's rows of these records; by number and, where it is wanted, version.
Result<void> RecordDesk::ask_sights(const record::RowSource& source,
                                    const std::vector<Record>& records,
                                    const std::set<FieldClass>& classes, bool by_version,
                                    std::map<record::VersionKey, ClassSights>& found) {
    const access::SubjectShape shape = record_shape(*source.registry);
    store::Condition asked{"id, version", {}};
    const auto add = [&](const store::Condition& condition) {
        asked.sql += ", CASE WHEN " + condition.sql + " THEN 1 ELSE 0 END";
        asked.values.insert(asked.values.end(), condition.values.begin(), condition.values.end());
    };
    for (const FieldClass of : classes) {
        add(access::compile_sight(actor_, shape, of, Sight::masked, verb_));
        add(access::compile_sight(actor_, shape, of, Sight::clear, verb_));
    }
    std::vector<RecordId> ids;
    for (const Record& record : records) ids.push_back(record.id);
    return record::for_each_row(
        record::ask(connection(), record::select_from(source, asked, among(ids))),
        [&](store::Rows& rows) {
            const std::int64_t version = by_version ? rows.get<std::int64_t>(1) : 0;
            ClassSights& own = found[{rows.get<std::int64_t>(0), version}];
            int column = 2;
            for (const FieldClass of : classes) {
                const auto degree =
                    rows.get<std::int64_t>(column) + rows.get<std::int64_t>(column + 1);
                own[of] = static_cast<Sight>(degree);
                column += 2;
            }
        });
}

SeenRecord RecordDesk::show(const Registry& registry, Record record, const Sights& sights) {
    const auto& fields = registry.definition().fields;
    const record::Regions& regions = live_->registries->regions();
    SeenRecord out;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        record::Cell& cell = record.cells[i];
        SeenCell& seen = out.cells.emplace_back();
        seen.sight = sights[i];
        const bool is_title = fields[i].code == registry.definition().title;
        if (seen.sight == Sight::clear) {
            seen.text = record::to_text(fields[i], cell);
            seen.zh = record::shown(fields[i], cell, regions, Language::zh);
            seen.en = record::shown(fields[i], cell, regions, Language::en);
            if (is_title) out.title = record.title;
            continue;
        }
        if (seen.sight == Sight::masked) {
            seen.zh = record::masked(fields[i], cell);
            seen.en = seen.zh;
            if (is_title) out.title = seen.zh;
        }
        cell = record::Cell();
    }
    record.title = out.title;
    out.record = std::move(record);
    return out;
}

Result<std::map<RecordId, std::string>> RecordDesk::titles(const Registry& registry,
                                                           const std::vector<RecordId>& ids) {
    std::map<RecordId, std::string> all;
    // A name that is not clear everywhere is not named at second hand.
    if (ids.empty() || !may_filter(registry, registry.definition().title)) return all;
    const record::RowSource source =
        record::rows_seen(registry, allowed(registry), {known_at_us()});
    auto read = record::for_each_row(
        record::ask(connection(), record::select_from(source, {"id, title", {}}, among(ids))),
        [&](store::Rows& rows) { all[rows.get<std::int64_t>(0)] = rows.get<std::string>(1); });
    if (!read) return unexpected(std::move(read.error()));
    return all;
}

Result<void> RecordDesk::name_references(const Registry& registry,
                                         std::vector<SeenRecord>& records) {
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].type != pack::ValueType::reference) continue;
        const Registry* other = live_->registries->find(fields[i].of);
        if (other == nullptr) continue;
        std::set<RecordId> ids;
        for (const SeenRecord& one : records) {
            const auto* id = std::get_if<std::int64_t>(&one.record.cells[i]);
            if (id != nullptr) ids.insert(*id);
        }
        if (ids.empty()) continue;
        auto names = titles(*other, {ids.begin(), ids.end()});
        if (!names) return unexpected(std::move(names.error()));
        for (SeenRecord& one : records) {
            const auto* id = std::get_if<std::int64_t>(&one.record.cells[i]);
            if (id == nullptr) continue;
            const auto name = names->find(*id);
            const bool is_known = name != names->end();
            one.cells[i].zh = is_known ? name->second : fmt::format("第{}号记录", *id);
            one.cells[i].en = is_known ? name->second : fmt::format("record {}", *id);
        }
    }
    return {};
}

}  // namespace kc::office

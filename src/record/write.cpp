// SPDX-License-Identifier: Apache-2.0
#include "record/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "base/check.hpp"
#include "pack/role_words.hpp"
#include "record/approved.hpp"
#include "record/find.hpp"
#include "record/limits.hpp"
#include "record/messages.hpp"
#include "record/rows.hpp"
#include "record/split.hpp"
#include "record/version_writer.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

std::size_t position_of(const std::vector<RegistryField>& fields, std::string_view code) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const RegistryField& one) { return one.code == code; });
    return static_cast<std::size_t>(found - fields.begin());
}

Result<void> check_state(std::string_view state) {
    if (pack::from_word<pack::RecordState>(state)) return {};
    return unexpected(not_so("E-record-state", fmt::format("没有状态 {}", state),
                             fmt::format("there is no state '{}'", state),
                             "写 draft、submitted、verified 等",
                             "write draft, submitted, verified and so on"));
}

Result<void> check_reason(std::string_view reason) {
    if (reason.size() <= kMaxReasonBytes) return {};
    return unexpected(not_so("E-record-long", "原因太长", "the reason is too long",
                             fmt::format("最多 {} 个字节", kMaxReasonBytes),
                             fmt::format("at most {} bytes", kMaxReasonBytes)));
}

Result<void> check_year(const YearlyChange& given, base::Date today) {
    // What lies ahead is a forecast, no figure.
    const bool is_known = given.year >= kMinYear && given.year <= today.year();
    if (is_known && given.source.size() <= kMaxReasonBytes) return {};
    return unexpected(not_so("E-record-year", "年份或来源不对", "the year or source is wrong",
                             fmt::format("年份在{}到{}之间；来源不超过{}个字节", kMinYear,
                                         today.year(), kMaxReasonBytes),
                             fmt::format("a year from {} to {}; a source has at most {} bytes",
                                         kMinYear, today.year(), kMaxReasonBytes)));
}

Diagnostic figures_conflict(std::int32_t year, std::int64_t present) {
    return not_so("E-record-conflict",
                  fmt::format("{}年的数据已经有人改过，现在是第 {} 版", year, present),
                  fmt::format("somebody has changed the figures of {}: they are at version {}",
                              year, present),
                  "看过新的内容再改", "look at what is there now and change that");
}

struct Assignment {
    std::size_t position = 0;
    Cell cell = {};
};

}  // namespace

std::string random_seed() {
    constexpr int kWords = 8;
    std::random_device device;  // the kernel's, on every system we run on
    std::string seed;
    for (int i = 0; i < kWords; ++i) {
        const std::uint32_t word = device();
        for (int shift = 0; shift < 32; shift += 8) {
            seed.push_back(static_cast<char>(word >> static_cast<unsigned>(shift) & 0xffU));
        }
    }
    return seed;
}

// What the functions below share: looking up, reading fields, and the writer of versions.
struct RecordWriter::Draft {
    RecordWriter& self;
    VersionWriter versions{self.transaction_, self.registries_, self.context_, self.proof_};

    Result<const Registry*> registry(const std::string& code) {
        return self.registries_.require(code);
    }

    // The record as it stands, when the caller may change it and has seen it like this.
    Result<Record> present(const Registry& registry, const Whom& whom) {
        std::optional<Record> record;
        std::vector<store::Value> values = store::values_of(whom.allowed);
        values.insert(values.begin(), store::Value(whom.id));
        const std::string sql =
            fmt::format("SELECT {} FROM {} WHERE id = $1 AND {}", record_columns(registry),
                        registry.table(), store::numbered(whom.allowed, 2));
        auto read = for_each_row(self.transaction_.query(sql, values),
                                 [&](store::Rows& rows) { record = read_record(rows, registry); });
        if (!read) return unexpected(std::move(read.error()));
        if (!record) return unexpected(not_found(whom.id));
        if (whom.expected_version && *whom.expected_version != record->version) {
            return unexpected(conflict(*record, *whom.expected_version));
        }
        if (record->life == life::kMerged) return unexpected(already_merged(*record));
        return std::move(*record);
    }

    Result<std::vector<Assignment>> read(const std::vector<RegistryField>& fields,
                                         const std::vector<FieldText>& given) {
        std::vector<Assignment> all;
        for (const FieldText& one : given) {
            const std::size_t position = position_of(fields, one.field);
            if (position == fields.size()) return unexpected(no_such_field(fields, one.field));
            auto cell = read_one(fields[position], one.text);
            if (!cell) return unexpected(about(fields[position], std::move(cell.error())));
            all.push_back({position, std::move(*cell)});
        }
        return all;
    }

    Result<Cell> read_one(const RegistryField& field, const std::string& text) {
        if (field.type != ValueType::reference || text.empty() || is_record_number(text)) {
            return read_cell(field, text, self.registries_.regions(), self.context_.today);
        }
        const Registry* other = self.registries_.find(field.of);
        KC_CHECK(other != nullptr);
        auto found = self.find(*other, text);
        if (!found) return unexpected(std::move(found.error()));
        if (*found) return Cell(**found);
        return unexpected(not_so(
            "E-record-reference", fmt::format("{}里没有“{}”", other->definition().name.zh, text),
            fmt::format("there is no '{}' among {}", text, other->definition().name.en),
            "先登记它，或检查代码和全称", "register it first, or check its code and full name"));
    }

    Result<void> copy_yearly(const Registry& registry, RecordId from, RecordId into);
};

RecordWriter::RecordWriter(store::Transaction& transaction, const Registries& registries,
                           WriteContext context)
    : transaction_(transaction),
      registries_(registries),
      context_(std::move(context)),
      proof_(context_.seed) {}

Result<RecordId> RecordWriter::next_id() {
    if (next_ == last_) {
        auto raised = transaction_.execute(
            "UPDATE record_counter SET last = last + $1 WHERE name = 'record'", {reserve_});
        if (!raised) return unexpected(std::move(raised.error()));
        auto read = for_each_row(
            transaction_.query("SELECT last FROM record_counter WHERE name = 'record'"),
            [&](store::Rows& rows) { last_ = rows.get<std::int64_t>(0); });
        if (!read) return unexpected(std::move(read.error()));
        next_ = last_ - reserve_;
    }
    return ++next_;
}

Result<Written> RecordWriter::create(const NewRecord& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto known = check_state(given.state); !known) return unexpected(known.error());
    if (auto fits = check_reason(given.reason); !fits) return unexpected(fits.error());
    const auto& fields = (*registry)->definition().fields;
    auto cells = draft.read(fields, given.fields);
    if (!cells) return unexpected(std::move(cells.error()));
    auto id = next_id();
    if (!id) return unexpected(std::move(id.error()));
    Record record;
    record.id = *id;
    record.state = given.state;
    record.cells.resize(fields.size());
    for (Assignment& one : *cells) record.cells[one.position] = std::move(one.cell);
    return draft.versions.begin(**registry, std::move(record), {change::kCreate, given.reason, {}});
}

Result<Written> RecordWriter::update(const Change& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.whom.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto fits = check_reason(given.reason); !fits) return unexpected(fits.error());
    if ((given.since && *given.since > context_.today) || (given.until && !given.since) ||
        (given.until && *given.until < *given.since)) {
        return unexpected(not_so("E-record-since", "起算日不对：不能在今天以后，止日不能早于起日",
                                 "the days are wrong: not after today, and none ends before it "
                                 "begins",
                                 "到那一天再录入", "enter it on that day"));
    }
    auto present = draft.present(**registry, given.whom);
    if (!present) return unexpected(std::move(present.error()));
    auto cells = draft.read((*registry)->definition().fields, given.fields);
    if (!cells) return unexpected(std::move(cells.error()));
    const Patch patch = [&](Record& record) -> Result<void> {
        for (const Assignment& one : *cells) record.cells[one.position] = one.cell;
        return {};
    };
    const std::string_view kind = given.is_rename ? change::kRename : change::kUpdate;
    return draft.versions.amend(**registry, given.whom.id, Span::of(given.since, given.until),
                                patch, {kind, given.reason, {}});
}

Result<Written> RecordWriter::set_state(const StateChange& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.whom.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto known = check_state(given.state); !known) return unexpected(known.error());
    if (auto fits = check_reason(given.reason); !fits) return unexpected(fits.error());
    auto present = draft.present(**registry, given.whom);
    if (!present) return unexpected(std::move(present.error()));
    // Where it stands on its way says how far all of it is trusted, not since when.
    const Patch patch = [&](Record& record) -> Result<void> {
        record.state = given.state;
        return {};
    };
    auto written = draft.versions.amend(**registry, given.whom.id, {}, patch,
                                        {change::kState, given.reason, {}});
    Record then;
    then.state = given.state;
    if (written && is_approved(then)) approved_.emplace_back(*registry, given.whom.id);
    return written;
}

Result<Written> RecordWriter::close(const Closing& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.whom.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto fits = check_reason(given.reason); !fits) return unexpected(fits.error());
    const bool opens = given.life == life::kOpen;
    if (!opens && given.life != life::kClosed && given.life != life::kRevoked) {
        return unexpected(not_so("E-record-life", fmt::format("不能设为 {}", given.life),
                                 fmt::format("it cannot be made '{}'", given.life),
                                 "写 closed、revoked 或 open", "write closed, revoked or open"));
    }
    if (given.on > context_.today) {
        return unexpected(not_so("E-record-since", "日期在今天以后", "the day lies after today",
                                 "到那一天再录入", "enter it on that day"));
    }
    auto present = draft.present(**registry, given.whom);
    if (!present) return unexpected(std::move(present.error()));
    const Patch patch = [&](Record& record) -> Result<void> {
        record.life = given.life;
        record.closed_on = opens ? std::nullopt : std::optional(given.on);
        return {};
    };
    return draft.versions.amend(**registry, given.whom.id, Span::of(given.on, {}), patch,
                                {opens ? change::kReopen : change::kClose, given.reason, {}});
}

Result<Written> RecordWriter::merge(const Merging& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.from.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto fits = check_reason(given.reason); !fits) return unexpected(fits.error());
    if (given.from.id == given.into.id || given.from.registry != given.into.registry) {
        return unexpected(not_so("E-record-merge", "只能合并同一登记库的两条记录",
                                 "two records of one registry can be merged", "另选一条",
                                 "choose another one"));
    }
    auto from = draft.present(**registry, given.from);
    if (!from) return unexpected(std::move(from.error()));
    auto into = draft.present(**registry, given.into);
    if (!into) return unexpected(std::move(into.error()));

    const Patch leave = [&](Record& record) -> Result<void> {
        record.life = life::kMerged;
        record.merged_into = into->id;
        return {};
    };
    auto left = draft.versions.amend(**registry, from->id, {}, leave,
                                     {change::kMerge, given.reason, into->id});
    if (!left) return left;
    // What only the duplicate said is kept.
    const Patch take = [&](Record& record) -> Result<void> {
        for (std::size_t i = 0; i < record.cells.size(); ++i) {
            if (is_empty(record.cells[i])) record.cells[i] = from->cells[i];
        }
        return {};
    };
    auto taken = draft.versions.amend(**registry, into->id, {}, take,
                                      {change::kAbsorb, given.reason, from->id, true});
    if (!taken) return taken;
    auto copied = draft.copy_yearly(**registry, from->id, into->id);
    if (!copied) return unexpected(std::move(copied.error()));

    for (const Registries::Referrer& referrer : registries_.referrers_of((*registry)->code())) {
        const auto& fields = referrer.registry->definition().fields;
        const std::size_t position = position_of(fields, referrer.field->code);
        std::vector<RecordId> ids;
        auto read = for_each_row(
            transaction_.query(
                fmt::format("SELECT id FROM {} WHERE {} = $1 ORDER BY id LIMIT $2",
                            referrer.registry->table(), Registry::column(referrer.field->code)),
                {from->id, kMaxFollowers + 1}),
            [&](store::Rows& rows) { ids.push_back(rows.get<std::int64_t>(0)); });
        if (!read) return unexpected(std::move(read.error()));
        if (ids.size() > static_cast<std::size_t>(kMaxFollowers)) {
            return unexpected(too_many_followers());
        }
        const Patch follow = [&](Record& record) -> Result<void> {
            Cell& cell = record.cells[position];
            if (cell == Cell(from->id)) cell = into->id;
            return {};
        };
        for (const RecordId id : ids) {
            auto moved = draft.versions.amend(*referrer.registry, id, {}, follow,
                                              {change::kUpdate, given.reason, from->id});
            if (!moved) return moved;
        }
    }
    return taken;
}

// Of years that only the duplicate had figures for.
Result<void> RecordWriter::Draft::copy_yearly(const Registry& registry, RecordId from,
                                              RecordId into) {
    if (registry.definition().yearly.empty()) return {};
    std::map<std::int32_t, YearFigures> theirs;
    std::set<std::int32_t> own;
    const auto look = [&](RecordId id, auto use) {
        return for_each_row(
            self.transaction_.query(
                fmt::format("SELECT {} FROM {} WHERE id = $1 AND is_current = 1 ORDER BY year",
                            yearly_columns(registry), registry.yearly_table()),
                {id}),
            [&](store::Rows& rows) { use(read_figures(rows, registry)); });
    };
    auto read = look(from, [&](YearFigures one) { theirs.emplace(one.year, std::move(one)); });
    if (read) read = look(into, [&](const YearFigures& one) { own.insert(one.year); });
    if (!read) return read;
    for (auto& [year, figures] : theirs) {
        if (own.contains(year)) continue;
        auto added = versions.add_figures(registry, into, std::move(figures));
        if (!added) return unexpected(std::move(added.error()));
    }
    return {};
}

Result<std::vector<Written>> RecordWriter::split(const Splitting& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.whom.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto fits = check_reason(given.reason); !fits) return unexpected(fits.error());
    const std::size_t least = given.whole_stays ? 1 : 2;
    if (given.parts.size() < least || given.parts.size() > kMaxSplitParts ||
        given.on > context_.today) {
        return unexpected(not_so(
            "E-record-split", "拆分的份数或日期不对", "the number of parts, or the day, is wrong",
            fmt::format("至少 {} 份、最多 {} 份，日期不晚于今天", least, kMaxSplitParts),
            fmt::format("from {} to {} parts, on a day not after today", least, kMaxSplitParts)));
    }
    auto whole = draft.present(**registry, given.whom);
    if (!whole) return unexpected(std::move(whole.error()));
    auto versions = read_versions(transaction_, **registry, whole->id);
    if (!versions) return unexpected(std::move(versions.error()));
    auto under_way = parts_under_way(transaction_, **registry, *versions);
    if (!under_way) return unexpected(std::move(under_way.error()));
    if (!given.whole_stays && !under_way->empty()) {
        return unexpected(
            not_so("E-record-split", "这条记录正在拆分，各条核验后才完成",
                   "the record is being split already: that ends when its parts are approved",
                   "核验拆分出的各条，或把它们并回来", "approve the parts, or merge them back"));
    }
    const bool waits = !given.whole_stays && waits_for_parts(*versions);
    const auto& fields = (*registry)->definition().fields;
    const auto& validity = (*registry)->definition().validity;
    std::vector<Written> written;
    for (const std::vector<FieldText>& part : given.parts) {
        auto cells = draft.read(fields, part);
        if (!cells) return unexpected(std::move(cells.error()));
        auto id = next_id();
        if (!id) return unexpected(std::move(id.error()));
        Record record;
        record.id = *id;
        record.state = state_of_parts(*whole, *versions);
        record.unit = whole->unit;
        record.body = whole->body;
        record.cells = whole->cells;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            // What nobody shares has to be said anew; a part begins on its day.
            if (fields[i].is_unique) record.cells[i] = Cell();
            if (validity && fields[i].code == validity->from) {
                record.cells[i] = std::int64_t{given.on.days_since_1970()};
            }
        }
        for (Assignment& one : *cells) record.cells[one.position] = std::move(one.cell);
        auto made = draft.versions.begin(**registry, std::move(record),
                                         {change::kSplit, given.reason, whole->id});
        if (!made) return unexpected(std::move(made.error()));
        written.push_back(std::move(*made));
    }
    const Patch leave = [&](Record& record) -> Result<void> {
        if (given.whole_stays || waits) return {};
        record.life = life::kSplit;
        record.closed_on = given.on;
        return {};
    };
    auto left = draft.versions.amend(
        **registry, whole->id, Span::of(given.on, {}), leave,
        {waits ? change::kSplitting : change::kSplit, given.reason, written.front().id, true});
    if (!left) return unexpected(std::move(left.error()));
    written.push_back(std::move(*left));
    return written;
}

Result<void> RecordWriter::finish() {
    Draft draft{*this};
    for (const auto& [registry, id] : approved_) {
        auto settled = settle_split(transaction_, draft.versions, *registry, id);
        if (!settled) return settled;
    }
    approved_.clear();
    return {};
}

Result<Written> RecordWriter::set_yearly(const YearlyChange& given) {
    Draft draft{*this};
    auto registry = draft.registry(given.whom.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (auto fits = check_year(given, context_.today); !fits) return unexpected(fits.error());
    auto present = draft.present(**registry, given.whom);
    if (!present) return unexpected(std::move(present.error()));
    const auto& fields = (*registry)->definition().yearly;
    auto cells = draft.read(fields, given.fields);
    if (!cells) return unexpected(std::move(cells.error()));
    YearFigures figures;
    figures.cells.resize(fields.size());
    const std::string& table = (*registry)->yearly_table();
    auto read = for_each_row(
        transaction_.query(fmt::format("SELECT {} FROM {} WHERE id = $1 AND year = $2 AND "
                                       "is_current = 1",
                                       yearly_columns(**registry), table),
                           {given.whom.id, given.year}),
        [&](store::Rows& rows) { figures = read_figures(rows, **registry); });
    if (!read) return unexpected(std::move(read.error()));
    if (given.expected_figures_version && *given.expected_figures_version != figures.version) {
        return unexpected(figures_conflict(given.year, figures.version));
    }
    const YearFigures before = figures;
    figures.year = given.year;
    figures.source = given.source;
    for (Assignment& one : *cells) figures.cells[one.position] = std::move(one.cell);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].is_required && is_empty(figures.cells[i])) {
            return unexpected(missing(fields[i]));
        }
    }
    if (figures == before) {
        return Written{(*registry)->code(), given.whom.id, figures.version, {}};
    }
    return draft.versions.add_figures(**registry, given.whom.id, std::move(figures));
}

Result<std::optional<RecordId>> RecordWriter::find(const Registry& registry,
                                                   std::string_view text) {
    return find_named(look_into(transaction_), registry, registries_.regions(), text,
                      context_.today);
}

Result<std::optional<RecordId>> RecordWriter::find_by_keys(const Registry& registry,
                                                           const std::vector<FieldText>& fields) {
    Draft draft{*this};
    std::vector<Cell> cells;
    for (const std::string& key : registry.definition().keys) {
        const auto given = std::find_if(fields.begin(), fields.end(),
                                        [&](const FieldText& one) { return one.field == key; });
        if (given == fields.end() || given->text.empty()) return std::optional<RecordId>();
        auto cell = draft.read_one(*registry.field(key), given->text);
        if (!cell) return unexpected(about(*registry.field(key), std::move(cell.error())));
        cells.push_back(std::move(*cell));
    }
    return find_keyed(look_into(transaction_), registry, cells);
}

}  // namespace kc::record

// SPDX-License-Identifier: Apache-2.0
// Records as one person may see them: lists, one record, what leaves the office.
//
// Everything goes through the condition that `access` compiles for the registry's table, in the
// statement itself; fields come out clear, masked or not at all. A reader for export asks for the
// right to take out besides the right to read, and shows fields as that right does.
//
// Whoever may not see a record while it is being corrected sees what was approved of it: the row
// then says since when (`correction_us`), and nothing can be done with it.
//
// A desk may be opened for a moment of the past. Then everything is as it was known, and the
// condition has to hold twice, for the record as it is read and for what is seen of it now: who may
// not see it now does not see what it was, and what was more restricted then stays so. A field is
// seen as the stricter of the two says.
//
//   auto desk = RecordDesk::open(office, actor);
//   auto registry = desk->require("cn.certificate");
//   Result<RecordPage> page = desk->page(**registry, {.search = "精密", .limit = 50});
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/decide.hpp"
#include "office/office_live.hpp"
#include "record/count.hpp"
#include "record/list.hpp"
#include "record/read.hpp"
#include "record/source.hpp"

namespace kc::office {

// How a registry's table looks to decisions. The same for every registry but for its code and the
// section that looks after it, which are the same in all its rows.
// `prefix` ("h.") stands before the columns.
access::SubjectShape record_shape(const record::Registry& registry, std::string_view prefix = {});
access::SubjectRow record_subject(const record::Registry& registry, const record::Record& record);

// A field of one record as its reader sees it.
struct SeenCell {
    access::Sight sight = access::Sight::hidden;
    std::string text = {};  // canonical, reads back; empty for no value, and when it is not clear
    std::string zh = {};    // as people read it, masked where it is not clear
    std::string en = {};
};

struct SeenRecord {
    record::Record record = {};        // cells the reader may not see are emptied
    std::string title = {};            // masked where the field that names it is
    std::vector<SeenCell> cells = {};  // in the order of the definition's fields
};

struct RecordFilter {
    std::string field = {};
    record::Comparison comparison = record::Comparison::equal;
    std::string text = {};
};

struct RecordListQuery {
    std::string search = {};
    std::vector<RecordFilter> filters = {};
    std::string sort = {};  // a field, or id, title, state, changed; without it, by number
    bool descending = false;
    std::string cursor = {};
    std::int32_t limit = 50;
    store::Condition within = store::always();  // besides: columns of record::columns
    // What counts: under correction, by what was approved, whoever sees the correction.
    std::optional<base::Date> on = {};            // valid on this day, as known at the moment
    std::optional<base::Date> expires_from = {};  // the last day lies between the two, inclusive
    std::optional<base::Date> expires_to = {};    // then only what is open, by its last day
    bool present_only = false;                    // for what is done with records
};

struct RecordPage {
    std::vector<SeenRecord> records = {};
    std::string next = {};
    // With the first page only: to count a hundred thousand again for each of their pages would be
    // most of the work.
    std::optional<std::int64_t> total = {};
};

class RecordDesk {
public:
    // `verb` is read or take_out. The desk holds a reader of the store: keep it short, but for what
    // is taken out, whose length nobody knows.
    static Result<RecordDesk> open(const Office& office, const access::Actor& actor,
                                   access::Verb verb = access::Verb::read);
    static Result<RecordDesk> open(const Office& office, const access::Actor& actor,
                                   access::Verb verb, const Moment& moment);

    [[nodiscard]] const LivePack& live() const { return *live_; }
    [[nodiscard]] store::Connection& connection() const { return reader_.connection(); }
    [[nodiscard]] base::Date today() const { return moment_.day; }
    [[nodiscard]] const Moment& moment() const { return moment_; }
    // Nothing when it is about now.
    [[nodiscard]] std::optional<std::int64_t> known_at_us() const {
        return moment_.is_now ? std::nullopt : std::optional(moment_.at_us);
    }

    // Errors: E-record-registry, with the nearest right code.
    [[nodiscard]] Result<const record::Registry*> require(const std::string& code) const;

    // Which rows may be seen; record::rows_seen tells which of a record's is.
    [[nodiscard]] const store::Condition& allowed(const record::Registry& registry);
    // The same over the columns of versions called h.
    [[nodiscard]] store::Condition allowed_then(const record::Registry& registry) const;
    // What is seen of each field at least and at most, in the order of the definition.
    [[nodiscard]] const std::vector<access::FieldView>& fields(const record::Registry& registry);
    // Sorting and filtering by it tells nothing that is not seen anyway.
    [[nodiscard]] bool may_filter(const record::Registry& registry, const std::string& field);

    // Errors: E-record-hidden-field for a sort or filter by what is not clear, and those of
    // record::list.
    Result<RecordPage> page(const record::Registry& registry, const RecordListQuery& query);
    Result<std::int64_t> count(const record::Registry& registry, const RecordListQuery& query);
    // Without the total, for exports: pages of any length one after the other.
    Result<RecordPage> rows(const record::Registry& registry, const RecordListQuery& query);

    Result<std::optional<SeenRecord>> one(const record::Registry& registry, record::RecordId id);
    // Those of the numbers that may be seen, by number.
    Result<std::vector<SeenRecord>> some(const record::Registry& registry,
                                         const std::vector<record::RecordId>& ids);
    // Those of the versions a figure was counted from that may be seen, by number; at most
    // record::kMaxPage.
    Result<std::vector<SeenRecord>> counted(const record::Registry& registry,
                                            std::span<const record::CountedRecord> records);
    // `records` were read under `allowed`, at the desk's moment.
    Result<std::vector<SeenRecord>> seen(const record::Registry& registry,
                                         std::vector<record::Record> records);
    // States of a record that are not its newest one: seen as the newest is.
    Result<std::vector<SeenRecord>> seen_like(const record::Registry& registry,
                                              const SeenRecord& newest,
                                              std::vector<record::Record> others);

private:
    RecordDesk(const Office& office, const access::Actor& actor, access::Verb verb,
               const Moment& moment, store::Reader reader);

    struct View {
        store::Condition allowed = {};
        std::vector<access::FieldView> fields = {};
    };
    const View& view(const record::Registry& registry);
    [[nodiscard]] store::Condition reach(const access::SubjectShape& shape) const;
    Result<record::ListQuery> list_query(const record::Registry& registry,
                                         const RecordListQuery& query);
    using Sights = std::vector<access::Sight>;  // in the order of the definition's fields
    using ClassSights = std::map<access::FieldClass, access::Sight>;
    Result<std::vector<Sights>> sights(const std::vector<record::RowSource>& sources,
                                       const std::vector<record::Record>& records,
                                       bool as_seen_now);
    Result<void> ask_sights(const record::RowSource& source,
                            const std::vector<record::Record>& records,
                            const std::set<access::FieldClass>& classes, bool by_version,
                            std::map<record::VersionKey, ClassSights>& found);
    Result<std::vector<record::Record>> read_from(const record::RowSource& source,
                                                  const std::vector<record::RecordId>& ids);
    Result<std::vector<SeenRecord>> seen_from(const record::Registry& registry,
                                              const std::vector<record::RowSource>& sources,
                                              std::vector<record::Record> records,
                                              bool as_seen_now);
    Result<void> name_references(const record::Registry& registry,
                                 std::vector<SeenRecord>& records);
    Result<std::map<record::RecordId, std::string>> titles(
        const record::Registry& registry, const std::vector<record::RecordId>& ids);
    SeenRecord show(const record::Registry& registry, record::Record record, const Sights& sights);

    std::shared_ptr<const LivePack> live_;
    access::Actor actor_;
    access::Verb verb_;
    Moment moment_;
    store::Reader reader_;
    std::map<const record::Registry*, View> views_;
};

}  // namespace kc::office

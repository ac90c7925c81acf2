// SPDX-License-Identifier: Apache-2.0
// What files can be attached to, and what somebody may do with files there.
#include <fmt/format.h>

#include "base/check.hpp"
#include "office/collection_access.hpp"
#include "office/office_attachments.hpp"
#include "record/record.hpp"

namespace kc::office {
namespace {

using access::Sight;
using access::Verb;
using pack::FieldClass;

constexpr std::array<FieldClass, kFieldClasses> kClasses = {
    FieldClass::internal, FieldClass::open, FieldClass::personal, FieldClass::secret};

Diagnostic forbidden() {
    return Diagnostic{"E-attachment-forbidden",
                      {},
                      "您不能在这里添加或撤回附件",
                      "you may neither attach files here nor take them back"}
        .hint("看记录现在的状态和由谁办理", "see in which state it is and whose turn it is");
}

Diagnostic changed_meanwhile() {
    return Diagnostic{"E-attachment-conflict",
                      {},
                      "填报单在此期间有变动",
                      "the sheet was changed in the meantime"}
        .hint("刷新后再试", "reload and try again");
}

// The same objects, asked about as attachments: each class of file stands for a field.
access::SubjectShape with_files(access::SubjectShape shape) {
    shape.kind = access::ObjectKind::attachment;
    shape.fields.clear();
    for (const FieldClass one : kClasses)
        shape.fields.push_back({std::string(pack::to_string(one)), one});
    return shape;
}

// "CASE WHEN … THEN 1 ELSE 0 END" for each, with all values in order: PostgreSQL's truth is no
// number.
struct Questions {
    std::string sql = {};
    std::vector<store::OwnedValue> values = {};

    void ask(const store::Condition& condition) {
        sql +=
            fmt::format("{}CASE WHEN {} THEN 1 ELSE 0 END", sql.empty() ? "" : ", ", condition.sql);
        values.insert(values.end(), condition.values.begin(), condition.values.end());
    }
};

// Whether rows of the condition hold this number, in one transaction with what follows.
Result<bool> holds(store::Transaction& transaction, const std::string& table,
                   const store::Condition& where) {
    const auto values = store::values_of(where);
    auto rows = transaction.query(
        fmt::format("SELECT 1 FROM {} WHERE {}", table, store::numbered(where, 1)), values);
    if (!rows) return unexpected(std::move(rows.error()));
    return rows->next();
}

Result<std::array<Sight, kFieldClasses>> sights_in(
    store::Connection& connection, const access::Actor& actor, const access::SubjectShape& shape,
    const std::string& table, const record::Record& record, std::array<bool, 2>& may) {
    const store::Condition read = access::compile(actor, Verb::read, shape);
    Questions questions;
    for (const FieldClass one : kClasses) {
        for (const Sight at_least : {Sight::masked, Sight::clear})
            questions.ask(store::both(read, access::compile_sight(actor, shape, one, at_least)));
    }
    questions.ask(access::compile(actor, Verb::create, shape));
    questions.ask(access::compile(actor, Verb::edit, shape));
    questions.values.emplace_back(record.id);
    questions.values.emplace_back(record.version);
    const store::Condition all{
        fmt::format("SELECT {} FROM {} WHERE id = ? AND version = ?", questions.sql, table),
        questions.values};
    const auto values = store::values_of(all);
    auto rows = connection.query(store::numbered(all, 1), values);
    if (!rows) return unexpected(std::move(rows.error()));
    auto there = rows->next();
    if (!there) return unexpected(std::move(there.error()));
    std::array<Sight, kFieldClasses> sees{};
    if (!*there) return sees;
    int column = 0;
    for (const FieldClass one : kClasses) {
        const bool is_masked = rows->get<std::int64_t>(column++) == 1;
        const bool is_clear = rows->get<std::int64_t>(column++) == 1;
        sees[static_cast<std::size_t>(one)] = is_clear    ? Sight::clear
                                              : is_masked ? Sight::masked
                                                          : Sight::hidden;
    }
    for (bool& one : may) one = rows->get<std::int64_t>(column++) == 1;
    return sees;
}

}  // namespace

Result<std::optional<AttachmentPlace>> place_of_record(Office& office, const access::Actor& actor,
                                                       const std::string& code,
                                                       record::RecordId id) {
    auto desk = RecordDesk::open(office, actor);
    if (!desk) return unexpected(std::move(desk.error()));
    auto registry = desk->require(code);
    if (!registry) return unexpected(std::move(registry.error()));
    auto record = desk->one(**registry, id);
    if (!record) return unexpected(std::move(record.error()));
    if (!*record) return std::optional<AttachmentPlace>();
    const access::SubjectShape shape = with_files(record_shape(**registry));
    std::array<bool, 2> may{};
    const record::Record& seen = (*record)->record;
    const bool is_approved = seen.correction_us.has_value();
    auto sees =
        sights_in(desk->connection(), actor, shape,
                  is_approved ? (*registry)->approved_table() : (*registry)->table(), seen, may);
    if (!sees) return unexpected(std::move(sees.error()));
    const bool is_open = !is_approved && seen.life != record::life::kMerged;
    AttachmentPlace place{.kind = "record",
                          .key = fmt::format("{}/{}", code, id),
                          .sees = *sees,
                          .may_add = may[0] && is_open,
                          .may_take_back = may[1] && is_open,
                          .added_before_us = seen.correction_us};
    place.require = [actor, shape, id, table = (*registry)->table()](
                        store::Transaction& transaction, Verb verb) -> Result<void> {
        const store::Condition where = store::both({"(id = ? AND life <> 'merged')", {id}},
                                                   access::compile(actor, verb, shape));
        auto allowed = holds(transaction, table, where);
        if (!allowed) return unexpected(std::move(allowed.error()));
        if (!*allowed) return unexpected(forbidden());
        return {};
    };
    return std::optional(std::move(place));
}

Result<std::optional<AttachmentPlace>> place_of_sheet(Office& office, const access::Actor& actor,
                                                      const SheetAddress& address) {
    auto view = open_sheet(office, actor, address);
    if (!view) {
        if (view.error().code == "E-no-sheet" || view.error().code == "E-no-form")
            return std::optional<AttachmentPlace>();
        return unexpected(std::move(view.error()));
    }
    const SheetSubject subject{view->form, &view->unit, &view->sheet()};
    const FileRights rights = file_rights(actor, subject, with_files(sheet_shape()));
    AttachmentPlace place{.kind = "sheet",
                          .key = fmt::format("{}/{}/{}", view->form->code, view->unit.code,
                                             base::to_string(view->period)),
                          .may_add = view->may_save && rights.may_add,
                          .may_take_back = view->may_save && rights.may_take_back};
    KC_CHECK(rights.sees.size() == kFieldClasses);
    for (std::size_t i = 0; i < kFieldClasses; ++i)
        place.sees[static_cast<std::size_t>(kClasses[i])] = rights.sees[i].most;
    // Whose turn it is hangs on the sheet's state: it has to be the one that was looked at.
    const collection::SheetKey key{view->form->code, view->unit.code, view->period};
    const bool may = place.may_add || place.may_take_back;
    place.require = [key, may, version = view->sheet().version](store::Transaction& transaction,
                                                                Verb) -> Result<void> {
        if (!may) return unexpected(forbidden());
        const store::Condition where{"(form = ? AND unit = ? AND period = ? AND version = ?)",
                                     {key.form, key.unit, base::to_string(key.period), version}};
        auto same = holds(transaction, "collection_sheet", where);
        if (!same) return unexpected(std::move(same.error()));
        if (*same) return {};
        // Nothing saved yet: there is no row, and none was made meanwhile.
        auto there = holds(transaction, "collection_sheet",
                           {"(form = ? AND unit = ? AND period = ?)",
                            {key.form, key.unit, base::to_string(key.period)}});
        if (!there) return unexpected(std::move(there.error()));
        if (version == 0 && !*there) return {};
        return unexpected(changed_meanwhile());
    };
    return std::optional(std::move(place));
}

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_which.hpp"

#include <algorithm>
#include <utility>

#include "office/office_record_findings.hpp"
#include "record/rows.hpp"

namespace kc::office {

using access::Verb;
using record::Cell;
using record::RecordId;

RecordFinder::RecordFinder(const RowContext& context, CellReader& cells, RowsAre rows)
    : context_(context), cells_(cells), rows_(rows) {
    asked_.sql = "SELECT ";
    const auto flag = [&](const store::Condition& condition) {
        asked_.sql += "CASE WHEN " + condition.sql + " THEN 1 ELSE 0 END, ";
        asked_.values.insert(asked_.values.end(), condition.values.begin(), condition.values.end());
    };
    flag(access::compile(context.actor, Verb::read, context.shape));
    flag(context.right_to(Verb::edit));
    asked_.sql += record::record_columns(context.registry) + " FROM " + context.registry.table() +
                  " WHERE id = ?";
    asked_.values.emplace_back(std::int64_t{0});
    asked_sql_ = store::numbered(asked_, 1);
}

Result<void> RecordFinder::find(RowOnItsWay& one) {
    std::optional<RecordId> id = one.number;
    if (!id) {
        auto keyed = by_keys(one);
        if (!keyed) return unexpected(std::move(keyed.error()));
        id = *keyed;
    }
    if (one.has_failed() || !id) return {};
    asked_.values.back() = *id;
    auto read = record::for_each_row(
        one.look(asked_sql_, store::values_of(asked_)), [&](store::Rows& rows) {
            PresentRecord& present = one.present.emplace();
            present.may_read = rows.get<std::int64_t>(0) != 0;
            present.may_edit = rows.get<std::int64_t>(1) != 0;
            present.record = record::read_record(rows, context_.registry, 2);
        });
    if (!read) return read;
    settle(one, *id);
    return {};
}

void RecordFinder::settle(RowOnItsWay& one, RecordId id) {
    const std::size_t column = context_.column_of(kNumberKey);
    if (!one.present || (one.number && !one.present->may_read))
        return one.conflict(column, no_such_number(id));
    PresentRecord& present = *one.present;
    if (!present.may_read) return one.conflict(exchange::kNoField, registered_elsewhere());
    one.out.id = id;
    one.out.version = present.record.version;
    const auto [earlier, is_first] = rows_by_id_.try_emplace(id, one.out.row);
    if (!is_first && rows_ == RowsAre::records)
        return one.conflict(one.number ? column : exchange::kNoField, same_as_row(earlier->second));
    if (present.record.life != record::life::kOpen)
        return one.conflict(exchange::kNoField, has_ended(present.record));
    see(present);
}

void RecordFinder::see(PresentRecord& present) const {
    if (!context_.rows_differ) {
        for (const access::FieldView& view : context_.views) present.sights.push_back(view.most);
        for (const access::FieldView& view : context_.views_out)
            present.sights_out.push_back(view.most);
        return;
    }
    const access::SubjectRow row = record_subject(context_.registry, present.record);
    for (const access::FieldView& view :
         access::visible_fields(context_.actor, context_.shape, row))
        present.sights.push_back(view.most);
    for (const access::FieldView& view :
         access::visible_fields(context_.actor, context_.shape, row, Verb::take_out))
        present.sights_out.push_back(view.most);
}

// Also keeps in mind which keys the file names, so that two new rows are not the same thing.
Result<std::optional<RecordId>> RecordFinder::by_keys(RowOnItsWay& one) {
    std::vector<Cell> cells;
    std::string text;
    for (const std::string& key : context_.registry.definition().keys) {
        const auto given =
            std::find_if(one.given.begin(), one.given.end(), [&](const GivenCell& candidate) {
                return context_.fields[candidate.position].code == key;
            });
        if (given == one.given.end()) return std::optional<RecordId>();
        auto cell = cells_.read(one, *given);
        if (!cell) return unexpected(std::move(cell.error()));
        if (!*cell || record::is_empty(**cell)) return std::optional<RecordId>();
        text += record::to_text(context_.fields[given->position], **cell) + '\x1F';
        cells.push_back(std::move(**cell));
    }
    if (cells.empty()) return std::optional<RecordId>();
    auto found = record::find_keyed(one.look, context_.registry, cells);
    if (!found && found.error().code == "E-record-several") {
        one.conflict(exchange::kNoField, found.error());
        return std::optional<RecordId>();
    }
    if (!found || *found || rows_ == RowsAre::years) return found;
    const auto [earlier, is_first] = rows_by_key_.try_emplace(std::move(text), one.out.row);
    if (!is_first) one.conflict(exchange::kNoField, same_as_row(earlier->second));
    return std::optional<RecordId>();
}

}  // namespace kc::office

// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_row.hpp"

#include <algorithm>
#include <utility>

namespace kc::office {
namespace {

bool differ(const std::vector<access::FieldView>& views) {
    return std::any_of(views.begin(), views.end(),
                       [](const auto& one) { return one.least != one.most; });
}

}  // namespace

RowContext::RowContext(const LivePack& pack, const record::Registry& of, const access::Actor& who,
                       const RecordTable& columns, base::Date day)
    : live(pack),
      registry(of),
      actor(who),
      table(columns),
      today(day),
      shape(record_shape(of)),
      fields(of.definition().fields),
      views(access::visible_fields(who, shape)),
      views_out(access::visible_fields(who, shape, access::Verb::take_out)),
      rows_differ(differ(views) || differ(views_out)) {}

store::Condition RowContext::right_to(access::Verb verb) const {
    return store::both(access::compile(actor, access::Verb::bring_in, shape),
                       access::compile(actor, verb, shape));
}

std::size_t RowContext::column_of(std::string_view key) const {
    return table.schema.find(std::string(key)).value_or(exchange::kNoField);
}

std::size_t RowContext::position_of(const std::string& code) const {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const pack::RegistryField& it) { return it.code == code; });
    return static_cast<std::size_t>(found - fields.begin());
}

void RowOnItsWay::say(std::size_t column, const Diagnostic& what) {
    note({.field = column,
          .severity = Severity::error,
          .code = what.code,
          .zh = what.zh,
          .en = what.en,
          .hint_zh = what.hint_zh,
          .hint_en = what.hint_en});
}

void RowOnItsWay::wrong(std::size_t column, const Diagnostic& what) {
    is_wrong = true;
    say(column, what);
}

void RowOnItsWay::conflict(std::size_t column, const Diagnostic& what) {
    is_conflict = true;
    say(column, what);
}

void read_row(const RowContext& context, const exchange::TypedRow& row, RowOnItsWay& one) {
    const RecordTable& table = context.table;
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

}  // namespace kc::office

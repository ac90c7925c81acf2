// SPDX-License-Identifier: Apache-2.0
#include "record/find.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "record/messages.hpp"
#include "record/rows.hpp"
#include "record/text_key.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

Result<void> look_for(const Look& look, const Registry& registry, std::string_view column,
                      const store::Value& value, std::vector<RecordId>& ids) {
    const std::string sql =
        fmt::format("SELECT id FROM {} WHERE {} = $1 AND life <> 'merged' ORDER BY id LIMIT 2",
                    registry.table(), column);
    return for_each_row(look(sql, {&value, 1}),
                        [&](store::Rows& rows) { ids.push_back(rows.get<std::int64_t>(0)); });
}

Diagnostic several(std::string_view text) {
    return not_so("E-record-several", fmt::format("有几条记录都叫“{}”", text),
                  fmt::format("several records are called '{}'", text),
                  "写登记号或统一社会信用代码", "write the number or the credit code");
}

Diagnostic several_keyed() {
    return not_so("E-record-several", "有几条记录的关键字段都是这样",
                  "several records have these key fields", "写登记号，或先合并重复的记录",
                  "write the number, or merge the doubles first");
}

}  // namespace

Result<std::optional<RecordId>> find_named(const Look& look, const Registry& registry,
                                           const Regions& regions, std::string_view text,
                                           base::Date today) {
    std::vector<RecordId> ids;
    if (is_record_number(text)) {
        auto cell = read_cell({.code = "id", .name = {}, .type = ValueType::reference}, text,
                              regions, today);
        if (!cell) return unexpected(std::move(cell.error()));
        auto looked = look_for(look, registry, "id", value_of(*cell), ids);
        if (!looked) return unexpected(std::move(looked.error()));
        if (!ids.empty()) return std::optional(ids.front());
    }
    for (const RegistryField& field : registry.definition().fields) {
        if (!field.is_unique || field.type != ValueType::code) continue;
        auto cell = read_cell(field, text, regions, today);
        if (!cell || is_empty(*cell)) continue;
        auto looked = look_for(look, registry, Registry::column(field.code), value_of(*cell), ids);
        if (!looked) return unexpected(std::move(looked.error()));
        if (!ids.empty()) return std::optional(ids.front());
    }
    auto looked = look_for(look, registry, "title", text, ids);
    if (looked && ids.empty()) {
        const std::string key = name_key(text);
        looked = look_for(look, registry, "title_key", key, ids);
    }
    if (!looked) return unexpected(std::move(looked.error()));
    if (ids.size() > 1) return unexpected(several(text));
    return ids.empty() ? std::nullopt : std::optional(ids.front());
}

Result<std::optional<RecordId>> find_keyed(const Look& look, const Registry& registry,
                                           const std::vector<Cell>& keys) {
    const auto& names = registry.definition().keys;
    std::optional<RecordId> found;
    if (keys.empty() || keys.size() != names.size()) return found;
    if (std::any_of(keys.begin(), keys.end(), [](const Cell& one) { return is_empty(one); }))
        return found;
    std::string sql = "SELECT id, life FROM " + registry.table() + " WHERE life <> 'merged'";
    std::vector<store::Value> values;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        values.push_back(value_of(keys[i]));
        sql += fmt::format(" AND {} = ${}", Registry::column(names[i]), i + 1);
    }
    int open = 0;
    auto read = for_each_row(
        look(sql + " ORDER BY CASE WHEN life = 'open' THEN 0 ELSE 1 END, id LIMIT 2", values),
        [&](store::Rows& rows) {
            if (!found) found = rows.get<std::int64_t>(0);
            if (rows.get<std::string>(1) == life::kOpen) ++open;
        });
    if (!read) return unexpected(std::move(read.error()));
    if (open > 1) return unexpected(several_keyed());
    return found;
}

}  // namespace kc::record

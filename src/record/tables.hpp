// SPDX-License-Identifier: Apache-2.0
// Makes the registries' tables, and lets them grow when a definition gains a field.
//
// Tables follow definitions only forward: what would lose what somebody entered is refused, with
// the field and the reason. A field that is gone from the definition keeps its column as long as
// nothing is in it; a registry that is gone keeps its tables.
//
//   StoreOptions options{.schemas = {record::record_schema(), …}};
//   auto store = Store::open("office.kc", options);
//   Result<TableChanges> made = make_tables(**store, registries, "system");
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/registries.hpp"
#include "store/migrate.hpp"
#include "store/store.hpp"

namespace kc::record {

// The tables about tables: which there are, with which columns; the counter of record numbers.
store::Schema record_schema();

struct TableChanges {
    std::vector<std::string> made = {};   // codes of registries that got tables
    std::vector<std::string> added = {};  // "cn.enterprise.revenue": fields that got a column

    [[nodiscard]] bool is_empty() const { return made.empty() && added.empty(); }
};

// Nothing is written when nothing is to be done. One command of the journal ("record.tables").
// Errors: E-record-would-lose, E-record-type-changed, E-record-not-unique.
Result<TableChanges> make_tables(store::Store& store, const Registries& registries,
                                 std::string_view actor);

// How often anything in a registry has changed, and when last.
struct Changes {
    std::int64_t count = 0;
    std::int64_t last_us = 0;
};
// By code of the registry; for who keeps what was computed.
Result<std::map<std::string, Changes>> changes_of(store::Connection& connection);

// When a registry's records or figures last changed up to a moment; nothing when they had not yet.
Result<std::optional<std::int64_t>> last_change(store::Connection& connection,
                                                const Registry& registry, std::int64_t known_at_us);

}  // namespace kc::record

// SPDX-License-Identifier: Apache-2.0
#include "store/tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <utility>

#include "store/error.hpp"

namespace kc::store {
namespace {

using Texts = std::vector<std::string>;

Result<Texts> read_texts(Connection& connection, std::string_view sql,
                         std::initializer_list<Value> values = {}) {
    Result<Rows> rows = connection.query(sql, values);
    if (!rows) return unexpected(std::move(rows.error()));
    Texts texts;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) texts.push_back(rows->get<std::string>(0));
    if (!more) return unexpected(std::move(more.error()));
    return texts;
}

bool is_postgres(const Connection& connection) {
    return connection.dialect() == Dialect::postgres;
}

// "id INTEGER PRIMARY KEY" where rows number themselves, "name TEXT NOT NULL" and so on.
constexpr std::string_view kPostgresColumns =
    "SELECT column_name || CASE data_type WHEN 'bigint' THEN ' INTEGER' WHEN 'bytea' THEN ' BLOB' "
    "ELSE ' TEXT' END || CASE WHEN column_default LIKE 'kc_next_id(%' THEN ' PRIMARY KEY' "
    "WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END FROM information_schema.columns "
    "WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
// Of more than one column, or of one that does not number itself.
constexpr std::string_view kPostgresKey =
    "SELECT a.attname::text FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS "
    "k (number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number "
    "WHERE i.indisprimary AND i.indrelid = to_regclass(quote_ident($1)) AND NOT EXISTS "
    "(SELECT 1 FROM information_schema.columns c WHERE c.table_schema = current_schema() AND "
    "c.table_name = $1 AND c.column_default LIKE 'kc_next_id(%') ORDER BY k.place";
constexpr std::string_view kPostgresIndexes =
    "SELECT replace(replace(pg_get_indexdef(i.indexrelid), ' USING btree', ''), "
    "' ON ' || quote_ident(current_schema()) || '.', ' ON ') FROM pg_index i "
    "WHERE i.indrelid = to_regclass(quote_ident($1)) AND NOT EXISTS "
    "(SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY i.indexrelid";

Result<Texts> making_from_postgres(Connection& connection, const std::string& table) {
    Result<Texts> columns = read_texts(connection, kPostgresColumns, {table});
    if (!columns) return columns;
    Result<Texts> key = read_texts(connection, kPostgresKey, {table});
    if (!key) return key;
    if (!key->empty()) columns->push_back(fmt::format("PRIMARY KEY ({})", fmt::join(*key, ", ")));
    Texts made = {fmt::format("CREATE TABLE {} ({}) STRICT", table, fmt::join(*columns, ", "))};
    Result<Texts> indexes = read_texts(connection, kPostgresIndexes, {table});
    if (!indexes) return indexes;
    made.insert(made.end(), indexes->begin(), indexes->end());
    return made;
}

}  // namespace

Result<Texts> table_names(Connection& connection) {
    return read_texts(
        connection,
        is_postgres(connection)
            ? "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND "
              "relnamespace = current_schema()::regnamespace ORDER BY oid"
            : "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
              "ORDER BY rowid");
}

Result<Texts> column_names(Connection& connection, const std::string& table) {
    return read_texts(
        connection,
        is_postgres(connection)
            ? "SELECT column_name::text FROM information_schema.columns WHERE table_schema = "
              "current_schema() AND table_name = $1 AND is_generated = 'NEVER' "
              "ORDER BY ordinal_position"
            : "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        {table});
}

Result<Texts> making_of(Connection& connection, const std::string& table) {
    if (is_postgres(connection)) return making_from_postgres(connection, table);
    return read_texts(connection,
                      "SELECT sql FROM sqlite_schema WHERE tbl_name = $1 AND sql IS NOT NULL "
                      "ORDER BY rowid",
                      {table});
}

}  // namespace kc::store

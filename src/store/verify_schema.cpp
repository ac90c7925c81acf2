// SPDX-License-Identifier: Apache-2.0
#include "store/verify_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/schema.hpp"

namespace kc::store {
namespace {

using Kind = Finding::Kind;

// A name and what it is, in the database's own words.
using Objects = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kSqliteObjects =
    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
constexpr std::string_view kSqliteStrangers =
    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE '%_never_%' AND "
    "tbl_name IN ('fact', 'term', 'journal', 'journal_tile', 'journal_head', 'content', "
    "'content_part', 'migration')";

// What the model has, said so that PostgreSQL can say the same.
constexpr std::string_view kModelColumns =
    "SELECT t.name || '.' || c.name, CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'BLOB' THEN "
    "'bytea' ELSE 'text' END FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
    "WHERE t.type = 'table' ORDER BY 1";
constexpr std::string_view kModelTriggers =
    "SELECT name, 'O ' || tbl_name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1";

constexpr std::string_view kPostgresColumns =
    "SELECT table_name || '.' || column_name, data_type::text FROM information_schema.columns "
    "WHERE table_schema = current_schema() ORDER BY 1";
// 'O': it acts. Its function is the one that refuses.
constexpr std::string_view kPostgresTriggers =
    "SELECT t.tgname::text, CASE p.proname WHEN 'kc_refuse' THEN t.tgenabled::text ELSE '-' END || "
    "' ' || c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON "
    "p.oid = t.tgfoid WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace "
    "ORDER BY 1";
constexpr std::string_view kPostgresStrangers =
    "SELECT t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND "
    "t.tgname NOT LIKE '%\\_never\\_%' AND c.relname IN "
    "('fact', 'term', 'journal', 'journal_tile', 'journal_head', 'content', 'content_part', "
    "'migration') "
    "UNION ALL SELECT 'kc_refuse' WHERE NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = "
    "'kc_refuse' AND pronamespace = current_schema()::regnamespace AND prosrc LIKE "
    "'%RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = ''23000'';%') "
    "UNION ALL SELECT rulename::text FROM pg_rules WHERE schemaname = current_schema()";

Result<Objects> read_objects(Connection& connection, std::string_view sql) {
    Result<Rows> rows = connection.query(sql);
    if (!rows) return unexpected(std::move(rows.error()));
    Objects objects;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        objects.emplace_back(rows->get<std::string>(0), rows->get<std::string>(1));
    }
    if (!more) return unexpected(std::move(more.error()));
    return objects;
}

Result<void> compare(Connection& model, std::string_view of_model, Connection& connection,
                     std::string_view of_database, Findings& findings) {
    Result<Objects> expected = read_objects(model, of_model);
    if (!expected) return unexpected(std::move(expected.error()));
    Result<Objects> found = read_objects(connection, of_database);
    if (!found) return unexpected(std::move(found.error()));
    for (const auto& object : *expected) {
        if (std::find(found->begin(), found->end(), object) == found->end()) {
            findings.add(Kind::schema_altered, object.first);
        }
    }
    return {};
}

// As far as the database has come: a backup of an earlier program is whole in its own way.
Result<Schema> schema_as_of(Connection& connection) {
    Schema schema = store_schema();
    Result<std::int64_t> steps =
        connection.query_number("SELECT count(*) FROM migration WHERE room = $1", {schema.room});
    if (!steps) return unexpected(std::move(steps.error()));
    const auto known = static_cast<std::int64_t>(schema.migrations.size());
    schema.migrations = schema.migrations.first(
        static_cast<std::size_t>(std::clamp<std::int64_t>(*steps, 1, known)));
    return schema;
}

}  // namespace

Result<void> verify_schema(Connection& connection, Findings& findings) {
    Result<Connection> model = Connection::open(":memory:", {.create = true});
    if (!model) return unexpected(std::move(model.error()));
    Result<Schema> schema = schema_as_of(connection);
    if (!schema) return unexpected(std::move(schema.error()));
    if (Result<void> made = migrate(*model, {&*schema, 1}, 0); !made) return made;
    const bool is_postgres = connection.dialect() == Dialect::postgres;
    Result<void> same;
    if (is_postgres) {
        same = compare(*model, kModelColumns, connection, kPostgresColumns, findings);
        if (same) same = compare(*model, kModelTriggers, connection, kPostgresTriggers, findings);
    } else {
        same = compare(*model, kSqliteObjects, connection, kSqliteObjects, findings);
    }
    if (!same) return same;

    Result<Rows> strangers = connection.query(is_postgres ? kPostgresStrangers : kSqliteStrangers);
    if (!strangers) return unexpected(std::move(strangers.error()));
    Result<bool> more = strangers->next();
    for (; more && *more; more = strangers->next()) {
        findings.add(Kind::schema_altered, strangers->get<std::string>(0));
    }
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

}  // namespace kc::store

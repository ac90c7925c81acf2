// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/check.hpp"
#include "store/error.hpp"
#include "store/sha256.hpp"

namespace kc::store {
namespace {

// "KCH1", in the place where SQLite files say whose they are.
constexpr std::int64_t kApplicationId = 0x4b434831;

constexpr const char* kBookkeeping = R"sql(
CREATE TABLE migration (
    room TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum BLOB NOT NULL,
    applied_at_us INTEGER NOT NULL,
    PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER migration_never_changes BEFORE UPDATE ON migration
BEGIN SELECT RAISE(ABORT, 'migrations are never changed'); END;
CREATE TRIGGER migration_never_goes BEFORE DELETE ON migration
BEGIN SELECT RAISE(ABORT, 'migrations are never deleted'); END;
)sql";
constexpr const char* kMarkFile = "PRAGMA application_id = 1262700593;";
static_assert(kApplicationId == 1262700593);

// The same mark where there is no file: a comment on the table of migrations.
constexpr const char* kMarkDatabase = "COMMENT ON TABLE migration IS 'KCH1'";

Diagnostic foreign_file() {
    return Diagnostic{"E-store-foreign",
                      {},
                      "这是别的程序的数据库，不是科创的",
                      "this database belongs to another program, not to Kechuang"}
        .hint("换一个文件名", "choose another file");
}

Diagnostic newer(std::string_view room, std::int64_t number, std::size_t known) {
    return Diagnostic{"E-store-newer",
                      {},
                      fmt::format("数据库由更新的版本建立：{}表结构为第{}号，本程序只到第{}号",
                                  room, number, known),
                      fmt::format("the database was made by a newer version: tables of {} are at "
                                  "migration {}, this program knows {}",
                                  room, number, known)}
        .hint("换用新版程序；数据未作任何改动", "use the newer program; nothing was changed");
}

Diagnostic changed(std::string_view room, std::int64_t number, std::string_view name) {
    return Diagnostic{
        "E-store-migration-changed",
        {},
        fmt::format("{}第{}号表结构变更（{}）与数据库里记录的不一致", room, number, name),
        fmt::format("migration {} of {} ('{}') is not the one this database was made with", number,
                    room, name)}
        .hint("换用建库时的正式版本程序；数据未作任何改动",
              "use a released version of the program; nothing was changed");
}

Result<bool> is_prepared(Connection& connection) {
    if (connection.dialect() == Dialect::postgres) {
        Result<std::int64_t> marked = connection.query_number(
            "SELECT count(*) FROM pg_class WHERE relname = 'migration' AND "
            "relnamespace = current_schema()::regnamespace AND "
            "obj_description(oid, 'pg_class') = 'KCH1'");
        if (!marked) return unexpected(std::move(marked.error()));
        return *marked == 1;
    }
    Result<std::int64_t> application = connection.query_number("PRAGMA application_id");
    if (!application) return unexpected(std::move(application.error()));
    return *application == kApplicationId;
}

Result<void> make_bookkeeping(Connection& connection) {
    const bool is_postgres = connection.dialect() == Dialect::postgres;
    Result<void> made;
    if (is_postgres) made = connection.execute_script(kPostgresFunctions);
    if (made) made = connection.execute_script(kBookkeeping);
    if (made) made = connection.execute_script(is_postgres ? kMarkDatabase : kMarkFile);
    return made;
}

Result<void> prepare_file(Connection& connection) {
    Result<bool> prepared = is_prepared(connection);
    if (!prepared) return unexpected(std::move(prepared.error()));
    if (*prepared) return {};
    Result<Work> work = Work::begin(connection, Work::Kind::write);
    if (!work) return unexpected(std::move(work.error()));
    if (Result<void> made = make_bookkeeping(connection); !made) return made;
    return work->commit();
}

Result<std::int64_t> count_objects(Connection& connection) {
    return connection.query_number(
        connection.dialect() == Dialect::postgres
            ? "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            : "SELECT count(*) FROM sqlite_schema");
}

// How many of the room's migrations ran; an error when they are not the ones we know.
Result<std::size_t> count_applied(Connection& connection, const Schema& schema) {
    Result<Rows> rows = connection.query(
        "SELECT number, name, checksum FROM migration WHERE room = $1 ORDER BY number",
        {schema.room});
    if (!rows) return unexpected(std::move(rows.error()));
    std::size_t applied = 0;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        const std::int64_t number = rows->get<std::int64_t>(0);
        if (number > static_cast<std::int64_t>(schema.migrations.size())) {
            return unexpected(newer(schema.room, number, schema.migrations.size()));
        }
        const Migration& known = schema.migrations[applied];
        if (number != known.number || rows->get<Hash>(2) != sha256(known.sql)) {
            return unexpected(changed(schema.room, number, rows->get<std::string>(1)));
        }
        ++applied;
    }
    if (!more) return unexpected(std::move(more.error()));
    return applied;
}

Result<void> run_one(Connection& connection, std::string_view room, const Migration& migration,
                     std::int64_t now_us) {
    Result<void> ran = connection.execute_script(std::string(migration.sql));
    if (ran && connection.dialect() == Dialect::postgres && !migration.postgres_besides.empty()) {
        ran = connection.execute_script(std::string(migration.postgres_besides));
    }
    if (!ran) return ran;
    KC_CHECK(connection.in_transaction());  // no COMMIT inside a migration
    Result<std::int64_t> recorded = connection.execute(
        "INSERT INTO migration (room, number, name, checksum, applied_at_us) "
        "VALUES ($1, $2, $3, $4, $5)",
        {room, migration.number, migration.name, sha256(migration.sql), now_us});
    if (!recorded) return unexpected(std::move(recorded.error()));
    return {};
}

Result<void> apply(Connection& connection, std::string_view room, const Migration& migration,
                   std::int64_t now_us) {
    Result<Work> work = Work::begin(connection, Work::Kind::write);
    if (!work) return unexpected(std::move(work.error()));
    if (Result<void> ran = run_one(connection, room, migration, now_us); !ran) return ran;
    return work->commit();
}

// What ran for rooms that this program does not have.
Result<void> copy_records(Connection& connection, Connection& model) {
    Result<Rows> rows =
        model.query("SELECT room, number, name, checksum, applied_at_us FROM migration");
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        Result<std::int64_t> added = connection.execute(
            "INSERT INTO migration (room, number, name, checksum, applied_at_us) "
            "SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS "
            "(SELECT 1 FROM migration WHERE room = $1 AND number = $2)",
            {rows->get<std::string_view>(0), rows->get<std::int64_t>(1),
             rows->get<std::string_view>(2), rows->get<Bytes>(3), rows->get<std::int64_t>(4)});
        if (!added) return unexpected(std::move(added.error()));
    }
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

}  // namespace

Result<void> migrate_as(Connection& connection, Connection& model, std::span<const Schema> schemas,
                        std::int64_t now_us) {
    KC_CHECK(connection.in_transaction());
    if (Result<void> made = make_bookkeeping(connection); !made) return made;
    for (const Schema& schema : schemas) {
        Result<std::size_t> applied = count_applied(model, schema);
        if (!applied) return unexpected(std::move(applied.error()));
        for (const Migration& migration : schema.migrations.first(*applied)) {
            Result<void> ran = run_one(connection, schema.room, migration, now_us);
            if (!ran) return ran;
        }
    }
    return copy_records(connection, model);
}

Result<void> check_file(Connection& connection, std::span<const Schema> schemas) {
    Result<bool> prepared = is_prepared(connection);
    if (!prepared) return unexpected(std::move(prepared.error()));
    if (!*prepared) {
        Result<std::int64_t> objects = count_objects(connection);
        if (!objects) return unexpected(std::move(objects.error()));
        if (*objects != 0) return unexpected(foreign_file());
        return {};
    }
    for (const Schema& schema : schemas) {
        Result<std::size_t> applied = count_applied(connection, schema);
        if (!applied) return unexpected(std::move(applied.error()));
    }
    return {};
}

Result<bool> is_up_to_date(Connection& connection, std::span<const Schema> schemas) {
    Result<bool> prepared = is_prepared(connection);
    if (!prepared || !*prepared) return prepared;
    for (const Schema& schema : schemas) {
        Result<std::size_t> applied = count_applied(connection, schema);
        if (!applied) return unexpected(std::move(applied.error()));
        if (*applied != schema.migrations.size()) return false;
    }
    return true;
}

Result<void> migrate(Connection& connection, std::span<const Schema> schemas, std::int64_t now_us) {
    if (Result<void> ours = check_file(connection, schemas); !ours) return ours;
    if (Result<void> ready = prepare_file(connection); !ready) return ready;
    for (const Schema& schema : schemas) {
        for (std::size_t i = 0; i < schema.migrations.size(); ++i) {
            KC_CHECK(schema.migrations[i].number == static_cast<std::int32_t>(i) + 1);
        }
        Result<std::size_t> applied = count_applied(connection, schema);
        if (!applied) return unexpected(std::move(applied.error()));
        for (const Migration& migration : schema.migrations.subspan(*applied)) {
            Result<void> done = apply(connection, schema.room, migration, now_us);
            if (!done) return done;
        }
    }
    return {};
}

}  // namespace kc::store

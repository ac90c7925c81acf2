// SPDX-License-Identifier: Apache-2.0
#include "record/tables.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "record/approved.hpp"
#include "record/indexes.hpp"
#include "record/json_line.hpp"
#include "record/value.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

constexpr std::string_view kBookkeeping = R"sql(
CREATE TABLE record_counter (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;
INSERT INTO record_counter (name, last) VALUES ('record', 0);

CREATE TABLE record_table (
    registry TEXT PRIMARY KEY,
    table_name TEXT NOT NULL UNIQUE,
    made_at_us INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT;

CREATE TABLE record_column (
    registry TEXT NOT NULL,
    part TEXT NOT NULL,
    field TEXT NOT NULL,
    storage TEXT NOT NULL,
    PRIMARY KEY (registry, part, field)
) STRICT;

CREATE TABLE record_home (
    id INTEGER PRIMARY KEY,
    registry TEXT NOT NULL
) STRICT;
)sql";

constexpr std::array<store::Migration, 1> kMigrations = {{
    {1, "registries and their columns", kBookkeeping},
}};

constexpr std::string_view kRecordPart = "record";
constexpr std::string_view kYearlyPart = "yearly";
constexpr std::string_view kIndexPart = "index";

// What a value in the column means. Equal words can hold each other's values.
std::string storage_of(const RegistryField& field) {
    switch (field.type) {
        case ValueType::number: return fmt::format("number {}", field.places);
        case ValueType::money: return "money";
        case ValueType::date: return "date";
        case ValueType::year: return "year";
        case ValueType::yes_no: return "yes-no";
        case ValueType::reference: return "reference " + field.of;
        default: return "text";
    }
}

std::string_view sql_type(const RegistryField& field) {
    return is_whole_number(field.type) ? "INTEGER" : "TEXT";
}

std::string columns_sql(const std::vector<RegistryField>& fields) {
    std::string sql;
    for (const RegistryField& field : fields) {
        sql += fmt::format(",\n    {} {}", Registry::column(field.code), sql_type(field));
    }
    return sql;
}

// Shared by the table of records and the table of their versions.
constexpr std::string_view kCommonColumns = R"sql(
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    life TEXT NOT NULL,
    unit TEXT,
    owner INTEGER,
    body TEXT,
    entered_by TEXT NOT NULL,
    title TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    closed_on INTEGER,
    merged_into INTEGER,
    known_at_us INTEGER NOT NULL)sql";

// Columns of every registry that came after the first databases: those get them by ALTER TABLE, so
// rows of before have nothing in them. Kept in record_column under parts of their own.
struct LaterColumn {
    std::string_view part;
    std::string_view name;
    std::string_view type;
};
constexpr std::string_view kPresentPart = "present";
constexpr std::string_view kHistoryPart = "history";
constexpr std::string_view kYearProofPart = "yearly proof";
// The table of approved rows came later as well; it is noted as a column, "rows".
constexpr std::string_view kApprovedPart = "approved";
constexpr std::array<LaterColumn, 6> kLaterColumns = {{
    {kPresentPart, "derived_digest", "BLOB"},
    {kHistoryPart, "changed_by", "TEXT"},
    {kHistoryPart, "work", "INTEGER"},
    {kYearProofPart, "salt", "BLOB"},
    {kYearProofPart, "digest", "BLOB"},
    {kYearProofPart, "work", "INTEGER"},
}};

std::string later_columns_sql(std::string_view part) {
    std::string sql;
    for (const LaterColumn& one : kLaterColumns) {
        if (one.part == part) sql += fmt::format(",\n    {} {}", one.name, one.type);
    }
    return sql;
}

const std::string& table_of(const Registry& registry, std::string_view part) {
    if (part == kPresentPart) return registry.table();
    return part == kHistoryPart ? registry.history_table() : registry.yearly_table();
}

constexpr std::string_view kTextColumnsSql = R"sql(,
    created_us INTEGER NOT NULL,
    title_key TEXT NOT NULL,
    former TEXT NOT NULL,
    search TEXT NOT NULL,
    search_personal TEXT NOT NULL)sql";

std::string record_table_sql(const Registry& registry) {
    return fmt::format("CREATE TABLE {} (\n    id INTEGER PRIMARY KEY,{}{}{}{}\n) STRICT",
                       registry.table(), kCommonColumns, kTextColumnsSql,
                       later_columns_sql(kPresentPart), columns_sql(registry.definition().fields));
}

// Columns as in the table of records. Few rows, so its key is index enough.
std::string approved_table_sql(const Registry& registry, std::string_view fields) {
    return fmt::format(
        "CREATE TABLE {} (\n    id INTEGER NOT NULL,{}{}{},\n    correction_us INTEGER NOT "
        "NULL{},\n    PRIMARY KEY (id, version)\n) STRICT",
        registry.approved_table(), kCommonColumns, kTextColumnsSql, later_columns_sql(kPresentPart),
        fields);
}

std::string history_table_sql(const Registry& registry) {
    return fmt::format(
        "CREATE TABLE {} (\n    id INTEGER NOT NULL,{},\n    since INTEGER,\n    until INTEGER,\n"
        "    change TEXT NOT NULL,\n    reason TEXT NOT NULL,\n    other INTEGER,\n"
        "    salt BLOB NOT NULL,\n    digest BLOB NOT NULL{}{},\n    PRIMARY KEY (id, version)\n"
        ") STRICT",
        registry.history_table(), kCommonColumns, later_columns_sql(kHistoryPart),
        columns_sql(registry.definition().fields));
}

std::string yearly_table_sql(const Registry& registry) {
    return fmt::format(
        "CREATE TABLE {} (\n    id INTEGER NOT NULL,\n    year INTEGER NOT NULL,\n"
        "    version INTEGER NOT NULL,\n    is_current INTEGER NOT NULL,\n"
        "    known_at_us INTEGER NOT NULL,\n    entered_by TEXT NOT NULL,\n"
        "    source TEXT NOT NULL{}{},\n    PRIMARY KEY (id, year, version)\n) STRICT",
        registry.yearly_table(), later_columns_sql(kYearProofPart),
        columns_sql(registry.definition().yearly));
}

// --- what is to be done --------------------------------------------------------------------------

// By field; of one part of one registry.
using StoredColumns = std::map<std::string, std::string, std::less<>>;

struct Work {
    std::vector<std::string> statements = {};
    TableChanges changes = {};
    struct Column {
        std::string registry;
        std::string_view part;
        std::string field;
        std::string storage;
    };
    std::vector<Column> columns = {};
    std::vector<std::string> common =
        {};  // later columns of all registries, "cn.firm history.work"
    std::vector<std::string> indexes = {};  // of tables that were there, "cn.firm f_code, id"
    std::vector<std::pair<std::string, std::string>> tables = {};  // registry, table
    std::vector<const Registry*> to_fill = {};  // whose table of approved rows is new
};

Diagnostic would_lose(const std::string& registry, const std::string& field, std::int64_t values) {
    return Diagnostic{
        "E-record-would-lose",
        {},
        fmt::format("登记库 {} 去掉了字段 {}，而它有 {} 个值", registry, field, values),
        fmt::format("the registry {} dropped the field '{}', which holds {} values", registry,
                    field, values)}
        .hint("把字段留在定义里，不再填写即可",
              "keep the field in the definition and leave it empty from now on");
}

Diagnostic type_changed(const std::string& registry, const std::string& field,
                        std::string_view before, std::string_view now) {
    return Diagnostic{
        "E-record-type-changed",
        {},
        fmt::format("登记库 {} 的字段 {} 原来是 {}，现在是 {}", registry, field, before, now),
        fmt::format("the field '{}' of {} was {} and is now {}", field, registry, before, now)}
        .hint("类型、小数位数和引用对象不能改；另立一个字段",
              "type, places and the registry referred to stay; define another field");
}

class Planner {
public:
    Planner(store::Connection& connection, const Registries& registries)
        : connection_(connection), registries_(registries) {}

    Result<Work> plan() {
        for (const Registry& registry : registries_.all()) {
            auto is_made = connection_.query_number(
                "SELECT count(*) FROM record_table WHERE registry = $1", {registry.code()});
            if (!is_made) return unexpected(std::move(is_made.error()));
            if (*is_made == 0) {
                make(registry);
                continue;
            }
            if (auto grown = grow(registry); !grown) return unexpected(std::move(grown.error()));
        }
        return std::move(work_);
    }

private:
    void make(const Registry& registry) {
        work_.statements.push_back(record_table_sql(registry));
        work_.statements.push_back(history_table_sql(registry));
        work_.statements.push_back(
            approved_table_sql(registry, columns_sql(registry.definition().fields)));
        work_.statements.push_back(yearly_table_sql(registry));
        work_.changes.made.push_back(registry.code());
        work_.tables.emplace_back(registry.code(), registry.table());
        for (const RegistryField& field : registry.definition().fields) {
            note(registry, kRecordPart, field);
        }
        for (const RegistryField& field : registry.definition().yearly) {
            note(registry, kYearlyPart, field);
        }
        for (const LaterColumn& one : kLaterColumns) note(registry, one);
        note_approved(registry);
        for (const Index& one : indexes_of(registry)) add(registry, one);
    }

    void note_approved(const Registry& registry) {
        work_.columns.push_back({registry.code(), kApprovedPart, "rows", "table"});
    }

    void note(const Registry& registry, const LaterColumn& one) {
        work_.columns.push_back(
            {registry.code(), one.part, std::string(one.name), std::string(one.type)});
    }

    void note(const Registry& registry, std::string_view part, const RegistryField& field) {
        work_.columns.push_back({registry.code(), part, field.code, storage_of(field)});
    }

    Result<void> grow(const Registry& registry) {
        const pack::Registry& definition = registry.definition();
        auto approved = stored(registry, kApprovedPart);
        if (!approved) return unexpected(std::move(approved.error()));
        std::vector<std::string> tables{registry.table(), registry.history_table()};
        if (!approved->empty()) tables.insert(tables.begin(), registry.approved_table());
        auto grown = grow_part(registry, kRecordPart, definition.fields, tables);
        if (grown && approved->empty()) grown = add_approved(registry);
        if (!grown) return grown;
        if (grown = add_later_columns(registry); !grown) return grown;
        if (grown = add_indexes(registry); !grown) return grown;
        return grow_part(registry, kYearlyPart, definition.yearly, {registry.yearly_table()});
    }

    // After the columns that they are of. Earlier versions kept no list of them.
    Result<void> add_indexes(const Registry& registry) {
        auto before = stored(registry, kIndexPart);
        if (!before) return unexpected(std::move(before.error()));
        for (const Index& one : indexes_of(registry)) {
            if (before->contains(one.name)) continue;
            add(registry, one);
            work_.indexes.push_back(fmt::format("{} {}", registry.code(), one.columns));
        }
        if (!before->empty()) return {};
        for (const Index& one : former_indexes_of(registry))
            work_.statements.push_back(one.drop_sql());
        return {};
    }

    void add(const Registry& registry, const Index& index) {
        work_.statements.push_back(index.create_sql(registry));
        work_.columns.push_back({registry.code(), kIndexPart, index.name, index.columns});
    }

    // With the columns of fields that are gone from the definition: they are in the other tables.
    Result<void> add_approved(const Registry& registry) {
        auto before = stored(registry, kRecordPart);
        if (!before) return unexpected(std::move(before.error()));
        std::string fields = columns_sql(registry.definition().fields);
        for (const auto& [field, storage] : *before) {
            if (registry.field(field) != nullptr) continue;
            fields += fmt::format(",\n    {} {}", Registry::column(field),
                                  storage == "text" ? "TEXT" : "INTEGER");
        }
        work_.statements.push_back(approved_table_sql(registry, fields));
        work_.to_fill.push_back(&registry);
        work_.common.push_back(fmt::format("{} {}", registry.code(), kApprovedPart));
        note_approved(registry);
        return {};
    }

    Result<void> add_later_columns(const Registry& registry) {
        for (const std::string_view part : {kPresentPart, kHistoryPart, kYearProofPart}) {
            auto before = stored(registry, part);
            if (!before) return unexpected(std::move(before.error()));
            for (const LaterColumn& one : kLaterColumns) {
                if (one.part != part || before->contains(one.name)) continue;
                work_.statements.push_back(fmt::format("ALTER TABLE {} ADD COLUMN {} {}",
                                                       table_of(registry, part), one.name,
                                                       one.type));
                note(registry, one);
                work_.common.push_back(
                    fmt::format("{} {}.{}", registry.code(), one.part, one.name));
            }
        }
        return {};
    }

    Result<StoredColumns> stored(const Registry& registry, std::string_view part) {
        auto rows = connection_.query(
            "SELECT field, storage FROM record_column WHERE registry = $1 AND part = $2",
            {registry.code(), part});
        if (!rows) return unexpected(std::move(rows.error()));
        StoredColumns columns;
        auto more = rows->next();
        for (; more && *more; more = rows->next()) {
            columns.emplace(rows->get<std::string>(0), rows->get<std::string>(1));
        }
        if (!more) return unexpected(std::move(more.error()));
        return columns;
    }

    Result<void> grow_part(const Registry& registry, std::string_view part,
                           const std::vector<RegistryField>& fields,
                           const std::vector<std::string>& tables) {
        auto before = stored(registry, part);
        if (!before) return unexpected(std::move(before.error()));
        for (const RegistryField& field : fields) {
            const auto known = before->find(field.code);
            if (known == before->end()) {
                add(registry, part, field, tables);
            } else if (known->second != storage_of(field)) {
                return unexpected(
                    type_changed(registry.code(), field.code, known->second, storage_of(field)));
            }
            if (field.is_unique && known != before->end()) {
                if (auto holds = check_unique(registry, field); !holds) return holds;
            }
        }
        return check_dropped(registry, *before, fields, tables.back());
    }

    void add(const Registry& registry, std::string_view part, const RegistryField& field,
             const std::vector<std::string>& tables) {
        for (const std::string& table : tables) {
            work_.statements.push_back(fmt::format("ALTER TABLE {} ADD COLUMN {} {}", table,
                                                   Registry::column(field.code), sql_type(field)));
        }
        work_.changes.added.push_back(fmt::format("{}.{}", registry.code(), field.code));
        note(registry, part, field);
    }

    // The last table holds every version, so also what was emptied since.
    Result<void> check_dropped(const Registry& registry, const StoredColumns& before,
                               const std::vector<RegistryField>& fields, const std::string& table) {
        for (const auto& [field, storage] : before) {
            if (pack::find_field(fields, field) != nullptr) continue;
            auto values = connection_.query_number(
                fmt::format("SELECT count({}) FROM {}", Registry::column(field), table));
            if (!values) return unexpected(std::move(values.error()));
            if (*values > 0) return unexpected(would_lose(registry.code(), field, *values));
        }
        return {};
    }

    Result<void> check_unique(const Registry& registry, const RegistryField& field) {
        const std::string column = Registry::column(field.code);
        auto twice = connection_.query_number(fmt::format(
            "SELECT count(*) FROM (SELECT {0} FROM {1} WHERE {0} IS NOT NULL AND life <> 'merged' "
            "GROUP BY {0} HAVING count(*) > 1) AS twice",
            column, registry.table()));
        if (!twice) return unexpected(std::move(twice.error()));
        if (*twice == 0) return {};
        return unexpected(
            Diagnostic{"E-record-not-unique",
                       {},
                       fmt::format("登记库 {} 的字段 {} 定为不得重复，而有 {} 个值重复",
                                   registry.code(), field.code, *twice),
                       fmt::format("the field '{}' of {} is to be unique, but {} of its values are "
                                   "there more than once",
                                   field.code, registry.code(), *twice)}
                .hint("先合并重复的记录", "merge the duplicates first"));
    }

    store::Connection& connection_;
    const Registries& registries_;
    Work work_;
};

std::string payload_of(const Work& work) {
    JsonLine json;
    json.begin_object().key("made").begin_array();
    for (const std::string& one : work.changes.made) json.text(one);
    json.end_array().key("added").begin_array();
    for (const std::string& one : work.changes.added) json.text(one);
    json.end_array();
    const auto list = [&](std::string_view name, const std::vector<std::string>& all) {
        if (all.empty()) return;
        json.key(name).begin_array();
        for (const std::string& one : all) json.text(one);
        json.end_array();
    };
    list("common", work.common);
    list("indexes", work.indexes);
    json.end_object();
    return std::move(json).finish();
}

Result<std::string> carry_out(const Work& work, store::Transaction& transaction) {
    for (const std::string& statement : work.statements) {
        auto done = transaction.execute(statement);
        if (!done) return unexpected(std::move(done.error()));
    }
    for (const auto& [registry, table] : work.tables) {
        auto done = transaction.execute(
            "INSERT INTO record_table (registry, table_name, made_at_us, changes, "
            "changed_at_us) VALUES ($1, $2, $3, 0, $3)",
            {registry, table, transaction.known_at_us()});
        if (!done) return unexpected(std::move(done.error()));
    }
    for (const Work::Column& column : work.columns) {
        auto done = transaction.execute(
            "INSERT INTO record_column (registry, part, field, storage) VALUES ($1, $2, $3, $4)",
            {column.registry, column.part, column.field, column.storage});
        if (!done) return unexpected(std::move(done.error()));
    }
    for (const Registry* registry : work.to_fill) {
        if (auto done = fill_approved(transaction, *registry); !done)
            return unexpected(done.error());
    }
    return std::string("{}");
}

}  // namespace

store::Schema record_schema() {
    return {"record", kMigrations};
}

Result<std::map<std::string, Changes>> changes_of(store::Connection& connection) {
    std::map<std::string, Changes> changes;
    auto rows = connection.query("SELECT registry, changes, changed_at_us FROM record_table");
    if (!rows) return unexpected(std::move(rows.error()));
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        changes.emplace(rows->get<std::string>(0),
                        Changes{rows->get<std::int64_t>(1), rows->get<std::int64_t>(2)});
    }
    if (!more) return unexpected(std::move(more.error()));
    return changes;
}

Result<std::optional<std::int64_t>> last_change(store::Connection& connection,
                                                const Registry& registry,
                                                std::int64_t known_at_us) {
    std::optional<std::int64_t> last;
    for (const std::string& table : {registry.history_table(), registry.yearly_table()}) {
        auto rows = connection.query(
            "SELECT max(known_at_us) FROM " + table + " WHERE known_at_us <= $1", {known_at_us});
        if (!rows) return unexpected(std::move(rows.error()));
        auto more = rows->next();
        if (!more) return unexpected(std::move(more.error()));
        if (!*more) continue;
        const auto at_us = rows->get<std::optional<std::int64_t>>(0);
        if (at_us && (!last || *last < *at_us)) last = at_us;
    }
    return last;
}

Result<TableChanges> make_tables(store::Store& store, const Registries& registries,
                                 std::string_view actor) {
    Work work;
    {
        auto reader = store.read_for_long();
        if (!reader) return unexpected(std::move(reader.error()));
        auto planned = Planner(reader->connection(), registries).plan();
        if (!planned) return unexpected(std::move(planned.error()));
        work = std::move(*planned);
    }
    if (work.statements.empty()) return TableChanges{};
    const std::string payload = payload_of(work);
    // The same change is never needed twice in one database, so its content is its key.
    const std::string key = "record.tables " + store::to_hex(store::sha256(payload));
    auto written = store.write(
        {.key = key,
         .actor = std::string(actor),
         .kind = "record.tables",
         .payload = payload,
         .run = [&](store::Transaction& transaction) { return carry_out(work, transaction); }});
    if (!written) return unexpected(std::move(written.error()));
    return std::move(work.changes);
}

}  // namespace kc::record

// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_imports.hpp"

#include "record/rows.hpp"

namespace kc::office {
namespace {

constexpr std::string_view kColumns =
    "SELECT id, registry, sha256, submitted, imported_at_us, imported_by, created, updated, "
    "unchanged, proof FROM record_import ";

RecordImportDone read_import(store::Rows& rows) {
    RecordImportDone done;
    done.id = rows.get<std::int64_t>(0);
    done.registry = rows.get<std::string>(1);
    done.sha256 = rows.get<std::string>(2);
    done.submitted = rows.get<std::int64_t>(3) != 0;
    done.at_us = rows.get<std::int64_t>(4);
    done.by = rows.get<std::string>(5);
    done.counts.create = rows.get<std::int64_t>(6);
    done.counts.update = rows.get<std::int64_t>(7);
    done.counts.same = rows.get<std::int64_t>(8);
    done.proof = rows.get<std::string>(9);
    return done;
}

Result<std::vector<RecordImportDone>> imports(Result<store::Rows> found) {
    std::vector<RecordImportDone> all;
    auto read = record::for_each_row(std::move(found),
                                     [&](store::Rows& rows) { all.push_back(read_import(rows)); });
    if (!read) return unexpected(std::move(read.error()));
    return all;
}

Result<std::optional<RecordImportDone>> first(Result<std::vector<RecordImportDone>> found) {
    if (!found) return unexpected(std::move(found.error()));
    if (found->empty()) return std::optional<RecordImportDone>();
    return std::optional(std::move(found->front()));
}

}  // namespace

Result<std::optional<RecordImportDone>> find_import(const record::Look& look,
                                                    const std::string& digest) {
    const store::Value value = digest;
    return first(imports(look(std::string(kColumns) + "WHERE digest = $1", {&value, 1})));
}

Result<std::vector<RecordImportDone>> imports_of(store::Connection& connection,
                                                 const std::string& registry,
                                                 const std::string& account,
                                                 std::optional<std::int64_t> before,
                                                 std::int64_t limit) {
    return imports(connection.query(std::string(kColumns) +
                                        "WHERE imported_by = $1 AND registry = $2 AND id < $3 "
                                        "ORDER BY id DESC LIMIT $4",
                                    {account, registry, before.value_or(INT64_MAX), limit}));
}

Result<std::optional<RecordImportDone>> import_of(store::Connection& connection,
                                                  const std::string& registry,
                                                  const std::string& account, std::int64_t id) {
    return first(imports(connection.query(
        std::string(kColumns) + "WHERE id = $1 AND imported_by = $2 AND registry = $3",
        {id, account, registry})));
}

Result<std::vector<ImportedRow>> rows_of_import(store::Connection& connection, std::int64_t id,
                                                std::int64_t after, std::int64_t limit) {
    std::vector<ImportedRow> all;
    auto read = record::for_each_row(
        connection.query("SELECT line, outcome, record, version FROM record_import_row "
                         "WHERE import = $1 AND line > $2 ORDER BY line LIMIT $3",
                         {id, after, limit}),
        [&](store::Rows& rows) {
            all.push_back({rows.get<std::int64_t>(0), rows.get<std::string>(1),
                           rows.get<std::int64_t>(2), rows.get<std::int64_t>(3)});
        });
    if (!read) return unexpected(std::move(read.error()));
    return all;
}

}  // namespace kc::office

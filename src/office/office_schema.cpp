// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "office/office_live.hpp"

namespace kc::office {
namespace {

constexpr std::string_view kDrafts = R"sql(
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    year INTEGER,
    issuer TEXT NOT NULL,
    uploaded_at_us INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL
) STRICT;

CREATE TABLE draft_correction (
    id INTEGER PRIMARY KEY,
    draft INTEGER NOT NULL REFERENCES draft (id),
    subject TEXT NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT
) STRICT;
CREATE INDEX draft_correction_draft ON draft_correction (draft, id);

CREATE TABLE live_pack (
    id INTEGER PRIMARY KEY,
    draft INTEGER NOT NULL REFERENCES draft (id),
    folder TEXT NOT NULL,
    since_us INTEGER NOT NULL
) STRICT;

CREATE TABLE import_report (
    id INTEGER PRIMARY KEY,
    created_at_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;
)sql";

// What became of each row stands with the import; what it said stands in the record's versions.
constexpr std::string_view kRecordImports = R"sql(
CREATE TABLE record_import (
    id INTEGER PRIMARY KEY,
    registry TEXT NOT NULL,
    digest TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    submitted INTEGER NOT NULL,
    imported_at_us INTEGER NOT NULL,
    imported_by TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    proof TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_import_digest ON record_import (digest);
CREATE INDEX record_import_by ON record_import (imported_by, registry, id);

CREATE TABLE record_import_row (
    import INTEGER NOT NULL REFERENCES record_import (id),
    line INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    record INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (import, line)
) STRICT;

CREATE TABLE record_mapping (
    registry TEXT NOT NULL,
    whose TEXT NOT NULL,
    headings TEXT NOT NULL,
    mapping TEXT NOT NULL,
    changed_at_us INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (registry, whose, headings)
) STRICT;
)sql";

constexpr std::array<store::Migration, 2> kMigrations = {
    {{1, "drafts and imports", kDrafts}, {2, "imports of records", kRecordImports}}};

}  // namespace

store::Schema office_schema() {
    return {"office", kMigrations};
}

}  // namespace kc::office

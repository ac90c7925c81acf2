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

constexpr std::array<store::Migration, 1> kMigrations = {{{1, "drafts and imports", kDrafts}}};

}  // namespace

store::Schema office_schema() {
    return {"office", kMigrations};
}

}  // namespace kc::office

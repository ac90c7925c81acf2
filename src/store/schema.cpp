// SPDX-License-Identifier: Apache-2.0
#include "store/schema.hpp"

#include <array>

namespace kc::store {
namespace {

// A fact is eleven whole numbers, so that ten million of them are read in seconds: every text in it
// is a term, written once. There are no foreign keys to `term`, which would cost six look-ups a
// row; the writer interns every text itself and the audit compares the texts.
//
// The triggers are the second line of defence, against SQL of our own; against somebody with the
// file in hand only the journal helps.
constexpr std::string_view kFactsAndJournal = R"sql(
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    indicator INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    period INTEGER NOT NULL,
    dimensions INTEGER NOT NULL,
    coefficient INTEGER NOT NULL,
    scale INTEGER NOT NULL,
    status INTEGER NOT NULL,
    known_at_us INTEGER NOT NULL,
    source INTEGER NOT NULL,
    who INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_cell ON fact (indicator, unit, period, dimensions);

CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    leaf_hash BLOB NOT NULL,
    known_at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    facts_first INTEGER NOT NULL,
    facts_count INTEGER NOT NULL,
    facts_digest BLOB NOT NULL,
    payload TEXT NOT NULL,
    answer TEXT NOT NULL,
    fact_checks BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_key ON journal (actor, key);

CREATE TABLE journal_tile (
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_head (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL
) STRICT;

CREATE TRIGGER term_never_changes BEFORE UPDATE ON term
BEGIN SELECT RAISE(ABORT, 'terms are never changed'); END;
CREATE TRIGGER term_never_goes BEFORE DELETE ON term
BEGIN SELECT RAISE(ABORT, 'terms are never deleted'); END;
CREATE TRIGGER fact_never_changes BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fact_never_goes BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_never_goes BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
CREATE TRIGGER journal_tile_never_changes BEFORE UPDATE ON journal_tile
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_tile_never_goes BEFORE DELETE ON journal_tile
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
CREATE TRIGGER journal_head_never_changes BEFORE UPDATE ON journal_head
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_head_never_goes BEFORE DELETE ON journal_head
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
)sql";

// A term may be longer than the third of a page that a B-tree of PostgreSQL takes.
constexpr std::string_view kLongTerms =
    "ALTER TABLE term DROP CONSTRAINT term_text_key; "
    "ALTER TABLE term ADD CONSTRAINT term_text_key EXCLUDE USING hash (text WITH =);";

// Files by their digest; see content.hpp.
constexpr std::string_view kContent = R"sql(
CREATE TABLE content (
    sha256 BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE content_part (
    sha256 BLOB NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (sha256, part)
) STRICT;

CREATE TRIGGER content_never_changes BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'kept files are never changed'); END;
CREATE TRIGGER content_never_goes BEFORE DELETE ON content
BEGIN SELECT RAISE(ABORT, 'kept files are never deleted'); END;
CREATE TRIGGER content_part_never_changes BEFORE UPDATE ON content_part
BEGIN SELECT RAISE(ABORT, 'kept files are never changed'); END;
CREATE TRIGGER content_part_never_goes BEFORE DELETE ON content_part
BEGIN SELECT RAISE(ABORT, 'kept files are never deleted'); END;
)sql";

constexpr std::array<Migration, 2> kMigrations = {{
    {1, "facts and journal", kFactsAndJournal, kLongTerms},
    {2, "kept files", kContent},
}};

}  // namespace

Schema store_schema() {
    return {"store", kMigrations};
}

}  // namespace kc::store

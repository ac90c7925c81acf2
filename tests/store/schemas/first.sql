-- An office as the first schemas made it (store 1, access 1, office 1), with nothing entered.
PRAGMA application_id = 1262700593;
BEGIN TRANSACTION;
CREATE TABLE account (
    name TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until_us INTEGER NOT NULL,
    created_at_us INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
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
CREATE TABLE import_report (
    id INTEGER PRIMARY KEY,
    created_at_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;
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
CREATE TABLE journal_head (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL
) STRICT;
CREATE TABLE journal_tile (
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE live_pack (
    id INTEGER PRIMARY KEY,
    draft INTEGER NOT NULL REFERENCES draft (id),
    folder TEXT NOT NULL,
    since_us INTEGER NOT NULL
) STRICT;
CREATE TABLE migration (
    room TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum BLOB NOT NULL,
    applied_at_us INTEGER NOT NULL,
    PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "migration" VALUES('access',1,'accounts',X'68B7C26C7C506B63143EA1D744B5F6FB08D47B0A07DD88994399FEA2745D2CB4',1795439264002202);
INSERT INTO "migration" VALUES('office',1,'drafts and imports',X'DAE8E1BBDA15A1AE063DC901B12A17F140DCC8671CB5BA666549BA3466C9B452',1795439264002202);
INSERT INTO "migration" VALUES('store',1,'facts and journal',X'2704D94EE68240B9E2A89C922E7F66F7E925D743027E6D06B10B0D6A7F460BE4',1795439264002202);
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER migration_never_changes BEFORE UPDATE ON migration
BEGIN SELECT RAISE(ABORT, 'migrations are never changed'); END;
CREATE TRIGGER migration_never_goes BEFORE DELETE ON migration
BEGIN SELECT RAISE(ABORT, 'migrations are never deleted'); END;
CREATE INDEX fact_cell ON fact (indicator, unit, period, dimensions);
CREATE UNIQUE INDEX journal_key ON journal (actor, key);
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
CREATE UNIQUE INDEX account_administrator ON account (role) WHERE role LIKE '%administrator';
CREATE INDEX draft_correction_draft ON draft_correction (draft, id);
COMMIT;

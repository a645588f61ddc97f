-- The log, what it adds up to, and what the laptop knows about itself (docs/protocol.md section 9).
-- Ids and hashes are raw bytes; times are ISO 8601 text in UTC; JSON is text.

-- What only this laptop remembers, by name.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which change this laptop wrote last is in the log and not said twice: a save touches no page that it need not.
CREATE TABLE me (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    org       BLOB NOT NULL,
    dev       BLOB NOT NULL,
    user      BLOB NOT NULL,
    key       BLOB NOT NULL,
    acked     INTEGER NOT NULL,
    feed_seq  INTEGER NOT NULL,
    feed_hash BLOB NOT NULL,
    enrolled  INTEGER NOT NULL,
    roster    INTEGER NOT NULL
) STRICT;

CREATE TABLE ring (
    org    BLOB NOT NULL,
    epoch  INTEGER NOT NULL,
    secret BLOB NOT NULL,
    PRIMARY KEY (org, epoch)
) STRICT, WITHOUT ROWID;

-- Keys unwrapped from what others sealed to this organisation.
CREATE TABLE stream_key (
    org      BLOB NOT NULL,
    stream   BLOB NOT NULL,
    epoch    INTEGER NOT NULL,
    to_epoch INTEGER NOT NULL,
    k        BLOB NOT NULL,
    PRIMARY KEY (org, stream, epoch, to_epoch)
) STRICT, WITHOUT ROWID;

-- Signed directories (org empty), rosters, as they came. sig holds one signature, or a JSON list of them.
CREATE TABLE trust (
    org     BLOB NOT NULL,
    version INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    sig     BLOB NOT NULL,
    PRIMARY KEY (org, version)
) STRICT, WITHOUT ROWID;

-- Every change this laptop holds and has not refused, in the order of arrival (id).
-- state: counted, waiting (reason says for what), aside (beyond a retired device's last change)
CREATE TABLE change (
    id       INTEGER PRIMARY KEY,
    dev      BLOB NOT NULL,
    n        INTEGER NOT NULL,
    org      BLOB NOT NULL,
    stream   BLOB NOT NULL,
    sn       INTEGER NOT NULL,
    hash     BLOB NOT NULL,
    header   BLOB NOT NULL,
    sig      BLOB NOT NULL,
    sealed   BLOB,
    seq      INTEGER,
    withheld INTEGER NOT NULL DEFAULT 0,
    received TEXT,
    state    TEXT NOT NULL,
    reason   TEXT,
    case_id  BLOB,
    at       TEXT,
    UNIQUE (dev, n)
) STRICT;
CREATE INDEX change_in_shared_stream ON change (stream, id) WHERE stream <> org;
CREATE INDEX change_not_counted ON change (id) WHERE state <> 'counted';

CREATE TABLE refused (
    dev    BLOB NOT NULL,
    n      INTEGER NOT NULL,
    hash   BLOB NOT NULL,
    header BLOB NOT NULL,
    sig    BLOB NOT NULL,
    sealed BLOB,
    seq    INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (dev, n, hash)
) STRICT;

-- kind is unknown until the opening record is here; opened is 1 as long as that record counts.
CREATE TABLE stream (
    org         BLOB NOT NULL,
    stream      BLOB NOT NULL,
    kind        TEXT,
    reader      BLOB,
    case_id     BLOB,
    answers     BLOB,
    opened      INTEGER NOT NULL DEFAULT 0,
    closed      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (org, stream)
) STRICT, WITHOUT ROWID;

CREATE INDEX stream_of_case ON stream (case_id) WHERE case_id IS NOT NULL;

-- doc: shown values by field. heads: {"*": head} for all fields of doc not named in it, else {"field": [heads…]}.
-- changes: ids of the changes that touched the record, 8 bytes each.
CREATE TABLE record (
    id         INTEGER PRIMARY KEY,
    org        BLOB NOT NULL,
    stream     BLOB NOT NULL,
    record     BLOB NOT NULL,
    case_id    BLOB,
    kind       TEXT NOT NULL,
    doc        TEXT NOT NULL,
    heads      TEXT NOT NULL,
    covered    TEXT,
    conflicts  INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    author     BLOB NOT NULL,
    changed_at TEXT NOT NULL,
    changes    BLOB NOT NULL,
    UNIQUE (record, org, stream)
) STRICT;
CREATE INDEX record_of_case ON record (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX record_of_no_case ON record (kind) WHERE case_id IS NULL;
CREATE INDEX record_in_conflict ON record (id) WHERE conflicts > 0;

CREATE TABLE draft (
    record     BLOB PRIMARY KEY,
    kind       TEXT NOT NULL,
    case_id    BLOB,
    stream     BLOB,
    fields     TEXT NOT NULL,
    started_at TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_of_case ON draft (case_id);

CREATE TABLE file (
    file    BLOB PRIMARY KEY,
    case_id BLOB,
    org     BLOB NOT NULL,
    stream  BLOB NOT NULL,
    key     BLOB NOT NULL,
    size    INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    state   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The list of cases: one row for each case that exists for this worker; the *_key columns sort. It says nothing that
-- changes with every save, such as when the case was written on.
CREATE TABLE case_row (
    id               INTEGER PRIMARY KEY,
    case_id          BLOB NOT NULL UNIQUE,
    reference        TEXT NOT NULL,
    next_step        TEXT,
    next_at          TEXT,
    proposal_state   TEXT,
    proposal_at      TEXT,
    responsible      BLOB,
    responsible_name TEXT NOT NULL,
    delete_on        TEXT,
    closed_on        TEXT,
    created_at       TEXT NOT NULL,
    opened_at        TEXT,
    flags            INTEGER NOT NULL,
    reference_key    TEXT NOT NULL,
    next_key         TEXT NOT NULL,
    proposal_key     TEXT NOT NULL,
    responsible_key  TEXT NOT NULL,
    delete_key       TEXT NOT NULL,
    opened_key       TEXT NOT NULL
) STRICT;
CREATE INDEX case_by_reference ON case_row (reference_key, id);
CREATE INDEX case_by_next ON case_row (next_key, id);
CREATE INDEX case_by_proposal ON case_row (proposal_key, id);
CREATE INDEX case_by_responsible ON case_row (responsible_key, id);
CREATE INDEX case_by_delete ON case_row (delete_key, id);
CREATE INDEX case_by_opened ON case_row (opened_key, id);
CREATE INDEX case_by_flags ON case_row (flags);

-- Cases whose team leaves this worker out, or which must not exist for them.
CREATE TABLE hidden_case (
    case_id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE opened (
    case_id BLOB PRIMARY KEY,
    at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many cases have each combination of flags: a filtered list knows its length without counting.
CREATE TABLE case_count (
    flags  INTEGER PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT;
CREATE TRIGGER case_row_added AFTER INSERT ON case_row BEGIN
    INSERT INTO case_count VALUES (new.flags, 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER case_row_removed AFTER DELETE ON case_row BEGIN
    UPDATE case_count SET number = number - 1 WHERE flags = old.flags;
END;
CREATE TRIGGER case_row_flagged AFTER UPDATE OF flags ON case_row WHEN new.flags <> old.flags BEGIN
    UPDATE case_count SET number = number - 1 WHERE flags = old.flags;
    INSERT INTO case_count VALUES (new.flags, 1) ON CONFLICT DO UPDATE SET number = number + 1;
END;

-- Persons as they are compared for duplicates: keys by which possible doubles are found, and what is compared then. Also
-- of cases outside this worker's team, of which reference and responsible worker are told; of none that blocks them.
CREATE TABLE likeness_key (
    key     TEXT NOT NULL,
    case_id BLOB NOT NULL,
    PRIMARY KEY (key, case_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE likeness (
    case_id     BLOB PRIMARY KEY,
    reference   TEXT NOT NULL,
    responsible BLOB,
    doc         TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is searched: reference and names, folded to plain small letters.
CREATE TABLE case_text (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE case_search USING fts5 (
    text, content = 'case_text', content_rowid = 'id', tokenize = 'trigram', detail = 'none',
    columnsize = 0
);

-- Who opened or printed what: a projection of the records of kind access.
CREATE TABLE access_log (
    record  BLOB PRIMARY KEY,
    case_id BLOB,
    user    BLOB NOT NULL,
    at      TEXT NOT NULL,
    doc     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_of_case ON access_log (case_id, at);
CREATE INDEX access_by_time ON access_log (at);

-- What is noted for that log and waits for the next save or sync: it is never a reason to send.
CREATE TABLE access_pending (
    id  INTEGER PRIMARY KEY,
    doc TEXT NOT NULL
) STRICT;

-- Receipts of the central system for this laptop's changes: one covers all up to its number that had none before. When a
-- change was received stands beside it once the feed has brought it; until then it is told from here.
CREATE TABLE receipt (
    dev      BLOB NOT NULL,
    n        INTEGER NOT NULL,
    received TEXT NOT NULL,
    PRIMARY KEY (dev, n)
) STRICT, WITHOUT ROWID;

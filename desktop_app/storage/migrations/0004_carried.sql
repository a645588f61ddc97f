-- Laptops of the organisation whose changes somebody brought here: how far each has the feed, and the newest receipt for it.
CREATE TABLE carried (
    dev     BLOB PRIMARY KEY,
    seq     INTEGER NOT NULL,
    n       INTEGER NOT NULL DEFAULT 0,
    receipt BLOB,
    sig     BLOB
) STRICT, WITHOUT ROWID;

-- Numbers of changes of which the central system said that it has set them aside for an administrator.
CREATE TABLE set_aside (
    dev BLOB NOT NULL,
    n   INTEGER NOT NULL,
    PRIMARY KEY (dev, n)
) STRICT, WITHOUT ROWID;

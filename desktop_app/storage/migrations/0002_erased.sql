-- Which changes have been erased: named by a change of their own stream (docs/protocol.md section 10). Their sealed
-- bytes are gone from `change` and never taken again. A row of another organisation says what it asked to be erased.
CREATE TABLE erased (
    dev    BLOB NOT NULL,
    n      INTEGER NOT NULL,
    org    BLOB NOT NULL,
    stream BLOB NOT NULL,
    PRIMARY KEY (dev, n, org, stream)
) STRICT, WITHOUT ROWID;

-- A text taken out of the search leaves nothing behind in the index.
INSERT INTO case_search (case_search, rank) VALUES ('secure-delete', 1);
INSERT INTO case_search (case_search) VALUES ('optimize');

-- Which changes have been issued again under another device id, by the hash that the later change names: one that comes
-- after all, released by an administrator, does not count beside it. A store that was there before is looked through when
-- it is first asked; until then meta says so.
CREATE TABLE reissued (
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO meta SELECT 'reissued', 'to be looked through' WHERE EXISTS (SELECT 1 FROM change);

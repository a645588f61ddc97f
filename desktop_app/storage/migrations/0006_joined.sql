-- What records of kind case_join say: which case was joined to which other, or to a consultation (then that is 1).
CREATE TABLE case_join (
    record       BLOB PRIMARY KEY,
    case_id      BLOB NOT NULL,
    joined       BLOB NOT NULL,
    consultation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_join_of_case ON case_join (case_id);
CREATE INDEX case_join_of_joined ON case_join (joined);

-- Cases joined to others, directly or by way of others, and the case under which all of them stand in lists.
CREATE TABLE case_group (
    case_id BLOB PRIMARY KEY,
    lead    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_group_by_lead ON case_group (lead);

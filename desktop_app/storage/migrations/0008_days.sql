-- Days of secret and safety data that somebody has to mind: no list shows which, only that one is near.
CREATE TABLE case_day (
    day     TEXT NOT NULL,
    case_id BLOB NOT NULL,
    PRIMARY KEY (day, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_day_of_case ON case_day (case_id);

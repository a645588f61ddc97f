-- Days that somebody has to mind, each with the step that lists may tell; with none, no list shows which day or of what,
-- only that one is near. Written anew from the records when the store is opened next.
DROP TABLE case_day;
CREATE TABLE case_day (
    day     TEXT NOT NULL,
    case_id BLOB NOT NULL,
    step    TEXT NOT NULL,
    PRIMARY KEY (day, case_id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_day_of_case ON case_day (case_id);

-- What each case adds to the statistics (domain.statistics): counted things, one a line, and how many there are of each
-- in all cases. Nothing of a case that must not exist for one of the organisation's workers.
CREATE TABLE statistics_case (
    case_id BLOB PRIMARY KEY,
    counted TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE statistics_count (
    key    TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

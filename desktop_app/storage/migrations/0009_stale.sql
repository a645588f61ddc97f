-- Cases of which a page of the feed brought something while more pages were to come: their rows in the list, the search,
-- the statistics, the index of persons and the days are to be written anew.
CREATE TABLE stale_case (
    case_id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

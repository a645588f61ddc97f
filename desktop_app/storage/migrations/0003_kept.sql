-- Finds what is to be erased on a day without looking through every record: only kinds that are kept until a day.
CREATE INDEX record_kept ON record (json_extract(doc, '$.delete_on')) WHERE kind IN ('case', 'note', 'consultation');

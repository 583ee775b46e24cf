// Is a paper found fast by its archive_id?
// params: none
// returns: nothing
CREATE INDEX paper_archive_id IF NOT EXISTS FOR (n:Paper) ON (n.archive_id)

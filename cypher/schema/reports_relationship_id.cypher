// Is a REPORTS relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX reports_relationship_id IF NOT EXISTS FOR ()-[r:REPORTS]-() ON (r.id)

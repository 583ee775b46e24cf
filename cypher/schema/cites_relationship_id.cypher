// Is a CITES relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX cites_relationship_id IF NOT EXISTS FOR ()-[r:CITES]-() ON (r.id)

// Is a USES relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX uses_relationship_id IF NOT EXISTS FOR ()-[r:USES]-() ON (r.id)

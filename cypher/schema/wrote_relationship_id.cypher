// Is a WROTE relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX wrote_relationship_id IF NOT EXISTS FOR ()-[r:WROTE]-() ON (r.id)

// Is a COMPARES_WITH relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX compares_with_relationship_id IF NOT EXISTS FOR ()-[r:COMPARES_WITH]-() ON (r.id)

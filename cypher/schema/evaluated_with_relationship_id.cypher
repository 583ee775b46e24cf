// Is a EVALUATED_WITH relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX evaluated_with_relationship_id IF NOT EXISTS FOR ()-[r:EVALUATED_WITH]-() ON (r.id)

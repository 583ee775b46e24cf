// Is a TRAINED_WITH relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX trained_with_relationship_id IF NOT EXISTS FOR ()-[r:TRAINED_WITH]-() ON (r.id)

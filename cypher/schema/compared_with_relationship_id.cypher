// Is a COMPARED_WITH relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX compared_with_relationship_id IF NOT EXISTS FOR ()-[r:COMPARED_WITH]-() ON (r.id)

// Is a EVALUATES_ON relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX evaluates_on_relationship_id IF NOT EXISTS FOR ()-[r:EVALUATES_ON]-() ON (r.id)

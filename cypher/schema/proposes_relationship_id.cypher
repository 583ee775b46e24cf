// Is a PROPOSES relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX proposes_relationship_id IF NOT EXISTS FOR ()-[r:PROPOSES]-() ON (r.id)

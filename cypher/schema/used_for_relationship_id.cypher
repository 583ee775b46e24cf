// Is a USED_FOR relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX used_for_relationship_id IF NOT EXISTS FOR ()-[r:USED_FOR]-() ON (r.id)

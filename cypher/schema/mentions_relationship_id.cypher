// Is a MENTIONS relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX mentions_relationship_id IF NOT EXISTS FOR ()-[r:MENTIONS]-() ON (r.id)

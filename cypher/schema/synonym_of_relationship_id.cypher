// Is a SYNONYM_OF relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX synonym_of_relationship_id IF NOT EXISTS FOR ()-[r:SYNONYM_OF]-() ON (r.id)

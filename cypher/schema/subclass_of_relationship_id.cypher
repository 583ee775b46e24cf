// Is a SUBCLASS_OF relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX subclass_of_relationship_id IF NOT EXISTS FOR ()-[r:SUBCLASS_OF]-() ON (r.id)

// Is a PART_OF relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX part_of_relationship_id IF NOT EXISTS FOR ()-[r:PART_OF]-() ON (r.id)

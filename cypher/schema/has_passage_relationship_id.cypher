// Is a HAS_PASSAGE relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX has_passage_relationship_id IF NOT EXISTS FOR ()-[r:HAS_PASSAGE]-() ON (r.id)

// Is a IN_CATEGORY relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX in_category_relationship_id IF NOT EXISTS FOR ()-[r:IN_CATEGORY]-() ON (r.id)

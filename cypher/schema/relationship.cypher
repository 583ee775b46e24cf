// Is a @TYPE relationship found fast by its id?
// for: types, named @{type}_relationship_id
// params: none
// returns: nothing
CREATE INDEX @{type}_relationship_id IF NOT EXISTS FOR ()-[r:@TYPE]-() ON (r.id)

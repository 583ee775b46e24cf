// Is a ADDRESSES relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX addresses_relationship_id IF NOT EXISTS FOR ()-[r:ADDRESSES]-() ON (r.id)

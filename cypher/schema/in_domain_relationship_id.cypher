// Is a IN_DOMAIN relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX in_domain_relationship_id IF NOT EXISTS FOR ()-[r:IN_DOMAIN]-() ON (r.id)

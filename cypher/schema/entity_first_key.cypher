// Are entities found by the first of their match keys?
// params: none
// returns: nothing
CREATE INDEX entity_first_key IF NOT EXISTS FOR (n:Entity) ON (n.first_key)

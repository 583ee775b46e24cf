// Are entities found by the second of their match keys?
// params: none
// returns: nothing
CREATE INDEX entity_second_key IF NOT EXISTS FOR (n:Entity) ON (n.second_key)

// Is an entity found fast by its name?
// params: none
// returns: nothing
CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)

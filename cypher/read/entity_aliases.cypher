// By which other names does an entity go?
// params: id: string - the entity's id
// returns: alias
MATCH (entity:Entity {id: $id})
UNWIND entity.aliases AS alias
RETURN alias
ORDER BY alias

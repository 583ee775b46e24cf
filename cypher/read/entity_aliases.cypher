// By which other names does an entity go, and why?
// params: id: string - the entity's id
// returns: alias, why
MATCH (entity:Entity {id: $id})
UNWIND range(0, size(entity.aliases) - 1) AS place
RETURN entity.aliases[place] AS alias, entity.alias_reasons[place] AS why
ORDER BY alias

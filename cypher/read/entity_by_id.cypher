// What does the archive know of one entity?
// params: id: string - the entity's id
// returns: entity
MATCH (entity:Entity {id: $id})
RETURN entity

// Which entities are named in the same passages as this one, most often first?
// params: id: string - the entity's id, limit: int = 20 - at most so many
// returns: entity_id, name, label, passages
MATCH (entity:Entity {id: $id})<-[:MENTIONS]-(passage:Passage)
WITH DISTINCT entity, passage
MATCH (passage)-[:MENTIONS]->(other:Entity)
WHERE other.id <> entity.id
WITH DISTINCT other, passage
RETURN other.id AS entity_id, other.name AS name, other.label AS label,
       count(passage) AS passages
ORDER BY passages DESC, entity_id
LIMIT $limit

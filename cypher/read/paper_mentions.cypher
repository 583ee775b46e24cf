// Which entities does a paper name, and how often?
// params: id: string - the paper's id
// returns: entity_id, name, label, mentions
MATCH (:Paper {id: $id})-[:HAS_PASSAGE]->(:Passage)-[r:MENTIONS]->(entity:Entity)
RETURN entity.id AS entity_id, entity.name AS name, entity.label AS label, count(r) AS mentions
ORDER BY mentions DESC, entity_id

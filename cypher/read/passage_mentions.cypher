// Which entities does a passage name, and where?
// params: id: string - the passage's id
// returns: entity_id, name, label, surface, char_start, char_end, confidence
MATCH (:Passage {id: $id})-[r:MENTIONS]->(entity:Entity)
RETURN entity.id AS entity_id, entity.name AS name, entity.label AS label, r.surface AS surface,
       r.char_start AS char_start, r.char_end AS char_end, r.confidence AS confidence
ORDER BY char_start, char_end, entity_id

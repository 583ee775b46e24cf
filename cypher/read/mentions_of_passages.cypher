// Which entities do these passages name, where, and which extractor found it?
// params: passages: list - passage ids
// returns: passage_id, entity_id, name, label, surface, char_start, char_end, confidence, extractor
UNWIND $passages AS wanted
MATCH (passage:Passage {id: wanted})-[r:MENTIONS]->(entity:Entity)
RETURN passage.id AS passage_id, entity.id AS entity_id, entity.name AS name,
       entity.label AS label, r.surface AS surface, r.char_start AS char_start,
       r.char_end AS char_end, r.confidence AS confidence, r.extractor AS extractor
ORDER BY passage_id, char_start, char_end, entity_id

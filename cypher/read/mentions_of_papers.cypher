// Which entities do the passages of these papers name, and where?
// params: papers: list - paper ids
// returns: paper_id, passage_id, char_start, char_end, entity_id, name, label
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[:HAS_PASSAGE]->(passage:Passage)-[r:MENTIONS]->(entity:Entity)
RETURN paper.id AS paper_id, passage.id AS passage_id, r.char_start AS char_start,
       r.char_end AS char_end, entity.id AS entity_id, entity.name AS name, entity.label AS label
ORDER BY paper_id, passage_id, char_start, entity_id

// By which relationships are these papers linked to some entities or to any entity below them?
// params: papers: list - paper ids, entities: list - entity ids, floor: float - the least confidence of a relationship
// returns: paper_id, entity_id, name, label, relation_id, type, passage_id, char_start, char_end, confidence
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[r:@PAPER_RELATIONS]->(entity:Entity)
WHERE r.confidence >= $floor
WITH paper, r, entity
MATCH (entity)-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]->(top:Entity)
WHERE top.id IN $entities
RETURN DISTINCT paper.id AS paper_id, entity.id AS entity_id, entity.name AS name, entity.label AS label,
       r.id AS relation_id, type(r) AS type, r.passage_id AS passage_id,
       r.char_start AS char_start, r.char_end AS char_end, r.confidence AS confidence
ORDER BY paper_id, entity_id, relation_id

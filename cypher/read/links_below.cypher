// Which papers are linked to these entities or to any entity below them, and by which relationships?
// params: entities: list - entity ids, floor: float - the least confidence of a relationship
// returns: paper_id, entity_id, relation_id, type, passage_id, char_start, char_end, confidence
UNWIND $entities AS top_id
MATCH (top:Entity {id: top_id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(below:Entity)
WITH DISTINCT below
MATCH (below)<-[r:@PAPER_RELATIONS]-(paper:Paper)
WHERE r.confidence >= $floor
RETURN paper.id AS paper_id, below.id AS entity_id, r.id AS relation_id, type(r) AS type,
       r.passage_id AS passage_id, r.char_start AS char_start, r.char_end AS char_end,
       r.confidence AS confidence
ORDER BY paper_id, entity_id, relation_id

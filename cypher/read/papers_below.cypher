// Which papers are linked to these entities or to any entity below them?
// params: entities: list - entity ids, floor: float - the least confidence of a relationship
// returns: paper_id
UNWIND $entities AS top_id
MATCH (:Entity {id: top_id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(below:Entity)
WITH DISTINCT below
MATCH (below)<-[r:@PAPER_RELATIONS]-(paper:Paper)
WHERE r.confidence >= $floor
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

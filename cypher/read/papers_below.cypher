// Which papers are linked to these entities or to any entity below them?
// params: entities: list - entity ids, floor: float - the least confidence of a relationship
// returns: paper_id
UNWIND $entities AS top_id
MATCH (:Entity {id: top_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(below:Entity)
WITH DISTINCT below
MATCH (below)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

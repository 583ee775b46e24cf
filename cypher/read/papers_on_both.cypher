// Which papers are linked both to one group of entities and to another, each with all below it?
// params: side: list - entity ids, aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
MATCH (side:Entity)<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]-(part:Entity)
WHERE side.id IN $side
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor
WITH DISTINCT paper
MATCH (paper)-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(kind:Entity)
WHERE s.confidence >= $floor
WITH DISTINCT paper, kind
MATCH (kind)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]->(aspect:Entity)
WHERE aspect.id IN $aspect
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

// Which papers are linked to two sides and to an aspect, each with all below it?
// params: left: list - entity ids, right: list - entity ids, aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
MATCH (left:Entity)<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]-(part:Entity)
WHERE left.id IN $left
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor
WITH DISTINCT paper
MATCH (paper)-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(other:Entity)
WHERE s.confidence >= $floor
WITH DISTINCT paper, other
MATCH (other)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]->(right:Entity)
WHERE right.id IN $right
WITH DISTINCT paper
MATCH (paper)-[t:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(kind:Entity)
WHERE t.confidence >= $floor
WITH DISTINCT paper, kind
MATCH (kind)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]->(aspect:Entity)
WHERE aspect.id IN $aspect
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

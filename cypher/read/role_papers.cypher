// Which papers of a side and aspect have a passage with a sentence of this role?
// params: side: list - entity ids, aspect: list - entity ids, role: string - a sentence role, floor: float - the least confidence
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
WITH DISTINCT paper
MATCH (paper)-[:HAS_PASSAGE]->(passage:Passage)
WHERE $role IN passage.sentence_roles
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

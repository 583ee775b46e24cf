// Which entities at or below a side are the papers of that side and aspect linked to, most papers first?
// params: side: list - entity ids, aspect: list - entity ids, floor: float - the least confidence
// returns: entity_id, name, label, papers
MATCH (side:Entity)<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]-(part:Entity)
WHERE side.id IN $side
WITH DISTINCT part
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor
WITH DISTINCT part, paper
MATCH (paper)-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(kind:Entity)
WHERE s.confidence >= $floor
WITH DISTINCT part, paper, kind
MATCH (kind)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8]->(aspect:Entity)
WHERE aspect.id IN $aspect
RETURN part.id AS entity_id, part.name AS name, part.label AS label, count(DISTINCT paper) AS papers
ORDER BY papers DESC, entity_id

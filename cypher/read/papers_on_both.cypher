// Which papers are linked both to one group of entities and to another, each with all below it?
// params: side: list - entity ids, aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
UNWIND $aspect AS aspect_id
MATCH (:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
WITH DISTINCT topic
MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE s.confidence >= $floor
WITH DISTINCT paper
MATCH (paper)-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(part:Entity)
WHERE r.confidence >= $floor
WITH DISTINCT paper, part
MATCH (part)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]->(side:Entity)
WHERE side.id IN $side
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

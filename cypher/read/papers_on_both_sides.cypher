// Which papers are on two sides at once, each side with its own aspect?
// params: left: list - entity ids, left_aspect: list - entity ids, right: list - entity ids, right_aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
CALL {
  UNWIND $left_aspect AS aspect_id
  MATCH (:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
  WITH DISTINCT topic
  MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
  WHERE s.confidence >= $floor
  WITH DISTINCT paper
  MATCH (paper)-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(part:Entity)
  WHERE r.confidence >= $floor
  WITH DISTINCT paper, part
  MATCH (part)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]->(side:Entity)
  WHERE side.id IN $left
  RETURN DISTINCT paper, 1 AS on_left, 0 AS on_right
  UNION ALL
  UNWIND $right_aspect AS aspect_id
  MATCH (:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
  WITH DISTINCT topic
  MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
  WHERE s.confidence >= $floor
  WITH DISTINCT paper
  MATCH (paper)-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(part:Entity)
  WHERE r.confidence >= $floor
  WITH DISTINCT paper, part
  MATCH (part)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]->(side:Entity)
  WHERE side.id IN $right
  RETURN DISTINCT paper, 0 AS on_left, 1 AS on_right
}
WITH paper, sum(on_left) AS lefts, sum(on_right) AS rights
WHERE lefts > 0 AND rights > 0
RETURN paper.id AS paper_id
ORDER BY paper_id

// Which papers are on two sides at once, each side with its own aspect?
// params: left: list - entity ids, left_aspect: list - entity ids, right: list - entity ids, right_aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
UNWIND $left_aspect AS aspect_id
MATCH (aspect:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
WITH DISTINCT topic
MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE s.confidence >= $floor
WITH collect(DISTINCT paper.id) AS about
UNWIND $left AS side_id
MATCH (side:Entity {id: side_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(part:Entity)
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor AND paper.id IN about
WITH collect(DISTINCT paper.id) AS lefts
UNWIND $right_aspect AS aspect_id
MATCH (aspect:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE s.confidence >= $floor
WITH lefts, collect(DISTINCT paper.id) AS about
UNWIND $right AS side_id
MATCH (side:Entity {id: side_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(part:Entity)
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor AND paper.id IN about AND paper.id IN lefts
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

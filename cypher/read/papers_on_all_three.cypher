// Which papers are linked to two sides and to an aspect, each with all below it?
// params: left: list - entity ids, right: list - entity ids, aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
UNWIND $aspect AS aspect_id
MATCH (aspect:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
WITH DISTINCT topic
MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE s.confidence >= $floor
WITH collect(DISTINCT paper.id) AS about
UNWIND $left AS left_id
MATCH (left:Entity {id: left_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(part:Entity)
WITH DISTINCT about, part
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor AND paper.id IN about
WITH collect(DISTINCT paper.id) AS about
UNWIND $right AS right_id
MATCH (right:Entity {id: right_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(other:Entity)
WITH DISTINCT about, other
MATCH (other)<-[t:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE t.confidence >= $floor AND paper.id IN about
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

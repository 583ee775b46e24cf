// Which passages hold these words and are of papers linked to an aspect or to anything below it?
// params: pattern: string - a regular expression that the whole text has to match, aspect: list - entity ids, floor: float - the least confidence
// returns: passage_id, paper_id, relation_id
MATCH (paper:Paper)-[r:HAS_PASSAGE]->(passage:Passage)
WHERE passage.text =~ $pattern
MATCH (paper)-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(topic:Entity)
WHERE s.confidence >= $floor
WITH DISTINCT paper, r, passage, topic
MATCH (topic)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]->(aspect:Entity)
WHERE aspect.id IN $aspect
RETURN DISTINCT passage.id AS passage_id, paper.id AS paper_id, r.id AS relation_id
ORDER BY passage_id

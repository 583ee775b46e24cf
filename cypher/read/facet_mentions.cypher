// How many papers of each of two sides mention each entity of a facet or a kind of it?
// params: left: list - entity ids, left_aspect: list - entity ids, right: list - entity ids, right_aspect: list - entity ids, facet: string - a facet's or a label's name, floor: float - the least confidence of the sides' relationships
// returns: entity_id, name, label, left_papers, right_papers
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
WHERE r.confidence >= $floor AND paper.id IN about
WITH lefts, collect(DISTINCT paper.id) AS rights
UNWIND lefts + rights AS paper_id
MATCH (paper:Paper {id: paper_id})-[:HAS_PASSAGE]->(:Passage)-[:MENTIONS]->(entity:Entity)
WITH DISTINCT entity, paper, paper.id IN lefts AS on_left, paper.id IN rights AS on_right
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE $facet IN kind.facets OR kind.label = $facet
WITH DISTINCT kind, paper, on_left, on_right
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label,
       sum(CASE WHEN on_left THEN 1 ELSE 0 END) AS left_papers,
       sum(CASE WHEN on_right THEN 1 ELSE 0 END) AS right_papers
ORDER BY left_papers + right_papers DESC, entity_id

// How many papers of each of two sides, on one aspect, are linked to each entity of a facet or to a kind of it?
// params: left: list - entity ids, right: list - entity ids, aspect: list - entity ids, facet: string - a facet's name, types: list - relationship types that count, floor: float - the least confidence
// returns: entity_id, name, label, left_papers, right_papers
MATCH (topic:Entity)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]->(aspect:Entity)
WHERE aspect.id IN $aspect
WITH DISTINCT topic
MATCH (topic)<-[a:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE a.confidence >= $floor
WITH DISTINCT paper
MATCH (paper)-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(part:Entity)
WHERE r.confidence >= $floor
WITH DISTINCT paper, part
MATCH (part)-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]->(side:Entity)
WHERE side.id IN $left OR side.id IN $right
WITH DISTINCT paper, side.id IN $left AS is_left
MATCH (paper)-[t:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(entity:Entity)
WHERE t.confidence >= $floor AND type(t) IN $types
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE $facet IN kind.facets
WITH DISTINCT kind, paper, is_left
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label,
       sum(CASE WHEN is_left THEN 1 ELSE 0 END) AS left_papers,
       sum(CASE WHEN is_left THEN 0 ELSE 1 END) AS right_papers
ORDER BY left_papers + right_papers DESC, entity_id

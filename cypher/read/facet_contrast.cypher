// How many papers of each of two sides are linked to each entity of some facets or to a kind of it?
// params: left: list - entity ids, left_aspect: list - entity ids, right: list - entity ids, right_aspect: list - entity ids, facets: list - names of facets or labels, types: list - relationship types that count, floor: float - the least confidence
// returns: entity_id, name, label, facets, left_papers, right_papers
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
MATCH (paper)-[t:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(entity:Entity)
WHERE t.confidence >= $floor AND type(t) IN $types
WITH DISTINCT paper, entity, on_left, on_right
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE kind.label IN $facets OR any(facet IN kind.facets WHERE facet IN $facets)
WITH DISTINCT kind, paper, on_left, on_right
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label, kind.facets AS facets,
       sum(on_left) AS left_papers, sum(on_right) AS right_papers
ORDER BY left_papers + right_papers DESC, entity_id

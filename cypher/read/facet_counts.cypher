// How many papers of a side and aspect are linked to each entity of some facets or to a kind of it?
// params: side: list - entity ids, aspect: list - entity ids, facets: list - names of facets or labels, types: list - relationship types that count, floor: float - the least confidence
// returns: entity_id, name, label, facets, papers, total
CALL {
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
  RETURN count(DISTINCT paper) AS total
}
CALL {
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
  WITH DISTINCT paper
  MATCH (paper)-[t:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(entity:Entity)
  WHERE t.confidence >= $floor AND type(t) IN $types
  WITH DISTINCT paper, entity
  MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
  WHERE kind.label IN $facets OR any(facet IN kind.facets WHERE facet IN $facets)
  RETURN kind, count(DISTINCT paper) AS papers
}
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label, kind.facets AS facets,
       papers, total
ORDER BY papers DESC, entity_id

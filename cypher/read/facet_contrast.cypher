// How many papers of each of two groups are linked to each entity of some facets or to a kind of it?
// params: left: list - paper ids, right: list - paper ids, facets: list - names of facets or labels, types: list - relationship types that count, floor: float - the least confidence
// returns: entity_id, name, label, facets, left_papers, right_papers, left_total, right_total
CALL {
  UNWIND $left AS paper_id
  MATCH (paper:Paper {id: paper_id})
  RETURN DISTINCT paper, 1 AS on_left, 0 AS on_right
  UNION ALL
  UNWIND $right AS paper_id
  MATCH (paper:Paper {id: paper_id})
  RETURN DISTINCT paper, 0 AS on_left, 1 AS on_right
}
MATCH (paper)-[t:@PAPER_RELATIONS]->(entity:Entity)
WHERE t.confidence >= $floor AND type(t) IN $types
WITH entity, on_left, on_right, collect(DISTINCT paper.id) AS linked
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE kind.label IN $facets OR any(facet IN kind.facets WHERE facet IN $facets)
UNWIND linked AS paper_id
WITH DISTINCT kind, paper_id, on_left, on_right
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label, kind.facets AS facets,
       sum(on_left) AS left_papers, sum(on_right) AS right_papers,
       size($left) AS left_total, size($right) AS right_total
ORDER BY left_papers + right_papers DESC, entity_id

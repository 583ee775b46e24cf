// By which relationships are these papers linked to entities of some facets or to kinds of them?
// params: papers: list - paper ids, facets: list - names of facets or labels, types: list - relationship types that count, floor: float - the least confidence
// returns: kind_label, kind_facets, paper_id, entity_id, name, label, relation_id, type, passage_id, char_start, char_end, confidence
UNWIND $papers AS paper_id
MATCH (paper:Paper {id: paper_id})-[r:@PAPER_RELATIONS]->(entity:Entity)
WHERE r.confidence >= $floor AND type(r) IN $types
WITH paper, r, entity
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE kind.label IN $facets OR any(facet IN kind.facets WHERE facet IN $facets)
RETURN DISTINCT kind.label AS kind_label, kind.facets AS kind_facets, paper.id AS paper_id, entity.id AS entity_id, entity.name AS name, entity.label AS label,
       r.id AS relation_id, type(r) AS type, r.passage_id AS passage_id,
       r.char_start AS char_start, r.char_end AS char_end, r.confidence AS confidence
ORDER BY paper_id, entity_id, relation_id, kind_label, kind_facets

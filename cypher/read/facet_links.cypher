// By which relationships are these papers linked to entities of a facet or to kinds of them?
// params: papers: list - paper ids, facet: string - a facet's or a label's name, types: list - relationship types that count, floor: float - the least confidence
// returns: paper_id, entity_id, name, label, relation_id, type, passage_id, char_start, char_end, confidence
UNWIND $papers AS paper_id
MATCH (paper:Paper {id: paper_id})-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(entity:Entity)
WHERE r.confidence >= $floor AND type(r) IN $types
WITH paper, r, entity
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE $facet IN kind.facets OR kind.label = $facet
RETURN DISTINCT paper.id AS paper_id, entity.id AS entity_id, entity.name AS name, entity.label AS label,
       r.id AS relation_id, type(r) AS type, r.passage_id AS passage_id,
       r.char_start AS char_start, r.char_end AS char_end, r.confidence AS confidence
ORDER BY paper_id, entity_id, relation_id

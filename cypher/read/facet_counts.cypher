// How many of these papers are linked to each entity of some facets or to a kind of it?
// params: papers: list - paper ids, facets: list - names of facets or labels, types: list - relationship types that count, floor: float - the least confidence
// returns: entity_id, name, label, facets, papers, total
UNWIND $papers AS paper_id
MATCH (paper:Paper {id: paper_id})-[t:@PAPER_RELATIONS]->(entity:Entity)
WHERE t.confidence >= $floor AND type(t) IN $types
WITH entity, collect(DISTINCT paper.id) AS linked
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE kind.label IN $facets OR any(facet IN kind.facets WHERE facet IN $facets)
UNWIND linked AS paper_id
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label, kind.facets AS facets,
       count(DISTINCT paper_id) AS papers, size($papers) AS total
ORDER BY papers DESC, entity_id

// How many papers of a side and aspect are linked to each entity of a facet or to a kind of it?
// params: side: list - entity ids, aspect: list - entity ids, facet: string - a facet's or a label's name, types: list - relationship types that count, floor: float - the least confidence
// returns: entity_id, name, label, papers, total
UNWIND $aspect AS aspect_id
MATCH (aspect:Entity {id: aspect_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
WITH DISTINCT topic
MATCH (topic)<-[s:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE s.confidence >= $floor
WITH collect(DISTINCT paper.id) AS about
UNWIND $side AS side_id
MATCH (side:Entity {id: side_id})<-[:PART_OF|SUBCLASS_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(part:Entity)
MATCH (part)<-[r:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]-(paper:Paper)
WHERE r.confidence >= $floor AND paper.id IN about
WITH collect(DISTINCT paper) AS members
UNWIND members AS paper
MATCH (paper)-[t:IN_DOMAIN|ADDRESSES|PROPOSES|USES|EVALUATES_ON|REPORTS|COMPARES_WITH]->(entity:Entity)
WHERE t.confidence >= $floor AND type(t) IN $types
MATCH (entity)-[:SUBCLASS_OF*0..8 {extractor: 'vocabulary'}]->(kind:Entity)
WHERE $facet IN kind.facets OR kind.label = $facet
RETURN kind.id AS entity_id, kind.name AS name, kind.label AS label,
       count(DISTINCT paper) AS papers, size(members) AS total
ORDER BY papers DESC, entity_id

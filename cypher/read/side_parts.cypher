// Which entities at or below these are the papers linked to, most papers first?
// params: papers: list - paper ids, entities: list - entity ids, floor: float - the least confidence
// returns: entity_id, name, label, papers
UNWIND $entities AS top_id
MATCH (:Entity {id: top_id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(part:Entity)
WITH DISTINCT part
MATCH (part)<-[r:@PAPER_RELATIONS]-(paper:Paper)
WHERE r.confidence >= $floor AND paper.id IN $papers
RETURN part.id AS entity_id, part.name AS name, part.label AS label, count(DISTINCT paper) AS papers
ORDER BY papers DESC, entity_id

// Which entities of a type do these papers propose, newest first?
// params: papers: list - paper ids, label: string - @LABELS, floor: float - the least confidence
// returns: entity_id, name, paper_id, title, published
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[r:PROPOSES]->(entity:Entity)
WHERE r.confidence >= $floor AND entity.label = $label
RETURN DISTINCT entity.id AS entity_id, entity.name AS name, paper.id AS paper_id,
       paper.title AS title, paper.published AS published
ORDER BY published DESC, paper_id, entity_id

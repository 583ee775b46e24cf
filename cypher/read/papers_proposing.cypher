// Which papers propose one of these entities, earliest first?
// params: entities: list - entity ids, floor: float - the least confidence
// returns: paper_id, archive_id, title, published, entity_id, name
UNWIND $entities AS wanted
MATCH (entity:Entity {id: wanted})<-[r:PROPOSES]-(paper:Paper)
WHERE r.confidence >= $floor
RETURN DISTINCT paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published, entity.id AS entity_id, entity.name AS name
ORDER BY published, paper_id, entity_id

// Which entities is a paper linked to, and by which relationships?
// params: id: string - the paper's id
// returns: entity_id, name, label, type, relation_id, passage_id, confidence
MATCH (:Paper {id: $id})-[r:PROPOSES|USES|EVALUATES_ON|ADDRESSES|REPORTS|COMPARES_WITH|IN_DOMAIN]->(entity:Entity)
RETURN entity.id AS entity_id, entity.name AS name, entity.label AS label, type(r) AS type,
       r.id AS relation_id, r.passage_id AS passage_id, r.confidence AS confidence
ORDER BY entity_id, type, relation_id

// Which entities is a paper linked to, by which relationships, and which figures does it report?
// params: id: string - the paper's id
// returns: entity_id, name, label, type, relation_id, passage_id, char_start, char_end, confidence, value, unit, change, dataset_id, dataset
MATCH (:Paper {id: $id})-[r:@PAPER_RELATIONS]->(entity:Entity)
WITH entity, r, r.dataset_id AS dataset_id
OPTIONAL MATCH (dataset:Entity {id: dataset_id})
RETURN entity.id AS entity_id, entity.name AS name, entity.label AS label, type(r) AS type,
       r.id AS relation_id, r.passage_id AS passage_id, r.char_start AS char_start,
       r.char_end AS char_end, r.confidence AS confidence, r.value AS value, r.unit AS unit,
       r.change AS change, dataset_id, dataset.name AS dataset
ORDER BY entity_id, type, relation_id

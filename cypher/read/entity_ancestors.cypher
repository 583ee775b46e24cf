// Of which entities is this one a kind or part, itself included, nearest first?
// params: id: string - the entity's id
// returns: id, name, label, distance
MATCH path = (:Entity {id: $id})-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]->(above:Entity)
RETURN above.id AS id, above.name AS name, above.label AS label, min(length(path)) AS distance
ORDER BY distance, id

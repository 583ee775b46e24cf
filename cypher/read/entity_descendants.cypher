// Which entities are kinds or parts of this one, itself included, nearest first?
// params: id: string - the entity's id
// returns: id, name, label, distance
MATCH path = (:Entity {id: $id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(below:Entity)
RETURN below.id AS id, below.name AS name, below.label AS label, min(length(path)) AS distance
ORDER BY distance, id

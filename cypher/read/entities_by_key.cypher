// Which entities go by this name, folded to a match key?
// params: key: string - a match key
// returns: id, name, label, mentions
MATCH (entity:Entity)
WHERE $key IN entity.keys
RETURN entity.id AS id, entity.name AS name, entity.label AS label, entity.mentions AS mentions
ORDER BY mentions DESC, id

// Which entities of a kind are mentioned most?
// params: label: string - @LABELS, limit: int = 20 - at most so many
// returns: id, name, mentions
MATCH (entity:Entity)
WHERE entity.label = $label AND entity.mentions > 0
RETURN entity.id AS id, entity.name AS name, entity.mentions AS mentions
ORDER BY mentions DESC, id
LIMIT $limit

// Which entities have a name or alias that begins so, most mentioned first?
// params: prefix: string - the beginning of a match key, limit: int = 20 - at most so many
// returns: id, name, label, mentions
MATCH (entity:Entity)
WHERE any(key IN entity.keys WHERE key STARTS WITH $prefix)
RETURN entity.id AS id, entity.name AS name, entity.label AS label, entity.mentions AS mentions
ORDER BY mentions DESC, id
LIMIT $limit

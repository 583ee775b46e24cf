// Which names do the entities have that papers mention, and how often?
// params: none
// returns: name, mentions
MATCH (entity:Entity)
WHERE entity.mentions > 0
RETURN entity.name AS name, entity.mentions AS mentions
ORDER BY name, mentions

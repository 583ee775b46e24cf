// Which entities have a name or alias with words that begin so, the very name first, and how many papers name them?
// params: key: string - a match key, beginnings: list - its words or their beginnings, skip: int = 0 - how many to leave out first,
//   limit: int = 20 - at most so many
// returns: id, name, label, aliases, papers
MATCH (entity:Entity)
WHERE any(key IN entity.keys WHERE all(word IN $beginnings WHERE (' ' + key) CONTAINS (' ' + word)))
WITH entity, CASE WHEN $key IN entity.keys THEN 0
                  WHEN any(key IN entity.keys WHERE key STARTS WITH $key) THEN 1
                  ELSE 2 END AS place
ORDER BY place, entity.mentions DESC, entity.id
SKIP $skip
LIMIT $limit
OPTIONAL MATCH (entity)<-[:MENTIONS]-(:Passage)<-[:HAS_PASSAGE]-(paper:Paper)
WITH entity, place, count(DISTINCT paper) AS papers
RETURN entity.id AS id, entity.name AS name, entity.label AS label, entity.aliases AS aliases,
       papers
ORDER BY place, entity.mentions DESC, id

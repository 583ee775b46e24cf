// How many papers name each of the entities that go by one of these names, folded to match keys?
// params: keys: list - match keys
// returns: entity_id, name, label, papers
MATCH (e:Entity)
WHERE any(key IN e.keys WHERE key IN $keys)
MATCH (e)<-[:MENTIONS]-(:Passage)<-[:HAS_PASSAGE]-(paper:Paper)
RETURN e.id AS entity_id, e.name AS name, e.label AS label, count(DISTINCT paper) AS papers
ORDER BY papers DESC, entity_id

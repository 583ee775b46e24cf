// Which entities go by one of these names, folded to match keys?
// params: keys: list - match keys
// returns: key, entity_id, name, label, mentions, aliases
CALL {
  MATCH (e:Entity)
  WHERE e.first_key IN $keys
  RETURN e
  UNION
  MATCH (e:Entity)
  WHERE e.second_key IN $keys
  RETURN e
  UNION
  MATCH (e:Entity)
  WHERE size(e.keys) > 2
  WITH e
  WHERE any(key IN e.keys WHERE key IN $keys)
  RETURN e
}
WITH DISTINCT e
UNWIND e.keys AS key
WITH e, key
WHERE key IN $keys
RETURN key, e.id AS entity_id, e.name AS name, e.label AS label, e.mentions AS mentions,
       e.aliases AS aliases
ORDER BY key, entity_id

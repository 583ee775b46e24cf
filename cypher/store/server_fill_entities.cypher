// Which entities lack a list that the import tool left out because it is empty? They get it.
// params: none
// returns: nothing
MATCH (n:Entity)
WHERE n.aliases IS NULL OR n.alias_reasons IS NULL OR n.keys IS NULL OR n.facets IS NULL
CALL (n) {
  SET n.aliases = coalesce(n.aliases, []), n.alias_reasons = coalesce(n.alias_reasons, []),
      n.keys = coalesce(n.keys, []), n.facets = coalesce(n.facets, [])
} IN TRANSACTIONS OF 10000 ROWS

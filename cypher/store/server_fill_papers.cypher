// Which papers lack a list that the import tool left out because it is empty? They get it.
// params: none
// returns: nothing
MATCH (n:Paper)
WHERE n.authors IS NULL OR n.categories IS NULL
CALL (n) {
  SET n.authors = coalesce(n.authors, []), n.categories = coalesce(n.categories, [])
} IN TRANSACTIONS OF 10000 ROWS

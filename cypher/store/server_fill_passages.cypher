// Which passages lack a list that the import tool left out because it is empty? They get it.
// params: none
// returns: nothing
MATCH (n:Passage)
WHERE n.sentence_starts IS NULL
CALL (n) {
  SET n.sentence_starts = [], n.sentence_ends = [], n.sentence_roles = []
} IN TRANSACTIONS OF 10000 ROWS

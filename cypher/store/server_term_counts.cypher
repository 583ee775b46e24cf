// How many passages hold each of these index terms?
// params: terms: list - index terms
// returns: term, passages
UNWIND $terms AS term
CALL db.index.fulltext.queryNodes('passage_words', term) YIELD node
WITH term, node
WHERE term IN split(node.words, ' ')
RETURN term, count(node) AS passages
ORDER BY term

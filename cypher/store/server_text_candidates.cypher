// Which passages does the server's full-text index rank first for these index terms?
// params: query: string - plain terms with spaces between, limit: int - at most so many
// returns: id, words, score
CALL db.index.fulltext.queryNodes('passage_words', $query, {limit: $limit}) YIELD node, score
RETURN node.id AS id, node.words AS words, score
ORDER BY score DESC, id

// Which papers have a passage that the server's full-text index finds for this query?
// params: query: string - prefixes of index terms, with AND between and OR within brackets
// returns: paper_id
CALL db.index.fulltext.queryNodes('passage_words', $query) YIELD node
RETURN DISTINCT node.paper_id AS paper_id
ORDER BY paper_id

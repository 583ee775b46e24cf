// Which passages are nearest to a vector, by their exact cosine among the index's candidates?
// params: vector: list - an L2-normalised vector, wide: int - candidates of the index, limit: int - at most so many
// returns: id, score
CALL db.index.vector.queryNodes('passage_embedding', $wide, $vector) YIELD node
WITH node.id AS id, round(2 * vector.similarity.cosine(node.embedding, $vector) - 1, 6) AS score
RETURN id, score
ORDER BY score DESC, id
LIMIT $limit

// Which passages of these papers are nearest to a vector?
// params: papers: list - paper ids, vector: list - an L2-normalised vector, limit: int - at most so many
// returns: id, score
UNWIND $papers AS wanted
MATCH (:Paper {id: wanted})-[:HAS_PASSAGE]->(passage:Passage)
WHERE passage.embedding IS NOT NULL
WITH passage.id AS id,
     round(2 * vector.similarity.cosine(passage.embedding, $vector) - 1, 6) AS score
RETURN id, score
ORDER BY score DESC, id
LIMIT $limit

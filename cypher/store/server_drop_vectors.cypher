// Take away vectors that no build made; how many were there?
// params: limit: int - at most so many
// returns: removed
MATCH (passage:Passage)
WHERE passage.embedding IS NOT NULL
WITH passage LIMIT $limit
REMOVE passage.embedding, passage.vector_hash
RETURN count(passage) AS removed

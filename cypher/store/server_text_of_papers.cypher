// Which passages of these papers hold one of these index terms?
// params: papers: list - paper ids, terms: list - index terms
// returns: id, words
UNWIND $papers AS wanted
MATCH (:Paper {id: wanted})-[:HAS_PASSAGE]->(passage:Passage)
WITH passage, split(passage.words, ' ') AS words
WHERE any(term IN $terms WHERE term IN words)
RETURN passage.id AS id, passage.words AS words
ORDER BY id

// Which passages hold this phrase, in any case?
// params: phrase: string - the phrase in lower case
// returns: passage_id, paper_id
MATCH (paper:Paper)-[:HAS_PASSAGE]->(passage:Passage)
WHERE toLower(passage.text) CONTAINS $phrase
RETURN passage.id AS passage_id, paper.id AS paper_id
ORDER BY passage_id

// Which passages hold these words one after the other, and of which papers are they?
// params: pattern: string - a regular expression that the whole text has to match
// returns: passage_id, paper_id, relation_id
MATCH (paper:Paper)-[r:HAS_PASSAGE]->(passage:Passage)
WHERE passage.text =~ $pattern
RETURN passage.id AS passage_id, paper.id AS paper_id, r.id AS relation_id
ORDER BY passage_id

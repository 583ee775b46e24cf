// Which papers hold these words in a passage?
// params: pattern: string - a regular expression that the whole text has to match
// returns: paper_id
MATCH (paper:Paper)-[:HAS_PASSAGE]->(passage:Passage)
WHERE passage.text =~ $pattern
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

// Which of these papers hold these words in a passage?
// params: pattern: string - a regular expression that the whole text has to match, papers: list - paper ids
// returns: paper_id
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[:HAS_PASSAGE]->(passage:Passage)
WHERE passage.text =~ $pattern
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

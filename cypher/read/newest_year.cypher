// Of which year is the newest paper?
// params: none
// returns: year
MATCH (paper:Paper)
WHERE paper.year IS NOT NULL
RETURN max(paper.year) AS year

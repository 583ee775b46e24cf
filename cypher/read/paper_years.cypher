// How many papers of each year does the archive have?
// params: none
// returns: year, papers
MATCH (paper:Paper)
WHERE paper.year IS NOT NULL
RETURN paper.year AS year, count(paper) AS papers
ORDER BY year

// How many of these papers are of each year?
// params: papers: list - paper ids
// returns: year, papers
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})
WHERE paper.year IS NOT NULL
RETURN paper.year AS year, count(DISTINCT paper) AS papers
ORDER BY year

// From which kind of text do the archive's papers come?
// params: none
// returns: text_origin, papers
MATCH (paper:Paper)
RETURN paper.text_origin AS text_origin, count(paper) AS papers
ORDER BY text_origin

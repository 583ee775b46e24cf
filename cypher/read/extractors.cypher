// By what were the archive's papers extracted: on this machine (fast), or by which paid model?
// params: none
// returns: extractor, papers
MATCH (paper:Paper)
WHERE paper.extractor <> ''
RETURN paper.extractor AS extractor, count(paper) AS papers
ORDER BY extractor

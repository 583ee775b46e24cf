// Which papers are in both of two groups?
// params: left: list - paper ids, right: list - paper ids
// returns: paper_id
UNWIND $left AS wanted
MATCH (paper:Paper {id: wanted})
WHERE paper.id IN $right
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id

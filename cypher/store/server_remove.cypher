// Take papers away for good; how many were there?
// params: ids: list - paper ids
// returns: removed
UNWIND $ids AS wanted
MATCH (paper:Paper {id: wanted})
DETACH DELETE paper
RETURN count(paper) AS removed
